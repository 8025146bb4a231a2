"""Tells a few rounds that nobody can mistake, such as knees lifted near the hips, where no row is found."""

from __future__ import annotations

import math
from dataclasses import replace

from posecheck.engine.geometry import crossing_s
from posecheck.engine.rounds import Round
from posecheck.exercises.counting import Cycle, Outright

MORE = 2
"""So many more than a row needs are none, or it would have been found."""


class OutrightRounds:
    """Adds rounds that are told by one signal alone to those that are found in a row.

    Which they are is known when a pause follows, or when they have become more than a row needs.

    Args:
        cycle: How rounds are told as a rule.
        rule: How one is told alone.
    """

    def __init__(self, cycle: Cycle, rule: Outright) -> None:
        self._rule, self._cycle = rule, cycle
        self._waiting: list[Round] = []
        self._before: tuple[float, float] | None = None
        self._up: Round | None = None
        self._row_goes_on = False
        self._alone_until_s = -math.inf

    def step(self, t_s: float, values: dict[str, float], in_a_row: list[Round], active: bool) -> list[Round]:
        """Take one frame; return the rounds that are told with it.

        Args:
            t_s: Stream time.
            values: Every signal's value, NaN where unknown.
            in_a_row: Rounds that are told with it as a rule.
            active: Whether a row of such goes on.
        """
        self._follow(t_s, values[self._rule.signal])
        told = self._with_row(in_a_row)
        self._row_goes_on = active
        known = not active and self._is_known(t_s)
        return [*told, *self._alone()] if known else told

    def clear(self, in_a_row: list[Round]) -> list[Round]:
        """End the bout: the person has left; return what is told with that, beside what is so as a rule."""
        told = [*self._with_row(in_a_row), *self._alone()]
        self._before = self._up = None
        self._row_goes_on, self._alone_until_s = False, -math.inf
        return told

    def _is_known(self, t_s: float) -> bool:
        """Return whether those that wait are part of no row, or go on from those that were told."""
        if not self._waiting:
            return False
        rises = self._up is not None and t_s - self._up.start_s <= self._cycle.max_s
        since_s = self._up.start_s if self._up and rises else t_s
        paused = since_s - self._waiting[-1].end_s > self._cycle.max_s
        return paused or self._goes_on or len(self._waiting) >= self._cycle.fewest + MORE

    @property
    def _goes_on(self) -> bool:
        """Whether those that wait go on from what was told last."""
        return self._waiting[0].start_s - self._alone_until_s <= self._cycle.max_s

    def _follow(self, t_s: float, value: float) -> None:
        """Follow the signal up and back; who is up already as they come into view is followed from there."""
        if math.isnan(value):
            return
        before, self._before = self._before or (t_s, value), (t_s, value)
        if self._up is None and value >= self._rule.beyond:
            start_s = crossing_s(*before, t_s, value, self._rule.beyond)
            self._up = Round(start_s, t_s, t_s, value, None, by=self._rule.signal)
        elif self._up and value > self._up.reach:
            self._up = replace(self._up, peak_s=t_s, reach=value)
        elif self._up and value <= self._rule.back:
            end_s = crossing_s(*before, t_s, value, self._rule.back)
            found, self._up = replace(self._up, end_s=end_s), None
            if self._rule.lasts_s <= found.end_s - found.start_s <= self._cycle.max_s:
                self._waiting.append(found)

    def _with_row(self, in_a_row: list[Round]) -> list[Round]:
        """Return what is found in a row and was not told alone, after what came before the row."""
        row = [found for found in in_a_row if found.peak_s > self._alone_until_s]
        if not row:
            return []
        early = [found for found in self._waiting if found.end_s <= row[0].start_s]
        self._waiting = [found for found in self._waiting if found.start_s > row[-1].end_s]
        return row if self._row_goes_on else [*early, *row]

    def _alone(self) -> list[Round]:
        """Return what has waited, where it is enough."""
        enough = len(self._waiting) >= self._rule.fewest or (self._waiting and self._goes_on)
        told, self._waiting = self._waiting, []
        if not enough:
            return []
        self._alone_until_s = told[-1].end_s
        return told
