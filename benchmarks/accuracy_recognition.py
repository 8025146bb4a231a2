"""Whether the right exercise was named, a wrong one, or none; who names them is put in from outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import posecheck
from benchmarks.accuracy_clips import Truth
from benchmarks.accuracy_score import overlap
from posecheck.errors import PosecheckError
from posecheck.pose import PoseTrack, StreamInfo

Block = tuple[str, float, float]
"""Exercise, start and end [s]."""
Recognised = Callable[[PoseTrack], Sequence[Block]]
Verdict = Literal["right", "wrong", "not sure"]
STRAY_S = 1.0
"""An exercise named for longer than this where none is done is a wrong one."""
NOTHING = "nothing of ours"
"""Row of the table for time in which no exercise of the programme is done."""


def named_by_auto(track: PoseTrack) -> list[Block]:
    """Return what `auto` names, leaving out where it is not sure."""
    result = posecheck.replay(track, "auto")
    found = []
    for block in getattr(result, "blocks", None) or ():
        told = block if isinstance(block, dict) else vars(block)
        exercise = told["exercise"]
        name = exercise.get("id") if isinstance(exercise, dict) else exercise
        if name and name != "any":
            found.append((str(name), float(told["start_s"]), float(told["end_s"])))
    return found


def recogniser() -> Recognised | None:
    """Return `auto` where this posecheck has it."""
    try:
        named_by_auto(PoseTrack((), StreamInfo("")))
    except PosecheckError:
        return None
    return named_by_auto


class Taken(NamedTuple):
    """What a block was taken for: `taken_for` is the exercise that was named, empty where none was."""

    exercise: str
    verdict: Verdict
    taken_for: str = ""


def verdicts(truth: Truth, named: Sequence[Block]) -> list[Taken]:
    """Return a verdict for each true block, and one for the time outside all of them.

    A clip without one complete repetition has nothing to be named by; only a wrong name counts there.
    """
    blocks = truth.blocks or ()
    told = [taken(exercise, (start, end), named) for exercise, start, end in blocks]
    if truth.partial and not truth.events:
        told = [one for one in told if one.verdict != "not sure"]
    stray = _stray(named, blocks)
    if stray:
        told.append(Taken(NOTHING, "wrong", ", ".join(stray)))
    elif not blocks:
        told.append(Taken(NOTHING, "right"))
    return told


def taken(exercise: str, span: tuple[float, float], named: Sequence[Block]) -> Taken:
    """Return what an exercise was taken for: the one named for most of its time decides."""
    shared: defaultdict[str, float] = defaultdict(float)
    for name, start, end in named:
        shared[name] += overlap(span, (start, end))
    longest = max(shared, key=lambda name: shared[name], default=None)
    if longest is None or shared[longest] <= 0:
        return Taken(exercise, "not sure")
    return Taken(exercise, "right" if longest == exercise else "wrong", longest)


def _stray(named: Sequence[Block], blocks: Sequence[Block]) -> list[str]:
    """Return what was named in time that no true block has any part of."""
    return [
        name
        for name, start, end in named
        if end - start > STRAY_S
        and not any(overlap((start, end), (first, last)) > 0 for _, first, last in blocks)
    ]
