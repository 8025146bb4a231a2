"""Watches whether one exercise is being done, cheaply: its position first, its movement only in position."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from posecheck.back import BackCurve
from posecheck.engine.assessor import Assessor
from posecheck.engine.back import back_of
from posecheck.engine.body import Body
from posecheck.engine.cadence import A_MINUTE_S
from posecheck.engine.signals import measure
from posecheck.exercises.conditions import Condition
from posecheck.exercises.counting import Count
from posecheck.exercises.schema import Exercise, ViewNeed
from posecheck.exercises.signals import Signal
from posecheck.pose import PoseFrame
from posecheck.result import Event, Rep

LATE_ROUNDS, LATELY_S = 9, 5.0
"""So many rounds, and no older ones, tell the cadence; an odd number spans as many left as right steps."""
FEWEST_ROUNDS = 5
"""Who takes fewer steps in place is on the way to something else."""
FEW_ROUNDS, LARGE, EVENLY = 3, 3.0, 0.5
"""Where no cadence is asked for, so many are enough that are so many times as large as they must be to count,
and come within this share of each other's time: lying still, the network made no such three but where it took
the feet for the head (measured on rendered clips)."""
VIEW_SLACK_DEG: dict[ViewNeed, float] = {"side": 30.0, "front": 10.0, "feet": 10.0, "any": 0.0}
"""An exercise is named from views so much further off than form is judged from, since large movements can be
told from anywhere: 30 degrees off the best side view read as 45 of who sits with long legs, 55 with the arms
held out and 70 while they circle (measured on rendered clips). What is done towards the feet would be named
from the side as well, if it had as much."""
HELD_S = 3.0
"""A position held for so long is a hold."""
STRETCH_S = 4.5
"""A stretch is named by what lasts so long, there and back, or as long as its dose where that is less: they
took 5 s and more, and what others did of the same way was over in 2.4 to 4 s (measured on rendered clips)."""
_PHASES = ("enter", "peak", "leave", "done")


@dataclass(frozen=True, slots=True)
class Claim:
    """One exercise's word that it was done.

    Attributes:
        exercise_id: Which.
        start_s: When its repetition or hold began.
        end_s: When the repetition was over, or until when it has been held.
    """

    exercise_id: str
    start_s: float
    end_s: float


class Measured:
    """One frame's body; what several definitions measure alike is measured once, and only when asked for.

    Attributes:
        pose: The frame.
        body: The body in it.
    """

    def __init__(self, pose: PoseFrame, body: Body) -> None:
        self.pose, self.body = pose, body

    @cached_property
    def back(self) -> BackCurve | None:
        """The shape of the back, None where none was seen."""
        return back_of(self.pose, self.body)

    def excludes(self, condition: Condition, signal: Signal) -> bool:
        """Return whether a condition on a signal of the moment certainly does not hold."""
        value = measure(signal, self.body, "mid" if signal.side == "mid" else self.body.near)
        return condition.holds(abs(value) if signal.absolute else value) is False


class Watcher:
    """Watches for one exercise.

    Args:
        exercise: Its definition; counted, held or cyclic.

    Attributes:
        exercise: The definition as given.
        conditions: By how many conditions it tells that it is done.
        moving_since_s: When the repetition under way began, None where there is none.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._assessor = Assessor(bare(exercise))
        self._plain = [
            (c, exercise.signals[c.signal])
            for c in exercise.position.start
            if _is_plain(exercise.signals[c.signal]) and c.other is None
        ]
        self.conditions = len(_conditions(exercise))
        self.moving_since_s: float | None = None
        self._in_view = False
        self._least_s = _least_s(exercise)
        self._rounds: list[Rep] = []
        self._at_peak = _of_the_peak(exercise.count)
        self._at_other_peak = _of_the_peak(exercise.count.instead if exercise.count else None)
        self._not_seen = self._at_peak | self._at_other_peak
        self._needs_back = any(exercise.signals[name].of_back for name in _telling(exercise))

    def step(self, measured: Measured) -> Claim | None:
        """Look at one frame; return what it completed."""
        if not self._assessor.in_position and self._is_excluded(measured):
            return None
        pose, body = measured.pose, measured.body
        seen = self._assessor.watch(pose.t_s, body, measured.back if self._needs_back else None)
        view = self.exercise.view
        self._in_view = body.view.off_deg(view.need) <= view.max_off_deg + VIEW_SLACK_DEG[view.need]
        moving = self._in_view and self.exercise.kind != "hold" and seen.phase in ("out", "hold", "back")
        self.moving_since_s = (self.moving_since_s or pose.t_s) if moving else None
        if seen.phase == "hold":
            self._not_seen = {name for name in self._not_seen if math.isnan(seen.values[name])}
        if not self._in_view:
            return None
        if self.exercise.kind == "hold":
            return self._held(pose.t_s, seen.hold_s)
        return self._done(seen.events)

    def _is_excluded(self, measured: Measured) -> bool:
        """Return whether somebody is certainly not in position; what told so last is asked first."""
        for i, (condition, signal) in enumerate(self._plain):
            if measured.excludes(condition, signal):
                self._plain.insert(0, self._plain.pop(i))
                return True
        return False

    def finish(self) -> Claim | None:
        """End the stream; return what its end completed."""
        self.moving_since_s = None
        in_view, self._in_view = self._in_view, False
        return self._done(tuple(self._assessor.finish())) if in_view else None

    def _held(self, t_s: float, hold_s: float) -> Claim | None:
        return Claim(self.exercise.id, t_s - hold_s, t_s) if hold_s >= HELD_S else None

    def _done(self, events: tuple[Event, ...]) -> Claim | None:
        reps = [event for event in events if isinstance(event, Rep)]
        if not reps:
            return None
        must_see = self._at_other_peak if reps[0].by else self._at_peak
        not_seen, self._not_seen = self._not_seen & must_see, self._at_peak | self._at_other_peak
        reps = [rep for rep in reps if rep.end_s - rep.start_s >= self._least_s]
        if not reps or not_seen or not self._in_time(reps):
            return None
        return Claim(self.exercise.id, reps[0].start_s, reps[-1].end_s)

    def _in_time(self, reps: list[Rep]) -> bool:
        """Return whether rounds come as those of the exercise do; what has none is always in time."""
        cycle = self.exercise.cycle
        if cycle is None:
            return True
        self._rounds = [*self._rounds, *reps][-LATE_ROUNDS:]
        starts_s = [rep.start_s for rep in self._rounds]
        lately_s = [t_s for t_s in starts_s if starts_s[-1] - t_s <= LATELY_S]
        if cycle.per_min is None and _large_and_even(self._rounds[-FEW_ROUNDS:], LARGE * cycle.beyond):
            return True
        if len(lately_s) < FEWEST_ROUNDS:
            return False
        if cycle.per_min is None:
            return True
        slowest, quickest = cycle.per_min
        return slowest <= A_MINUTE_S * (len(lately_s) - 1) / (lately_s[-1] - lately_s[0]) <= quickest


def _large_and_even(rounds: list[Rep], least: float) -> bool:
    """Return whether there are a few rounds, all of them of that size, and one as long after the other."""
    after_s = [b.start_s - a.start_s for a, b in pairwise(rounds)]
    large = all(max(rep.range.values()) >= least for rep in rounds)
    return large and len(rounds) == FEW_ROUNDS and min(after_s) >= EVENLY * max(after_s)


def _least_s(exercise: Exercise) -> float:
    """Return how long a repetition must last by which an exercise is named; 0 of what is no stretch."""
    stretches = exercise.count is not None and exercise.count.plateau is not None
    return min(exercise.dose.hold_s or 0.0, STRETCH_S) if stretches else 0.0


def _of_the_peak(rule: Count | None) -> set[str]:
    """Return the signals that must be seen once at the peak, beside the one that is counted by.

    Who named the exercise is given the benefit of the doubt; else it may be another exercise's movement.
    """
    if rule is None:
        return set()
    return {condition.signal for condition in rule.peak} - {rule.signal}


def _is_plain(signal: Signal) -> bool:
    """Return whether a signal is measured alike for every exercise, on one frame alone."""
    own = signal.since or signal.window_s or signal.bounce_s or signal.per_10_s
    return not own and bool(signal.points) and signal.side in ("near", "far", "mid")


def bare(exercise: Exercise) -> Exercise:
    """Return a definition with what tells that it is done, and nothing that judges how."""
    cycle = exercise.cycle.model_copy(update={"outright": None}) if exercise.cycle else None
    telling = _telling(exercise)
    kept = {name: signal for name, signal in exercise.signals.items() if name in telling}
    return exercise.model_copy(update={"cycle": cycle, "checks": {}, "signals": kept})


def _telling(exercise: Exercise) -> set[str]:
    """Return the signals that position, count, hold or cycle need."""
    working = {exercise.working} if exercise.working else set()
    if exercise.cycle and exercise.cycle.instead:
        working |= {exercise.cycle.instead.near, exercise.cycle.instead.far}
    conditions = _conditions(exercise)
    if exercise.count and exercise.count.instead:
        stand_in = exercise.count.instead
        working |= {stand_in.signal}
        conditions += [*_of_rule(stand_in), *_of_rule(stand_in.other)]
    bounds = [bound for condition in conditions for bound in condition.bounds()]
    return {exercise.main_signal, *working, *(bound.signal for bound in bounds)}


def _conditions(exercise: Exercise) -> list[Condition]:
    """Return every condition of the position, the count and the hold."""
    rules = (exercise.count, exercise.count.other if exercise.count else None, exercise.hold)
    of_rules = [condition for rule in rules for condition in _of_rule(rule)]
    return [*exercise.position.start, *exercise.position.stay, *of_rules]


def _of_rule(rule: object) -> list[Condition]:
    """Return every condition of a count or a hold; none where there is no such rule."""
    return [condition for phase in _PHASES for condition in getattr(rule, phase, [])]
