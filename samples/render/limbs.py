"""Limbs by their angles in the sagittal plane, feet by their shanks and toes, and a pose's mirror image."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.poses import joint, outward
from samples.render.rotations import frame, rot_z, unit
from samples.render.skeleton import Limb, Pose, Skeleton, hand_tip, limb_lengths

Array = NDArray[np.float64]
_DOWN, _TOES = np.array([0, 0, -1.0]), np.array([0, -1.0, 0])
_MIRROR = np.diag([-1.0, 1.0, 1.0])


def toward(deg: float) -> Array:
    """A direction (3,) in the sagittal plane: 0 is -y (a standing person's front), 90 up, 180 +y."""
    return np.array([0, -np.cos(np.radians(deg)), np.sin(np.radians(deg))])


def foot_along(shank: Array, toes: Array) -> Array:
    """World rotation of a foot at the end of a shank that points along `shank`, toes towards `toes`."""
    return frame(shank, toes) @ frame(_DOWN, _TOES).T


def leg_at(
    skeleton: Skeleton, trunk: Pose, side: str, thigh_deg: float, shank_deg: float, point_deg: float = 25.0
) -> Limb:
    """A free leg whose thigh and shank point as `toward` says; the foot is pointed by `point_deg`."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    thigh_m, shank_m = limb_lengths(skeleton.rest, f"leg.{side}")
    thigh, shank = toward(thigh_deg), toward(shank_deg)
    knee = hip + thigh_m * thigh
    toes = toward(shank_deg + 90.0 - point_deg)
    bulge = knee - (hip + knee + shank_m * shank) / 2
    if abs(thigh_deg - shank_deg) < 2:
        bulge = toward(shank_deg + 90.0)
    return Limb(knee + shank_m * shank, bulge, foot_along(shank, toes), planted=False)


def arm_at(
    skeleton: Skeleton, trunk: Pose, side: str, deg: float, wide_deg: float = 4.0, bent: float = 0.985
) -> Limb:
    """A free arm that points as `toward` says, `wide_deg` off the body's plane; `bent` of its length."""
    shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
    wide = np.radians(wide_deg)
    along = np.cos(wide) * toward(deg) + np.sin(wide) * outward(side)
    tip = hand_tip(skeleton.rest, side, along, toward(deg + 90.0))
    reach = bent * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    return Limb(shoulder + reach * along, 0.8 * toward(deg - 90.0) + 0.6 * outward(side), tip, planted=False)


def hand_at(skeleton: Skeleton, side: str, end: Array, fingers: Array, pole: Array, index: Array) -> Limb:
    """A hand that holds something at `end`, the index finger's side towards `index`."""
    return Limb(end, pole, hand_tip(skeleton.rest, side, fingers, index), planted=False)


def _mirrored_limb(limb: Limb) -> Limb:
    return Limb(_MIRROR @ limb.end, _MIRROR @ limb.pole, _MIRROR @ limb.tip @ _MIRROR, limb.planted)


def _other(name: str) -> str:
    return name[:-1] + ("R" if name.endswith("L") else "L")


def mirrored(pose: Pose) -> Pose:
    """The pose with left and right exchanged."""
    swapped: dict[str, Any] = {
        word: {_other(side): value for side, value in getattr(pose, word).items()}
        for word in ("toes", "shrug")
    }
    turns = {word: -getattr(pose, word) for word in ("yaw", "roll", "spin", "side_bend", "twist", "turn")}
    limbs = {_other(name): _mirrored_limb(limb) for name, limb in pose.limbs.items()}
    return replace(pose, pelvis=_MIRROR @ pose.pelvis, limbs=limbs, **swapped, **turns)


def turned(pose: Pose, deg: float) -> Pose:
    """The whole pose turned about the vertical through the origin."""
    turn = rot_z(deg)
    limbs = {
        name: Limb(turn @ limb.end, turn @ limb.pole, turn @ limb.tip, limb.planted)
        for name, limb in pose.limbs.items()
    }
    return replace(pose, pelvis=turn @ pose.pelvis, yaw=pose.yaw + deg, limbs=limbs)


def between(a: Array, b: Array, share: float) -> Array:
    """A point a share of the way from `a` to `b`."""
    result: Array = a * (1 - share) + b * share
    return result


def across(along: Array, away: Array) -> Array:
    """The unit part of `away` that is square to `along`."""
    along = unit(along)
    return unit(away - (away @ along) * along)
