"""Which counter counts an exercise, by what its definition says of the count."""

from __future__ import annotations

from posecheck.engine.reps import RepCounter
from posecheck.engine.stand_in import Counter, StandIn
from posecheck.engine.two_way import TwoWayCounter
from posecheck.engine.ways import EachWay
from posecheck.exercises.counting import Count
from posecheck.exercises.schema import Exercise


def counter_of(exercise: Exercise) -> Counter | StandIn | None:
    """Return the counter of an exercise, None where it is not counted in repetitions."""
    rule = exercise.count
    if rule is None:
        return None
    main = _single(rule, exercise)
    return StandIn(rule, main, _single(rule.instead, exercise)) if rule.instead else main


def _single(rule: Count, exercise: Exercise) -> Counter:
    kind = EachWay if rule.each else (TwoWayCounter if rule.other else RepCounter)
    return kind(rule, exercise.signals[rule.signal].unit, exercise.dose.hold_s)
