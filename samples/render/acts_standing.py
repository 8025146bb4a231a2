"""Acts of the programme on both feet: bending forward and back, wall angels."""

from dataclasses import replace

import numpy as np

from samples.render.acts_timing import END_S, LEAD_S, Tempo, act_of, there_and_back
from samples.render.curved import hinged
from samples.render.equipment import wall
from samples.render.exercises import Act, Rng, around
from samples.render.exercises_back import forward_bends
from samples.render.motion import Mark, Stop
from samples.render.poses import BACK, DOWN, FORWARD, SIDES, UP, outward
from samples.render.props import Maker
from samples.render.seated import Limbs, led_arm, mixed, placed_arm
from samples.render.skeleton import Limb, Pose, Skeleton
from samples.render.spine import bend
from samples.render.standing import hanging_arm, standing
from samples.render.upright import on_feet

LEAN_BACK = Tempo(1.8, 1.4, 1.8, 0.7)
ANGEL = Tempo(2.2, 0.8, 2.2, 0.7)
FOLD = Tempo(2.6, 2.6, 2.6, 0.9)


def hands_on_hips(skeleton: Skeleton, trunk: Pose) -> Limbs:
    """Both hands on the back of the pelvis, elbows back."""
    pelvis = skeleton.solve(trunk).rotations[skeleton.rest.bone["root"]]
    limbs = {}
    for side in SIDES:
        at = trunk.pelvis + pelvis @ (0.17 * outward(side) + 0.09 * UP + 0.075 * BACK)
        fingers = pelvis @ (DOWN + 0.6 * BACK - 0.5 * outward(side))
        elbow = pelvis @ (BACK + 0.9 * outward(side))
        index = pelvis @ (DOWN + 0.3 * FORWARD)
        limbs[f"arm.{side}"] = placed_arm(skeleton, side, at, elbow, fingers, index, planted=False)
    return limbs


def overhead(skeleton: Skeleton, trunk: Pose) -> Limbs:
    """Both arms long beside the head."""
    return {
        f"arm.{side}": led_arm(
            skeleton,
            trunk,
            side,
            mixed(side, 0.18, 0.25, 1.0),
            mixed(side, 0.02, 0.25, 1.0),
            -outward(side),
            mixed(side, 1.0, 0.5, 0.0),
        )
        for side in SIDES
    }


def hanging(skeleton: Skeleton, trunk: Pose) -> Limbs:
    """Both arms beside the body."""
    return {f"arm.{side}": hanging_arm(skeleton, trunk, side) for side in SIDES}


def back_bend(
    skeleton: Skeleton, pitch: float, back: float, ahead_m: float, knee_deg: float, neck: float, free: bool
) -> Pose:
    """Standing, the pelvis tipped back and `ahead_m` ahead of the feet, the back hollow by `back` [deg]."""
    trunk = on_feet(skeleton, -pitch, bend(-back), ahead_m, knee_deg, neck=neck)
    arms = overhead if free else hands_on_hips
    return replace(trunk, limbs=trunk.limbs | arms(skeleton, trunk))


def back_bends(
    count: int = 3,
    pitch: float = 9.0,
    back: float = 24.0,
    ahead_m: float = 0.06,
    knee_deg: float = 174.0,
    neck: float = -8.0,
    free: bool = False,
    faults: tuple[str, ...] = (),
    shallow: int = 0,
    kind: str = "rep",
) -> Act:
    """Hands on the hips, leans back and comes up; then perhaps some that hardly lean."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = back_bend(skeleton, -1.0, 0.0, 0.0, 174.0, 0.0, free=False)
        goals = []
        for _ in range(count):
            amount = around(rng, back, 1.5)
            goals.append(
                (back_bend(skeleton, pitch, amount, ahead_m, knee_deg, neck, free), Mark(kind, None, faults))
            )
        for _ in range(shallow):
            goals.append((back_bend(skeleton, 3.0, 7.5, 0.02, 174.0, -4.0, free=False), Mark("shallow")))
        return act_of(rng, rest, goals, LEAN_BACK)

    return act


def angel(
    skeleton: Skeleton,
    left_deg: float,
    right_deg: float,
    elbow_deg: float,
    shrug: float,
    lean: float,
    ahead: float,
) -> Pose:
    """Back to the wall, upper arms that far from the trunk, elbows as given; hands `ahead` of the wall."""
    trunk = on_feet(skeleton, 0.0, bend(0.0), 0.0, 172.0, feet_ahead_m=0.08, side_bend=lean, roll=0.12 * lean)
    raised = {"L": left_deg, "R": right_deg}
    lift = {side: shrug + 0.22 * max(raised[side] - 70.0, 0.0) for side in SIDES}
    trunk = replace(trunk, shrug=lift)
    arms: dict[str, Limb] = {}
    for side in SIDES:
        upper = _abducted(side, raised[side]) + 0.3 * ahead * FORWARD
        lower = _abducted(side, raised[side] + 180.0 - elbow_deg) + 1.2 * ahead * FORWARD
        arms[f"arm.{side}"] = led_arm(skeleton, trunk, side, upper, lower, -outward(side))
    return replace(trunk, limbs=trunk.limbs | arms)


def _abducted(side: str, deg: float) -> np.ndarray:
    angle = np.radians(deg)
    result: np.ndarray = np.cos(angle) * DOWN + np.sin(angle) * outward(side)
    return result


def angels(
    count: int = 3,
    low: float = 78.0,
    high: float = 154.0,
    right_less: float = 0.0,
    elbow_deg: float = 92.0,
    shrug: float = 0.0,
    lean: float = 0.0,
    ahead: float = 0.0,
    faults: tuple[str, ...] = (),
    shallow: int = 0,
) -> Act:
    """Bent arms slide up a wall and down again; then perhaps some that stop half way."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = angel(skeleton, low, low, elbow_deg, 0.0, 0.0, ahead)
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            top = around(rng, high, 2.0)
            elbow = max(elbow_deg, 148.0)
            goal = angel(skeleton, top, top - right_less, elbow, shrug, lean, ahead)
            stops += there_and_back(rng, rest, goal, Mark("rep", None, faults), ANGEL)
        for _ in range(shallow):
            half = angel(skeleton, 108.0, 108.0, 112.0, 0.0, 0.0, ahead)
            stops += there_and_back(rng, rest, half, Mark("shallow"), Tempo(1.4, 0.1, 1.4))
        return [*stops, Stop(rest, 0, END_S)]

    return act


def folds(
    count: int = 2,
    hinge: float = 74.0,
    rounding: float = 6.0,
    knee_deg: float = 176.0,
    hips_back_m: float = 0.15,
    faults: tuple[str, ...] = (),
    shallow: int = 0,
) -> Act:
    """Stands, bends down to a stay and comes up; then perhaps some that turn back early."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stand = standing(skeleton)
        stops = [Stop(stand, 0, LEAD_S)]
        for _ in range(count):
            goal = on_feet(
                skeleton, around(rng, hinge, 2.0), bend(rounding), -hips_back_m, knee_deg, neck=2.0
            )
            goal = replace(goal, limbs=goal.limbs | hanging(skeleton, goal))
            stops += there_and_back(rng, stand, goal, Mark("rep", None, faults), FOLD)
        for _ in range(shallow):
            part = hinged(skeleton, stand, around(rng, 30.0, 1.0), bend(5.0))
            stops += there_and_back(rng, stand, part, Mark("shallow"), Tempo(1.4, 0.1, 1.4))
        return [*stops, Stop(stand, 0, END_S)]

    return act


ACTS: dict[str, dict[str, Act]] = {
    "standing_forward_bend": {
        "good": forward_bends(2),
        "knees": folds(knee_deg=130.0, faults=("knees",)),
        "hinge": forward_bends(1, roll=True),
        "balance": folds(hips_back_m=0.37, faults=("balance",)),
        "partial": folds(count=1, shallow=2),
    },
    "standing_back_extension": {
        "good": back_bends(),
        "knees": back_bends(knee_deg=132.0, faults=("knees",)),
        "hip_sway": back_bends(ahead_m=0.27, pitch=14.0, faults=("hip_sway",)),
        "head_only": back_bends(
            pitch=0.0, back=1.0, ahead_m=0.01, neck=-70.0, faults=("head_only",), kind="shallow"
        ),
        "hands": back_bends(free=True, faults=("hands",)),
        "partial": back_bends(count=1, shallow=2),
    },
    "wall_angels": {
        "good": angels(),
        "asym": angels(high=160.0, right_less=38.0, faults=("asym",)),
        "side_lean": angels(lean=26.0, faults=("side_lean",)),
        "elbow_start": angels(elbow_deg=142.0, faults=("elbow_start",)),
        "wall_contact_side": angels(ahead=0.8, faults=("wall_contact_side",)),
        "shrug": angels(shrug=33.0, faults=("shrug",)),
        "partial": angels(count=1, shallow=2),
    },
}
PROPS: dict[str, Maker] = {"wall_angels": wall}
