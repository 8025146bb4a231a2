"""Key poses face down: lying flat, the chest pressed up on the hands, chest and legs lifted."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height, hand_height, lowest_of
from samples.render.limbs import arm_at, leg_at
from samples.render.poses import FORWARD, KNEEL_FOOT_DEG, SIDES, UP, bare, joint, outward, root_find
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths
from samples.render.spine import STRAIGHT, bend
from samples.render.truth import measure

Array = NDArray[np.float64]
BELLY = ("root", "pelvis", "upperleg01", "spine05", "spine04")
FOREHEAD_DEG, LOOKING_DEG = 6.0, -14.0


@dataclass(frozen=True)
class Lift:
    """How far chest and legs come up: trunk and each thigh over the floor [deg].

    `knee_deg`: the knees' interior angle; `neck_deg`: the neck's bend; `hips_m`: how far the pelvis rises.
    """

    trunk_deg: float = 0.0
    left_deg: float = 0.0
    right_deg: float = 0.0
    knee_deg: float = 174.0
    neck_deg: float = FOREHEAD_DEG
    hips_m: float = 0.0


def _trunk(skeleton: Skeleton, lift: Lift) -> Pose:
    """Pelvis on the floor, the back hollowed until the shoulders are as high as wanted."""

    def build(back_deg: float) -> Pose:
        # The pelvis tips a little with a strong lift.
        trunk = bare(np.array([0, 0, 0.11]), 90.0 - 0.12 * back_deg, bend(-back_deg))
        height = 0.11 - lowest_of(skeleton, skeleton.solve(trunk), BELLY) + lift.hips_m
        return replace(trunk, pelvis=np.array([0, 0, height]))

    if lift.trunk_deg <= 0.0:
        return build(0.0)
    flat = measure(skeleton, build(0.0))["trunk_incl_deg"]

    def residual(x: Array) -> Array:
        rise = measure(skeleton, build(100 * x[0]))["trunk_incl_deg"] - flat
        return np.array([(rise - lift.trunk_deg) / 100])

    return build(100 * float(root_find(residual, np.array([0.02 * lift.trunk_deg]))[0]))


def _resting_leg(skeleton: Skeleton, trunk: Pose, side: str) -> Limb:
    """A long leg whose instep lies on the floor."""
    hip, tip = joint(skeleton, trunk, f"upperleg01.{side}"), foot_tip(KNEEL_FOOT_DEG)
    length = 0.992 * sum(limb_lengths(skeleton.rest, f"leg.{side}"))
    height = foot_height(skeleton, side, tip)
    y = hip[1] + np.sqrt(length**2 - (hip[2] - height) ** 2)
    return Limb(np.array([1.15 * hip[0], y, height]), -UP + 0.05 * FORWARD, tip)


def _lifted_leg(skeleton: Skeleton, trunk: Pose, side: str, deg: float, knee_deg: float) -> Limb:
    return leg_at(skeleton, trunk, side, 180.0 - deg, 180.0 - deg - (180.0 - knee_deg), point_deg=60.0)


def _legs(skeleton: Skeleton, trunk: Pose, lift: Lift) -> dict[str, Limb]:
    lifts = {"L": lift.left_deg, "R": lift.right_deg}
    return {
        f"leg.{side}": _lifted_leg(skeleton, trunk, side, deg, lift.knee_deg)
        if deg > 0
        else _resting_leg(skeleton, trunk, side)
        for side, deg in lifts.items()
    }


def _hand_below(skeleton: Skeleton, side: str, shoulder: Array, ahead_m: float) -> Limb:
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    end = np.array([1.25 * shoulder[0], shoulder[1] - ahead_m, hand_height(skeleton, side, tip)])
    return Limb(end, 0.8 * UP - FORWARD + 0.25 * outward(side), tip)


def hands_beside(skeleton: Skeleton, ahead: float = 0.0) -> Pose:
    """Face down, palms on the floor `ahead` torso lengths before the shoulders."""
    trunk = _trunk(skeleton, Lift())
    arms = {}
    for side in SIDES:
        shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
        arms[f"arm.{side}"] = _hand_below(skeleton, side, shoulder, ahead * 0.52)
    return replace(trunk, limbs=arms | _legs(skeleton, trunk, Lift()), neck=FOREHEAD_DEG)


def pressed_up(skeleton: Skeleton, start: Pose, lift: Lift) -> Pose:
    """The chest up as `lift` says, the hands where they are."""
    trunk = _trunk(skeleton, lift)
    arms = {name: limb for name, limb in start.limbs.items() if name.startswith("arm")}
    return replace(trunk, limbs=arms | _legs(skeleton, trunk, lift), neck=lift.neck_deg)


def arms_ahead(skeleton: Skeleton, lift: Lift, arm_deg: dict[str, float] | None = None) -> Pose:
    """Face down with long arms overhead: on the floor, or free at `arm_deg` over the horizontal each."""
    trunk = _trunk(skeleton, lift)
    arms = {}
    for side in SIDES:
        shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
        free = arm_at(skeleton, trunk, side, arm_deg[side], 8.0) if arm_deg else None
        arms[f"arm.{side}"] = free or _arm_on_floor(skeleton, side, shoulder)
    shrug = dict.fromkeys(SIDES, 16.0)
    pose = replace(trunk, shrug=shrug, limbs=arms | _legs(skeleton, trunk, lift), neck=lift.neck_deg)
    return replace(pose, spine=pose.spine if lift.trunk_deg > 0 else STRAIGHT)


def _arm_on_floor(skeleton: Skeleton, side: str, shoulder: Array) -> Limb:
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    height = hand_height(skeleton, side, tip)
    reach = 0.97 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    y = shoulder[1] - np.sqrt(reach**2 - (shoulder[2] - height) ** 2 - (0.12 * reach) ** 2)
    return Limb(
        np.array([shoulder[0] + 0.12 * reach * outward(side)[0], y, height]), 0.3 * UP + outward(side), tip
    )
