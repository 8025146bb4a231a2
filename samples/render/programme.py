"""`python -m samples.render.programme`: every exercise with exact truth, to tune by or report on."""

import argparse
import sys
import time
from multiprocessing import get_context
from pathlib import Path

from samples.render.programme_sets import SEEDS


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m samples.render.programme",
        description="Render clips of every exercise, good and faulty, with their truth.",
    )
    parser.add_argument("--set", choices=tuple(SEEDS), default="tune", help="which set (default: tune)")
    parser.add_argument(
        "--out", type=Path, default=Path("programme"), metavar="DIR", help="the set's clips go into DIR/SET"
    )
    parser.add_argument("--only", default="", metavar="WORD,...", help="clips whose names begin with these")
    parser.add_argument("--list", action="store_true", help="print the names and stop")
    parser.add_argument("--new", action="store_true", help="leave out clips that are there already")
    parser.add_argument("--sheet", action="store_true", help="only a picture of the key poses of each clip")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    return parser.parse_args()


def _make(job: tuple[str, int, Path, bool]) -> str:
    """Render the clip of this number; what was made and how long it took."""
    import cv2

    from samples.render.programme_catalogue import entries

    cv2.setNumThreads(1)  # waiting threads cost more than they help with small pictures
    part, number, folder, sheet = job
    entry, began = entries(part)[number], time.perf_counter()
    if sheet:
        from samples.render.programme_sheet import draw

        path = draw(entry, folder)
    else:
        from samples.render.programme_clip import render

        path = render(entry, folder)
    return f"{path} ({time.perf_counter() - began:.1f} s)"


def main() -> int:
    """Render what is asked for; 0 when done, 2 where no clip has such a name."""
    options = _options()
    from samples.render.programme_catalogue import entries

    starts = tuple(word for word in options.only.split(",") if word)
    every = entries(options.set)
    wanted = [k for k, entry in enumerate(every) if not starts or entry.name.startswith(starts)]
    if not wanted:
        print(f"No clip begins with {options.only}. See --list.", file=sys.stderr)
        return 2
    if options.list:
        print("\n".join(every[k].name for k in wanted))
        return 0
    folder = options.out / options.set
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [
        (options.set, k, folder, options.sheet)
        for k in wanted
        if not (options.new and _is_there(folder, every[k].name))
    ]
    _run(jobs, options.jobs)
    return 0


def _is_there(folder: Path, name: str) -> bool:
    """Whether a clip is whole: its truth is written last."""
    return all((folder / f"{name}{end}").exists() for end in (".mp4", ".json"))


def _run(jobs: list[tuple[str, int, Path, bool]], processes: int) -> None:
    if processes == 1:
        for job in jobs:
            print(_make(job), flush=True)
        return
    with get_context("spawn").Pool(processes) as pool:
        for line in pool.imap_unordered(_make, jobs):
            print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
