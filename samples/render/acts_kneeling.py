"""Acts of the programme: kneeling."""

from collections.abc import Callable
from dataclasses import replace

from samples.render.acts_timing import END_S, LEAD_S, Tempo, there_and_back
from samples.render.exercises import Act, Rng, around
from samples.render.half_kneeling import half_kneeling
from samples.render.kneeling import Fold, sat_back
from samples.render.limbs import mirrored
from samples.render.motion import Mark, Stop
from samples.render.poses import all_fours
from samples.render.skeleton import Pose, Skeleton

STRETCH = Tempo(2.4, 5.0, 2.4, 1.0)
TURN_BACK = Tempo(1.7, 0.1, 1.6, 1.0)
FOLD = Fold()


def childs_poses(count: int, fold: Fold = FOLD, faults: tuple[str, ...] = (), small: int = 0) -> Act:
    """From all fours back onto the heels, a stay, and up again."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        base = all_fours(skeleton)
        stops = [Stop(base, 0, LEAD_S)]
        for _ in range(count):
            goal = sat_back(skeleton, base, replace(fold, seat=around(rng, fold.seat, 0.02)))
            stops += there_and_back(rng, base, goal, Mark("rep", None, faults), STRETCH)
        half = sat_back(skeleton, base, Fold(seat=0.83, shoulder_m=0.38, spine_deg=12.0))
        for _ in range(small):
            stops += there_and_back(rng, base, half, Mark("shallow"), TURN_BACK)
        return [*stops, Stop(base, 0, END_S)]

    return act


def lunges(
    sides: str,
    shift: float = 0.36,
    lean_deg: float = 3.0,
    ahead: float = 1.05,
    faults: tuple[str, ...] = (),
    small: int = 0,
) -> Act:
    """Half kneeling; the hips move forward by `shift` thighs, a stay, and back. Side: whose knee is down."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        side = sides[0]
        of_side: Callable[[Pose], Pose] = (lambda pose: pose) if side == "L" else mirrored
        rest = of_side(half_kneeling(skeleton, 0.02, 3.0, ahead))
        word = "left" if side == "L" else "right"
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in sides:
            goal = of_side(half_kneeling(skeleton, around(rng, shift, 0.015), lean_deg, ahead))
            stops += there_and_back(rng, rest, goal, Mark("rep", word, faults), STRETCH)
        low = of_side(half_kneeling(skeleton, 0.185, 3.0, ahead))
        for _ in range(small):
            stops += there_and_back(rng, rest, low, Mark("shallow", word), TURN_BACK)
        return [*stops, Stop(rest, 0, END_S)]

    return act


ACTS: dict[str, dict[str, Act]] = {
    "childs_pose": {
        "good": childs_poses(1),
        "arms": childs_poses(1, Fold(arms="beside"), ("arms",)),
        "head": childs_poses(1, Fold(shoulder_m=0.30, spine_deg=14.0, neck_deg=-58.0), ("head",)),
        "partial": childs_poses(1, small=2),
    },
    "hip_flexor_stretch": {
        "good": lunges("LL"),
        "lean_fwd": lunges("R", lean_deg=33.0, faults=("lean_fwd",)),
        "lean_back": lunges("L", lean_deg=-24.0, faults=("lean_back",)),
        "front_knee": lunges("R", shift=0.64, ahead=0.66, faults=("front_knee",)),
        "front_setup": lunges("L", ahead=1.80, faults=("front_setup",)),
        "partial": lunges("R", small=2),
    },
}
