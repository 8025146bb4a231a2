"""Paces what no camera can see: beat after beat by the stream's clock, while the person is in position."""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate

from posecheck.engine.holds import HeldSpan
from posecheck.engine.movement import COAST_S
from posecheck.exercises.counting import Pace
from posecheck.step import Beat

LEAD_S = 3.0
"""Time to settle, and to be told that it begins, before the first beat."""
SHORTEST_S = 1.5
"""A shorter stretch in position is not told (as of a hold)."""
_EPSILON_S = 1e-6


class Pacer:
    """The clock of one stretch in position after another; one set is paced in each.

    Attributes:
        beat: The beat now; None before the first and after the last one of the set.
        rounds: Rounds that were paced to their end, of all stretches.
    """

    def __init__(self, rule: Pace) -> None:
        self._rule = rule
        self._ends_s = list(accumulate(beat.lasts_s for beat in rule.beats))[:-1]
        self._since_s = math.nan
        self._start_s = math.nan
        self._known_s = math.nan
        self._last_s = math.nan
        self._seconds = 0.0
        self._done = 0
        self.beat: Beat | None = None
        self.rounds = 0

    @property
    def running(self) -> bool:
        """Whether the clock runs, or waits for what is out of view."""
        return not math.isnan(self._start_s)

    @property
    def seconds(self) -> float:
        """Seconds of the stretch under way."""
        return self._seconds if self.running else 0.0

    def step(self, t_s: float, value: float) -> HeldSpan | None:
        """Take the signal of one frame in position, NaN where unknown; return the stretch that ended."""
        before_s, self._last_s = self._last_s, t_s
        if math.isnan(value):
            return self.end() if t_s - self._known_s > COAST_S else None
        if math.isnan(self._since_s):
            self._since_s = t_s
        if not self.running and t_s - self._since_s >= LEAD_S - _EPSILON_S:
            self._start_s = self._since_s + LEAD_S
            self._seconds = t_s - self._start_s
        elif self.running and before_s == self._known_s:
            self._seconds += min(t_s - before_s, COAST_S)
        self._known_s = t_s
        if self.running:
            self._tell()
        return None

    def end(self) -> HeldSpan | None:
        """End the stretch; None where none was under way or it was too short to tell."""
        span = HeldSpan(self._start_s, self._known_s, self._seconds) if self.running else None
        self._since_s = self._start_s = self._known_s = math.nan
        self._done, self.beat = 0, None
        return span if span and span.seconds >= SHORTEST_S else None

    def _tell(self) -> None:
        """Tell the beat of this moment."""
        done = paced_rounds(self._seconds, self._rule)
        into_s = (self._seconds + _EPSILON_S) % self._rule.round_s
        self.rounds += done - self._done
        self._done = done
        if done == self._rule.rounds:
            self.beat = None
            return
        index = bisect_right(self._ends_s, into_s)
        self.beat = Beat(self._rule.beats[index].say, done + 1, index + 1, into_s / self._rule.round_s)


def paced_rounds(seconds: float, rule: Pace) -> int:
    """Return how many rounds of a set were paced to their end in a stretch of so many seconds."""
    return min(int((seconds + _EPSILON_S) // rule.round_s), rule.rounds)
