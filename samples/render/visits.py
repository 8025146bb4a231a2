"""Choreography with coming and going: walking in and out, leaving and coming back."""

from samples.render.exercises import Act, Rng, bird_dog_reps, bridge_reps
from samples.render.motion import Mark, Stop
from samples.render.poses import all_fours
from samples.render.skeleton import Skeleton
from samples.render.standing import down_to_all_fours, split_feet, standing, up_from_lying, walk
from samples.render.supine import foot_distance, hook_lying

FAR_M = 3.3  # from the middle of the picture to well outside it


def walk_in_bird_dog(sides: str = "LR") -> Act:
    """Walks in, kneels, gets on all fours, does the reps, gets up, walks out on the other side."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        base = all_fours(skeleton)
        way = down_to_all_fours(skeleton, base)
        arrive = walk(skeleton, FAR_M, split_feet(way[0]))
        down = [Stop(pose, 0.9, 0.1) for pose in way[1:]]
        up = [Stop(pose, 0.9, 0.1) for pose in reversed(way[:-1])]
        middle = sum(split_feet(way[0]).values()) / 2
        leave = walk(skeleton, middle, dict.fromkeys("LR", -FAR_M))[1:]
        reps = bird_dog_reps(skeleton, rng, base, sides)
        return [*arrive, *down, Stop(base, 0, 1.6), *reps, *up, *leave, Stop(leave[-1].pose, 0, 0.6)]

    return act


def bridges_with_a_break(hip_off: float, knee_top_deg: float = 72.0) -> Act:
    """Two reps, gets up and walks out, comes back from the other side, lies down, two more reps."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        lying = hook_lying(skeleton, foot_distance(skeleton, knee_top_deg))
        up = up_from_lying(skeleton, lying.pose)
        feet = split_feet(up[-1])
        reps = [
            bridge_reps(skeleton, rng, lying, [hip_off] * 2, 0.0, Mark("rep"), 1.4, 1.3) for _ in range(2)
        ]
        leave = walk(skeleton, feet["L"], dict.fromkeys("LR", feet["L"] - FAR_M))[1:]
        back = walk(skeleton, feet["L"] + FAR_M, feet)
        rise = [Stop(pose, seconds, 0.1) for pose, seconds in zip(up[1:], (1.1, 0.8, 0.8), strict=True)]
        lie = [Stop(pose, seconds, 0.1) for pose, seconds in zip(up[2::-1], (0.8, 0.8, 1.2), strict=True)]
        away = Stop(standing(skeleton, feet["L"] + FAR_M), 0, 0.5)
        return [
            Stop(lying.pose, 0, 2.0),
            *reps[0],
            *rise,
            *leave,
            away,
            *back,
            *lie,
            Stop(lying.pose, 0, 1.5),
            *reps[1],
        ]

    return act
