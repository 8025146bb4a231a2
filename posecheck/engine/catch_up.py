"""Keeps the frames of a bout's first rounds until it is known to be one, so that they are judged as well."""

from __future__ import annotations

import math
from collections import deque

from posecheck.engine.body import BodySide
from posecheck.engine.rules import RuleBook
from posecheck.exercises.counting import Cycle
from posecheck.exercises.schema import Exercise
from posecheck.result import Fault

Unjudged = tuple[float, dict[str, float], bool, BodySide | None]
"""Time, values, whether in a wide view, and side, as `RuleBook.step` takes them."""


class CatchUp:
    """Judges the first rounds of a bout once there are enough of them.

    Args:
        exercise: The definition; what it measures over a window says of a bout only what lies all in it.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._longest_s = _fewest(exercise.cycle) * exercise.cycle.max_s if exercise.cycle else 0.0
        self._windows_s = {name: signal.window_s for name, signal in exercise.signals.items()}
        self._frames: deque[Unjudged] = deque()

    def keep(self, t_s: float, values: dict[str, float], wide_view: bool, side: BodySide | None) -> None:
        """Keep one frame that could be the beginning of a bout."""
        self._frames.append((t_s, values, wide_view, side))
        while t_s - self._frames[0][0] > self._longest_s:
            self._frames.popleft()

    def judge(self, rules: RuleBook, since_s: float) -> list[Fault]:
        """Judge the frames kept since a bout began; return the faults that ended in them."""
        frames = [frame for frame in self._frames if frame[0] >= since_s]
        self._frames.clear()
        return [
            fault
            for t_s, values, wide_view, side in frames
            for fault in rules.step(t_s, "out", self._known(values, t_s - since_s), wide_view, side)
        ]

    def _known(self, values: dict[str, float], lasted_s: float) -> dict[str, float]:
        """Return the values so long after the beginning, unknown where a window reaches back before it."""
        unknown = [name for name, window_s in self._windows_s.items() if lasted_s < window_s]
        return values | dict.fromkeys(unknown, math.nan)


def _fewest(cycle: Cycle) -> int:
    """Return after how many rounds a bout is known to be one."""
    return max(cycle.fewest, cycle.instead.fewest) if cycle.instead else cycle.fewest
