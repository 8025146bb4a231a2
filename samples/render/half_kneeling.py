"""Key poses of the hip flexor stretch: the left knee down, the right foot ahead, the hips between."""

from dataclasses import replace

import numpy as np

from samples.render.contact import foot_height
from samples.render.poses import bare, joint, knee_height, kneeling_leg
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, limb_lengths
from samples.render.spine import bend
from samples.render.standing import hanging_arm


def half_kneeling(skeleton: Skeleton, shift: float, lean_deg: float, ahead: float) -> Pose:
    """Hips `shift` thighs before the knee on the floor, the front ankle `ahead` thighs before that knee.

    `lean_deg`: trunk from upright, + forward; leaning back hollows the back.
    """
    thigh_m, _ = limb_lengths(skeleton.rest, "leg.L")
    knee_m = knee_height(skeleton)
    length = 0.995 * thigh_m
    height = knee_m + np.sqrt(length**2 - (shift * thigh_m) ** 2)
    hollow = min(lean_deg, 0.0)
    spine = bend(0.8 * hollow)

    def build(pitch: float) -> Pose:
        offset = joint(skeleton, bare(np.zeros(3), pitch, spine), "upperleg01.L")
        return bare(np.array([0, -shift * thigh_m - offset[1], height - offset[2]]), pitch, spine)

    trunk = build(lean_deg - 0.45 * hollow)
    limbs = {
        "leg.L": _down(skeleton, trunk),
        "leg.R": _ahead(skeleton, trunk, ahead * thigh_m),
        "arm.L": hanging_arm(skeleton, trunk, "L", 6.0 + max(lean_deg, 0.0)),
        "arm.R": hanging_arm(skeleton, trunk, "R", 6.0 + max(lean_deg, 0.0)),
    }
    return replace(trunk, limbs=limbs, neck=-0.3 * lean_deg)


def _down(skeleton: Skeleton, trunk: Pose) -> Limb:
    """The shank on the floor behind a knee at y = 0."""
    hip = joint(skeleton, trunk, "upperleg01.L")
    return kneeling_leg(skeleton, "L", hip, tucked=False, knee_y=0.0)


def _ahead(skeleton: Skeleton, trunk: Pose, ahead_m: float) -> Limb:
    hip, tip = joint(skeleton, trunk, "upperleg01.R"), foot_tip(0.0)
    end = np.array([1.1 * hip[0], -ahead_m, foot_height(skeleton, "R", tip)])
    return Limb(end, np.array([0, -1.0, 0.4]), tip)
