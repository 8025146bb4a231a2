"""What a fault marks on the body, and which of several comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posecheck.engine.body import BodySide
from posecheck.exercises.schema import Exercise
from posecheck.exercises.signals import Joint, Signal
from posecheck.step import ActiveFault

BACK_MARKS = {"whole": "back", "lower": "back_lower", "upper": "back_upper"}
"""What a fault of the back names in place of landmarks."""
_RANK = {"safety": 0, "major": 1, "minor": 2, "info": 3}
_OTHER: dict[BodySide, BodySide] = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class MarkedSides:
    """The sides of a frame.

    Attributes:
        near: The side nearer to the camera.
        working: The side of the limb that moves, None where none does.
    """

    near: BodySide
    working: BodySide | None

    def of(self, pick: str) -> BodySide:
        """Return the side that a signal was measured on."""
        if pick in ("working", "higher", "lower", "resting") and self.working:
            return _OTHER[self.working] if pick == "resting" else self.working
        return _OTHER[self.near] if pick == "far" else self.near


def active_faults(
    exercise: Exercise, since_s: Mapping[str, float], sides: MarkedSides
) -> tuple[ActiveFault, ...]:
    """Return the faults present now, the gravest and oldest first.

    Args:
        exercise: The definition.
        since_s: Since when each is present, by check.
        sides: The sides of this frame.
    """
    active = [_active(exercise, name, began_s, sides) for name, began_s in since_s.items()]
    return tuple(sorted(active, key=lambda fault: (_RANK[fault.severity], fault.since_s)))


def _active(exercise: Exercise, name: str, since_s: float, sides: MarkedSides) -> ActiveFault:
    check = exercise.checks[name]
    marks = _marks(check.mark, exercise.signals[check.signal], sides)
    return ActiveFault(name, check.severity, check.cue, marks, since_s)


def _marks(joints: list[Joint], signal: Signal, sides: MarkedSides) -> tuple[str, ...]:
    """Return the landmarks of a fault, or the part of the back."""
    if signal.of_back and not joints:
        return (BACK_MARKS[signal.part or "whole"],)
    both = signal.side in ("mid", "mean", "difference")
    marked = ("left", "right") if both else (sides.of(signal.side),)
    names = joints or signal.points
    return tuple("nose" if joint == "nose" else f"{side}_{joint}" for joint in names for side in marked)
