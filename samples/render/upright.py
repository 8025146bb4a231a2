"""Key poses on both feet: the trunk tipped, hips ahead of the feet or behind, knees bent or long."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height
from samples.render.poses import FORWARD, SIDES, bare, joint
from samples.render.seated import hip_to_ankle_m, trunk_over
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip
from samples.render.spine import STRAIGHT

Array = NDArray[np.float64]


def foot_at(skeleton: Skeleton, side: str, hip_x: float, y: float) -> Limb:
    """A foot flat on the floor, a little nearer to the middle than its hip."""
    tip = foot_tip(0.0)
    return Limb(np.array([0.8 * hip_x, y, foot_height(skeleton, side, tip)]), FORWARD, tip)


def on_feet(
    skeleton: Skeleton,
    pitch: float,
    spine: Array = STRAIGHT,
    ahead_m: float = 0.0,
    knee_deg: float = 174.0,
    feet_ahead_m: float = 0.0,
    lift_m: float = 0.0,
    **how: float,
) -> Pose:
    """Both feet on the floor, the mid-hip `ahead_m` ahead of the ankles; `how`: neck, side_bend and the like.

    `lift_m`: the pelvis higher than the knees' angle says (the arms are still to come).
    """
    ankle_y = -feet_ahead_m
    hip_x = float(joint(skeleton, bare(np.zeros(3), 0.0), "upperleg01.L")[0])
    feet = {f"leg.{s}": foot_at(skeleton, s, hip_x if s == "L" else -hip_x, ankle_y) for s in SIDES}
    ankle = feet["leg.L"].end
    hip_y = ankle_y - ahead_m
    reach = hip_to_ankle_m(skeleton, knee_deg)
    height = ankle[2] + np.sqrt(reach**2 - ahead_m**2 - (0.2 * hip_x) ** 2) + lift_m
    trunk = trunk_over(skeleton, (hip_y, height), pitch, spine, **how)
    return replace(trunk, limbs=feet)
