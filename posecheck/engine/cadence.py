"""How fast rounds follow each other, and for how long: of steps, strokes and turns that were counted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from posecheck.exercises.counting import Cycle

A_MINUTE_S = 60.0


def cadence_per_min(starts_s: Sequence[float], rule: Cycle) -> float | None:
    """Return the median cadence of rounds [1/min], pauses left out; None of too few.

    Args:
        starts_s: When each began.
        rule: The cycle: of half rounds, left and right are taken together, for those who limp.
    """
    stride = 2 if rule.each == "half" else 1
    gaps = [(b - a) / stride for a, b in zip(starts_s, starts_s[stride:], strict=False)]
    within = [gap for gap in gaps if gap <= rule.max_s]
    return A_MINUTE_S / median(within) if within else None


def active_s(rounds: Sequence[tuple[float, float]], rule: Cycle) -> float:
    """Return the seconds of all bouts, from the first round of each to its last; of (start_s, end_s)."""
    between = [(start_s - end_s) for (_, end_s), (start_s, _) in pairwise(rounds)]
    pauses_s = sum(gap_s for gap_s in between if gap_s > rule.max_s)
    return rounds[-1][1] - rounds[0][0] - pauses_s if rounds else 0.0
