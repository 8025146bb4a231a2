"""Tells a few rounds that nobody can mistake, such as knees lifted to the hips, where no row is found."""

from __future__ import annotations

import math

from posecheck.engine.rounds import Round
from posecheck.exercises.counting import Cycle, Outright

BEYOND_A_ROW = 2
"""So many more than a row needs are none, or it would have been found."""


class OutrightRounds:
    """Adds rounds that are told by one signal alone to those that are found in a row.

    Which they are is known when a pause follows, or when they have become more than a row needs.

    Args:
        cycle: How rounds are told as a rule.
        rule: How one is told alone.

    Attributes:
        active_s: Seconds of what it has told.
    """

    def __init__(self, cycle: Cycle, rule: Outright) -> None:
        self._rule, self._max_s, self._row = rule, cycle.max_s, cycle.fewest + BEYOND_A_ROW
        self._waiting: list[Round] = []
        self._up: Round | None = None
        self._told_s = -math.inf
        self.active_s = 0.0

    def step(self, t_s: float, values: dict[str, float], in_a_row: list[Round], active: bool) -> list[Round]:
        """Take one frame; return the rounds that are told with it.

        Args:
            t_s: Stream time.
            values: Every signal's value, NaN where unknown.
            in_a_row: Rounds that are told with it as a rule.
            active: Whether a row of such goes on.
        """
        self._follow(t_s, values[self._rule.signal])
        told = self._after_those_told(in_a_row)
        if active:
            self._waiting.clear()
        return [*told, *self._alone()] if self._is_known(t_s) else told

    def clear(self, in_a_row: list[Round]) -> list[Round]:
        """End the bout: the person has left; return what is told with that, beside what is so as a rule."""
        told = self._after_those_told(in_a_row)
        self._up = None
        return [*told, *self._alone()]

    def _is_known(self, t_s: float) -> bool:
        """Return whether those that wait are part of no row, or go on from those that were told."""
        if not self._waiting:
            return False
        since_s = self._up.start_s if self._up else t_s
        paused = since_s - self._waiting[-1].end_s > self._max_s
        return paused or self._goes_on or len(self._waiting) >= self._row

    @property
    def _goes_on(self) -> bool:
        return self._waiting[0].start_s - self._told_s <= self._max_s

    def _follow(self, t_s: float, value: float) -> None:
        """Follow the signal up and back; who is up already as they come into view is followed from there."""
        if math.isnan(value):
            return
        if self._up is None and value >= self._rule.beyond:
            self._up = Round(t_s, t_s, t_s, value, None, by=self._rule.signal)
        elif self._up and value > self._up.reach:
            self._up = _peaked(self._up, t_s, value)
        elif self._up and value <= self._rule.back:
            self._down(_ended(self._up, t_s))

    def _down(self, found: Round) -> None:
        self._up = None
        if found.end_s - found.start_s <= self._max_s:
            self._waiting.append(found)

    def _after_those_told(self, in_a_row: list[Round]) -> list[Round]:
        """Return what is found in a row and was not told alone; what is told so need not wait any more."""
        told = [found for found in in_a_row if found.peak_s > self._told_s]
        if told:
            self._waiting = [found for found in self._waiting if found.start_s > told[-1].end_s]
        return told

    def _alone(self) -> list[Round]:
        """Return what has waited, where it is enough."""
        enough = len(self._waiting) >= self._rule.fewest or (self._waiting and self._goes_on)
        told, self._waiting = self._waiting, []
        if not enough:
            return []
        self._told_s = told[-1].end_s
        self.active_s += told[-1].end_s - told[0].start_s
        return told


def _peaked(found: Round, t_s: float, value: float) -> Round:
    return Round(found.start_s, t_s, t_s, value, None, by=found.by)


def _ended(found: Round, t_s: float) -> Round:
    return Round(found.start_s, found.peak_s, t_s, found.reach, None, by=found.by)
