"""Sudden or dropped movement, from the course of a finished repetition (domain reference, smoothness)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

from posecheck.engine.movement import Movement
from posecheck.engine.reps import GLITCH_S, SPEED_WINDOW_S
from posecheck.exercises.parts import Unit

MIN_JERK_PEAK = 1.875
"""Peak over mean speed of a minimum-jerk movement."""
WARN_TIME_S, BAD_TIME_S = 1.0, 0.6
"""Quicker than a minimum-jerk movement of the first duration is sudden, of the second is told."""
MIN_RANGE: dict[Unit, float] = {"deg": 15.0, "ratio": 0.10}
"""Smaller movements are not judged: noise would be."""
BACK_OK, BACK_BAD = 0.6, 0.4
"""Time back over time out: fine from, told below."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How a repetition moved.

    Attributes:
        out_s: Seconds from the start to nine tenths of the way, or to the stay at one's own end of range if
            that is sooner.
        back_s: Seconds from there back to the end; infinite where the stream ended before.
        same_way_s: Seconds of the way out from the level at which it is over, which `back_s` is set against:
            a movement begins a tenth of its range from rest, and may be over a third from it.
        peak_speed: Largest speed over 0.2 s, in the signal's unit per second, without jumps there and back.
        warn_speed: Speed from which it is sudden.
        bad_speed: Speed from which that is told.
        judged: Whether the range was large enough.
    """

    out_s: float
    back_s: float
    same_way_s: float
    peak_speed: float
    warn_speed: float
    bad_speed: float
    judged: bool

    @property
    def sudden(self) -> bool:
        """Whether the movement was sudden enough to be told."""
        return self.judged and self.peak_speed > self.bad_speed

    @property
    def dropped(self) -> bool:
        """Whether the way back was far quicker than the way out."""
        return self.judged and self.back_share < BACK_BAD

    @property
    def back_share(self) -> float:
        """Time of the way back over that of the same way out; infinite where there was none."""
        return self.back_s / self.same_way_s if self.same_way_s > 0 else math.inf

    def smoothness(self) -> float | None:
        """Return 1 for a calm movement, 0.5 at the bad limit, falling to 0; None where not judged."""
        if not self.judged:
            return None
        band = self.bad_speed - self.warn_speed
        return min(1.0, max(0.0, 1.0 - 0.5 * (self.peak_speed - self.warn_speed) / band))

    def calm(self, out_target_s: float, back_target_s: float) -> float:
        """Return 1 where both ways took their time; slow is never a fault."""
        out = min(1.0, self.out_s / out_target_s)
        back = min(1.0, self.back_s / back_target_s)
        return (out + back + min(1.0, self.back_share / BACK_OK)) / 3


def tempo_of(movement: Movement, unit: Unit, way: float | None = None) -> Tempo:
    """Measure a finished movement.

    Args:
        movement: The movement, or one way of a two-way repetition.
        unit: Unit of its main signal.
        way: How far both ways go from end to end: who goes from one into the other passes neutral at full
            speed. Where left out, as far as the movement itself.
    """
    travel = abs(movement.peak - movement.rest)
    way = travel if way is None else way
    level = 0.9 * travel
    far = [t for t, v in movement.course if abs(v - movement.rest) >= level]
    there = (far[0], far[-1]) if far else (movement.peak_s, movement.peak_s)
    first, last = movement.stayed_s or there
    first = min(first, there[0])  # a leg lost for a moment makes the stay begin late, not the way out long
    return Tempo(
        out_s=first - movement.start_s,
        back_s=movement.end_s - last if _came_back(movement) else math.inf,
        same_way_s=first - _passed_s(movement, first),
        peak_speed=_peak_speed(_without_glitches(movement.course)),
        warn_speed=MIN_JERK_PEAK * way / WARN_TIME_S,
        bad_speed=MIN_JERK_PEAK * way / BAD_TIME_S,
        judged=travel >= MIN_RANGE[unit],
    )


def _passed_s(movement: Movement, until_s: float) -> float:
    """Return when, on the way out, it was last as near to rest as where it ended; else when it began."""
    ended = abs(movement.course[-1][1] - movement.rest)
    nearer = [t for t, v in movement.course if t < until_s and abs(v - movement.rest) <= ended]
    return nearer[-1] if nearer else movement.start_s


def _came_back(movement: Movement) -> bool:
    return abs(movement.course[-1][1] - movement.rest) <= 0.5 * abs(movement.peak - movement.rest)


def _without_glitches(course: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Return the course by its median: limbs taken for each other come and go, a sudden way stays."""
    steady, first, last = [], 0, 0
    for t_s, _ in course:
        half_s = min(GLITCH_S / 2, t_s - course[0][0], course[-1][0] - t_s) + 1e-6
        while course[first][0] < t_s - half_s:
            first += 1
        while last < len(course) and course[last][0] <= t_s + half_s:
            last += 1
        steady.append((t_s, median(v for _, v in course[first:last])))
    return tuple(steady)


def _peak_speed(course: tuple[tuple[float, float], ...]) -> float:
    """Return the largest change over at least 0.2 s, per second."""
    peak, behind = 0.0, 0
    for t_s, value in course:
        while behind + 1 < len(course) and t_s - course[behind + 1][0] >= SPEED_WINDOW_S:
            behind += 1
        dt_s = t_s - course[behind][0]
        if dt_s >= SPEED_WINDOW_S:
            peak = max(peak, abs(value - course[behind][1]) / dt_s)
    return peak
