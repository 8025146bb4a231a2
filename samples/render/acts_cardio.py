"""Acts of the programme that never rest: marching, jogging, cycling, a swimmer's arms on dry land."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from samples.render.acts_timing import END_S, LEAD_S
from samples.render.beats import crawl, jog_flight, jog_landing, march_step, march_still, pedalling
from samples.render.equipment import bike
from samples.render.exercises import Act, Rng, around
from samples.render.motion import Mark, Stop
from samples.render.props import Maker
from samples.render.seated import other
from samples.render.skeleton import Pose, Skeleton
from samples.render.standing import standing

SIDE_WORD = {"L": "left", "R": "right"}
PHASES = 16


def steps_of(count: int) -> str:
    """Right and left in turn."""
    return "".join("RL"[k % 2] for k in range(count))


def marching(
    count: int = 16,
    step_s: float = 0.56,
    thigh_deg: float = 46.0,
    lean: float = 2.0,
    sway: float = 0.0,
    faults: tuple[str, ...] = (),
) -> Act:
    """Stands, then walks in place."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stand = standing(skeleton)
        stops = [Stop(stand, 0, LEAD_S)]
        for side in steps_of(count):
            half_s = around(rng, step_s, 0.04 * step_s) / 2
            up = march_step(skeleton, side, around(rng, thigh_deg, 0.06 * thigh_deg), lean, sway)
            stops.append(Stop(up, half_s, 0, Mark("beat", SIDE_WORD[side], faults)))
            stops.append(Stop(march_still(skeleton, lean), half_s, 0))
        return [*stops, Stop(stand, 0.5, END_S)]

    return act


def jogging(
    count: int = 26,
    step_s: float = 0.37,
    lean: float = 5.0,
    bounce_m: float = 0.07,
    faults: tuple[str, ...] = (),
) -> Act:
    """Stands, then jogs in place."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stand = standing(skeleton)
        stops = [Stop(stand, 0, LEAD_S)]
        for side in steps_of(count):
            half_s = around(rng, step_s, 0.03 * step_s) / 2
            landing = jog_landing(skeleton, side, around(rng, 42.0, 3.0), lean)
            stops.append(Stop(landing, half_s, 0, Mark("beat", SIDE_WORD[side], faults), drag=True))
            stops.append(Stop(jog_flight(skeleton, other(side), lean, bounce_m), half_s, 0, drag=True))
        landing = march_still(skeleton, lean)
        return [*stops, Stop(landing, half_s, 0.1), Stop(stand, 0.6, END_S)]

    return act


def turning(rng: Rng, poses: Sequence[Pose], turns: int, turn_s: float, marks: dict[int, Mark]) -> list[Stop]:
    """Round and round through poses evenly spread in time; `marks` by the number of the pose."""
    stops = []
    for _ in range(turns):
        piece_s = around(rng, turn_s, 0.04 * turn_s) / len(poses)
        stops += [Stop(pose, piece_s, 0, marks.get(k), drag=True, even=True) for k, pose in enumerate(poses)]
    return stops


def _between(first: Pose, moving: list[Stop], last_pose: Pose, settle_s: float = 0.7) -> list[Stop]:
    """Stillness, the movement, stillness."""
    return [Stop(first, 0, LEAD_S), *moving, Stop(last_pose, settle_s, END_S, drag=True)]


def cycling(
    turns: int = 11,
    rpm: float = 64.0,
    flexion_deg: float = 36.0,
    trunk_deg: float = 50.0,
    rounding: float = 8.0,
    rock_m: float = 0.0,
    faults: tuple[str, ...] = (),
) -> Act:
    """Sits on the bike, then pedals; `flexion_deg`: how far the knee is from straight at the bottom."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        poses = [
            pedalling(skeleton, 2 * np.pi * (k + 1) / PHASES, flexion_deg, trunk_deg, rounding, rock_m)
            for k in range(PHASES)
        ]
        marks = {PHASES // 2 - 1: Mark("beat", None, faults)}  # the middle of a turn
        moving = turning(rng, poses, turns, 60.0 / rpm, marks)
        moving[0] = replace(moving[0], travel_s=0.25)
        return _between(poses[-1], moving, poses[-1], 0.1)

    return act


def swimming(
    turns: int = 5,
    turn_s: float = 2.6,
    lean: float = 46.0,
    rise: float = 0.0,
    rounding: float = 0.0,
    faults: tuple[str, ...] = (),
) -> Act:
    """Bent forward from the hips, the arms go round like a swimmer's, one after the other."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        poses = []
        for k in range(PHASES):
            phase = 2 * np.pi * (k + 1) / PHASES
            up = rise * 0.5 * (1 - np.cos(2 * phase))
            round_deg = rounding * 0.5 * (1 - np.cos(phase))
            poses.append(crawl(skeleton, phase, lean - up, 5.0 + round_deg))
        marks = {PHASES // 2 - 1: Mark("beat", "left", faults), PHASES - 1: Mark("beat", "right", faults)}
        rest = crawl(skeleton, 2 * np.pi, lean, 5.0)
        return _between(rest, turning(rng, poses, turns, turn_s, marks), rest, 0.4)

    return act


def half_strokes(count: int = 3) -> Act:
    """The arms only swing down and up again in front."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = crawl(skeleton, 2 * np.pi, 46.0, 5.0)
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            part = crawl(skeleton, 2 * np.pi + around(rng, 0.9, 0.1), 46.0, 5.0)
            stops += [Stop(part, 0.9, 0.1, Mark("shallow")), Stop(rest, 0.9, 0.6)]
        return [*stops, Stop(rest, 0, END_S)]

    return act


ACTS: dict[str, dict[str, Act]] = {
    "walking": {
        "good": marching(),
        "lean": marching(lean=28.0, faults=("lean",)),
        "sway": marching(sway=22.0, faults=("sway",)),
        "shuffle": marching(thigh_deg=15.0, faults=("shuffle",)),
    },
    "jogging": {
        "good": jogging(),
        "lean": jogging(lean=32.0, faults=("lean",)),
        "bounce": jogging(bounce_m=0.19, step_s=0.43, count=22, faults=("bounce",)),
    },
    "cycling_stationary": {
        "good": cycling(),
        "saddle_low": cycling(flexion_deg=68.0, faults=("saddle_low",)),
        "saddle_high": cycling(flexion_deg=6.0, faults=("saddle_high",)),
        "hip_rock": cycling(flexion_deg=48.0, rock_m=0.045, faults=("hip_rock",)),
        "trunk_low": cycling(trunk_deg=20.0, rounding=14.0, faults=("trunk_low",)),
        "rounding": cycling(rounding=52.0, faults=("rounding",)),
    },
    "swim_dryland": {
        "good": swimming(),
        "hinge": swimming(rise=27.0, faults=("hinge",)),
        "back": swimming(rounding=36.0, faults=("back",)),
        "partial": half_strokes(),
    },
}
PROPS: dict[str, Maker] = {"cycling_stationary": bike}
