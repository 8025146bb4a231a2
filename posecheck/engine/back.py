"""The back of the person who exercises, frame by frame: measured where it can be trusted."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from posecheck.back import BackCurve, curve_of
from posecheck.engine.body import LOOKS, Body
from posecheck.exercises.schema import Signal
from posecheck.pose import PoseFrame

TRUSTED = 0.5
"""A back measured with less confidence is unknown to every rule."""
MOST_OFF_SIDE_DEG = 20.0
"""From further off side-on, as the view is read, the outline is no longer the back's (docs/back.md)."""


def back_of(pose: PoseFrame, body: Body) -> BackCurve | None:
    """Return the measured back of one frame, None where none was seen.

    Args:
        pose: The frame.
        body: The same person's body in that frame.
    """
    if not len(pose.back):
        return None
    hip, shoulder = (np.asarray(pose.xy[LOOKS[body.near][joint]], float) for joint in ("hip", "shoulder"))
    back = curve_of(np.asarray(pose.back, float), hip, shoulder)
    if back and body.view.off_side_deg > MOST_OFF_SIDE_DEG:
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
