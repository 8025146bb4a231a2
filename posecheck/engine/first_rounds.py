"""Finds the first rounds of a bout again, once it is known about which middle the body swings.

Before it has been at both ends, the middle is too near to where it rested, so the first round is small; and
where it rests off the middle, the rest itself looks like a long swing to that side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from posecheck.engine.geometry import crossing_s

LONG = 1.5
"""A swing that lasts longer than the others by this has a rest in it."""
SHORT = 1 / 3
"""A first one that lasts less than this share of the others to its side is a twitch as it begins."""
REST_S = 1.0
"""Nobody rests for less."""
STILL_SHARE = 0.15
"""What moves by less than this share of its reach is still."""
RESTS_OUT = 0.7
"""Who rests further out than this share of a swing makes no swing on that side by going on to its end."""

Sample = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Swung:
    """A swing to one side, from `leave` to `leave`.

    Attributes:
        sign: To which side, +1 or -1.
        course: (t_s, how far out) of its frames.
        start_s: When it had left the middle.
        end_s: When it was back.
        begun_out: Whether it was out already when it was seen first.
    """

    sign: float
    course: tuple[Sample, ...]
    start_s: float
    end_s: float
    begun_out: bool = False

    @property
    def lasts_s(self) -> float:
        """How long it takes."""
        return self.end_s - self.start_s

    @property
    def peak(self) -> Sample:
        """When and how far it was out at most."""
        return max(self.course, key=lambda sample: sample[1])

    @property
    def back_s(self) -> float:
        """When it was back at the latest: the second half of the way back takes no longer than the first."""
        peak_s, reach = self.peak
        half_s = next((t_s for t_s, out in self.course if t_s > peak_s and out <= reach / 2), self.end_s)
        return min(self.end_s, 2 * half_s - peak_s)


def swings_of(course: Sequence[Sample], leave: float) -> list[Swung]:
    """Return the finished swings of a course (t_s, how far from the middle), each beyond `leave`."""
    found: list[Swung] = []
    run: list[Sample] = []
    sign, start_s, before = 0.0, 0.0, course[0]
    for now in course:
        if run and sign * now[1] < leave:
            end_s = crossing_s(*before, *now, sign * leave)
            found.append(Swung(sign, tuple(run), start_s, end_s, run[0][0] == course[0][0]))
            run = []
        if not run and abs(now[1]) >= leave:
            sign = 1.0 if now[1] > 0 else -1.0
            start_s = crossing_s(*before, *now, sign * leave)
        if run or abs(now[1]) >= leave:
            run.append((now[0], sign * now[1]))
        before = now
    return found


def whole_swings(swings: Sequence[Swung], min_s: float) -> list[Swung]:
    """Return the swings without twitches, and as one what is too close to the one before to be another.

    Args:
        swings: Swings in order.
        min_s: The least time from round to round; half of it is no time for one, nor for the other side's.
    """
    found: list[Swung] = []
    for swing in swings:
        if swing.lasts_s < min_s / 2 and not swing.begun_out:
            continue
        last = found[-1] if found else None
        if last and last.sign == swing.sign and swing.start_s - last.end_s < min_s / 2:
            course = (*last.course, *swing.course)
            found[-1] = Swung(last.sign, course, last.start_s, swing.end_s, last.begun_out)
        else:
            found.append(swing)
    return found


def without_rest(swings: list[Swung]) -> tuple[list[Swung], bool]:
    """Return the swings after the rest, and whether the body rests as far out as it swings."""
    usual_s = median(swing.lasts_s for swing in swings)
    usual = {side: median(s.peak[1] for s in swings if s.sign == side) for side in {s.sign for s in swings}}
    kept: list[Swung] = []
    rests_out = False
    for swing in swings:
        begun_s = _begun_s(swing, usual_s, usual[swing.sign])
        moved = None if begun_s is None else Swung(swing.sign, swing.course, begun_s, swing.end_s)
        kept, rests_out = ([*kept, moved], rests_out) if moved else ([], True)
    return _without_twitch(kept), rests_out


def _begun_s(swing: Swung, usual_s: float, usual: float) -> float | None:
    """Return when a swing began, without the rest before it; None where all of it is rest.

    A rest drifts, so what is still and what goes out from it are told by how far this side swings as a rule.
    """
    peak_s, reach = swing.peak
    usual = max(reach, usual)
    level = _level(swing)
    still_s = next((t for t, out in swing.course if abs(out - level) > STILL_SHARE * usual), swing.end_s)
    rests = still_s - swing.start_s >= (usual_s if swing.begun_out else max(REST_S, usual_s / 2))
    unseen = swing.begun_out and level >= RESTS_OUT * reach and swing.lasts_s >= REST_S  # its way out
    if not rests and not unseen and swing.lasts_s <= max(REST_S, LONG * usual_s):
        return swing.start_s
    low = [t_s for t_s, out in swing.course if t_s < peak_s and out < reach / 2]
    if low:
        return low[-1]
    return still_s if reach - level > (1 - RESTS_OUT) * usual else None


def _level(swing: Swung) -> float:
    """Return how far out a swing begins: of one begun out the median of the time that is a rest at least."""
    if not swing.begun_out or swing.lasts_s <= REST_S:
        return swing.course[0][1]
    return median(out for t_s, out in swing.course if t_s - swing.course[0][0] <= REST_S)


def _without_twitch(swings: list[Swung]) -> list[Swung]:
    """Return the swings from the first on that is no twitch."""
    for i, swing in enumerate(swings):
        alike = [other.lasts_s for other in swings[i + 1 :] if other.sign == swing.sign]
        if not alike or swing.lasts_s >= SHORT * median(alike):
            return swings[i:]
    return []
