"""Key poses on the back: hook-lying and the bridge."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height, hand_height
from samples.render.poses import FORWARD, SIDES, UP, joint, outward, root_find
from samples.render.rotations import rot_x
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths
from samples.render.spine import even
from samples.render.truth import measure

Array = NDArray[np.float64]
PIVOT_ABOVE_SPINE_M = 0.13  # the bridge turns about the shoulders, above the highest spine bone
HEAD_TILT_DEG = -8.0


@dataclass(frozen=True)
class Lying:
    """Hook-lying: the pose, the point of the upper back that stays, and the torso length [m]."""

    pose: Pose
    pivot: Array
    torso_m: float


def hook_lying(skeleton: Skeleton, foot_m: float, pitch: float = -90.0) -> Lying:
    """On the back, knees bent, feet flat, `foot_m` from hip joint to ankle along the floor."""
    trunk = Pose(np.zeros(3), pitch, {}, neck=HEAD_TILT_DEG)
    trunk = replace(trunk, pelvis=np.array([0, 0, -_back_low(skeleton, trunk)]))
    limbs = {}
    for side in SIDES:
        hip = joint(skeleton, trunk, f"upperleg01.{side}")
        tip = foot_tip(0.0)
        ankle = np.array([hip[0], hip[1] - foot_m, foot_height(skeleton, side, tip)])
        limbs[f"leg.{side}"] = Limb(ankle, UP + 0.3 * FORWARD, tip)
        limbs[f"arm.{side}"] = _resting_arm(skeleton, trunk, side)
    pose = replace(trunk, limbs=limbs)
    rest = skeleton.rest
    pivot = rest.heads[rest.bone["spine01"]] + (0, 0, PIVOT_ABOVE_SPINE_M) - rest.heads[0]
    return Lying(pose, pose.pelvis + rot_x(pitch) @ pivot, measure(skeleton, pose)["torso_m"])


def _back_low(skeleton: Skeleton, trunk: Pose) -> float:
    """Lowest trunk vertex relative to the pelvis; arms and legs do not matter here."""
    rest = skeleton.rest
    columns = [k for k, name in enumerate(rest.bone_names) if name.startswith(("spine", "root", "pelvis"))]
    rows = np.flatnonzero(rest.weights[:, columns].sum(axis=1) > 0.8)
    return float(np.percentile(skeleton.skin(skeleton.solve(trunk), skeleton.body.clothed, rows)[:, 2], 0.5))


def _resting_arm(skeleton: Skeleton, trunk: Pose, side: str) -> Limb:
    """An arm beside the body on the floor, palm down, fingers towards the feet."""
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
    height = hand_height(skeleton, side, tip)
    reach = 0.985 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    end = shoulder + 0.25 * reach * outward(side) + np.sqrt(1 - 0.25**2) * reach * FORWARD
    return Limb(np.array([end[0], end[1], height]), outward(side), tip)


def bridge(skeleton: Skeleton, lying: Lying, hip_off: float, arch: float = 0.0) -> Pose:
    """Hips lifted until they are `hip_off` torso lengths off the shoulder-knee line (+ above)."""

    def build(raise_deg: float) -> Pose:
        pitch = lying.pose.pitch - raise_deg
        pivot = _pivot_from_pelvis(skeleton, pitch, even(-arch))
        return replace(
            lying.pose,
            pelvis=lying.pivot - pivot,
            pitch=pitch,
            spine=even(-arch),
            neck=HEAD_TILT_DEG + raise_deg + arch,
        )

    def residual(x: Array) -> Array:
        values = measure(skeleton, build(x[0] * 100))
        return np.array([values["off_knee_m"] / lying.torso_m - hip_off])

    return build(root_find(residual, np.array([0.25]))[0] * 100)


def _pivot_from_pelvis(skeleton: Skeleton, pitch: float, spine: Array) -> Array:
    """The upper back's turning point relative to the pelvis, the spine bent as given."""
    posed = skeleton.solve(Pose(np.zeros(3), pitch, {}, spine=spine))
    k = skeleton.rest.bone["spine01"]
    result: Array = posed.heads[k] + posed.rotations[k] @ np.array([0, 0, PIVOT_ABOVE_SPINE_M])
    return result


def foot_distance(skeleton: Skeleton, knee_top_deg: float, hip_off: float = -0.01) -> float:
    """Hip-to-ankle distance on the floor [m] that gives this knee angle at the top of the bridge."""

    def residual(x: Array) -> Array:
        pose = bridge(skeleton, hook_lying(skeleton, x[0]), hip_off)
        return np.array([(measure(skeleton, pose)["knee_left_deg"] - knee_top_deg) / 100])

    return float(root_find(residual, np.array([0.42]), rounds=8)[0])
