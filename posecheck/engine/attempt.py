"""What is known of the movement under way, in shares of its own range."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from posecheck.engine.geometry import crossing_s
from posecheck.engine.movement import Movement
from posecheck.engine.plateau import Sample, Stay
from posecheck.result import Reason

ONSET_SHARE = 0.10
"""A repetition starts where it has left rest by this share of its range."""
PLATEAU_SHARE = 0.90
TURN_BACK_SHARE = 0.6
TURN_OUT_SHARE = 0.25
"""Who has come back this far and moves out again by this much has begun the next repetition."""


@dataclass
class Attempt:
    """The movement under way.

    Attributes:
        rest: Level of the main signal at rest.
        extreme: The furthest it went.
        begun_s: When it was told to have begun.
        valley: The furthest it came back since the peak, at `valley_s`.
        begin_seen: Whether its beginning was seen.
        reached: Whether it went far enough.
        beyond: Whether it went beyond the peak bound.
        beyond_s: Seconds beyond the peak bound.
        left_s: Until when it was not on its way back.
        stay: Its stay at the person's own end of range; None where that does not count.
    """

    rest: float
    extreme: float
    begun_s: float
    begin_seen: bool = True
    stay: Stay | None = None
    valley: float = math.nan
    valley_s: float = math.nan
    reached: bool = False
    beyond: bool = False
    beyond_s: float = 0.0
    left_s: float = -math.inf

    @property
    def hold_s(self) -> float:
        """Seconds stayed, or beyond the peak bound where it never stayed."""
        return (self.stay.seconds if self.stay else 0.0) or self.beyond_s

    @property
    def stayed_s(self) -> tuple[float, float] | None:
        """When the stay began and ended; None where it never stayed."""
        return self.stay.bounds_s if self.stay else None

    @property
    def staying(self) -> bool:
        """Whether it stays now."""
        return self.stay is not None and self.stay.staying

    def share(self, value: float) -> float:
        """Return how far a value is on the way from rest to the extreme, 0..1."""
        travel = self.extreme - self.rest
        return (value - self.rest) / travel if travel else 0.0

    def mostly_back(self) -> bool:
        """Return whether it came back most of the way."""
        return self.share(self.valley) <= 1 - TURN_BACK_SHARE

    def turned(self, value: float) -> bool:
        """Return whether it came back most of the way and goes out again."""
        if math.isnan(self.valley) or not self.mostly_back():
            return False
        return self.share(value) - self.share(self.valley) >= TURN_OUT_SHARE

    def finished(self, course: Iterable[Sample], end_s: float, reason: Reason | None) -> Movement:
        """Return it as a movement that ended, given the course of the main signal since before it began.

        Its side is not known here.
        """
        course = [(t, v) for t, v in course if t <= end_s]
        start = self._onset_s(course) if course else end_s
        near_peak = [t for t, v in course if self.share(v) >= PLATEAU_SHARE]
        return Movement(
            start_s=start,
            peak_s=(near_peak[0] + near_peak[-1]) / 2 if near_peak else end_s,
            end_s=end_s,
            hold_s=self.hold_s,
            rest=self.rest,
            peak=self.extreme,
            side=None,
            reason=reason,
            course=tuple((t, v) for t, v in course if t >= start),
            stayed_s=self.stayed_s,
        )

    def _onset_s(self, course: list[Sample]) -> float:
        """Return when it last left rest by ONSET_SHARE before going out, between frames."""
        level = self.rest + ONSET_SHARE * (self.extreme - self.rest)
        for i in range(len(course) - 1, 0, -1):
            if course[i][0] <= self.begun_s and self.share(course[i - 1][1]) < ONSET_SHARE:
                return crossing_s(*course[i - 1], *course[i], level)
        return course[0][0]
