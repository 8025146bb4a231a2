"""Knows that sides alternate: between two steps of one foot, at their usual time, the other foot took one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median, median_low

from posecheck.engine.rounds import Round

FEW = 3
"""Of so many to one side, it is known what is usual."""
ON_TIME = (0.7, 1.5)
"""Two of one side are neighbours where so much of the usual time is between their peaks."""


def usual_s(alike: Sequence[Round]) -> float:
    """Return the usual time from one to the next of at least two half rounds to the same side."""
    return median(b.peak_s - a.peak_s for a, b in pairwise(alike))


def lacks_between(rounds: Sequence[Round], last: Round, found: Round) -> bool:
    """Return whether one of the other side must lie between two half rounds of one side.

    Args:
        rounds: Half rounds of the bout, by which the usual time is known.
        last: The one before.
        found: The one after.
    """
    alike = [r for r in rounds if r.seen and r.sign == found.sign]
    if not last.sign == found.sign != 0 or len(alike) < FEW:
        return False
    least, most = (share * usual_s(alike) for share in ON_TIME)
    return least <= found.peak_s - last.peak_s <= most


def lost_from_sight(rounds: Sequence[Round], sign: float) -> bool:
    """Return whether what lacks on one side went unseen: in a bout that goes to both at one rhythm.

    Who goes on with one side only is believed one half round at most: the last on the lacking side was seen.
    """
    return _last_seen(rounds, sign) and goes_to_both_sides(rounds)


def _last_seen(rounds: Sequence[Round], sign: float) -> bool:
    return next((r.seen for r in reversed(rounds) if r.sign == sign), False)


def goes_to_both_sides(rounds: Sequence[Round]) -> bool:
    """Return whether a bout is seen to go to both sides at one rhythm.

    What turns twice on its one side, as a knee that is taken for the other one, does so in half the time.
    """
    times_s = [[r.peak_s for r in rounds if r.seen and r.sign == side] for side in (-1.0, 1.0)]
    if min(map(len, times_s)) < FEW:
        return False
    one_s, other_s = (median_low([b - a for a, b in pairwise(at_s)]) for at_s in times_s)
    return ON_TIME[0] <= one_s / other_s <= 1 / ON_TIME[0]


def unseen_between(rounds: Sequence[Round], last: Round, found: Round, reach: float) -> Round:
    """Return the half round between two of the other side, in a bout that goes to both.

    Args:
        rounds: Half rounds of the bout.
        last: The one before.
        found: The one after.
        reach: How far it went at most.
    """
    side = next(r.side for r in rounds if r.sign == -found.sign)
    middle_s = (last.end_s + found.start_s) / 2
    return Round(last.end_s, middle_s, found.start_s, reach, side, -found.sign, seen=False)


def filled(rounds: Sequence[Round], reach: float) -> list[Round]:
    """Return the half rounds of a bout with those that went unseen, by no more than `reach`, between them."""
    if not goes_to_both_sides(rounds):
        return list(rounds)
    whole: list[Round] = []
    for found in rounds:
        lacks = bool(whole) and lacks_between(rounds, whole[-1], found)
        if lacks and _last_seen(whole, -found.sign):
            whole.append(unseen_between(rounds, whole[-1], found, reach))
        whole.append(found)
    return whole
