"""The back of the person who exercises, frame by frame: measured where it can be trusted."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace

import numpy as np

from posecheck.back import BackCurve, curve_of
from posecheck.engine.arms import clear_of_arms
from posecheck.engine.body import LOOKS, Body
from posecheck.exercises.schema import MOST_OFF_SIDE_DEG, Signal
from posecheck.pose import PoseFrame

TRUSTED = 0.5
"""A back measured with less confidence is unknown to every rule."""

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


class BackReader:
    """Measures the back frame by frame; one that flickers or lies under a shirt that hangs loses its trust.

    Args:
        most_off_deg: From further off side-on no back is trusted [deg].
    """

    def __init__(self, most_off_deg: float = MOST_OFF_SIDE_DEG) -> None:
        self._most_off_deg = most_off_deg
        self._shirt, self._flicker = Shirt(), Flicker()

    @property
    def shirt_hangs(self) -> bool:
        """Whether a shirt hides the back, as far as can be told."""
        return self._shirt.hangs

    def step(self, pose: PoseFrame, body: Body | None) -> BackCurve | None:
        """Return the back of the next frame, None where none was seen."""
        if body is None:
            return None
        if body.view.off_side_deg <= MOST_OFF_SIDE_DEG:
            self._shirt.see(pose.t_s, pose.trunk_depth)
        back = self._flicker.step(pose.t_s, back_of(pose, body, self._most_off_deg))
        return replace(back, confidence=0.0) if back and self._shirt.hangs else back


class Shirt:
    """Tells by the depth of the trunk whether a shirt hangs; who folds over keeps the one they had before."""

    def __init__(self) -> None:
        self._depths: deque[tuple[float, float]] = deque()

    def see(self, t_s: float, depth: float) -> None:
        """Take in the depth of the trunk in one frame [torso lengths], NaN where it could not be measured."""
        if math.isnan(depth):
            return
        self._depths.append((t_s, depth))
        while t_s - self._depths[0][0] > DEPTH_S:
            self._depths.popleft()

    @property
    def hangs(self) -> bool:
        """Whether it hangs, as far as can be told."""
        return bool(self._depths) and self._usual() > HANGS_DEPTH

    def _usual(self) -> float:
        depths = sorted(depth for _, depth in self._depths)
        return depths[int(DEPTH_SHARE * len(depths))]


class Flicker:
    """Takes the trust from a back whose outline jumps there and back, until it has been steady again."""

    def __init__(self) -> None:
        self._course: deque[tuple[float, float]] = deque()
        self._jumped_s = {True: -math.inf, False: -math.inf}  # when last, by whether it became rounder
        self._flickered_s = -math.inf

    def step(self, t_s: float, back: BackCurve | None) -> BackCurve | None:
        """Return the back of one frame, without confidence where the outline has flickered lately."""
        if back is None or not trusted(back) or math.isnan(back.whole_deg):
            return back
        self._follow(t_s, back.whole_deg)
        return replace(back, confidence=0.0) if t_s - self._flickered_s < DOUBT_S else back

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


def back_of(pose: PoseFrame, body: Body, most_off_deg: float = MOST_OFF_SIDE_DEG) -> BackCurve | None:
    """Return the measured back of one frame, None where none was seen.

    Args:
        pose: The frame.
        body: The same person's body in that frame.
        most_off_deg: So far off side-on it is trusted.
    """
    if not len(pose.back):
        return None
    hip, shoulder = (np.asarray(pose.xy[LOOKS[body.near][joint]], float) for joint in ("hip", "shoulder"))
    outline = clear_of_arms(np.asarray(pose.back, float), pose, hip, shoulder)
    back = curve_of(outline, hip, shoulder)
    if back and body.view.off_side_deg > most_off_deg:
        return replace(back, confidence=0.0)
    return back


def trusted(back: BackCurve | None) -> bool:
    """Return whether a back is seen well enough to judge it."""
    return back is not None and back.confidence >= TRUSTED


def back_value(signal: Signal, back: BackCurve | None) -> float:
    """Return a signal of the back [deg, or ratio of its length], NaN where the back cannot be trusted."""
    if back is None or not trusted(back):
        return math.nan
    if signal.measure == "back_bow":
        return back.bow_ratio
    return {"whole": back.whole_deg, "lower": back.lower_deg, "upper": back.upper_deg}[signal.part or "whole"]
