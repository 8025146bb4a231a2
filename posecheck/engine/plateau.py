"""Tells who stays at their own end of range: a stretch has no depth that is right for all.

From frame to frame, noise of 2 degrees is faster than anybody stretches. So the speed is the trend of most of
a second, and what it says holds for the middle of that time: a stay is told half a window late, and timed as
if it had not been. Nobody stops at once, so it is timed from nine tenths of the way there to a tenth of the
way back, as an eye would: when the speed falls below a limit depends on how far one went.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable

from posecheck.engine.filters import Lasting
from posecheck.engine.geometry import crossing_s
from posecheck.engine.movement import COAST_S
from posecheck.exercises.counting import Plateau
from posecheck.exercises.parts import Unit

SLOW: dict[Unit, float] = {"deg": 6.0, "ratio": 0.04}
"""Slower than this per second is staying (domain reference, rep state machine; the same share of its smallest
excursion for lengths)."""
MOVES_ON = 1.5
"""Faster than staying by this factor ends a stay, so that noise does not cut it in two."""
TREND_S = 0.8
"""The trend of 0.8 s knows 6 degrees per second from the noise of 2 degrees, 1.8 at 30 frames/s."""
SURE = 2.0
"""Errors of a trend that noise can make up: a leg seen by half swings by 8 degrees though it is held."""
FINE_SHARE = 0.25
"""An error of less than this share of the speed is that of a smooth way, and excuses nothing."""
SAME_SHARE = 0.25
"""Stays that are as close as this share of the least travel are one: what moved between them came back."""
NEAR_SHARE = 0.10
"""As near as this share of the way from rest belongs to the stay."""
FORGIVEN_S = 0.3
"""What else must hold may fail for less."""

Sample = tuple[float, float]


class Stay:
    """The time that one movement stays at its end.

    Args:
        rule: The definition's plateau.
        unit: Unit of the main signal.
        rest: Level of the main signal at rest.

    Attributes:
        staying: Whether the person stays now.
        spans: When earlier stays of the movement began and ended.
    """

    def __init__(self, rule: Plateau, unit: Unit, rest: float) -> None:
        self._rest = rest
        self._speed = rule.speed or SLOW[unit]
        self._lasts_s = rule.lasts_s
        self._same = SAME_SHARE * rule.travel
        self._level = self._left_level = math.nan
        self._on, self._off = Lasting(), Lasting()
        self._before: Sample = (math.nan, math.nan)
        self._eased: Sample = (math.nan, math.nan)
        self._since_s = self._slow_until_s = self._last_s = math.nan
        self._course: deque[Sample] = deque()
        self.staying = self._eases = False
        self.spans: list[Sample] = []

    @property
    def seconds(self) -> float:
        """Seconds stayed so far."""
        now_s = self._last_s - self._since_s if self.staying else 0.0
        return now_s + sum(end - start for start, end in self.spans)

    @property
    def bounds_s(self) -> Sample | None:
        """When the first stay began and the last one ended so far; None before the first."""
        spans = [*self.spans, (self._since_s, self._last_s)] if self.staying else self.spans
        return (spans[0][0], spans[-1][1]) if spans else None

    def step(self, course: deque[Sample], allowed: bool) -> None:
        """Take one frame.

        Args:
            course: The course of the main signal until now, (t_s, value).
            allowed: Whether it is far enough from rest, and everything else that must hold does.
        """
        self._course = course
        window = _latest(reversed(course))
        t_s, before_s = window[0][0], self._last_s
        self._last_s = t_s
        if t_s - before_s > COAST_S:
            self.end(before_s)
        self._on.step(t_s, allowed)
        off_s = self._off.step(t_s, not allowed)
        self._ease(window[0], allowed)
        if not allowed and off_s >= FORGIVEN_S:
            self.end(self._off.since_s)
        elif window[0][0] - window[-1][0] >= TREND_S / 2 and (allowed or self.staying):
            self._follow(sum(value for _, value in window) / len(window), *_trend(window))

    def _follow(self, level: float, at_s: float, speed: float, error: float) -> None:
        """Take level and speed at a time half a window ago; of the speed not what noise may have made up."""
        speed -= SURE * max(0.0, error - FINE_SHARE * self._speed)
        crossed_s = crossing_s(*self._before, at_s, speed, self._speed)
        slow_before = self._before[1] <= self._speed
        self._before = at_s, speed
        if speed <= self._speed:
            if math.isnan(self._since_s):
                self._since_s = max(at_s if slow_before else crossed_s, self._on.since_s)
            self._slow_until_s = math.nan
            self._level = level
            if not self.staying and at_s - self._since_s >= self._lasts_s:
                self._begin()
            return
        if math.isnan(self._slow_until_s):
            self._slow_until_s = crossed_s
        if not self.staying or speed > MOVES_ON * self._speed:
            self._move_on()

    def _begin(self) -> None:
        """Begin a stay, or go on with the one before where nothing but movement came between at one place."""
        same = abs(self._level - self._left_level) <= self._same
        self._since_s = self.spans.pop()[0] if same else self._near_since_s()
        self.staying, self._eases = True, False

    def _near_since_s(self) -> float:
        """Return since when it has been near the place where it is slow now."""
        since_s = self._since_s
        free_s = max(self._on.since_s, self.spans[-1][1] if self.spans else -math.inf)
        later = (since_s, self._level)
        for sample in reversed(self._course):
            if sample[0] >= since_s:
                continue
            if sample[0] < free_s or later[0] - sample[0] > COAST_S:
                break
            if not self._near(sample[1]):
                return self._passed_s(sample, later)
            later = sample
        return later[0]

    def _near(self, value: float) -> bool:
        return abs(value - self._level) <= self._reach

    @property
    def _reach(self) -> float:
        return NEAR_SHARE * abs(self._level - self._rest)

    def _passed_s(self, away: Sample, near: Sample) -> float:
        """Return when, between two samples, it was at the end of what is near."""
        off, by = abs(away[1] - self._level), abs(near[1] - self._level)
        return crossing_s(away[0], off, near[0], by, self._reach)

    def _move_on(self) -> None:
        """End a stay that is left by moving; until then that was near its place belongs to it."""
        if self.staying:
            level = self._level
            self.end(self._slow_until_s)
            self._left_level, self._eases = level, True
            left_s = self.spans[-1][1]
            self._eased = (left_s, level)
            for sample in self._course:
                if sample[0] > left_s:
                    self._ease(sample, True)
        self._since_s = math.nan

    def _ease(self, sample: Sample, allowed: bool) -> None:
        """Go on with the stay that was left as long as it is near its place."""
        if self._eases:
            self._eases = allowed and self._near(sample[1])
            passed_s = sample[0] if self._eases else self._passed_s(sample, self._eased)
            start_s, end_s = self.spans[-1]
            self.spans[-1] = (start_s, max(end_s, passed_s) if allowed else end_s)
            self._eased = sample

    def end(self, at_s: float) -> None:
        """End the stay under way, if any, at a time not before it began."""
        if self.staying:
            self.spans.append((self._since_s, max(self._since_s, at_s)))
        self.staying = self._eases = False
        self._since_s = self._left_level = math.nan


def _latest(newest_first: Iterable[Sample]) -> list[Sample]:
    """Return the part of a course that the trend is taken of."""
    window: list[Sample] = []
    for t_s, value in newest_first:
        if window and window[0][0] - t_s > TREND_S + 1e-6:
            break
        window.append((t_s, value))
    return window


def _trend(window: list[Sample]) -> tuple[float, float, float]:
    """Return the middle of a course in time, its speed by the line of best fit, and the error of that."""
    middle_s = sum(t for t, _ in window) / len(window)
    spread = sum((t - middle_s) ** 2 for t, _ in window)
    slope = sum((t - middle_s) * v for t, v in window) / spread
    level = sum(v for _, v in window) / len(window)
    scatter = sum((v - level - slope * (t - middle_s)) ** 2 for t, v in window)
    return middle_s, abs(slope), math.sqrt(scatter / max(1, len(window) - 2) / spread)
