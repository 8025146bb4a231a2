"""Acts of the programme on a chair: hamstring stretch, row with a band."""

from dataclasses import replace

import numpy as np

from samples.render.acts_timing import END_S, LEAD_S, Tempo, there_and_back
from samples.render.contact import foot_height
from samples.render.equipment import chair, chair_and_band
from samples.render.exercises import Act, Rng, around
from samples.render.motion import Mark, Stop
from samples.render.poses import DOWN, FORWARD, SIDES, UP, joint, outward
from samples.render.props import Maker
from samples.render.seated import (
    flat_foot,
    hand_along_leg,
    hip_to_ankle_m,
    led_arm,
    mixed,
    other,
    trunk_over,
)
from samples.render.skeleton import Limb, Pose, Skeleton, foot_tip, limb_lengths
from samples.render.spine import bend

SIDE_WORD = {"L": "left", "R": "right"}
STRETCH = Tempo(2.0, 4.2, 1.9)
ROW = Tempo(1.3, 0.9, 1.8, 0.7)


def seat_height(skeleton: Skeleton) -> float:
    """Height [m] of the hip joints at which a thigh lies level over an upright shank."""
    _, shank_m = limb_lengths(skeleton.rest, "leg.L")
    return shank_m + foot_height(skeleton, "L", foot_tip(0.0))


def _support_leg(skeleton: Skeleton, trunk: Pose, side: str, knee_deg: float) -> Limb:
    """A foot flat on the floor with the knee at this angle."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    ankle_m = foot_height(skeleton, side, foot_tip(0.0))
    ahead = np.sqrt(max(hip_to_ankle_m(skeleton, knee_deg) ** 2 - (hip[2] - ankle_m) ** 2, 0.0))
    return flat_foot(skeleton, side, 1.15 * hip[0], hip[1] - ahead, UP + FORWARD)


def _heel_leg(skeleton: Skeleton, trunk: Pose, side: str, knee_deg: float) -> Limb:
    """A leg stretched ahead, the heel on the floor and the toes up."""
    hip = joint(skeleton, trunk, f"upperleg01.{side}")
    reach = hip_to_ankle_m(skeleton, knee_deg)
    tip = foot_tip(-44.0)
    heel_m = foot_height(skeleton, side, tip)
    y = hip[1] - np.sqrt(reach**2 - (hip[2] - heel_m) ** 2)
    return Limb(np.array([hip[0], y, heel_m]), UP + 0.3 * FORWARD, tip)


def chair_reach(
    skeleton: Skeleton,
    side: str,
    pitch: float,
    rounding: float = 4.0,
    knee_deg: float = 173.0,
    support_deg: float = 90.0,
    hands: float = 0.8,
    neck: float = 0.0,
) -> Pose:
    """On the edge of a chair, this side's leg long, tipped forward by `pitch`."""
    trunk = trunk_over(skeleton, (0.0, seat_height(skeleton)), pitch, bend(rounding), neck=neck)
    legs = {
        f"leg.{side}": _heel_leg(skeleton, trunk, side, knee_deg),
        f"leg.{other(side)}": _support_leg(skeleton, trunk, other(side), support_deg),
    }
    arms = {
        f"arm.{s}": hand_along_leg(
            skeleton, trunk, s, legs[f"leg.{s}"], hands if s == side else min(hands, 0.8)
        )
        for s in SIDES
    }
    return replace(trunk, limbs=legs | arms)


def chair_stretches(
    sides: str = "LR",
    pitch: float = 32.0,
    rounding: float = 6.0,
    knee_deg: float = 173.0,
    support_deg: float = 90.0,
    neck: float = -10.0,
    faults: tuple[str, ...] = (),
    kind: str = "rep",
    stay_s: float = 4.2,
    hands: float = 1.35,
) -> Act:
    """One leg long, leans forward from the hips and stays, sits up; then the other leg."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stops: list[Stop] = []
        for side in sides:
            rest = chair_reach(skeleton, side, 0.0, support_deg=support_deg)
            tip = around(rng, pitch, 2.0)
            goal = chair_reach(skeleton, side, tip, rounding, knee_deg, support_deg, hands, neck)
            stops.append(Stop(rest, 1.2, 1.0) if stops else Stop(rest, 0, LEAD_S))
            mark = Mark(kind, SIDE_WORD[side], faults)
            stops += there_and_back(rng, rest, goal, mark, replace(STRETCH, stay_s=stay_s))
        return [*stops, Stop(stops[-1].pose, 0, END_S)]

    return act


def rowing(
    skeleton: Skeleton,
    upper_deg: float,
    elbow_deg: float,
    lean: float = 0.0,
    flare: float = 0.0,
    shrug: float = 0.0,
) -> Pose:
    """Upright on a chair, upper arms `upper_deg` in front of the trunk, elbows as given, `flare` deg out."""
    trunk = trunk_over(skeleton, (0.0, seat_height(skeleton)), lean, bend(2.0), neck=-0.6 * lean)
    trunk = replace(trunk, shrug=dict.fromkeys(SIDES, shrug))
    legs = {f"leg.{side}": _support_leg(skeleton, trunk, side, 92.0) for side in SIDES}
    arms = {}
    for side in SIDES:
        upper = _swung(side, upper_deg, 8.0 + flare)
        lower = _swung(side, upper_deg + 180.0 - elbow_deg, 2.0)
        arms[f"arm.{side}"] = led_arm(
            skeleton, trunk, side, upper, lower, UP, mixed(side, 0.3 + flare / 60, -1)
        )
    return replace(trunk, limbs=legs | arms)


def _swung(side: str, deg: float, out_deg: float) -> np.ndarray:
    """Down, swung forward by `deg` and held `out_deg` out to the side."""
    angle, out = np.radians(deg), np.sin(np.radians(out_deg))
    flat = np.cos(angle) * DOWN + np.sin(angle) * FORWARD
    result: np.ndarray = np.sqrt(1 - out**2) * flat + out * outward(side)
    return result


def rows(
    count: int = 3,
    peak_deg: float = -16.0,
    elbow_deg: float = 84.0,
    lean_peak: float = 0.0,
    lean_start: float = 0.0,
    flare: float = 0.0,
    shrug: float = 0.0,
    faults: tuple[str, ...] = (),
    shallow: int = 0,
    shallow_faults: tuple[str, ...] = (),
) -> Act:
    """Pulls a band towards the ribs and lets it go back; then perhaps some that stop half way."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = rowing(skeleton, 58.0, 158.0)
        ahead = rowing(skeleton, 60.0 + 0.9 * lean_start, 160.0, lean_start) if lean_start else rest
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            pull = around(rng, peak_deg, 3.0)
            goal = rowing(skeleton, pull, around(rng, elbow_deg, 4.0), lean_peak, flare, shrug)
            stops += there_and_back(rng, ahead, goal, Mark("rep", None, faults), ROW)
        for _ in range(shallow):
            half = rowing(skeleton, around(rng, 31.0, 2.0), 128.0)
            stops += there_and_back(rng, rest, half, Mark("shallow", None, shallow_faults), ROW)
        return [*stops, Stop(rest, 0.8 if lean_start else 0.0, END_S)]

    return act


CHAIR_ACTS: dict[str, dict[str, Act]] = {
    "chair_hamstring_stretch": {
        "good": chair_stretches(),
        "back_rounds": chair_stretches(pitch=8.0, rounding=48.0, neck=14.0, faults=("back_rounds",)),
        "back_rounds_proxy": chair_stretches(
            pitch=26.0, rounding=16.0, neck=88.0, faults=("back_rounds_proxy",)
        ),
        "knee": chair_stretches(knee_deg=126.0, hands=1.2, faults=("knee",)),
        "other_foot": chair_stretches(support_deg=140.0, faults=("other_foot",)),
        "partial": chair_stretches(pitch=11.0, hands=1.0, kind="shallow", stay_s=0.1),
    },
    "seated_row_band": {
        "good": rows(),
        "lean_back": rows(lean_peak=-23.0, faults=("lean_back",)),
        "lean_fwd": rows(lean_start=23.0, faults=("lean_fwd",)),
        "shrug": rows(shrug=42.0, faults=("shrug",)),
        "short_pull": rows(count=1, shallow=2, shallow_faults=("short_pull",)),
        "elbow_high": rows(flare=80.0, faults=("elbow_high",)),
        "partial": rows(count=1, shallow=2),
    },
}
CHAIR_PROPS: dict[str, Maker] = {"chair_hamstring_stretch": chair, "seated_row_band": chair_and_band}
