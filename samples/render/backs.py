"""`python -m samples.render.backs [NAME...]`: clips of backs with known bends, to measure against."""

import argparse
import sys
from pathlib import Path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m samples.render.backs", description="Render clips of backs that bend by known amounts."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="clips to make; the whole set if none is named"
    )
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    parser.add_argument(
        "--set", choices=("tune", "report", "fool"), default="tune", help="which set (default: tune)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("backs"), metavar="DIR", help="where to put them (default: backs)"
    )
    return parser.parse_args()


def main() -> int:
    """Render what is asked for; 0 when done, 2 for an unknown name."""
    options = _options()
    from samples.render.backs_catalogue import SETS
    from samples.render.backs_clip import render

    known = {recipe.name: recipe for recipe in SETS[options.set]}
    if options.list:
        print("\n".join(known))
        return 0
    unknown = [name for name in options.names if name not in known]
    if unknown:
        print(f"There is no clip called {', '.join(unknown)} in this set. See --list.", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or known:
        print(render(known[name], options.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
