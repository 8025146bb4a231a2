"""Key poses with a turned trunk on the floor: knees rolled to a side, and lying on the left side."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height, hand_height, lowest_of
from samples.render.limbs import foot_along
from samples.render.poses import BACK, FORWARD, SIDES, UP, _span, joint, outward
from samples.render.rotations import rot_y, unit
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths
from samples.render.supine import HEAD_TILT_DEG

Array = NDArray[np.float64]
TRUNK = ("root", "pelvis", "spine", "upperleg01")
KNEE_DEG = 60.0
LEFT = np.array([1.0, 0, 0])


@dataclass(frozen=True)
class Roll:
    """Knees rolled to the left: each thigh's tilt from upright, the turns of pelvis and shoulders [deg]."""

    left_deg: float = 0.0
    right_deg: float = 0.0
    pelvis_deg: float = 0.0
    shoulders_deg: float = 0.0


def settled(skeleton: Skeleton, build: Callable[[float], Pose], height: float = 0.12) -> Pose:
    """The pose at the pelvis height [m] at which the trunk just touches the floor."""
    for _ in range(2):
        height -= lowest_of(skeleton, skeleton.solve(build(height)), TRUNK)
    return build(height)


def knees_rolled(skeleton: Skeleton, roll: Roll) -> Pose:
    """On the back, arms out on the floor, the knees rolled to the left while the feet stay down."""

    def build(height: float) -> Pose:
        return Pose(
            np.array([0, 0, height]),
            -90.0,
            {},
            neck=HEAD_TILT_DEG,
            spin=roll.pelvis_deg,
            twist=roll.shoulders_deg - roll.pelvis_deg,
            turn=-roll.shoulders_deg,
        )

    trunk = settled(skeleton, build)
    tilts = {"L": roll.left_deg, "R": roll.right_deg}
    legs = {f"leg.{side}": _rolled_leg(skeleton, trunk, side, tilts[side]) for side in SIDES}
    arms = {f"arm.{side}": _arm_out(skeleton, trunk, side) for side in SIDES}
    return replace(trunk, limbs=legs | arms)


def _rolled_leg(skeleton: Skeleton, trunk: Pose, side: str, tilt_deg: float) -> Limb:
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    tilt = np.radians(tilt_deg)
    tip = rot_y(0.75 * tilt_deg) @ foot_tip(0.0)
    up = np.cos(tilt) * UP + np.sin(tilt) * LEFT
    span = _span(skeleton, f"leg.{side}", KNEE_DEG)
    height = foot_height(skeleton, side, tip) + (0.04 if tilt_deg * outward(side)[0] < -5 else 0.0)
    x = 0.07 * outward(side)[0] + 0.05 * np.sin(tilt)
    y = hip[1] - np.sqrt(span**2 - (hip[2] - height) ** 2)
    return Limb(np.array([x, y, height]), up + 0.25 * FORWARD, tip)


def _arm_out(skeleton: Skeleton, trunk: Pose, side: str) -> Limb:
    """An arm out on the floor, below shoulder height, palm down."""
    shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
    along = unit(outward(side) + 0.75 * FORWARD)
    tip = hand_tip(skeleton.rest, side, along, np.cross(along, UP) * outward(side)[0])
    height = hand_height(skeleton, side, tip)
    reach = 0.975 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    flat = np.sqrt(max(reach**2 - (shoulder[2] - height) ** 2, 0.05))
    end = shoulder + flat * along
    return Limb(np.array([end[0], end[1], height]), BACK + 0.3 * UP, tip)


@dataclass(frozen=True)
class Opening:
    """Lying on the left side: how far top shoulder and pelvis turn back, the top hip's angle [deg]."""

    shoulders_deg: float = 0.0
    pelvis_deg: float = 0.0
    top_hip_deg: float = 92.0
    arm_deg: float = 8.0


def on_left_side(skeleton: Skeleton, opening: Opening) -> Pose:
    """Left side down, belly to +x, hips and knees bent; the top arm swung up and back by `arm_deg`."""

    def build(height: float) -> Pose:
        return Pose(
            np.array([0, 0, height]),
            -90.0,
            {},
            spin=90.0 - opening.pelvis_deg,
            twist=opening.pelvis_deg - opening.shoulders_deg,
            turn=-0.6 * opening.shoulders_deg,
            side_bend=0.0,
        )

    trunk = settled(skeleton, build, 0.18)
    legs = {
        "leg.L": _side_leg(skeleton, trunk, "L", 84.0, 0.0),
        "leg.R": _side_leg(skeleton, trunk, "R", opening.top_hip_deg, 0.35 * opening.pelvis_deg),
    }
    arms = {
        "arm.L": _low_arm(skeleton, trunk),
        "arm.R": _top_arm(skeleton, trunk, opening.arm_deg),
    }
    return replace(trunk, limbs=legs | arms)


def _side_leg(skeleton: Skeleton, trunk: Pose, side: str, hip_deg: float, lift_deg: float) -> Limb:
    """A leg bent at hip and knee: the top one sinks onto the lower one, or lifts with the pelvis."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    thigh_m, shank_m = limb_lengths(skeleton.rest, f"leg.{side}")
    angle, sink = np.radians(180.0 - hip_deg), np.radians(lift_deg - (14.0 if side == "R" else 0.0))
    flat = np.sin(angle) * LEFT - np.cos(angle) * BACK
    if hip_deg <= 90:
        flat = np.sin(angle) * LEFT + np.cos(np.radians(hip_deg)) * BACK
    thigh = np.cos(sink) * flat + np.sin(sink) * UP
    knee = hip + thigh_m * thigh
    fold = np.radians(92.0)
    shank = unit(np.cos(fold) * -flat + np.sin(fold) * np.cross(flat, UP) * -1.0)
    shank = shank if shank @ FORWARD > 0 else -shank
    end = knee + shank_m * shank
    return Limb(end, thigh, foot_along(shank, np.cross(UP, shank)), planted=False)


def _low_arm(skeleton: Skeleton, trunk: Pose) -> Limb:
    """On the floor in front of the chest, palm up."""
    shoulder = joint(skeleton, trunk, "upperarm01.L")
    reach = 0.96 * sum(limb_lengths(skeleton.rest, "arm.L"))
    along = unit(LEFT + 0.15 * BACK)
    end = shoulder + reach * along
    tip = hand_tip(skeleton.rest, "L", along, BACK)
    return Limb(np.array([end[0], end[1], 0.045]), FORWARD + 0.2 * UP, tip, planted=False)


def _top_arm(skeleton: Skeleton, trunk: Pose, arm_deg: float) -> Limb:
    """The top arm: 0 forward along the floor, 90 to the ceiling, more than that behind."""
    shoulder = joint(skeleton, trunk, "upperarm01.R")
    angle = np.radians(arm_deg - 12.0)
    along = unit(np.cos(angle) * LEFT + np.sin(angle) * UP + 0.12 * BACK)
    reach = 0.965 * sum(limb_lengths(skeleton.rest, "arm.R"))
    tip = hand_tip(skeleton.rest, "R", along, BACK)
    return Limb(shoulder + reach * along, FORWARD, tip, planted=False)
