"""The back of the person who exercises, frame by frame: measured where it can be trusted."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from posecheck.back import BackCurve, curve_of
from posecheck.engine.arms import clear_of_arms
from posecheck.engine.body import LOOKS, Body
from posecheck.engine.doubts import Flicker, Shirt
from posecheck.exercises.schema import MOST_OFF_SIDE_DEG
from posecheck.exercises.signals import Signal
from posecheck.pose import PoseFrame

TRUSTED = 0.5
"""A back measured with less confidence is unknown to every rule."""


class BackReader:
    """Measures the back frame by frame; one that flickers or lies under a shirt that hangs loses its trust.

    Args:
        most_off_deg: From further off side-on no back is trusted [deg].
        any_shirt: Whether one under a shirt that hangs is trusted: cloth bridges a hollow, not what rounds.
    """

    def __init__(self, most_off_deg: float = MOST_OFF_SIDE_DEG, any_shirt: bool = False) -> None:
        self._most_off_deg, self._any_shirt = most_off_deg, any_shirt
        self._shirt, self._flicker = Shirt(), Flicker()

    @property
    def shirt_hangs(self) -> bool:
        """Whether a shirt hides the back, as far as can be told."""
        return self._shirt.hangs and not self._any_shirt

    def step(self, pose: PoseFrame, body: Body | None) -> BackCurve | None:
        """Return the back of the next frame, None where none was seen."""
        if body is None:
            return None
        if body.view.off_side_deg <= MOST_OFF_SIDE_DEG:
            self._shirt.see(pose.t_s, pose.trunk_depth)
        back = back_of(pose, body, self._most_off_deg)
        return replace(back, confidence=0.0) if back and self._doubtful(pose.t_s, back) else back

    def _doubtful(self, t_s: float, back: BackCurve) -> bool:
        to_follow = trusted(back) and not math.isnan(back.whole_deg)
        flickers = to_follow and self._flicker.step(t_s, back.whole_deg)
        return flickers or self.shirt_hangs


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
