"""Key poses on the floor: all fours, bird dog, kneeling on the forearms, planks."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import foot_height, hand_height, joint_radius
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, hand_tip, limb_lengths
from samples.render.spine import STRAIGHT
from samples.render.truth import measure

Array = NDArray[np.float64]
SIDES = ("L", "R")
RAISED_SHANK_DEG = 33.0
ELBOW_M = 0.045  # height of the elbow joint when the forearm lies on the floor
KNEEL_FOOT_DEG, TUCKED_FOOT_DEG, TOES_DEG = 166.0, 82.0, 70.0
BACK, FORWARD, UP, DOWN = (
    np.array([0, 1.0, 0]),
    np.array([0, -1.0, 0]),
    np.array([0, 0, 1.0]),
    np.array([0, 0, -1.0]),
)


def outward(side: str) -> Array:
    """The body's own outer direction at yaw 0."""
    return np.array([1.0 if side == "L" else -1.0, 0.0, 0.0])


def root_find(
    residual: Callable[[Array], Array], start: Array, scale: float = 0.01, rounds: int = 12
) -> Array:
    """Newton with finite differences; enough for the few smooth equations of a pose."""
    x = start.astype(float)
    for _ in range(rounds):
        r = residual(x)
        if np.abs(r).max() < 1e-4:
            break
        jacobian = np.stack([(residual(x + d) - r) / scale for d in np.eye(len(x)) * scale], axis=1)
        step = np.linalg.solve(jacobian, -r)
        x = x + step * min(1.0, 0.3 / np.abs(step).max())
    return x


def bare(pelvis: Array, pitch: float, spine: Array = STRAIGHT) -> Pose:
    """A pose without limbs, to ask where hips and shoulders are."""
    return Pose(pelvis, pitch, {}, spine=spine)


def joint(skeleton: Skeleton, pose: Pose, bone: str) -> Array:
    """World position of a bone's head in this pose."""
    result: Array = skeleton.solve(pose).heads[skeleton.rest.bone[bone]]
    return result


def moved_by(pose: Pose, shift: Array) -> Pose:
    """The whole pose elsewhere."""
    limbs = {name: replace(limb, end=limb.end + shift) for name, limb in pose.limbs.items()}
    return replace(pose, pelvis=pose.pelvis + shift, limbs=limbs)


def blend(a: Pose, b: Pose, share: float) -> Pose:
    """The trunk a share of the way from `a` to `b`, with the limbs of `a`."""
    mixed = {
        name: getattr(a, name) * (1 - share) + getattr(b, name) * share
        for name in ("pelvis", "pitch", "neck")
    }
    return replace(a, **mixed)


def flat_hand(skeleton: Skeleton, side: str, at: Array, pole: Array) -> Limb:
    """A palm on the floor below `at`, fingers forward."""
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    end = np.array([at[0], at[1], hand_height(skeleton, side, tip)])
    return Limb(end, pole, tip)


def knee_height(skeleton: Skeleton) -> float:
    """Height [m] of the knee joint when the knee is on the floor."""
    return joint_radius(skeleton, "left_knee", FORWARD) * 0.9


def kneeling_leg(
    skeleton: Skeleton, side: str, hip: Array, tucked: bool, knee_y: float | None = None
) -> Limb:
    """A knee on the floor (below the hip unless `knee_y` says else), the shank lying behind it."""
    tip = foot_tip(TUCKED_FOOT_DEG if tucked else KNEEL_FOOT_DEG)
    height = foot_height(skeleton, side, tip, TOES_DEG if tucked else 0.0)
    _, shank_m = limb_lengths(skeleton.rest, f"leg.{side}")
    rise = height - knee_height(skeleton)
    y = (hip[1] if knee_y is None else knee_y) + np.sqrt(shank_m**2 - rise**2)
    return Limb(np.array([hip[0], y, height]), FORWARD + DOWN, tip)


def _kneeling_trunk(skeleton: Skeleton, shoulder_m: float) -> Pose:
    """Hips over the knees and the shoulders at this height: pelvis height and pitch follow."""
    thigh_m, _ = limb_lengths(skeleton.rest, "leg.L")
    hip_m = thigh_m * 0.998 + knee_height(skeleton)

    def residual(x: Array) -> Array:
        pose = bare(np.array([0, 0, x[0]]), x[1] * 100)
        heads = [joint(skeleton, pose, name)[2] for name in ("upperleg01.L", "upperarm01.L")]
        return np.array(heads) - (hip_m, shoulder_m)

    z, pitch = root_find(residual, np.array([hip_m, 0.8]))
    return bare(np.array([0, 0, z]), pitch * 100)


def _toes(tucked: bool) -> dict[str, float]:
    return dict.fromkeys(SIDES, TOES_DEG) if tucked else {}


def all_fours(skeleton: Skeleton, tucked: bool = False, neck: float = -8.0) -> Pose:
    """Hands under the shoulders, knees under the hips."""
    upper_m, lower_m = limb_lengths(skeleton.rest, "arm.L")
    hand_m = hand_height(skeleton, "L", hand_tip(skeleton.rest, "L", FORWARD, -outward("L")))
    trunk = _kneeling_trunk(skeleton, hand_m + 0.985 * (upper_m + lower_m))
    limbs = {}
    for side in SIDES:
        shoulder, hip = (joint(skeleton, trunk, f"{bone}.{side}") for bone in ("upperarm01", "upperleg01"))
        limbs[f"arm.{side}"] = flat_hand(skeleton, side, shoulder, BACK + 0.3 * outward(side))
        limbs[f"leg.{side}"] = kneeling_leg(skeleton, side, hip, tucked)
    return replace(trunk, limbs=limbs, neck=neck, toes=_toes(tucked))


def on_forearms(skeleton: Skeleton, neck: float = -5.0) -> Pose:
    """Kneeling on the forearms, toes tucked under, ready for a plank."""
    upper_m, _ = limb_lengths(skeleton.rest, "arm.L")
    trunk = _kneeling_trunk(skeleton, ELBOW_M + 0.995 * upper_m)
    limbs = {}
    for side in SIDES:
        shoulder, hip = (joint(skeleton, trunk, f"{bone}.{side}") for bone in ("upperarm01", "upperleg01"))
        limbs[f"arm.{side}"] = forearm(skeleton, side, shoulder)
        limbs[f"leg.{side}"] = kneeling_leg(skeleton, side, hip, tucked=True)
    return replace(trunk, limbs=limbs, neck=neck, toes=_toes(tucked=True))


def forearm(skeleton: Skeleton, side: str, shoulder: Array) -> Limb:
    """A forearm on the floor, the elbow below the shoulder, the hand flat."""
    tip = hand_tip(skeleton.rest, side, FORWARD, -outward(side))
    _, lower_m = limb_lengths(skeleton.rest, f"arm.{side}")
    height = hand_height(skeleton, side, tip)
    reach = np.sqrt(lower_m**2 - (height - ELBOW_M) ** 2)
    return Limb(np.array([shoulder[0], shoulder[1] - reach, height]), BACK + DOWN, tip)


def reach(
    skeleton: Skeleton,
    base: Pose,
    leg_side: str,
    leg_deg: float,
    knee_deg: float,
    arm_deg: float,
    shift_m: float = 0.012,
) -> Pose:
    """Bird dog from all fours: leg inclination, interior knee and arm inclination as wanted [deg]."""
    arm_side = "R" if leg_side == "L" else "L"
    pelvis = base.pelvis + shift_m * (FORWARD - outward(leg_side))
    pose = replace(base, pelvis=pelvis, shrug={arm_side: 14.0}, toes=base.toes | {leg_side: 0.0})
    hip, shoulder = (
        joint(skeleton, pose, f"upperleg01.{leg_side}"),
        joint(skeleton, pose, f"upperarm01.{arm_side}"),
    )
    leg_m, arm_m = _span(skeleton, f"leg.{leg_side}", knee_deg), _span(skeleton, f"arm.{arm_side}", 166.0)
    back, ahead = _slope(BACK, leg_deg), _slope(FORWARD, arm_deg)
    leg = Limb(hip + leg_m * back, DOWN, foot_tip(122.0 + leg_deg), planted=False)
    hand = hand_tip(skeleton.rest, arm_side, ahead, UP)
    arm = Limb(shoulder + arm_m * ahead, DOWN + 0.6 * outward(arm_side), hand, planted=False)
    return replace(pose, limbs=base.limbs | {f"leg.{leg_side}": leg, f"arm.{arm_side}": arm})


def _slope(horizontal: Array, deg: float) -> Array:
    result: Array = np.cos(np.radians(deg)) * horizontal + np.sin(np.radians(deg)) * UP
    return result


def _span(skeleton: Skeleton, name: str, middle_deg: float) -> float:
    """Distance [m] from root to end of a limb whose middle joint has this interior angle."""
    a, b = limb_lengths(skeleton.rest, name)
    return float(np.sqrt(a * a + b * b - 2 * a * b * np.cos(np.radians(middle_deg))))


def plank(
    skeleton: Skeleton, base: Pose, hip_off: float, spine: Array = STRAIGHT, knees: bool = False
) -> Pose:
    """A plank on the hands or forearms of `base`, hips off the line by `hip_off` torso lengths (+ up)."""
    arms = {name: limb for name, limb in base.limbs.items() if name.startswith("arm")}
    far = "knee" if knees else "ankle"
    torso_m = measure(skeleton, base)["torso_m"]
    shoulder0 = skeleton.joints(skeleton.solve(base), "arm.L")[0]

    def build(x: Array) -> Pose:
        trunk = replace(bare(np.array([0, x[0], x[1]]), x[2] * 100, spine), neck=base.neck)
        legs = {f"leg.{s}": _plank_leg(skeleton, trunk, s, base, knees) for s in SIDES}
        return replace(trunk, limbs=arms | legs, toes=_toes(tucked=not knees))

    def residual(x: Array) -> Array:
        pose = build(x)
        shoulder = joint(skeleton, pose, "upperarm01.L")
        off = measure(skeleton, pose)[f"off_{far}_m"] / torso_m - hip_off
        return np.array([*(shoulder - shoulder0)[1:], off])

    return build(root_find(residual, np.array([base.pelvis[1], base.pelvis[2] * 0.8, 0.8])))


def _raised_shank(skeleton: Skeleton, side: str, knee: Array) -> Limb:
    """A leg that kneels at `knee` with the foot off the floor."""
    _, shank_m = limb_lengths(skeleton.rest, f"leg.{side}")
    return Limb(
        knee + shank_m * _slope(BACK, RAISED_SHANK_DEG), FORWARD + DOWN, foot_tip(122.0 + RAISED_SHANK_DEG)
    )


def _plank_leg(skeleton: Skeleton, trunk: Pose, side: str, base: Pose, knees: bool) -> Limb:
    """The leg of a plank: straight to the tucked toes, or the knee down and the foot in the air."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    thigh_m, shank_m = limb_lengths(skeleton.rest, f"leg.{side}")
    if knees:
        drop = hip[2] - knee_height(skeleton)
        knee_y = hip[1] + np.sqrt(max(thigh_m**2 - drop**2, 0.01))
        return _raised_shank(skeleton, side, np.array([hip[0], knee_y, knee_height(skeleton)]))
    tip = foot_tip(TUCKED_FOOT_DEG)
    height = foot_height(skeleton, side, tip, TOES_DEG)
    span = 0.997 * (thigh_m + shank_m)
    y = hip[1] + np.sqrt(max(span**2 - (hip[2] - height) ** 2, 0.01))
    return Limb(np.array([hip[0], y, height]), DOWN + 0.2 * FORWARD, tip)
