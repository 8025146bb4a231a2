"""Acts of the programme on the floor: sitting forward bend, twist, Russian twist."""

from dataclasses import replace

import numpy as np

from samples.render.acts_chair import CHAIR_ACTS, CHAIR_PROPS
from samples.render.acts_timing import END_S, LEAD_S, Tempo, bounced, there_and_back
from samples.render.exercises import Act, Rng, around
from samples.render.motion import Mark, Stop
from samples.render.poses import BACK, DOWN, FORWARD, SIDES, UP, joint, outward
from samples.render.props import Maker
from samples.render.seated import (
    Limbs,
    flat_foot,
    hand_along_leg,
    long_leg,
    middle_joint,
    on_floor,
    other,
    placed_arm,
)
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip
from samples.render.spine import bend

SIDE_WORD = {"L": "left", "R": "right"}
FOLD = Tempo(2.4, 4.2, 2.2)
TURN = Tempo(1.9, 4.2, 1.8, 0.7)


def long_sit(
    skeleton: Skeleton, pitch: float, rounding: float, hands: float, knee_deg: float = 172.0
) -> Pose:
    """Long-sitting, tipped at the hips by `pitch`, the hands `hands` of the way down the legs."""

    def legs(trunk: Pose) -> Limbs:
        return {f"leg.{side}": long_leg(skeleton, trunk, side, knee_deg) for side in SIDES}

    def arms(trunk: Pose, limbs: Limbs) -> Limbs:
        return {
            f"arm.{side}": hand_along_leg(skeleton, trunk, side, limbs[f"leg.{side}"], hands)
            for side in SIDES
        }

    return on_floor(skeleton, pitch, bend(rounding), legs, arms, neck=-0.2 * (pitch + rounding))


def seated_bends(
    count: int = 2,
    pitch: float = 32.0,
    rounding: float = 16.0,
    hands: float = 1.75,
    knee_deg: float = 172.0,
    faults: tuple[str, ...] = (),
    pulls: int = 0,
    shallow: int = 0,
) -> Act:
    """Long-sitting, folds forward and stays, perhaps pulling; then perhaps some that turn back early."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = long_sit(skeleton, 0.0, 4.0, 0.75)
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            tip, mark = around(rng, pitch, 1.5), Mark("rep", None, faults)
            goal = long_sit(skeleton, tip, rounding, hands, knee_deg)
            if pulls:
                deeper = long_sit(skeleton, tip + 7.0, rounding + 4.0, hands + 0.1, knee_deg)
                stops += [*bounced(goal, deeper, mark, pulls), Stop(rest, 2.2, 0.8, drag=True)]
            else:
                stops += there_and_back(rng, rest, goal, mark, FOLD)
        for _ in range(shallow):
            part = long_sit(skeleton, around(rng, 10.0, 0.5), 12.0, 1.15)
            stops += there_and_back(rng, rest, part, Mark("shallow"), Tempo(1.2, 0.1, 1.2))
        return [*stops, Stop(rest, 0, END_S)]

    return act


def crossed(skeleton: Skeleton, side: str, round_deg: float = 4.0, **turns: float) -> Pose:
    """One leg long, this side's foot set over it; turned by `twist` towards this side."""
    long_side = other(side)
    share = min(1.0, abs(turns.get("twist", 0.0)) / 30 + abs(turns.get("turn", 0.0)) / 60)

    def legs(trunk: Pose) -> Limbs:
        hip_x = joint(skeleton, trunk, f"upperleg01.{long_side}")[0]
        foot = flat_foot(skeleton, side, hip_x + 0.12 * outward(long_side)[0], -0.34, UP + 0.3 * FORWARD)
        return {f"leg.{long_side}": long_leg(skeleton, trunk, long_side), f"leg.{side}": foot}

    def arms(trunk: Pose, limbs: Limbs) -> Limbs:
        knee = middle_joint(skeleton, trunk, f"leg.{side}", limbs[f"leg.{side}"])
        hugging = placed_arm(
            skeleton,
            long_side,
            knee + 0.05 * UP + 0.09 * outward(side) + 0.02 * BACK,
            DOWN + 0.6 * outward(long_side),
            FORWARD + 0.3 * DOWN + 0.8 * outward(side),
            UP,
        )
        return {f"arm.{long_side}": hugging, f"arm.{side}": _behind(skeleton, trunk, side, knee, share)}

    slump = round_deg - 4.0
    return on_floor(skeleton, -4.0 - 0.5 * slump, bend(round_deg), legs, arms, neck=-0.5 * slump, **turns)


def _behind(skeleton: Skeleton, trunk: Pose, side: str, knee: np.ndarray, share: float) -> Limb:
    """The arm of the turned side: on the knee at first, on the floor beside and behind when turned."""
    if share < 0.2:
        at = knee + 0.05 * UP + 0.05 * BACK + 0.06 * outward(side)
        return placed_arm(
            skeleton, side, at, DOWN + outward(side), FORWARD + 0.4 * DOWN, -outward(side), planted=False
        )
    at = np.array([0.30 * outward(side)[0], 0.24, 0.075])
    return placed_arm(
        skeleton, side, at, BACK + 0.4 * outward(side), 0.7 * outward(side) + BACK, FORWARD, planted=False
    )


def twists(
    sides: str = "LR",
    twist: float = 40.0,
    turn: float = 22.0,
    faults: tuple[str, ...] = (),
    round_deg: float = 4.0,
    side_bend: float = 0.0,
    roll: float = 0.0,
    stay_s: float = 4.2,
    kind: str = "rep",
) -> Act:
    """Turns towards each of these sides, the legs changed over between."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stops: list[Stop] = []
        for side in sides:
            sign = outward(side)[0]
            rest = crossed(skeleton, side)
            amount = around(rng, twist, 2.0)
            goal = crossed(
                skeleton,
                side,
                round_deg,
                twist=sign * amount,
                turn=sign * turn,
                side_bend=sign * (side_bend - roll),
                roll=sign * roll,
            )
            mark = Mark(kind, SIDE_WORD[side], faults)
            stops += _legs_over(skeleton, rest) if stops else [Stop(rest, 0, LEAD_S)]
            stops += there_and_back(rng, rest, goal, mark, replace(TURN, stay_s=stay_s))
        return [*stops, Stop(stops[-1].pose, 0, END_S)]

    return act


def _legs_over(skeleton: Skeleton, rest: Pose) -> list[Stop]:
    """Both legs long between the two sides."""
    between = long_sit(skeleton, 0.0, 4.0, 0.75)
    return [Stop(between, 1.0, 0.1), Stop(rest, 1.0, 0.9)]


def v_sit(skeleton: Skeleton, lean: float, sway: float, reach: float, feet_up: bool, twist: float) -> Pose:
    """Knees bent, leaning back; both hands `reach` m to the left of the breastbone's own front."""

    def legs(trunk: Pose) -> Limbs:
        limbs = {}
        for side in SIDES:
            x = 0.10 * outward(side)[0] + 0.3 * sway
            knee_to = UP + 0.2 * FORWARD + np.array([2.2 * sway, 0, 0])
            foot = flat_foot(skeleton, side, x, -0.52, knee_to)
            if feet_up:
                foot = Limb(foot.end + 0.16 * UP + 0.05 * BACK, knee_to, foot_tip(-22.0))
            limbs[f"leg.{side}"] = foot
        return limbs

    def arms(trunk: Pose, limbs: Limbs) -> Limbs:
        return {f"arm.{side}": _clasped(skeleton, trunk, side, reach) for side in SIDES}

    return on_floor(skeleton, -lean, bend(10.0), legs, arms, twist=twist, turn=0.3 * twist, neck=8.0)


def _clasped(skeleton: Skeleton, trunk: Pose, side: str, reach: float) -> Limb:
    """One of two hands held together in front of the chest."""
    posed = skeleton.solve(trunk)
    chest = posed.rotations[skeleton.rest.bone["spine01"]]
    roots = [joint(skeleton, trunk, f"upperarm01.{s}") for s in SIDES]
    middle = sum(roots) / 2
    front = np.array([reach, -np.sqrt(max(0.38**2 - reach**2, 0.02)), -0.24])
    at = middle + chest @ (front + 0.035 * outward(side))
    fingers = chest @ (FORWARD + 0.3 * UP - 0.5 * outward(side))
    return placed_arm(
        skeleton, side, at, chest @ (DOWN + 0.7 * outward(side)), fingers, chest @ UP, planted=False
    )


def russian_twists(
    count: int = 3,
    twist: float = 34.0,
    reach: float = 0.16,
    lean: float = 44.0,
    faults: tuple[str, ...] = (),
    sway: float = 0.0,
    right_share: float = 1.0,
    feet_up: bool = False,
    shallow: int = 0,
    each_s: float = 1.3,
) -> Act:
    """Left, right, back to the middle: one rep; then perhaps some small ones."""

    def turned(skeleton: Skeleton, share: float) -> Pose:
        return v_sit(skeleton, lean, -sway * share, reach * share, feet_up, twist * share)

    def pair(skeleton: Skeleton, rng: Rng, rest: Pose, share: float, kind: str) -> list[Stop]:
        amount = share * around(rng, 1.0, 0.06)
        left = Stop(turned(skeleton, amount), around(rng, each_s, 0.1), 0.3, Mark(kind, None, faults))
        right = turned(skeleton, -amount * right_share)
        turn = Stop(right, around(rng, 1.5 * each_s, 0.1), 0.3, Mark("turn", None, faults))
        return [left, turn, Stop(rest, around(rng, each_s, 0.1), 0.7)]

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = turned(skeleton, 0.0)
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            stops += pair(skeleton, rng, rest, 1.0, "rep")
        for _ in range(shallow):
            stops += pair(skeleton, rng, rest, 0.43, "shallow")
        return [*stops, Stop(rest, 0, END_S)]

    return act


ACTS: dict[str, dict[str, Act]] = {
    "seated_forward_bend": {
        "good": seated_bends(),
        "knees": seated_bends(knee_deg=126.0, hands=1.6, faults=("knees",)),
        "rounding": seated_bends(pitch=8.0, rounding=60.0, faults=("rounding",)),
        "pulling": seated_bends(pulls=5, faults=("pulling",)),
        "partial": seated_bends(count=1, shallow=2),
    },
    "seated_spinal_twist": {
        "good": twists(),
        "slump": twists(round_deg=76.0, faults=("slump",)),
        "lean": twists(side_bend=46.0, faults=("lean",)),
        "hip_lifts": twists(roll=-24.0, faults=("hip_lifts",)),
        "head_leads": twists(twist=2.0, turn=62.0, faults=("head_leads",), kind="shallow"),
        "partial": twists(twist=24.0, turn=14.0, stay_s=0.2, kind="shallow"),
    },
    "russian_twist": {
        "good": russian_twists(),
        "arms_only": russian_twists(twist=2.0, reach=0.30, faults=("arms_only",)),
        "knees_sway": russian_twists(sway=0.35, faults=("knees_sway",)),
        "uneven": russian_twists(right_share=0.42, reach=0.25, twist=40.0, faults=("uneven",)),
        "good_feet_up": russian_twists(feet_up=True),
        "lean_range": russian_twists(lean=76.0, twist=52.0, faults=("lean_range",)),
        "partial": russian_twists(count=1, shallow=2),
    },
} | CHAIR_ACTS
PROPS: dict[str, Maker] = CHAIR_PROPS
