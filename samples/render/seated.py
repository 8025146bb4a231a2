"""Key poses of people who sit: arms led from the chest, on the floor with legs long or bent, on a chair."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height, lowest_of
from samples.render.poses import BACK, DOWN, FORWARD, SIDES, UP, bare, joint, outward
from samples.render.rotations import unit
from samples.render.skeleton import Limb, Pose, Skeleton, bend_two, foot_tip, hand_tip, limb_lengths
from samples.render.spine import STRAIGHT

Array = NDArray[np.float64]
Limbs = dict[str, Limb]
SEAT = ("root", "pelvis", "upperleg01", "spine05")
TOES_UP_DEG = -82.0
HIP_OVER_SEAT_M = 0.09


def other(side: str) -> str:
    """The other side's letter."""
    return "R" if side == "L" else "L"


def mixed(side: str, out: float = 0.0, front: float = 0.0, up: float = 0.0) -> Array:
    """A direction of the body's own: outwards on this side, to the front, up."""
    return out * outward(side) + front * FORWARD + up * UP


def led_arm(
    skeleton: Skeleton,
    trunk: Pose,
    side: str,
    upper: Array,
    lower: Array,
    index: Array,
    pole: Array | None = None,
) -> Limb:
    """An arm whose halves point along directions of the chest, the index finger towards `index`."""
    chest = skeleton.solve(trunk).rotations[skeleton.rest.bone["spine01"]]
    upper_m, lower_m = limb_lengths(skeleton.rest, f"arm.{side}")
    root = joint(skeleton, trunk, f"upperarm01.{side}")
    first, second = chest @ unit(upper), chest @ unit(lower)
    end = root + upper_m * first + lower_m * second
    hinge = first - second if pole is None else chest @ pole
    tip = hand_tip(skeleton.rest, side, second, chest @ index)
    return Limb(end, hinge, tip, planted=False)


def placed_arm(
    skeleton: Skeleton, side: str, at: Array, pole: Array, fingers: Array, index: Array, planted: bool = True
) -> Limb:
    """An arm whose wrist is at a point (3,) m of the world."""
    return Limb(at, pole, hand_tip(skeleton.rest, side, fingers, index), planted)


def middle_joint(skeleton: Skeleton, trunk: Pose, name: str, limb: Limb) -> Array:
    """Where the knee or elbow of this limb is (3,) m."""
    root = {"arm": "upperarm01", "leg": "upperleg01"}[name.split(".")[0]]
    start = joint(skeleton, trunk, f"{root}.{name.split('.')[1]}")
    return bend_two(start, limb.end, *limb_lengths(skeleton.rest, name), limb.pole)


def hip_to_ankle_m(skeleton: Skeleton, knee_deg: float) -> float:
    """Distance [m] from hip to ankle at this knee angle."""
    a, b = limb_lengths(skeleton.rest, "leg.L")
    return float(np.sqrt(a * a + b * b - 2 * a * b * np.cos(np.radians(knee_deg))))


def trunk_over(
    skeleton: Skeleton, hip: tuple[float, float], pitch: float, spine: Array = STRAIGHT, **how: float
) -> Pose:
    """A trunk whose mid-hip is at (y, z) m of the sagittal plane."""
    free = replace(bare(np.zeros(3), pitch, spine), **how)  # type: ignore[arg-type]
    middle = sum(joint(skeleton, free, f"upperleg01.{side}") for side in SIDES) / 2
    return replace(free, pelvis=np.array([0.0, hip[0], hip[1]]) - middle)


def on_floor(
    skeleton: Skeleton,
    pitch: float,
    spine: Array,
    legs: Callable[[Pose], Limbs],
    arms: Callable[[Pose, Limbs], Limbs],
    **how: float,
) -> Pose:
    """Sitting on the floor, mid-hip over the origin; `how`: neck, roll, twist and the like."""
    height = HIP_OVER_SEAT_M
    for _ in range(3):
        trunk = trunk_over(skeleton, (0.0, height), pitch, spine, **how)
        limbs = legs(trunk)
        height -= lowest_of(skeleton, skeleton.solve(replace(trunk, limbs=limbs)), SEAT)
    trunk = trunk_over(skeleton, (0.0, height), pitch, spine, **how)
    limbs = legs(trunk)
    return replace(trunk, limbs=limbs | arms(trunk, limbs))


def long_leg(skeleton: Skeleton, trunk: Pose, side: str, knee_deg: float = 172.0) -> Limb:
    """A leg straight ahead on the floor, the heel down and the toes up."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    bent = max(0.0, 160.0 - knee_deg) / 2
    tip = foot_tip(TOES_UP_DEG + bent)
    heel_m = foot_height(skeleton, side, tip)
    reach = hip_to_ankle_m(skeleton, knee_deg)
    y = hip[1] - np.sqrt(reach**2 - (hip[2] - heel_m) ** 2)
    return Limb(np.array([hip[0], y, heel_m]), UP + 0.1 * outward(side), tip)


def flat_foot(skeleton: Skeleton, side: str, x: float, y: float, lean: Array = UP) -> Limb:
    """A foot flat on the floor with the knee towards `lean`."""
    tip = foot_tip(0.0)
    return Limb(np.array([x, y, foot_height(skeleton, side, tip)]), lean, tip)


def hand_along_leg(skeleton: Skeleton, trunk: Pose, side: str, leg: Limb, share: float) -> Limb:
    """A hand on the leg, `share` of the way from the hip (0) over the knee (1) to the ankle (2)."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    knee = middle_joint(skeleton, trunk, f"leg.{side}", leg)
    start, end, part = (hip, knee, share) if share <= 1 else (knee, leg.end, share - 1)
    along = unit(end - start)
    thick = 0.085 - 0.02 * share
    over = unit(UP - (UP @ along) * along)
    at = start + part * (end - start) + (thick + 0.02) * over
    return placed_arm(skeleton, side, at, BACK + 0.5 * outward(side), along + 0.15 * DOWN, -outward(side))
