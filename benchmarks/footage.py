"""Labelled clips of people: what was counted against what the eye sees, also mirrored, slow, small, dark.

The folder holds `clips.json`: a list of {"file", "exercise", "truth": {"reps": [[start_s, end_s]], "holds":
[...], "count": n, "quiet": [...]}}. Run: python -m benchmarks.footage FOLDER [--changes] [--tracks KEEP].
`--tracks` keeps the poses, so that the next run, with other definitions, needs no network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import posecheck
from benchmarks.accuracy_cases import LOG
from benchmarks.common import table
from benchmarks.transforms import PICTURES, rotated_by_metadata
from posecheck.exercises.library import Library
from posecheck.pose import PoseTrack
from posecheck.result import Hold, Rep, SessionResult
from posecheck.tracking.parts import REAL

Span = tuple[float, float]
AS_IT_IS = "as it is"
TURNED = "turned by metadata"


@dataclass(frozen=True)
class Clip:
    """A labelled clip."""

    path: Path
    exercise: str | None
    truth: dict[str, Any]

    def spans(self, name: str) -> list[Span]:
        """Return labelled spans of time."""
        return [(float(start), float(end)) for start, end in self.truth.get(name) or ()]

    @property
    def count(self) -> int | None:
        """Return the labelled number of repetitions, None where there is none."""
        reps = self.truth.get("reps")
        return self.truth.get("count") if reps is None else len(reps)


class Tracks:
    """Poses of clips and of their changed versions, kept in a folder."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder, self._model = folder, model
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, clip: Clip, change: str) -> PoseTrack:
        """Return the poses, found now or before."""
        key = hashlib.sha256(f"{clip.path}|{change}|{self._model}".encode()).hexdigest()[:16]
        kept = self._folder / f"{key}.npz"
        if not kept.exists():
            self._find(clip, change).save(kept)
        return PoseTrack.load(kept)

    def _find(self, clip: Clip, change: str) -> PoseTrack:
        if change != TURNED:
            return self._poses(clip.path, PICTURES.get(change, lambda source: source))
        with tempfile.TemporaryDirectory() as folder:
            return self._poses(rotated_by_metadata(clip.path, Path(folder) / "turned.mp4"), lambda s: s)

    def _poses(self, path: Path, change: Callable[[Any], Any]) -> PoseTrack:
        with (
            closing(REAL.estimator(self._model)) as estimator,
            closing(REAL.source(str(path), None, None)) as file,
        ):
            source = change(file)
            poses = tuple(estimator.estimate(frame) for frame in source)
            return PoseTrack(poses, source.info, estimator.model)


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="full")
    parser.add_argument("--changes", action="store_true", help="also mirrored, slow, small, dark, ...")
    parser.add_argument("--tracks", type=Path, help="folder in which poses are kept")
    told = parser.parse_args()
    known = [exercise.id for exercise in Library().all() if exercise.kind != LOG]
    clips = read(told.folder)
    with tempfile.TemporaryDirectory() as folder:
        tracks = Tracks(told.tracks or Path(folder), told.model)
        own = [clip for clip in clips if clip.exercise in known]
        table("Clips of known exercises", HEAD, (row(clip, tracks) for clip in own))
        show_quiet(clips, known, tracks)
        if told.changes:
            show_changes(own, tracks)


def read(folder: Path) -> list[Clip]:
    """Read the labels."""
    entries = json.loads((folder / "clips.json").read_text(encoding="utf-8"))
    return [Clip(folder / entry["file"], entry["exercise"], entry["truth"]) for entry in entries]


HEAD = (
    "clip",
    "exercise",
    "reps true",
    "told",
    "largest s off",
    "rejected",
    "holds true s",
    "told s",
    "seen",
)


def row(clip: Clip, tracks: Tracks) -> tuple[str, ...]:
    """Return what was labelled and what was found."""
    result = judged(clip, tracks, AS_IT_IS)
    notes = (f"faults {faults(result)}", f"rejected {reasons(result)}", *result.warnings)
    print(f"{clip.path.stem}: {'; '.join(notes)}")
    return (
        clip.path.stem,
        str(clip.exercise),
        "-" if clip.count is None else str(clip.count),
        str(len(result.reps)),
        furthest(clip.spans("reps"), [(rep.start_s, rep.end_s) for rep in result.reps]),
        str(len(result.rejected)),
        lengths(clip.spans("holds")),
        lengths([(hold.start_s, hold.end_s) for hold in result.holds]),
        "-" if result.coverage is None else f"{result.coverage:.2f}",
    )


def judged(clip: Clip, tracks: Tracks, change: str, exercise: str | None = None) -> SessionResult:
    """Return the result of a clip by its own or another exercise."""
    return posecheck.replay(tracks.get(clip, change), exercise or clip.exercise)


def furthest(true: list[Span], told: list[Span]) -> str:
    """Return the largest difference of starts and ends, where the numbers agree."""
    if not true or len(true) != len(told):
        return "-"
    pairs = zip(chain(*true), chain(*told), strict=True)
    return f"{max(abs(a - b) for a, b in pairs):.2f}"


def lengths(spans: list[Span]) -> str:
    """Return the seconds of each span."""
    return " ".join(f"{end - start:.1f}" for start, end in spans) or "-"


def faults(result: SessionResult) -> str:
    """Return each fault with the worst value and the limit."""
    return ", ".join(f"{f.id} {f.worst:.2f}/{f.limit:.2f}" for f in result.faults) or "none"


def reasons(result: SessionResult) -> str:
    """Return why repetitions were not counted."""
    return ", ".join(f"{r.reason} {r.start_s:.1f}-{r.end_s:.1f}" for r in result.rejected) or "none"


def show_quiet(clips: list[Clip], known: list[str], tracks: Tracks) -> None:
    """Judge clips with quiet spans by every exercise; print what was counted in them."""
    rows = []
    for clip in clips:
        for exercise in known if clip.spans("quiet") else []:
            result = judged(clip, tracks, AS_IT_IS, exercise)
            wrong = list(inside(result, clip.spans("quiet")))
            rows.append((clip.path.stem, exercise, len(wrong), ", ".join(wrong) or "-"))
    table("Counted where nothing may be", ("clip", "judged as", "events", "which"), rows)


def inside(result: SessionResult, quiet_spans: list[Span]) -> Iterator[str]:
    """Yield repetitions and holds whose middle lies in a quiet span."""
    events: list[Rep | Hold] = [*result.reps, *result.holds]
    for event in events:
        middle = (event.start_s + event.end_s) / 2
        if any(start <= middle <= end for start, end in quiet_spans):
            yield f"{type(event).__name__.lower()} {event.start_s:.1f}-{event.end_s:.1f}"


def show_changes(clips: list[Clip], tracks: Tracks) -> None:
    """Print repetitions, or held seconds, of every changed version; an exclamation mark where they differ."""
    changes = [AS_IT_IS, *PICTURES, TURNED]
    rows = []
    for clip in clips:
        told = [amount(judged(clip, tracks, change)) for change in changes]
        rows.append((clip.path.stem, *(words if same(words, told[0]) else f"{words} !" for words in told)))
    table("Repetitions, or held seconds, of changed clips", ("clip", *changes), rows)


def amount(result: SessionResult) -> str:
    """Return the repetitions, or the held seconds where holds are what counts."""
    held = lengths([(hold.start_s, hold.end_s) for hold in result.holds])
    return f"{held} s" if result.holds else str(len(result.reps))


def same(words: str, original: str) -> bool:
    """Return whether two amounts agree: repetitions exactly, holds to half a second."""
    if not words.endswith("s") or not original.endswith("s"):
        return words == original
    ours, theirs = words.split()[:-1], original.split()[:-1]
    return len(ours) == len(theirs) and all(
        abs(float(a) - float(b)) <= 0.5 for a, b in zip(ours, theirs, strict=True)
    )


if __name__ == "__main__":
    main()
