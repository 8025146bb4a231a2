"""Which limb worked in a movement, told where the two are known apart best.

As a rule that is near the peak. A straight leg that is raised passes before or behind the bent one there, and
the network takes each for the other; nearer to rest they lie apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from posecheck.engine.body import BodySide
from posecheck.engine.movement import COAST_S

APART_SHARES = {"peak": (0.5, float("inf")), "way": (0.1, 0.5)}
"""Shares of the movement's own range between which its side is told."""

Worked = tuple[float, float, BodySide]
"""Time, share of the range, and the side that the working signal told."""


def side_of(worked: Iterable[Worked], told: Literal["peak", "way"]) -> BodySide | None:
    """Return the side that worked for longer where the sides are told; None where none did.

    Args:
        worked: The frames of one movement, in order.
        told: Whether near the peak or on the way there and back.
    """
    least, most = APART_SHARES[told]
    seconds: dict[BodySide, float] = {"left": 0.0, "right": 0.0}
    before_s: float | None = None
    for t_s, share, side in worked:
        if before_s is not None and least < share <= most:
            seconds[side] += min(t_s - before_s, COAST_S)
        before_s = t_s
    if seconds["left"] == seconds["right"]:
        return None
    return "left" if seconds["left"] > seconds["right"] else "right"
