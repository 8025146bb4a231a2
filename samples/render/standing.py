"""Standing, walking, and the ways down to the floor and up again."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height
from samples.render.motion import Stop
from samples.render.poses import (
    BACK,
    DOWN,
    FORWARD,
    SIDES,
    TOES_DEG,
    TUCKED_FOOT_DEG,
    bare,
    joint,
    knee_height,
    outward,
)
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths

Array = NDArray[np.float64]
STEP_M, STEP_S = 0.70, 0.46


def hanging_arm(
    skeleton: Skeleton, trunk: Pose, side: str, swing_deg: float = 0.0, bend: float = 0.975
) -> Limb:
    """An arm beside the body, swung forward by `swing_deg`."""
    shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
    angle = np.radians(swing_deg)
    along = np.cos(angle) * DOWN + np.sin(angle) * FORWARD + 0.10 * outward(side)
    reach = bend * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    tip = hand_tip(skeleton.rest, side, along, FORWARD - 0.3 * outward(side))
    return Limb(
        shoulder + reach * along / np.linalg.norm(along), BACK + 0.2 * outward(side), tip, planted=False
    )


def standing_leg(skeleton: Skeleton, side: str, y: float, hip_x: float) -> Limb:
    """A flat foot on the floor at `y`."""
    tip = foot_tip(0.0)
    return Limb(np.array([hip_x, y, foot_height(skeleton, side, tip)]), FORWARD, tip)


def _upright(skeleton: Skeleton, y: float, drop_m: float = 0.0, pitch: float = 2.0) -> Pose:
    legs = sum(limb_lengths(skeleton.rest, "leg.L"))
    hip = joint(skeleton, bare(np.zeros(3), pitch), "upperleg01.L")
    height = foot_height(skeleton, "L", foot_tip(0.0)) + 0.995 * legs - hip[2] - drop_m
    return bare(np.array([0, y - hip[1], height]), pitch)


def striding(skeleton: Skeleton, feet_y: dict[str, float], pelvis_y: float, swing_deg: float = 0.0) -> Pose:
    """On both feet, the left arm swung by `swing_deg` and the right by the opposite."""
    apart = abs(feet_y["L"] - feet_y["R"])
    trunk = _upright(skeleton, pelvis_y, drop_m=0.13 * apart**2 / STEP_M)
    limbs = {}
    for side in SIDES:
        hip = joint(skeleton, trunk, f"upperleg01.{side}")
        limbs[f"leg.{side}"] = standing_leg(skeleton, side, feet_y[side], 0.8 * hip[0])
        limbs[f"arm.{side}"] = hanging_arm(skeleton, trunk, side, swing_deg if side == "L" else -swing_deg)
    return replace(trunk, limbs=limbs)


def standing(skeleton: Skeleton, y: float = 0.0) -> Pose:
    """Upright, feet together."""
    return striding(skeleton, {"L": y, "R": y}, y)


def waiting(skeleton: Skeleton, pose: Pose) -> list[Stop]:
    """Somebody standing about: looking, shifting weight, lifting a hand."""
    shifted = replace(pose, pelvis=pose.pelvis + np.array([0.03, 0.01, -0.004]), neck=12.0)
    lifted = replace(
        shifted, limbs=shifted.limbs | {"arm.R": hanging_arm(skeleton, shifted, "R", 55.0, 0.75)}
    )
    return [
        Stop(pose, 0, 2),
        Stop(shifted, 1.5, 2),
        Stop(lifted, 1.2, 1.5),
        Stop(shifted, 1.2, 1.5),
        Stop(pose, 1.5, 1.5),
    ]


def walk(skeleton: Skeleton, start_y: float, end: dict[str, float], first: str = "R") -> list[Stop]:
    """Steps along -y from standing at `start_y` until the feet are at `end`, the last two steps included."""
    feet = {"L": start_y, "R": start_y}
    stops = [Stop(striding(skeleton, feet, start_y), 0, 0)]
    side = first
    while feet[side] - STEP_M > max(end.values()):
        feet = feet | {side: min(feet.values()) - STEP_M / (2 if len(stops) == 1 else 1)}
        stops.append(_step(skeleton, feet, side))
        side = "R" if side == "L" else "L"
    for _ in SIDES:
        feet = feet | {side: end[side]}
        stops.append(_step(skeleton, feet, side))
        side = "R" if side == "L" else "L"
    return stops


def _step(skeleton: Skeleton, feet: dict[str, float], side: str) -> Stop:
    swing = 20.0 if side == "R" else -20.0
    if abs(feet["L"] - feet["R"]) < 0.05:
        swing = 0.0
    return Stop(striding(skeleton, feet, sum(feet.values()) / 2, swing), STEP_S, 0.0, steady=True)


def _tall(
    skeleton: Skeleton, base: Pose, legs: dict[str, Limb], pitch: float, toes: dict[str, float]
) -> Pose:
    """Upright over the knees of an all-fours pose."""
    thigh_m, _ = limb_lengths(skeleton.rest, "leg.L")
    hip = joint(skeleton, bare(np.zeros(3), pitch), "upperleg01.L")
    knee_y = float(joint(skeleton, base, "lowerleg01.L")[1])
    trunk = bare(
        np.array([0, knee_y - hip[1] - 0.02, knee_height(skeleton) + 0.99 * thigh_m - hip[2]]), pitch
    )
    arms = {f"arm.{side}": hanging_arm(skeleton, trunk, side, 12.0) for side in SIDES}
    return replace(trunk, limbs=arms | legs, toes=toes)


def down_to_all_fours(skeleton: Skeleton, base: Pose) -> list[Pose]:
    """Split stance (right foot ahead), half kneeling, kneeling, all fours."""
    thigh_m, _ = limb_lengths(skeleton.rest, "leg.R")
    left, right = base.limbs["leg.L"], base.limbs["leg.R"]
    tip = foot_tip(TUCKED_FOOT_DEG)
    height = foot_height(skeleton, "L", tip, TOES_DEG)
    tucked = replace(left, end=np.array([left.end[0], left.end[1] - 0.02, height]), tip=tip)
    knee_y = float(joint(skeleton, base, "lowerleg01.L")[1])
    ahead = standing_leg(skeleton, "R", knee_y - thigh_m, right.end[0])
    stand = striding(
        skeleton, {"L": left.end[1], "R": float(ahead.end[1])}, (left.end[1] + ahead.end[1]) / 2, 0.0
    )
    half = _tall(skeleton, base, {"leg.L": tucked, "leg.R": ahead}, 8.0, {"L": TOES_DEG})
    tall = _tall(skeleton, base, {"leg.L": left, "leg.R": right}, 12.0, {})
    return [stand, half, tall, base]


def split_feet(pose: Pose) -> dict[str, float]:
    """Where the feet of a standing pose are along y."""
    return {side: float(pose.limbs[f"leg.{side}"].end[1]) for side in SIDES}


def up_from_lying(skeleton: Skeleton, lying: Pose) -> list[Pose]:
    """From hook-lying to standing on the same feet: sitting, squatting, standing."""
    legs = {name: limb for name, limb in lying.limbs.items() if name.startswith("leg")}
    feet_y = float(legs["leg.L"].end[1])
    seat = bare(np.array([0, lying.pelvis[1] + 0.02, lying.pelvis[2] + 0.005]), -12.0)
    squat = bare(np.array([0, feet_y + 0.20, 0.42]), 38.0)
    poses = []
    for trunk, swing in ((seat, 55.0), (squat, 70.0)):
        arms = {f"arm.{side}": hanging_arm(skeleton, trunk, side, swing, 0.93) for side in SIDES}
        poses.append(replace(trunk, limbs=arms | legs))
    stand = standing(skeleton, feet_y)
    return [lying, *poses, replace(stand, limbs=stand.limbs | legs)]
