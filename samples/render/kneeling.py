"""Key poses of child's pose: from all fours the seat goes back towards the heels, knees and feet stay."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import hand_height
from samples.render.poses import BACK, FORWARD, SIDES, UP, bare, joint, outward, root_find
from samples.render.skeleton import Limb, Pose, Skeleton, hand_tip, limb_lengths
from samples.render.spine import bend
from samples.render.truth import measure

Array = NDArray[np.float64]
LEAST_HIP_M = 0.22


@dataclass(frozen=True)
class Fold:
    """How far the seat goes back: hip to ankle in torso lengths.

    `shoulder_m`: the shoulders' height; bends of back and neck [deg]; where the arms are.
    """

    seat: float = 0.42
    shoulder_m: float = 0.22
    spine_deg: float = 24.0
    neck_deg: float = -6.0
    arms: Literal["ahead", "beside"] = "ahead"


def sat_back(skeleton: Skeleton, base: Pose, fold: Fold) -> Pose:
    """From the all fours `base` onto the heels."""
    solved = skeleton.solve(base)
    _, knee, ankle = skeleton.joints(solved, "leg.L")
    thigh_m, _ = limb_lengths(skeleton.rest, "leg.L")
    torso_m = measure(skeleton, base)["torso_m"]
    hip = _hip(knee, ankle, 0.995 * thigh_m, fold.seat * torso_m)
    spine = bend(fold.spine_deg)

    def build(x: Array) -> Pose:
        return bare(np.array([0, x[0], x[1]]), x[2] * 100, spine)

    def residual(x: Array) -> Array:
        at = [joint(skeleton, build(x), name) for name in ("upperleg01.L", "upperarm01.L")]
        return np.array([at[0][1] - hip[1], at[0][2] - hip[2], at[1][2] - fold.shoulder_m])

    trunk = build(root_find(residual, np.array([hip[1], hip[2], 0.9]), rounds=25))
    legs = {f"leg.{side}": base.limbs[f"leg.{side}"] for side in SIDES}
    place = _arm_beside if fold.arms == "beside" else _arm_ahead
    arms = {
        f"arm.{side}": place(skeleton, side, joint(skeleton, trunk, f"upperarm01.{side}")) for side in SIDES
    }
    return replace(trunk, limbs=legs | arms, neck=fold.neck_deg)


def _hip(knee: Array, ankle: Array, thigh_m: float, seat_m: float) -> Array:
    """Over the heels, a thigh from the knee and as far from the ankle as wanted: (y, z) filled in."""

    def residual(x: Array) -> Array:
        at = np.array([x[0], x[1]])
        return np.array([np.linalg.norm(at - knee[1:]) - thigh_m, np.linalg.norm(at - ankle[1:]) - seat_m])

    y, z = root_find(residual, np.array([ankle[1] - 0.05, ankle[2] + seat_m]), rounds=25)
    return np.array([knee[0], y, max(z, LEAST_HIP_M)])


def _arm_ahead(skeleton: Skeleton, side: str, shoulder: Array) -> Limb:
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    height = hand_height(skeleton, side, tip)
    reach = 0.95 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    y = shoulder[1] - np.sqrt(max(reach**2 - (shoulder[2] - height) ** 2, 0.02))
    return Limb(np.array([shoulder[0], y, height]), 0.5 * UP + 0.6 * outward(side), tip)


def _arm_beside(skeleton: Skeleton, side: str, shoulder: Array) -> Limb:
    """Back along the shanks, on the floor, palms up."""
    tip = hand_tip(skeleton.rest, side, BACK, outward(side))
    reach = 0.93 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    out = 0.16
    y = shoulder[1] + np.sqrt(max(reach**2 - (shoulder[2] - 0.05) ** 2 - out**2, 0.02))
    return Limb(np.array([shoulder[0] + out * outward(side)[0], y, 0.05]), UP + outward(side), tip)
