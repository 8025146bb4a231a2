"""Acts of the programme: lying on the back, seen from the side."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from samples.render.acts_timing import END_S, LEAD_S, Tempo, act_of, there_and_back
from samples.render.exercises import Act, Rng, around
from samples.render.limbs import arm_at, leg_at
from samples.render.motion import Mark, Stop
from samples.render.on_back import (
    WORD,
    curled,
    drawn_up,
    foot_up,
    head_lifted,
    hips_risen,
    hold_with_both,
    lying_down,
    raised,
    shin_held,
    tabletop,
    thigh_held,
    with_limbs,
)
from samples.render.poses import SIDES
from samples.render.skeleton import Pose, Skeleton
from samples.render.supine import Lying, bridge

Goal = Callable[[Skeleton, Rng, Lying, str], Pose]
STRETCH = Tempo(2.3, 4.5, 2.2, 1.0)
TURN_BACK = Tempo(1.5, 0.1, 1.5, 1.0)


def _stretches(
    goal: Goal,
    sides: str,
    faults: tuple[str, ...] = (),
    start: Goal | None = None,
    shallow: Goal | None = None,
) -> Act:
    """From rest on the back to the goal on each side; with `shallow`, two more that turn back early."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        lying = lying_down(skeleton)
        rest = start(skeleton, rng, lying, sides[0]) if start else lying.pose
        stops = [Stop(rest, 0, LEAD_S)]
        for side in sides:
            mark = Mark("rep", WORD.get(side), faults)
            stops += there_and_back(rng, rest, goal(skeleton, rng, lying, side), mark, STRETCH)
        for side in sides if shallow else "":
            mark = Mark("shallow", WORD.get(side))
            stops += there_and_back(rng, rest, shallow(skeleton, rng, lying, side), mark, TURN_BACK)  # type: ignore[misc]
        return [*stops, Stop(rest, 0, END_S)]

    return act


def knee_to_chest(hip_deg: float = 55.0, curl_deg: float = 6.0) -> Goal:
    """One knee held with both hands."""

    def goal(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
        pose = curled(skeleton, lying, curl_deg)
        pose = with_limbs(pose, {f"leg.{side}": drawn_up(skeleton, pose, side, around(rng, hip_deg, 3))})
        return hold_with_both(skeleton, pose, shin_held, side)

    return goal


def _reaching(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
    """A knee that comes half the way."""
    pose = with_limbs(
        lying.pose, {f"leg.{side}": drawn_up(skeleton, lying.pose, side, around(rng, 93.0, 1.5), 75.0)}
    )
    return hold_with_both(skeleton, pose, shin_held, side)


def _other_foot(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
    pose = knee_to_chest()(skeleton, rng, lying, side)
    other = "R" if side == "L" else "L"
    return with_limbs(pose, {f"leg.{other}": foot_up(skeleton, pose, other, 0.36 * lying.torso_m)})


def _head_lift(goal: Goal) -> Goal:
    return lambda skeleton, rng, lying, side: _regripped(
        skeleton, head_lifted(goal(skeleton, rng, lying, side)), side
    )


def _regripped(skeleton: Skeleton, pose: Pose, side: str) -> Pose:
    sides = {hand: hand for hand in SIDES} if side == "B" else dict.fromkeys(SIDES, side)
    return with_limbs(
        pose, {f"arm.{hand}": shin_held(skeleton, pose, leg, hand) for hand, leg in sides.items()}
    )


def _hips_roll(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
    pose = hips_risen(skeleton, lying, 0.27)
    pose = with_limbs(pose, {f"leg.{side}": drawn_up(skeleton, pose, side, 42.0)})
    return hold_with_both(skeleton, pose, shin_held, side)


def both_knees(
    left_deg: float = 56.0, right_deg: float = 56.0, rise: float = 0.05, knee_deg: float = 52.0
) -> Goal:
    """Both knees, a hand on each shin; the hips rise a little."""

    def goal(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
        del side
        pose = hips_risen(skeleton, lying, rise)
        off = around(rng, 0.0, 3.0)
        hips = {"L": left_deg + off, "R": right_deg + off}
        pose = with_limbs(
            pose, {f"leg.{s}": drawn_up(skeleton, pose, s, deg, knee_deg) for s, deg in hips.items()}
        )
        return _regripped(skeleton, pose, "B")

    return goal


def _one_long(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
    """One leg long on the floor, the other bent."""
    return with_limbs(lying.pose, {f"leg.{side}": raised(skeleton, lying.pose, side, -3.5, 177.0)})


def leg_raise(thigh_deg: float = 74.0, knee_deg: float = 172.0, rise: float = 0.0) -> Goal:
    """The long leg up, hands behind the thigh."""

    def goal(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
        pose = hips_risen(skeleton, lying, rise) if rise else lying.pose
        leg = raised(skeleton, pose, side, around(rng, thigh_deg, 2), around(rng, knee_deg, 1.5))
        return hold_with_both(skeleton, with_limbs(pose, {f"leg.{side}": leg}), thigh_held, side)

    return goal


def _small_raise(skeleton: Skeleton, rng: Rng, lying: Lying, side: str) -> Pose:
    return with_limbs(lying.pose, {f"leg.{side}": raised(skeleton, lying.pose, side, around(rng, 37.0, 1))})


def _bug(
    skeleton: Skeleton, base: Pose, leg: str, arm: str, hip_deg: float = 155.0, arm_deg: float = 160.0
) -> Pose:
    """One leg stretched away and one arm overhead; interior angles at hip and shoulder."""
    thigh = 180.0 - hip_deg
    bent = min(max((hip_deg - 90) / 60, 0.0), 1.0)
    limbs = {
        f"leg.{leg}": leg_at(skeleton, base, leg, thigh, thigh - 88.0 * (1 - bent) - 8.0),
        f"arm.{arm}": arm_at(skeleton, base, arm, arm_deg),
    }
    return with_limbs(base, limbs)


def dead_bugs(
    sides: str,
    faults: tuple[str, ...] = (),
    change: Callable[[Skeleton, Pose, str], Pose] | None = None,
    same_side: bool = False,
    reach: tuple[float, float] = (155.0, 160.0),
    lag_s: float = 0.0,
    shallow: str = "",
) -> Act:
    """Tabletop, then arm and leg away on each side; `change` spoils a rep, with `lag_s` the leg is late."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        base = tabletop(skeleton, lying_down(skeleton))
        stops = [Stop(base, 0, LEAD_S)]
        for side in sides:
            arm = side if same_side else ("R" if side == "L" else "L")
            hip, shoulder = around(rng, reach[0], 2), around(rng, reach[1], 3)
            goal = _bug(skeleton, base, side, arm, hip, shoulder)
            goal = change(skeleton, goal, side) if change else goal
            if lag_s:
                first = with_limbs(base, {f"arm.{arm}": goal.limbs[f"arm.{arm}"]})
                stops.append(Stop(first, 1.4, max(lag_s - 1.0, 0.1)))
            mark = Mark("rep", WORD[side], faults)
            stops += there_and_back(rng, base, goal, mark, Tempo(1.9, 0.9, 1.8, 0.9))
        for side in shallow:
            arm = "R" if side == "L" else "L"
            goal = _bug(skeleton, base, side, arm, 121.0, 121.0)
            stops += there_and_back(rng, base, goal, Mark("shallow", WORD[side]), TURN_BACK)
        return [*stops, Stop(base, 0, END_S)]

    return act


def _leg_drifts(skeleton: Skeleton, pose: Pose, side: str) -> Pose:
    other = "R" if side == "L" else "L"
    return with_limbs(pose, {f"leg.{other}": leg_at(skeleton, pose, other, 53.0, -32.0)})


def _arm_drifts(skeleton: Skeleton, pose: Pose, side: str) -> Pose:
    return with_limbs(pose, {f"arm.{side}": arm_at(skeleton, pose, side, 134.0)})


def _foot_touches(skeleton: Skeleton, pose: Pose, side: str) -> Pose:
    return with_limbs(pose, {f"leg.{side}": leg_at(skeleton, pose, side, -3.0, -4.5)})


def pelvic_tilts(
    count: int, faults: tuple[str, ...] = (), goal: Callable[[Skeleton, Lying], Pose] | None = None
) -> Act:
    """Hook-lying; the low back presses down and lets go."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        lying = lying_down(skeleton)
        pose = goal(skeleton, lying) if goal else curled(skeleton, lying, around(rng, 4.5, 0.7))
        goals: Sequence[tuple[Pose, Mark]] = [(pose, Mark("rep", None, faults))] * count
        return act_of(rng, lying.pose, goals, Tempo(1.6, 2.6, 1.6, 1.0))

    return act


def _legs_swing(skeleton: Skeleton, lying: Lying) -> Pose:
    """The feet slide away, and the knees with them."""
    far = lying_down(skeleton, 92.0).pose
    legs = {name: limb for name, limb in far.limbs.items() if name.startswith("leg")}
    return with_limbs(curled(skeleton, lying, 4.0), legs)


def _head_up(skeleton: Skeleton, pose: Pose, side: str) -> Pose:
    del skeleton, side
    return replace(head_lifted(pose), limbs=pose.limbs)


ACTS: dict[str, dict[str, Act]] = {
    "knee_to_chest_single": {
        "good": _stretches(knee_to_chest(), "LR"),
        "other_foot": _stretches(_other_foot, "RL", ("other_foot",)),
        "hips_roll": _stretches(_hips_roll, "LR", ("hips_roll",)),
        "head_lift": _stretches(_head_lift(knee_to_chest()), "RL", ("head_lift",)),
        "partial": _stretches(knee_to_chest(), "R", shallow=_reaching),
    },
    "knee_to_chest_double": {
        "good": _stretches(both_knees(), "BB"),
        "asym": _stretches(both_knees(48.0, 90.0), "B", ("asym",)),
        "head_lift": _stretches(_head_lift(both_knees()), "B", ("head_lift",)),
        "rocking": _stretches(both_knees(38.0, 38.0, 0.45), "B", ("rocking",)),
        "partial": _stretches(both_knees(), "B", shallow=both_knees(97.0, 97.0, 0.0, 75.0)),
    },
    "supine_hamstring": {
        "good": _stretches(leg_raise(), "LL", start=_one_long),
        "knee_bend": _stretches(leg_raise(78.0, 124.0), "R", ("knee_bend",), start=_one_long),
        "hips_lift": _stretches(leg_raise(88.0, rise=0.2), "L", ("hips_lift",), start=_one_long),
        "partial": _stretches(leg_raise(), "R", start=_one_long, shallow=_small_raise),
    },
    "dead_bug": {
        "good": dead_bugs("LRL"),
        "still_leg_drifts": dead_bugs("RL", ("still_leg_drifts",), _leg_drifts),
        "same_side": dead_bugs("LRL", ("same_side",), same_side=True),
        "not_together": dead_bugs("RL", ("not_together",), lag_s=1.6),
        "foot_touch": dead_bugs("LR", ("foot_touch",), _foot_touches),
        "still_arm_drifts": dead_bugs("RL", ("still_arm_drifts",), _arm_drifts),
        "head_lift": dead_bugs("LR", ("head_lift",), _head_up),
        "partial": dead_bugs("L", shallow="RL"),
    },
    "pelvic_tilt": {
        "good": pelvic_tilts(3),
        "becomes_bridge": pelvic_tilts(2, ("becomes_bridge",), lambda s, lying: bridge(s, lying, -0.24)),
        "legs_move": pelvic_tilts(2, ("legs_move",), _legs_swing),
    },
}
