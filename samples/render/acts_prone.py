"""Acts of the programme: face down."""

from samples.render.acts_timing import END_S, LEAD_S, Tempo, there_and_back
from samples.render.exercises import Act, Rng, around
from samples.render.face_down import LOOKING_DEG, Lift, arms_ahead, hands_beside, pressed_up
from samples.render.motion import Mark, Stop
from samples.render.skeleton import Pose, Skeleton

SIDES = {"L": "left", "R": "right"}
COBRA = Lift(trunk_deg=26.0, neck_deg=LOOKING_DEG)
SUPERMAN = Lift(12.0, 9.5, 9.5, neck_deg=-2.0)
HOVER = Lift(7.0, 3.4, 3.4, neck_deg=-2.0)
BEAT_S = 0.75


def cobras(
    count: int, lift: Lift = COBRA, faults: tuple[str, ...] = (), ahead: float = 0.0, small: int = 0
) -> Act:
    """Hands under the shoulders, chest up, a stay, down again."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = hands_beside(skeleton, ahead)
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            goal = pressed_up(skeleton, rest, _varied(rng, lift, 1.5))
            stops += there_and_back(rng, rest, goal, Mark("rep", None, faults), Tempo(2.2, 3.0, 2.2, 1.1))
        low = pressed_up(skeleton, rest, Lift(trunk_deg=13.0, neck_deg=-4.0))
        for _ in range(small):
            stops += there_and_back(rng, rest, low, Mark("shallow"), Tempo(1.5, 0.1, 1.4, 1.1))
        return [*stops, Stop(rest, 0, END_S)]

    return act


def _varied(rng: Rng, lift: Lift, spread: float) -> Lift:
    legs = around(rng, 0.0, 0.6 * spread) if lift.left_deg > 3 else 0.0
    return Lift(
        around(rng, lift.trunk_deg, spread),
        lift.left_deg + legs,
        lift.right_deg + legs,
        lift.knee_deg,
        around(rng, lift.neck_deg, spread),
        lift.hips_m,
    )


def _flying(skeleton: Skeleton, lift: Lift) -> Pose:
    """Arms and chest at the same slope."""
    return arms_ahead(skeleton, lift, dict.fromkeys("LR", 0.8 * lift.trunk_deg))


def supermen(
    count: int, lift: Lift = SUPERMAN, faults: tuple[str, ...] = (), legs_late_s: float = 0.0, small: int = 0
) -> Act:
    """Arms long overhead; both ends lift, stay, come down."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = arms_ahead(skeleton, Lift())
        stops = [Stop(rest, 0, LEAD_S)]
        for _ in range(count):
            varied = _varied(rng, lift, 1.0)
            if legs_late_s:
                chest = _flying(skeleton, Lift(varied.trunk_deg, neck_deg=varied.neck_deg))
                stops.append(Stop(chest, 1.2, max(legs_late_s - 0.8, 0.1)))
            mark = Mark("rep", None, faults)
            stops += there_and_back(rng, rest, _flying(skeleton, varied), mark, Tempo(1.4, 2.2, 1.4, 1.0))
        low = _flying(skeleton, Lift(6.0, 6.0, 6.0, neck_deg=2.0))
        for _ in range(small):
            stops += there_and_back(rng, rest, low, Mark("shallow"), Tempo(1.0, 0.1, 1.0, 1.0))
        return [*stops, Stop(rest, 0, END_S)]

    return act


def swims(
    beats: int,
    faults: tuple[str, ...] = (),
    same_side: bool = False,
    lift: Lift = HOVER,
    swing_deg: float = 3.5,
) -> Act:
    """Hovering, opposite arm and leg up in turn."""

    def act(skeleton: Skeleton, rng: Rng) -> list[Stop]:
        rest = arms_ahead(skeleton, Lift())
        ups = {side: _stroke(skeleton, lift, swing_deg, side, same_side) for side in "LR"}
        stops = [Stop(rest, 0, LEAD_S)]
        for k in range(beats):
            side = "LR"[k % 2]
            travel_s = 1.1 if k == 0 else around(rng, BEAT_S, 0.07)
            stops.append(Stop(ups[side], travel_s, 0.04, Mark("beat", SIDES[side], faults)))
        return [*stops, Stop(rest, 1.3, 1.2)]

    return act


def _stroke(skeleton: Skeleton, lift: Lift, swing_deg: float, leg: str, same_side: bool) -> Pose:
    arm = leg if same_side else ("R" if leg == "L" else "L")
    legs = {side: lift.left_deg + (swing_deg if side == leg else -3.0) for side in "LR"}
    arms = {side: 0.6 * lift.trunk_deg + (9.0 if side == arm else -3.0) for side in "LR"}
    now = Lift(lift.trunk_deg, legs["L"], legs["R"], lift.knee_deg, lift.neck_deg)
    return arms_ahead(skeleton, now, arms)


ACTS: dict[str, dict[str, Act]] = {
    "cobra": {
        "good": cobras(2),
        "hips_up": cobras(1, Lift(30.0, neck_deg=LOOKING_DEG, hips_m=0.135), ("hips_up",)),
        "legs_up": cobras(1, Lift(24.0, 8.0, 8.0, 168.0, LOOKING_DEG), ("legs_up",)),
        "neck": cobras(1, Lift(24.0, neck_deg=-72.0), ("neck",)),
        "hands_fwd": cobras(1, faults=("hands_fwd",), ahead=0.68),
        "partial": cobras(1, small=2),
    },
    "superman": {
        "good": supermen(3),
        "too_high_chest": supermen(2, Lift(34.0, 9.5, 9.5, neck_deg=-6.0), ("too_high_chest",)),
        "too_high_legs": supermen(2, Lift(14.0, 33.0, 33.0, neck_deg=-2.0), ("too_high_legs",)),
        "knees_bent": supermen(2, Lift(12.0, 12.0, 12.0, 116.0, -2.0), ("knees_bent",)),
        "neck": supermen(2, Lift(12.0, 9.5, 9.5, neck_deg=-62.0), ("neck",)),
        "not_together": supermen(2, faults=("not_together",), legs_late_s=1.6),
        "partial": supermen(1, small=2),
    },
    "pilates_swimming": {
        "good": swims(12),
        "chest_high": swims(10, ("chest_high",), lift=Lift(30.0, 4.0, 4.0, neck_deg=-2.0)),
        "leg_high": swims(10, ("leg_high",), lift=Lift(8.0, 16.0, 16.0, neck_deg=-2.0), swing_deg=14.0),
        "knee_bend": swims(10, ("knee_bend",), lift=Lift(8.0, 7.0, 7.0, 118.0, -2.0)),
        "same_side": swims(10, ("same_side",), same_side=True),
        "neck": swims(10, ("neck",), lift=Lift(8.0, 4.0, 4.0, neck_deg=-62.0)),
    },
}
