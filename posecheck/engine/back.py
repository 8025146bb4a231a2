"""The back of the person who exercises, frame by frame: measured where it can be trusted."""

from __future__ import annotations

import numpy as np

from posecheck.back import BackCurve, curve_of
from posecheck.engine.body import LOOKS, BodySide
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
