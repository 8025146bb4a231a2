"""Key poses on the back: curled pelvis, lifted head, legs drawn up or stretched, hands that hold them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.limbs import arm_at, hand_at, leg_at
from samples.render.poses import BACK, FORWARD, SIDES, UP, _span, joint, outward, root_find
from samples.render.rotations import unit
from samples.render.skeleton import Limb, Pose, Skeleton
from samples.render.spine import bend
from samples.render.supine import HEAD_TILT_DEG, Lying, _pivot_from_pelvis, hook_lying

Array = NDArray[np.float64]
KNEE_REST_DEG = 62.0
WORD = {"L": "left", "R": "right"}


def lying_down(skeleton: Skeleton, knee_deg: float = KNEE_REST_DEG) -> Lying:
    """Hook-lying with this interior knee angle."""
    return hook_lying(skeleton, _span(skeleton, "leg.L", knee_deg))


def curled(skeleton: Skeleton, lying: Lying, curl_deg: float) -> Pose:
    """The pelvis rolled up by `curl_deg` on a back that rounds; shoulders and head stay."""
    pitch, spine = lying.pose.pitch - curl_deg, bend(curl_deg)
    pivot = _pivot_from_pelvis(skeleton, pitch, spine)
    return replace(lying.pose, pelvis=lying.pivot - pivot, pitch=pitch, spine=spine)


def hips_risen(skeleton: Skeleton, lying: Lying, rise: float) -> Pose:
    """Curled so far that the hip joints rise by `rise` torso lengths."""
    start = joint(skeleton, lying.pose, "upperleg01.L")[2]

    def residual(x: Array) -> Array:
        height = joint(skeleton, curled(skeleton, lying, 100 * x[0]), "upperleg01.L")[2]
        return np.array([(height - start) / lying.torso_m - rise])

    return curled(skeleton, lying, 100 * float(root_find(residual, np.array([0.2]))[0]))


def head_lifted(pose: Pose, deg: float = 52.0) -> Pose:
    """Head and shoulder blades off the floor."""
    return replace(pose, neck=pose.neck + deg, spine=pose.spine + bend(0.25 * deg, "upper"))


def drawn_up(skeleton: Skeleton, pose: Pose, side: str, hip_deg: float, knee_deg: float = 55.0) -> Limb:
    """A leg whose knee is drawn towards the chest; interior angles [deg] against a trunk lying flat."""
    thigh = 180.0 - hip_deg
    return leg_at(skeleton, pose, side, thigh, thigh - 180.0 + knee_deg)


def raised(skeleton: Skeleton, pose: Pose, side: str, thigh_deg: float, knee_deg: float = 174.0) -> Limb:
    """A long leg lifted by `thigh_deg` from the floor."""
    return leg_at(skeleton, pose, side, thigh_deg, thigh_deg - 180.0 + knee_deg)


def shin_held(skeleton: Skeleton, pose: Pose, side: str, hand: str, spread_m: float = 0.04) -> Limb:
    """A hand on the shin of the leg `side`, a little below the knee."""
    hip, knee, ankle = skeleton.joints(skeleton.solve(pose), f"leg.{side}")
    front = unit(knee - (hip + ankle) / 2)
    end = knee + 0.16 * (ankle - knee) + 0.065 * front + spread_m * outward(hand)
    fingers = -outward(hand) - 0.5 * front
    return hand_at(skeleton, hand, end, fingers, FORWARD + 0.8 * outward(hand) - 0.6 * UP, unit(knee - ankle))


def thigh_held(skeleton: Skeleton, pose: Pose, side: str, hand: str) -> Limb:
    """A hand behind the thigh of a raised leg."""
    hip, knee, _ = skeleton.joints(skeleton.solve(pose), f"leg.{side}")
    end = hip + 0.66 * (knee - hip) + 0.02 * FORWARD + (0.10 if hand == side else 0.075) * outward(hand)
    return hand_at(skeleton, hand, end, FORWARD, FORWARD + 0.9 * outward(hand) - 0.5 * UP, UP)


def with_limbs(pose: Pose, limbs: dict[str, Limb]) -> Pose:
    """The pose with some limbs changed."""
    return replace(pose, limbs=pose.limbs | limbs)


def hold_with_both(skeleton: Skeleton, pose: Pose, grip: Callable[..., Limb], side: str) -> Pose:
    """Both hands on the leg `side`."""
    return with_limbs(pose, {f"arm.{hand}": grip(skeleton, pose, side, hand) for hand in SIDES})


def foot_up(skeleton: Skeleton, pose: Pose, side: str, lift_m: float) -> Limb:
    """The foot of a bent leg in the air, the leg otherwise as it was."""
    limb = pose.limbs[f"leg.{side}"]
    return replace(limb, end=limb.end + lift_m * UP + 0.3 * lift_m * BACK, planted=False)


def tabletop(skeleton: Skeleton, lying: Lying) -> Pose:
    """Hips and knees at right angles, arms to the ceiling."""
    legs = {f"leg.{s}": leg_at(skeleton, lying.pose, s, 92.0, 4.0) for s in SIDES}
    arms = {f"arm.{s}": arm_at(skeleton, lying.pose, s, 90.0) for s in SIDES}
    return replace(lying.pose, limbs=legs | arms, neck=HEAD_TILT_DEG)
