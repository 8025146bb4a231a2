"""`python -m samples.render [NAME...]`: make the sample clips again."""

import argparse
import sys
from pathlib import Path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m samples.render", description="Render the sample clips and their truth."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips to make; all when none is named")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(__file__).resolve().parents[1],
        metavar="DIR",
        help="where to put them",
    )
    return parser.parse_args()


def main() -> int:
    """Render what is asked for; 0 when done, 2 for an unknown name."""
    options = _options()
    from samples.render.catalogue import CLIPS
    from samples.render.clip import render

    known = {clip.name: clip for clip in CLIPS}
    if options.list:
        print("\n".join(known))
        return 0
    unknown = [name for name in options.names if name not in known]
    if unknown:
        print(f"There is no clip called {', '.join(unknown)}. See --list.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or known:
        print(render(known[name], options.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
