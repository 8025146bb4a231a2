"""Acts of the programme in which nobody exercises."""

from dataclasses import replace

import numpy as np

from samples.render.acts_timing import END_S, LEAD_S
from samples.render.beats import bent_arm
from samples.render.exercises import Act, Rng, around
from samples.render.motion import Stop
from samples.render.skeleton import Pose, Skeleton
from samples.render.standing import standing, striding, up_from_lying, walk
from samples.render.supine import foot_distance, hook_lying

FAR_M = 3.4


def _gesture(skeleton: Skeleton, stand: Pose, left: float, right: float, neck: float, turn: float) -> Pose:
    arms = {
        "arm.L": bent_arm(skeleton, stand, "L", left, 170.0 - 1.4 * left),
        "arm.R": bent_arm(skeleton, stand, "R", right, 170.0 - 1.4 * right),
    }
    return replace(stand, limbs=stand.limbs | arms, neck=neck, turn=turn)


def talking(gestures: int = 8) -> Act:
    """Stands and talks with both hands, looks about, shifts a little."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stand = standing(skeleton)
        stops = [Stop(stand, 0, LEAD_S)]
        for _ in range(gestures):
            left, right = rng.uniform(0, 45), rng.uniform(0, 55)
            pose = _gesture(skeleton, stand, left, right, rng.uniform(-6, 10), rng.uniform(-30, 30))
            shift = np.array([rng.uniform(-0.02, 0.02), rng.uniform(-0.01, 0.01), 0])
            pose = replace(pose, pelvis=pose.pelvis + shift)
            stops.append(Stop(pose, around(rng, 0.8, 0.25), around(rng, 0.5, 0.4)))
        return [*stops, Stop(stand, 0.9, END_S)]

    return act


def walking_through() -> Act:
    """Walks in on one side, stops for a look, walks out on the other side."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        arrive = walk(skeleton, FAR_M, {"L": 0.0, "R": 0.0})
        pause = replace(standing(skeleton), turn=around(rng, 25.0, 5.0))
        leave = walk(skeleton, 0.0, dict.fromkeys("LR", -FAR_M))[1:]
        return [
            Stop(arrive[0].pose, 0, 0.8),
            *arrive[1:],
            Stop(pause, 0.6, 1.5),
            *leave,
            Stop(leave[-1].pose, 0, 0.8),
        ]

    return act


def lying_down() -> Act:
    """Stands, sits down on the floor, lies on the back, stays, gets up again."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        lying = hook_lying(skeleton, foot_distance(skeleton, 78.0))
        way = up_from_lying(skeleton, lying.pose)
        down = [Stop(way[2], 1.1, 0.1), Stop(way[1], 1.0, 0.8), Stop(way[0], 1.6, around(rng, 4.0, 0.5))]
        return [
            Stop(way[3], 0, LEAD_S),
            *down,
            Stop(way[1], 1.3, 0.6),
            Stop(way[2], 1.0, 0.1),
            Stop(way[3], 1.0, END_S),
        ]

    return act


def looking_about() -> Act:
    """Stands with the weight on one leg, then on the other, stretches the arms a little, looks down."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stand = standing(skeleton)
        split = striding(skeleton, {"L": 0.0, "R": -0.25}, -0.12)
        down = replace(_gesture(skeleton, split, 35.0, 35.0, 28.0, 0.0))
        return [
            Stop(stand, 0, LEAD_S),
            Stop(split, 0.8, around(rng, 1.5, 0.3)),
            Stop(down, 0.9, around(rng, 2.0, 0.3)),
            Stop(split, 0.9, 0.6),
            Stop(replace(split, turn=35.0), 0.7, 1.2),
            Stop(stand, 0.8, END_S),
        ]

    return act


ACTS: dict[str, dict[str, Act]] = {
    "nobody_exercises": {
        "talking": talking(),
        "walking_through": walking_through(),
        "lying_down": lying_down(),
        "looking_about": looking_about(),
    }
}
