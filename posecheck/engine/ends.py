"""The neutral of who never kept still: the middle between both ends, once the movement has turned at each.

Recordings are often cut to begin with the first movement. What was seen before the ends were known is given
back then, so that it can still be counted.
"""

from __future__ import annotations

import math
from collections import deque

Sample = tuple[float, float]

TURN_SHARE = 0.25
"""Share of the range by which a movement must come back from an end to have turned there."""
AT_END_SHARE = 0.25
"""Who rests in this outer share of the range does not rest in neutral."""
ENOUGH = 1.25
"""The range must exceed that of the smallest full repetition by this factor."""
MEMORY_S = 60.0


class Ends:
    """Follows the main signal of a repetition that goes both ways, as long as its neutral is unknown.

    Args:
        smallest: Range of the smallest full repetition, in the signal's unit.
    """

    def __init__(self, smallest: float) -> None:
        self._least = ENOUGH * smallest
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self._low, self._high = math.inf, -math.inf
        self._way = 0
        self._extreme = math.nan
        self._turns = 0
        self._course: deque[Sample] = deque()

    def step(self, t_s: float, value: float) -> None:
        """Take one value; NaN is left out."""
        if math.isnan(value):
            return
        self._course.append((t_s, value))
        while t_s - self._course[0][0] > MEMORY_S:
            self._course.popleft()
        self._low, self._high = min(self._low, value), max(self._high, value)
        self._follow(value)

    def _follow(self, value: float) -> None:
        turn = TURN_SHARE * max(self._least, self._high - self._low)
        if self._way == 0:
            self._way = (value - self._low >= turn) - (self._high - value >= turn)
            self._extreme = value
        elif self._way * (self._extreme - value) >= turn:
            self._turns, self._way, self._extreme = self._turns + 1, -self._way, value
        elif self._way * (value - self._extreme) > 0:
            self._extreme = value

    def holds(self, value: float) -> bool:
        """Return whether a value lies at one of the ends seen so far."""
        span = self._high - self._low
        inner = AT_END_SHARE * span
        return span >= self._least and not self._low + inner < value < self._high - inner

    def middle(self, last: bool = False) -> float:
        """Return the middle between both ends, NaN before it has turned at both; at the `last` at one."""
        known = self._turns >= (1 if last else 2) and self._high - self._low >= self._least
        return (self._low + self._high) / 2 if known else math.nan

    def course(self, neutral: float) -> list[Sample]:
        """Return what was seen so far, against neutral."""
        return [(t_s, value - neutral) for t_s, value in self._course]
