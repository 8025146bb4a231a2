"""Choreography of the back set: known bends one after another, and bird dogs whose lower back sags."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from samples.render.curved import FOLD_SPINE, PRONE_SPINE, arched, folded, hinged, long_sitting, propped
from samples.render.motion import Mark, Stop
from samples.render.poses import all_fours, plank, reach
from samples.render.skeleton import Pose, Skeleton
from samples.render.spine import STRAIGHT, Part, bend
from samples.render.standing import standing

Array = NDArray[np.float64]
Rng = np.random.Generator
Level = tuple[Part, float]
LEAD_S, REACH_S, HOLD_S, NEUTRAL_S = 2.0, 0.5, 0.4, 0.3
LEVELS_BETWEEN_NEUTRALS = 5
HINGE_DEG = 55.0
ON_LINE = 0.012
LEVELS: tuple[Level, ...] = (
    *(("both", sign * deg) for deg in (5.0, 10.0, 15.0, 20.0, 30.0) for sign in (1, -1)),
    *(("lower", sign * deg) for deg in (5.0, 10.0, 15.0, 20.0, 30.0) for sign in (1, -1)),
    *(("upper", sign * deg) for deg in (10.0, 20.0, 30.0) for sign in (1, -1)),
)
# What a body can do there, as a change from its neutral: a folded back rounds and hollows little more.
LIMITS_DEG: dict[str, tuple[float, float]] = {
    "quadruped": (-30.0, 30.0),
    "plank": (-30.0, 30.0),
    "standing": (-30.0, 30.0),
    "sitting": (-20.0, 30.0),
    "fold": (-15.0, 20.0),
    "prone": (-15.0, 20.0),
}
NEUTRALS: dict[str, Array] = {"fold": FOLD_SPINE, "prone": PRONE_SPINE}
SAGS_DEG = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 10.0, 10.0, 15.0, 20.0, 30.0)


def levels_of(position: str) -> list[Level]:
    """The bends (part, deg from neutral) that a body can do in this position."""
    low, high = LIMITS_DEG[position]
    return [(part, deg) for part, deg in LEVELS if low <= deg <= high]


def neutral_of(position: str) -> Array:
    """Bends (5,) deg of the position's own neutral."""
    return NEUTRALS.get(position, STRAIGHT)


def poser(skeleton: Skeleton, position: str) -> Callable[[Array], Pose]:
    """A function from spine bends (5,) deg to the position's pose with this back."""
    if position == "quadruped":
        base = all_fours(skeleton)
        return lambda spine: arched(skeleton, base, spine)
    if position == "plank":
        hands = all_fours(skeleton, tucked=True)
        return lambda spine: plank(skeleton, hands, ON_LINE, spine)
    if position == "standing":
        stand = standing(skeleton)
        return lambda spine: hinged(skeleton, stand, HINGE_DEG, spine)
    of = {"sitting": long_sitting, "fold": folded, "prone": propped}[position]
    return lambda spine: of(skeleton, spine)


def stepping(skeleton: Skeleton, rng: Rng, position: str) -> list[Stop]:
    """Neutral, then every level in random order, back through neutral every few levels."""
    pose_at, neutral = poser(skeleton, position), neutral_of(position)
    rest = pose_at(neutral)
    stops = [Stop(rest, 0, LEAD_S)]
    levels = levels_of(position)
    for k, index in enumerate(rng.permutation(len(levels))):
        part, deg = levels[index]
        stops.append(Stop(pose_at(neutral + bend(deg, part)), REACH_S, HOLD_S, Mark("level"), drag=True))
        if (k + 1) % LEVELS_BETWEEN_NEUTRALS == 0 or k + 1 == len(levels):
            stops.append(Stop(rest, REACH_S, NEUTRAL_S, drag=True))
    return stops


def sagging(skeleton: Skeleton, rng: Rng, sags_deg: Sequence[float]) -> list[Stop]:
    """Bird dogs, left and right in turn, the lower back hollow by these amounts during the hold."""
    base = all_fours(skeleton)
    stops = [Stop(base, 0, LEAD_S)]
    for k, sag in enumerate(sags_deg):
        side = "LR"[k % 2]
        bent = arched(skeleton, base, bend(-sag, "lower"))
        leg, knee, arm = rng.uniform((-6, 169, 0), (1, 176, 8))
        pose = reach(skeleton, bent, side, leg, knee, arm)
        stops.append(Stop(pose, 0.8, 1.4, Mark("rep", "left" if side == "L" else "right")))
        stops.append(Stop(base, 0.8, 0.5))
    return stops
