"""Choreography: each exercise as stops in time, with its faults, tempo and depth varied from rep to rep."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from samples.render.curved import arched
from samples.render.motion import Mark, Stop
from samples.render.poses import all_fours, blend, joint, moved_by, on_forearms, plank, reach
from samples.render.skeleton import Pose, Skeleton
from samples.render.spine import bend, even
from samples.render.supine import Lying, bridge, foot_distance, hook_lying

Rng = np.random.Generator
Act = Callable[[Skeleton, Rng], list[Stop]]
LEAD_S, END_S = 2.0, 1.6
HIGH_HIPS = 0.48
OVER_THE_KNEES_M = 0.07


def around(rng: Rng, value: float, spread: float) -> float:
    """A value up to `spread` off."""
    return float(value + rng.uniform(-spread, spread))


def bird_dog_reps(
    skeleton: Skeleton,
    rng: Rng,
    base: Pose,
    sides: str,
    leg_deg: float = -3.0,
    knee_deg: float = 173.0,
    arm_deg: float = 4.0,
    faults: tuple[str, ...] = (),
    hold_s: float = 2.2,
    sag_deg: float = 0.0,
) -> list[Stop]:
    """Full reps on these sides (letters L, R: the lifted leg), each ending back on all fours.

    `sag_deg`: how far the lower back hollows while the limbs are out.
    """
    stops = []
    bent = arched(skeleton, base, bend(-sag_deg, "lower")) if sag_deg else base
    for side in sides:
        leg, knee, arm = around(rng, leg_deg, 2.0), around(rng, knee_deg, 2.0), around(rng, arm_deg, 2.0)
        mark = Mark("rep", "left" if side == "L" else "right", faults)
        pose = reach(skeleton, bent, side, leg, knee, arm)
        stops.append(Stop(pose, around(rng, 1.55, 0.1), around(rng, hold_s, 0.3), mark))
        stops.append(Stop(base, around(rng, 1.4, 0.1), around(rng, 0.7, 0.1)))
    return stops


def shallow_bird_dogs(skeleton: Skeleton, rng: Rng, base: Pose, sides: str) -> list[Stop]:
    """Reps that leave the floor but never become a reach, and turn back at once."""
    stops = []
    for side in sides:
        pose = reach(
            skeleton, base, side, around(rng, -29.0, 1.0), around(rng, 121.0, 1.5), around(rng, -47.0, 1.5)
        )
        stops.append(
            Stop(pose, around(rng, 1.2, 0.1), 0.1, Mark("shallow", "left" if side == "L" else "right"))
        )
        stops.append(Stop(base, around(rng, 1.2, 0.1), around(rng, 1.0, 0.15)))
    return stops


def bird_dog(sides: str = "LRLR", shallow: str = "", **how: float | tuple[str, ...]) -> Act:
    """All fours, the reps, then perhaps some shallow ones, then rest."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        base = all_fours(skeleton)
        reps = bird_dog_reps(skeleton, rng, base, sides, **how)  # type: ignore[arg-type]
        reps += shallow_bird_dogs(skeleton, rng, base, shallow)
        return [Stop(base, 0, LEAD_S), *reps, Stop(base, 0, END_S - 0.8)]

    return act


def bridge_reps(
    skeleton: Skeleton,
    rng: Rng,
    lying: Lying,
    hips: Sequence[float],
    arch: float,
    mark: Mark,
    hold_s: float,
    move_s: float,
) -> list[Stop]:
    """One rep for each hip height (torso lengths off the shoulder-knee line), ending on the floor."""
    stops = []
    for hip_off in hips:
        pose = bridge(skeleton, lying, around(rng, hip_off, 0.008), arch)
        stops.append(
            Stop(pose, around(rng, move_s, 0.15), around(rng, hold_s, 0.25) if hold_s > 0.5 else hold_s, mark)
        )
        stops.append(Stop(lying.pose, around(rng, move_s, 0.15), around(rng, 0.9, 0.15)))
    return stops


def bridges(
    count: int = 3,
    hip_off: float = -0.045,
    arch: float = 0.0,
    knee_top_deg: float = 72.0,
    faults: tuple[str, ...] = (),
    shallow: int = 0,
    hold_s: float = 2.5,
) -> Act:
    """Hook-lying, the reps, then perhaps some shallow ones, then rest."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        lying = hook_lying(skeleton, foot_distance(skeleton, knee_top_deg))
        full = bridge_reps(
            skeleton, rng, lying, [hip_off] * count, arch, Mark("rep", None, faults), hold_s, 2.0
        )
        part = bridge_reps(skeleton, rng, lying, [-0.27] * shallow, 0.0, Mark("shallow"), 0.1, 1.2)
        return [Stop(lying.pose, 0, LEAD_S), *full, *part, Stop(lying.pose, 0, END_S - 0.9)]

    return act


def into_plank(
    skeleton: Skeleton, base: Pose, goal: Pose, mark: Mark, stay_s: float, first: str
) -> list[Stop]:
    """Step one foot back, then the other, hips high; then the hips come down into the line."""
    high = plank(skeleton, base, HIGH_HIPS)
    half = replace(blend(base, high, 0.5), limbs=base.limbs | {f"leg.{first}": high.limbs[f"leg.{first}"]})
    return [Stop(half, 0.5, 0), Stop(high, 0.5, 0.1), Stop(goal, 0.6, stay_s, mark, drag=True)]


def into_knee_plank(
    skeleton: Skeleton, base: Pose, goal: Pose, mark: Mark, stay_s: float, first: str
) -> list[Stop]:
    """The knees stay; the forearms slide forward and the hips come down into the line."""
    del skeleton, base, first
    return [Stop(goal, 0.9, stay_s, mark, drag=True, rise_m=OVER_THE_KNEES_M)]


Part = tuple[float, float, tuple[str, ...]]


def planks(
    base_of: Callable[[Skeleton], Pose],
    holds: Sequence[Sequence[Part]],
    knees: bool = False,
    first: str = "R",
) -> Act:
    """Holds made of parts (hip_off, seconds, faults), the knees down between them and at both ends."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        base = base_of(skeleton)
        shapes = [[_plank_part(skeleton, rng, base, part, knees) for part in parts] for parts in holds]
        if knees:
            base = _knees_below(skeleton, base, shapes[0][0][0])
        stops = [Stop(base, 0, LEAD_S)]
        for k, parts in enumerate(shapes):
            enter = into_knee_plank if knees else into_plank
            stops += enter(skeleton, base, *parts[0], first)
            stops += [Stop(pose, 0.9, seconds, mark, drag=True) for pose, mark, seconds in parts[1:]]
            stay_s = END_S if k + 1 == len(shapes) else 0.8
            stops.append(Stop(base, 0.6, stay_s, drag=True, rise_m=OVER_THE_KNEES_M if knees else 0.0))
        return stops

    return act


def _plank_part(
    skeleton: Skeleton, rng: Rng, base: Pose, part: Part, knees: bool
) -> tuple[Pose, Mark, float]:
    hip_off, seconds, faults = part
    spine = even(float(np.clip(hip_off * 90, -16, 10)))
    return (
        plank(skeleton, base, around(rng, hip_off, 0.004), spine, knees),
        Mark("hold", None, faults),
        seconds,
    )


def _knees_below(skeleton: Skeleton, base: Pose, goal: Pose) -> Pose:
    """The kneeling pose moved along the floor until its knees lie where the plank's do."""
    before, after = (joint(skeleton, pose, "lowerleg01.L")[1] for pose in (base, goal))
    return moved_by(base, np.array([0, after - before, 0]))


def hands_base(skeleton: Skeleton) -> Pose:
    """All fours with the toes tucked, from which a high plank starts."""
    return all_fours(skeleton, tucked=True)


def forearm_base(skeleton: Skeleton) -> Pose:
    """Kneeling on the forearms."""
    return on_forearms(skeleton)
