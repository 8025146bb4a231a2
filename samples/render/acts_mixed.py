"""Acts of the programme: several exercises in a row, with standing up, lying down and shifting between."""

from collections.abc import Sequence
from dataclasses import replace

from samples.render.acts_kneeling import FOLD
from samples.render.acts_prone import COBRA
from samples.render.acts_supine import both_knees, knee_to_chest
from samples.render.acts_timing import Tempo, there_and_back
from samples.render.exercises import Act, Rng, bird_dog_reps, bridge_reps
from samples.render.exercises_back import cat_cow_reps
from samples.render.face_down import hands_beside, pressed_up
from samples.render.kneeling import sat_back
from samples.render.motion import Mark, Stop
from samples.render.on_back import WORD, lying_down
from samples.render.poses import all_fours, moved_by, plank
from samples.render.skeleton import Pose, Skeleton
from samples.render.spine import even
from samples.render.standing import down_to_all_fours, standing, up_from_lying

STAY = Tempo(2.2, 4.0, 2.2, 1.2)


def _named(exercise: str, stops: Sequence[Stop]) -> list[Stop]:
    """Every mark with the exercise it belongs to."""
    return [replace(s, mark=replace(s.mark, exercise=exercise)) if s.mark else s for s in stops]


def _way(poses: Sequence[Pose], seconds: float = 0.9) -> list[Stop]:
    return [Stop(pose, seconds, 0.15, drag=True) for pose in poses]


def _childs_pose(skeleton: Skeleton, rng: Rng, base: Pose) -> list[Stop]:
    fold = sat_back(skeleton, base, FOLD)
    return _named("childs_pose", there_and_back(rng, base, fold, Mark("rep"), STAY))


def _cobras(skeleton: Skeleton, rng: Rng, flat: Pose, count: int) -> list[Stop]:
    up = pressed_up(skeleton, flat, COBRA)
    stops = [there_and_back(rng, flat, up, Mark("rep"), STAY) for _ in range(count)]
    return _named("cobra", [stop for pair in stops for stop in pair])


def _plank(skeleton: Skeleton, base: Pose, stay_s: float) -> list[Stop]:
    line = plank(skeleton, base, 0.012, even(1.0))
    held = Stop(line, 1.3, stay_s, Mark("hold"), drag=True)
    return _named("plank_high", [held, Stop(base, 1.0, 1.0, drag=True)])


def on_all_fours(skeleton: Skeleton, rng: Rng) -> list[Stop]:
    """Stands, gets down, cat-cows, bird dogs, child's pose, gets up."""
    base = all_fours(skeleton)
    way = down_to_all_fours(skeleton, base)
    return [
        Stop(standing(skeleton, way[0].limbs["leg.L"].end[1]), 0, 1.6),
        *_way(way),
        Stop(base, 0, 1.6),
        *_named("cat_cow", cat_cow_reps(skeleton, rng, base, 2)),
        Stop(base, 0, 1.5),
        *_named("bird_dog", bird_dog_reps(skeleton, rng, base, "LR")),
        Stop(base, 0, 1.5),
        *_childs_pose(skeleton, rng, base),
        *_way(way[-2::-1]),
        Stop(way[0], 0, 2.0),
    ]


def on_the_back(skeleton: Skeleton, rng: Rng) -> list[Stop]:
    """Stands, lies down, bridges, one knee and both knees to the chest, gets up."""
    lying = lying_down(skeleton)
    up = up_from_lying(skeleton, lying.pose)
    stops = [Stop(up[-1], 0, 2.0), *_way(up[-2::-1], 1.0), Stop(lying.pose, 0, 1.8)]
    stops += _named("bridge", bridge_reps(skeleton, rng, lying, [-0.045] * 2, 0.0, Mark("rep"), 1.6, 1.6))
    stops.append(Stop(lying.pose, 0, 1.5))
    for side in "LR":
        goal = knee_to_chest()(skeleton, rng, lying, side)
        mark = Mark("rep", WORD[side])
        stops += _named("knee_to_chest_single", there_and_back(rng, lying.pose, goal, mark, STAY))
    stops.append(Stop(lying.pose, 0, 1.5))
    both = both_knees()(skeleton, rng, lying, "B")
    stops += _named("knee_to_chest_double", there_and_back(rng, lying.pose, both, Mark("rep"), STAY))
    return [*stops, *_way(up[1:], 1.0), Stop(up[-1], 0, 1.6)]


def _below(base: Pose, flat: Pose) -> Pose:
    """Face down where the hands of the pose on all fours are."""
    ahead = base.limbs["arm.L"].end - flat.limbs["arm.L"].end
    ahead[0] = ahead[2] = 0.0
    return moved_by(flat, ahead)


def towards_the_floor(skeleton: Skeleton, rng: Rng) -> list[Stop]:
    """Stands, gets down, a high plank, down on the belly, cobras, back up on all fours, child's pose."""
    base = all_fours(skeleton, tucked=True)
    way = down_to_all_fours(skeleton, base)
    loose = all_fours(skeleton)
    flat = _below(loose, hands_beside(skeleton))
    return [
        Stop(standing(skeleton, way[0].limbs["leg.L"].end[1]), 0, 1.5),
        *_way(way),
        Stop(base, 0, 1.4),
        *_plank(skeleton, base, 6.0),
        Stop(loose, 0.6, 0.6, drag=True),
        Stop(flat, 2.0, 2.2, drag=True),
        *_cobras(skeleton, rng, flat, 2),
        Stop(loose, 2.0, 1.6, drag=True),
        *_childs_pose(skeleton, rng, loose),
        Stop(loose, 0, 1.0),
    ]


ACTS: dict[str, dict[str, Act]] = {
    "several": {
        "on_all_fours": on_all_fours,
        "on_the_back": on_the_back,
        "towards_the_floor": towards_the_floor,
    }
}
