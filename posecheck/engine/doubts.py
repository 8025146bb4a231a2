"""What takes the trust from a back that was measured: an outline that flickers, a shirt that hangs."""

from __future__ import annotations

import math
from collections import deque

from posecheck.engine.filters import Ordered

QUICK_DEG_S = 150.0
"""Seldom does a back turn faster: on rendered and real clips 99 % of what is trusted stays below, but for one
quick cat-cow, which goes on in its direction. A mask that flickers jumps there and back, by 200 to 500."""
SPAN_S, LONGEST_SPAN_S = 0.09, 0.2
"""Over so long the speed is taken: from one frame to the next, noise alone is as fast."""
THERE_AND_BACK_S = 0.4
DOUBT_S = 0.5

HANGS_DEPTH = 0.53
"""A trunk deeper than this [torso lengths] wears a shirt that hangs, or has a belly as deep: cloth may lie
over the hollow of the back. Measured: 0.30 to 0.50 in clinging clothes, on 11 rendered and 10 real clips;
0.54 to 0.61 in loose ones, on 2 rendered and 3 real clips (docs/back.md)."""
DEPTH_S, DEPTH_SHARE = 6.0, 0.25
"""The depth that a quarter of so much measured time stays below: a back that rounds brings shoulder and hip
closer, and so looks deeper."""


class Shirt:
    """Tells by the depth of the trunk whether a shirt hangs; who folds over keeps the one they had before.

    Attributes:
        hangs: Whether it hangs, as far as can be told.
    """

    def __init__(self) -> None:
        self._depths = Ordered(DEPTH_S)
        self.hangs = False

    def see(self, t_s: float, depth: float) -> None:
        """Take in the depth of the trunk in one frame [torso lengths], NaN where it could not be measured."""
        if math.isnan(depth):
            return
        self._depths.step(t_s, depth)
        depths = self._depths.values
        self.hangs = depths[int(DEPTH_SHARE * len(depths))] > HANGS_DEPTH


class Flicker:
    """Tells a back whose outline jumps there and back, until it has been steady again."""

    def __init__(self) -> None:
        self._course: deque[tuple[float, float]] = deque()
        self._jumped_s = {True: -math.inf, False: -math.inf}  # when last, by whether it became rounder
        self._flickered_s = -math.inf

    def step(self, t_s: float, whole_deg: float) -> bool:
        """Take in by how much a trusted back turns [deg]; return whether its outline has flickered lately."""
        self._follow(t_s, whole_deg)
        return t_s - self._flickered_s < DOUBT_S

    def _follow(self, t_s: float, whole_deg: float) -> None:
        """Take note of jumps, and of those that undo the last one."""
        while self._course and t_s - self._course[0][0] > LONGEST_SPAN_S:
            self._course.popleft()
        before = [(t, deg) for t, deg in self._course if t_s - t >= SPAN_S]
        self._course.append((t_s, whole_deg))
        if not before or abs(whole_deg - before[-1][1]) <= QUICK_DEG_S * (t_s - before[-1][0]):
            return
        rounder = whole_deg > before[-1][1]
        self._jumped_s[rounder] = t_s
        if t_s - self._jumped_s[not rounder] <= THERE_AND_BACK_S:
            self._flickered_s = t_s
