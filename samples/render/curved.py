"""Key poses whose back bends by known amounts while hands, knees, feet or seat stay where they are."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height, hand_height, lowest_of
from samples.render.poses import (
    BACK,
    DOWN,
    ELBOW_M,
    FORWARD,
    KNEEL_FOOT_DEG,
    SIDES,
    UP,
    bare,
    forearm,
    joint,
    kneeling_leg,
    outward,
    root_find,
)
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths
from samples.render.spine import STRAIGHT, bend
from samples.render.standing import hanging_arm

Array = NDArray[np.float64]
FOLD_SPINE, PRONE_SPINE = bend(24.0), bend(-30.0)
SEAT = ("root", "pelvis", "upperleg01", "spine05")
HIPS_BACK_M = 0.15  # how far the hips go back when the trunk hangs forward, for balance


def arched(skeleton: Skeleton, base: Pose, spine: Array, neck: float | None = None) -> Pose:
    """All fours with a bent back: hands and knees stay, arms and thighs keep their length and direction.

    The head follows (a rounded back tucks the chin, a hollow one lifts it) unless `neck` says how it is held.
    """
    solved = skeleton.solve(base)
    (hip, knee, _), (shoulder, _, hand) = (skeleton.joints(solved, name) for name in ("leg.L", "arm.L"))
    thigh_m, arm_m = np.linalg.norm(hip - knee), np.linalg.norm(shoulder - hand)

    def build(x: Array) -> Pose:
        return bare(np.array([base.pelvis[0], x[0], x[1]]), x[2] * 100, spine)

    def residual(x: Array) -> Array:
        at = skeleton.solve(build(x)).heads
        hip_now, shoulder_now = (at[skeleton.rest.bone[name]] for name in ("upperleg01.L", "upperarm01.L"))
        # The trunk grows shorter as it bends: hips and shoulders give way by the same amount.
        slide = (hip_now - hip)[1] + (shoulder_now - shoulder)[1]
        return np.array(
            [np.linalg.norm(hip_now - knee) - thigh_m, np.linalg.norm(shoulder_now - hand) - arm_m, slide]
        )

    x = root_find(residual, np.array([*base.pelvis[1:], (base.pitch - float(spine.sum()) / 2) / 100]))
    trunk = build(x)
    follow = base.neck + 0.5 * float(spine.sum())
    return replace(
        base, pelvis=trunk.pelvis, pitch=trunk.pitch, spine=spine, neck=follow if neck is None else neck
    )


def hinged(skeleton: Skeleton, stand: Pose, hinge_deg: float, spine: Array, neck: float = 0.0) -> Pose:
    """From standing: pelvis tipped by `hinge_deg` over straight legs, back bent, arms hanging."""
    hip = joint(skeleton, stand, "upperleg01.L")
    ankle = stand.limbs["leg.L"].end
    lean = np.sin(np.radians(np.clip(hinge_deg + 0.4 * float(spine.sum()), 0, 90)))
    y = hip[1] + HIPS_BACK_M * lean
    length = np.linalg.norm(hip - ankle)
    z = ankle[2] + np.sqrt(length**2 - (hip[0] - ankle[0]) ** 2 - (y - ankle[1]) ** 2)
    pitch = stand.pitch + hinge_deg
    offset = joint(skeleton, bare(np.zeros(3), pitch), "upperleg01.L")
    trunk = replace(bare(np.array([0, y - offset[1], z - offset[2]]), pitch, spine), neck=neck)
    arms = {f"arm.{side}": hanging_arm(skeleton, trunk, side, 10.0 * lean) for side in SIDES}
    return replace(trunk, limbs=stand.limbs | arms)


def long_sitting(skeleton: Skeleton, spine: Array = STRAIGHT) -> Pose:
    """Seat on the floor, legs straight ahead, hands on the thighs; a rounded back rolls the pelvis."""
    pitch = 2.0 - 0.55 * float(spine.sum())
    tip = foot_tip(-82.0)
    legs_m = 0.995 * sum(limb_lengths(skeleton.rest, "leg.L"))

    def build(height: float) -> Pose:
        trunk = bare(np.array([0, 0, height]), pitch, spine)
        trunk = replace(trunk, neck=-0.35 * float(spine.sum()))
        limbs = {}
        for side in SIDES:
            hip = joint(skeleton, trunk, f"upperleg01.{side}")
            heel_m = foot_height(skeleton, side, tip)
            end = np.array([hip[0], -np.sqrt(legs_m**2 - (hip[2] - heel_m) ** 2), heel_m])
            limbs[f"leg.{side}"] = Limb(end, UP, tip)
            limbs[f"arm.{side}"] = _hand_on_thigh(skeleton, trunk, side, hip)
        return replace(trunk, limbs=limbs)

    return _settled(skeleton, build, 0.12)


def _hand_on_thigh(skeleton: Skeleton, trunk: Pose, side: str, hip: Array) -> Limb:
    shoulder = joint(skeleton, trunk, f"upperarm01.{side}")
    reach = 0.93 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    z = hip[2] + 0.10
    y = shoulder[1] - np.sqrt(max(reach**2 - (shoulder[2] - z) ** 2, 0.02))
    tip = hand_tip(skeleton.rest, side, FORWARD + 0.3 * DOWN, -outward(side))
    return Limb(np.array([1.05 * hip[0], y, z]), BACK + 0.5 * outward(side), tip)


def _settled(skeleton: Skeleton, build: Callable[[float], Pose], height: float) -> Pose:
    """The pose at the pelvis height [m] at which the seat just touches the floor."""
    for _ in range(3):
        height -= lowest_of(skeleton, skeleton.solve(build(height)), SEAT)
    return build(height)


def folded(skeleton: Skeleton, spine: Array = FOLD_SPINE) -> Pose:
    """Child's pose: seat towards the heels, trunk over the thighs, arms long on the floor."""
    thigh_m, _ = limb_lengths(skeleton.rest, "leg.L")
    hip_m, shoulder_m = 0.30, 0.27

    def build(x: Array) -> Pose:
        return bare(np.array([0, 0, x[0]]), x[1] * 100, spine)

    def residual(x: Array) -> Array:
        at = [joint(skeleton, build(x), name)[2] for name in ("upperleg01.L", "upperarm01.L")]
        return np.array(at) - (hip_m, shoulder_m)

    trunk = build(root_find(residual, np.array([hip_m, 0.9])))
    limbs = {}
    for side in SIDES:
        hip, shoulder = (joint(skeleton, trunk, f"{bone}.{side}") for bone in ("upperleg01", "upperarm01"))
        leg = kneeling_leg(skeleton, side, hip, tucked=False)
        knee_y = hip[1] - 0.93 * thigh_m
        leg = replace(leg, end=leg.end + np.array([0.05 * outward(side)[0], knee_y - hip[1], 0]))
        limbs[f"leg.{side}"] = leg
        limbs[f"arm.{side}"] = _long_arm(skeleton, side, shoulder)
    return replace(trunk, limbs=limbs, neck=5.0 - 0.4 * float(spine.sum()))


def _long_arm(skeleton: Skeleton, side: str, shoulder: Array) -> Limb:
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    height = hand_height(skeleton, side, tip)
    reach = 0.97 * sum(limb_lengths(skeleton.rest, f"arm.{side}"))
    y = shoulder[1] - np.sqrt(max(reach**2 - (shoulder[2] - height) ** 2, 0.02))
    return Limb(np.array([shoulder[0], y, height]), 0.4 * UP + outward(side), tip)


def propped(skeleton: Skeleton, spine: Array = PRONE_SPINE) -> Pose:
    """Prone, propped on the forearms, legs long behind."""
    upper_m, _ = limb_lengths(skeleton.rest, "arm.L")
    legs_m = 0.99 * sum(limb_lengths(skeleton.rest, "leg.L"))
    shoulder_m = ELBOW_M + 0.99 * upper_m
    tip = foot_tip(KNEEL_FOOT_DEG)

    def lean(height: float) -> Pose:
        def residual(x: Array) -> Array:
            trunk = bare(np.array([0, 0, height]), x[0] * 100, spine)
            return np.array([joint(skeleton, trunk, "upperarm01.L")[2] - shoulder_m])

        pitch = float(root_find(residual, np.array([0.7]))[0]) * 100
        return replace(bare(np.array([0, 0, height]), pitch, spine), neck=-8.0)

    def build(height: float) -> Pose:
        trunk = lean(height)
        limbs = {}
        for side in SIDES:
            hip, shoulder = (
                joint(skeleton, trunk, f"{bone}.{side}") for bone in ("upperleg01", "upperarm01")
            )
            foot_m = foot_height(skeleton, side, tip)
            y = hip[1] + np.sqrt(legs_m**2 - (hip[2] - foot_m) ** 2)
            limbs[f"leg.{side}"] = Limb(np.array([hip[0], y, foot_m]), DOWN, tip)
            limbs[f"arm.{side}"] = forearm(skeleton, side, shoulder)
        return replace(trunk, limbs=limbs)

    return _settled(skeleton, build, 0.12)
