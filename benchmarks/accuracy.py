"""The truth table: how right posecheck is on clips with known truth, printed and as docs/accuracy.md.

Rendered folders hold NAME.mp4 and NAME.json, or `tune` and `report` folders of these (see samples/README.md);
the footage folder holds `clips.json` (see benchmarks/footage.py). Poses are kept in the cache folder by the
checksum of clip and model, so that after a changed definition only the judging is done again.
Run: python -m benchmarks.accuracy --rendered DIR [--rendered DIR] --footage DIR --labels DIR --out FILE.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy_cases import Case, Judge, definitions
from benchmarks.accuracy_clips import Clip, real, rendered
from benchmarks.accuracy_goals import goals
from benchmarks.accuracy_labels import sections
from benchmarks.accuracy_page import page, tables_of, wrong
from benchmarks.accuracy_recognition import recogniser
from benchmarks.accuracy_tables import Table
from benchmarks.accuracy_tracks import TrackCache
from benchmarks.common import ROOT, table
from posecheck.exercises.library import Library

NEEDS = Path(__file__).with_name("accuracy_needs.toml")
"""What failing clips would need, by label: written by hand, shown beside them."""


def main() -> None:
    """Judge, print and write."""
    told = arguments()
    with tempfile.TemporaryDirectory() as folder:
        cache = TrackCache(told.cache or Path(folder), told.model)
        judge = Judge(cache, definitions(Library()), None if told.told else recogniser())
        cases = list(judged(clips_of(told), judge, told.files))
        for shown in tables_of_all(cases):
            table(shown.title, shown.head, shown.rows)
        if told.out:
            facts = {"model": told.model, "sha256": cache.model_sha256, "out": shown_path(told.out)}
            facts["more"] = " --told" if told.told else ""
            labels = sections(told.labels) if told.labels else ([], [])
            text = page(cases, labels, facts, tomllib.loads(NEEDS.read_text(encoding="utf-8")))
            told.out.write_text(text, encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, what in (("--rendered", "rendered clips"), ("--footage", "real clips, with clips.json")):
        about = f"folder of {what}; may be given again"
        parser.add_argument(name, type=Path, action="append", default=[], help=about)
    parser.add_argument("--labels", type=Path, help="folder of label sets")
    parser.add_argument("--out", type=Path, help="where to write the page")
    parser.add_argument("--cache", type=Path, help="folder in which poses are kept")
    parser.add_argument("--model", default="full")
    parser.add_argument("--only", help="ids of exercises, with commas; all by default")
    parser.add_argument(
        "--files", action="store_true", help="print the file and what went wrong of each clip"
    )
    parser.add_argument("--told", action="store_true", help="leave recognition out, which takes longest")
    return parser.parse_args()


def shown_path(path: Path) -> str:
    """Return a path as seen from the project's folder, or its last part, so that no private folder shows."""
    full = path.resolve()
    return str(full.relative_to(ROOT)) if full.is_relative_to(ROOT) else path.name


def clips_of(told: argparse.Namespace) -> list[Clip]:
    """Return all clips of the folders, in order."""
    clips = [clip for folder in told.rendered for clip in rendered(folder)]
    clips += [clip for folder in told.footage for clip in real(folder)]
    wanted = told.only.split(",") if told.only else None
    return [clip for clip in clips if wanted is None or clip.exercise in wanted]


def judged(clips: Sequence[Clip], judge: Judge, tells_files: bool) -> Iterator[Case]:
    """Yield the case of each clip, saying how far it is."""
    for n, clip in enumerate(clips, 1):
        case = judge.case(clip)
        if tells_files:
            came = "; ".join(wrong(case)) or case.problem or "right"
            print(f"{n}/{len(clips)} {clip.path.name} = {clip.label}: {came}", flush=True)
        yield case


def tables_of_all(cases: Sequence[Case]) -> Iterator[Table]:
    """Yield the tables of each set, then the goals."""
    for group in dict.fromkeys(case.clip.group for case in cases):
        for shown in tables_of([case for case in cases if case.clip.group == group]):
            yield Table(f"{group}: {shown.title}", shown.head, shown.rows)
    yield goals(cases)


if __name__ == "__main__":
    main()
