"""Choreography of the back's own exercises: cat-cow, and bending forward by hinge or by roll."""

import numpy as np

from samples.render.curved import arched, hinged
from samples.render.exercises import END_S, LEAD_S, Act, Rng, around
from samples.render.motion import Mark, Stop, min_jerk
from samples.render.poses import all_fours
from samples.render.skeleton import Pose, Skeleton
from samples.render.spine import STRAIGHT, bend
from samples.render.standing import standing

CAT_DEG, COW_DEG = 26.0, -20.0
CAT_NECK, COW_NECK = 20.0, -26.0
HINGE_DEG, HINGE_BACK_DEG = 76.0, 6.0
ROLL_S, ROLL_PIECES = 5.0, 10


def cat_cow_reps(skeleton: Skeleton, rng: Rng, base: Pose, count: int) -> list[Stop]:
    """Full reps, each a cat, then a cow, then back to neutral."""
    stops = []
    for _ in range(count):
        cat = arched(skeleton, base, bend(around(rng, CAT_DEG, 2)), around(rng, CAT_NECK, 3))
        cow = arched(skeleton, base, bend(around(rng, COW_DEG, 2)), around(rng, COW_NECK, 3))
        stops += _there_and_back(rng, base, cat, cow, Mark("rep"), 2.4)
    return stops


def _there_and_back(rng: Rng, base: Pose, cat: Pose, cow: Pose, mark: Mark, travel_s: float) -> list[Stop]:
    turn = Mark("turn", None, mark.faults)
    return [
        Stop(cat, around(rng, travel_s, 0.2), around(rng, 0.9, 0.2), mark),
        Stop(cow, around(rng, 1.35 * travel_s, 0.2), around(rng, 0.9, 0.2), turn),
        Stop(base, around(rng, 0.9 * travel_s, 0.15), around(rng, 1.0, 0.15)),
    ]


def small_cat_cows(skeleton: Skeleton, rng: Rng, base: Pose, count: int) -> list[Stop]:
    """Cat-cows that begin and turn back before either way is a full one."""
    stops = []
    for _ in range(count):
        cat = arched(skeleton, base, bend(around(rng, 9.0, 0.5)), base.neck + 5)
        cow = arched(skeleton, base, bend(around(rng, -8.5, 0.5)), base.neck - 5)
        stops += _there_and_back(rng, base, cat, cow, Mark("shallow"), 1.6)
    return stops


def head_only_cat_cows(skeleton: Skeleton, rng: Rng, base: Pose, count: int) -> list[Stop]:
    """The head nods down and up, the back stays."""
    stops = []
    for _ in range(count):
        down = arched(skeleton, base, STRAIGHT, around(rng, 30.0, 2))
        up = arched(skeleton, base, STRAIGHT, around(rng, -38.0, 2))
        stops += _there_and_back(rng, base, down, up, Mark("shallow", None, ("head_only",)), 2.0)
    return stops


def cat_cows(count: int, small: int = 0, head_only: int = 0) -> Act:
    """All fours, full reps, then perhaps some that are none, then rest."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        base = all_fours(skeleton)
        reps = cat_cow_reps(skeleton, rng, base, count)
        reps += small_cat_cows(skeleton, rng, base, small)
        reps += head_only_cat_cows(skeleton, rng, base, head_only)
        return [Stop(base, 0, LEAD_S), *reps, Stop(base, 0, END_S - 1.0)]

    return act


def rolled(skeleton: Skeleton, stand: Pose, share: float) -> Pose:
    """A share 0..1 of the way down, segment by segment: chin, upper back, lower back, hips at last."""

    def part(start: float, end: float) -> float:
        return float(np.clip((share - start) / (end - start), 0, 1))

    spine = bend(32.0 * part(0.1, 0.6), "upper") + bend(30.0 * part(0.35, 0.85), "lower")
    return hinged(skeleton, stand, 58.0 * part(0.5, 1.0), spine, 26.0 * part(0.0, 0.3))


def _rolling(skeleton: Skeleton, stand: Pose, mark: Mark, stay_s: float) -> list[Stop]:
    """Down and up again, each way one smooth course cut into pieces."""
    shares = [min_jerk(k / ROLL_PIECES) for k in range(1, ROLL_PIECES + 1)]
    piece_s = ROLL_S / ROLL_PIECES
    poses = [rolled(skeleton, stand, share) for share in shares]
    down = [Stop(pose, piece_s, 0, even=True) for pose in poses[:-1]]
    peak = Stop(poses[-1], piece_s, stay_s, mark, even=True)
    up = [Stop(pose, piece_s, 0, even=True) for pose in poses[-2::-1]]
    return [*down, peak, *up]


def forward_bends(count: int, roll: bool = False) -> Act:
    """Standing, bends to a stay of three seconds by hinge or by roll, then rest."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        stand = standing(skeleton)
        stops = [Stop(stand, 0, LEAD_S)]
        for _ in range(count):
            stay_s = around(rng, 3.0, 0.2)
            stops += (
                _rolling(skeleton, stand, Mark("rep", None, ("hinge",)), stay_s)
                if roll
                else _hinging(skeleton, rng, stand, stay_s)
            )
            stops.append(Stop(stand, ROLL_S / ROLL_PIECES if roll else 3.4, 1.1, even=roll))
        return [*stops, Stop(stand, 0, END_S - 1.1)]

    return act


def _hinging(skeleton: Skeleton, rng: Rng, stand: Pose, stay_s: float) -> list[Stop]:
    goal = hinged(skeleton, stand, around(rng, HINGE_DEG, 2), bend(around(rng, HINGE_BACK_DEG, 1)), 2.0)
    return [Stop(goal, 3.4, stay_s, Mark("rep"))]
