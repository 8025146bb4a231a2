"""Keeps the frames of a bout's first rounds until it is known to be one, so that they are judged as well."""

from __future__ import annotations

import math
from collections import deque

from posecheck.engine.body import BodySide
from posecheck.engine.cyclic import FEWEST
from posecheck.engine.rules import RuleBook
from posecheck.exercises.schema import Exercise
from posecheck.result import Fault

Unjudged = tuple[float, dict[str, float], bool, BodySide | None]
"""Time, values, whether in a wide view, and side, as `RuleBook.step` takes them."""


class CatchUp:
    """Judges the first rounds of a bout once there are enough of them.

    Args:
        exercise: The definition; what it measures over a window says nothing yet of a bout's first frames.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._longest_s = FEWEST * exercise.cycle.max_s if exercise.cycle else 0.0
        self._windowed = {name for name, signal in exercise.signals.items() if signal.window_s}
        self._frames: deque[Unjudged] = deque()

    def keep(self, t_s: float, values: dict[str, float], wide_view: bool, side: BodySide | None) -> None:
        """Keep one frame that could be the beginning of a bout."""
        unknown = dict.fromkeys(self._windowed, math.nan)
        self._frames.append((t_s, values | unknown, wide_view, side))
        while t_s - self._frames[0][0] > self._longest_s:
            self._frames.popleft()

    def judge(self, rules: RuleBook, since_s: float) -> list[Fault]:
        """Judge the frames kept since a bout began; return the faults that ended in them."""
        frames = [frame for frame in self._frames if frame[0] >= since_s]
        self._frames.clear()
        return [
            fault
            for t_s, values, wide_view, side in frames
            for fault in rules.step(t_s, "out", values, wide_view, side)
        ]
