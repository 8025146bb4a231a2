"""The back of the person who exercises, frame by frame: measured where it can be trusted."""

from __future__ import annotations

import math

import numpy as np

from posecheck.back import BackCurve, curve_of
from posecheck.engine.body import LOOKS, BodySide
from posecheck.exercises.schema import Signal
from posecheck.pose import PoseFrame

TRUSTED = 0.5
"""A back measured with less confidence is unknown to every rule."""


def back_of(pose: PoseFrame, near: BodySide) -> BackCurve | None:
    """Return the measured back of one frame, None where none was seen.

    Args:
        pose: The frame.
        near: Side that faces the camera.
    """
    if not len(pose.back):
        return None
    hip, shoulder = (np.asarray(pose.xy[LOOKS[near][joint]], float) for joint in ("hip", "shoulder"))
    return curve_of(np.asarray(pose.back, float), hip, shoulder)


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
