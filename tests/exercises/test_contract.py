"""One contract over every definition: it counts what its limits ask for, checks fire and stay silent."""

from __future__ import annotations

import math

import pytest

from posecheck.engine.assessor import Assessor
from posecheck.engine.holds import HoldTimer
from posecheck.engine.movement import Movement
from posecheck.engine.reps import RepCounter
from posecheck.engine.rules import PERSIST_S, RuleBook
from posecheck.engine.signals import column
from posecheck.engine.two_way import TwoWayCounter
from posecheck.exercises.conditions import Condition
from posecheck.exercises.library import Library
from posecheck.exercises.schema import Check, Exercise
from posecheck.pose import empty_pose
from tests.figures import rep_course

EXERCISES = Library().all()
COUNTED = [e for e in EXERCISES if e.count]
TWO_WAY = [e for e in EXERCISES if e.both_ways]
HELD = [e for e in EXERCISES if e.hold]
FPS = 30


def ids(exercise: Exercise) -> str:
    return exercise.id


def well_inside(conditions: list[Condition], signal: str, rest: float, margin: float) -> float | None:
    """Return a value that satisfies every condition on a signal, None where there is none."""
    bounds = [(c.at_least, c.limit(rest)) for c in conditions if c.signal == signal]
    if not bounds:
        return None
    lows = [b for at_least, b in bounds if at_least]
    highs = [b for at_least, b in bounds if not at_least]
    if lows and highs:
        return (max(lows) + min(highs)) / 2
    return max(lows) + margin if lows else min(highs) - margin


def course(exercise: Exercise, depth: float, reps: int) -> list[Movement]:
    """Move every signal of the count from its rest to depth times its peak and back; return what was told."""
    rule = exercise.count
    assert rule is not None
    unit = exercise.signals[rule.signal].unit
    margin = 10.0 if unit == "deg" else 0.1
    up = 1.0 if rule.peak[0].at_least else -1.0
    peak = {s: well_inside(rule.peak, s, math.nan, margin) for s in exercise.signals}
    goal = peak[rule.signal]
    assert goal is not None
    rest = goal - up * (70.0 if unit == "deg" else 0.7)
    counter = RepCounter(rule, unit, exercise.dose.hold_s)
    told = []
    for index in range(reps * 8 * FPS):
        t_s = index / FPS
        share = depth * rep_course(t_s % 8, 1)
        values = dict.fromkeys(exercise.signals, math.nan)
        values[rule.signal] = rest + share * (goal - rest)
        for other in {c.signal for c in rule.peak} - {rule.signal}:
            high = peak[other]
            assert high is not None
            values[other] = high - up * (1 - share) * 50
        told.append(counter.step(t_s, values, "left"))
    return [movement for movement in told if movement]


@pytest.mark.parametrize("exercise", TWO_WAY, ids=ids)
@pytest.mark.parametrize(("depth", "reason"), [(1.0, None), (0.6, "shallow")])
def test_both_ways_make_a_rep(exercise: Exercise, depth: float, reason: str | None):
    """There and over to the other peak and back, three times, each peak passed by a fifth."""
    rule = exercise.count
    assert rule is not None
    assert rule.other is not None
    there, over = (1.2 * depth * way.peak[0].bound for way in (rule, rule.other))
    counter = TwoWayCounter(rule, exercise.signals[rule.signal].unit, exercise.dose.hold_s)
    told = []
    for index in range(3 * 10 * FPS):
        t_s = index / FPS
        values = dict.fromkeys(exercise.signals, math.nan)
        first, second = rep_course(t_s % 10, 0), rep_course(t_s % 10, 4) if t_s % 10 > 4 else 0.0
        values[rule.signal] = there * first + over * second
        told.append(counter.step(t_s, values, "left"))
    assert [m.reason for m in told if m] == [reason] * 3


@pytest.mark.parametrize("exercise", COUNTED, ids=ids)
def test_full_reps_count(exercise: Exercise):
    movements = course(exercise, 1.0, 5)
    assert [m.reason for m in movements] == [None] * 5


@pytest.mark.parametrize("exercise", COUNTED, ids=ids)
def test_half_depth_does_not_count(exercise: Exercise):
    assert all(m.reason == "shallow" for m in course(exercise, 0.5, 3))


@pytest.mark.parametrize("exercise", HELD, ids=ids)
def test_a_hold_is_timed_and_ends(exercise: Exercise):
    rule = exercise.hold
    assert rule is not None
    inside = {s: well_inside(rule.enter, s, math.nan, 0.05) for s in exercise.signals}
    values = {s: math.nan if v is None else v for s, v in inside.items()} | {rule.signal: 0.0}
    leave = next(c for c in rule.leave if c.signal == rule.signal)
    outside = values | {rule.signal: leave.bound + (0.1 if leave.at_least else -0.1)}
    timer = HoldTimer(rule)
    spans = [timer.step(i / FPS, values if i < 10 * FPS else outside) for i in range(15 * FPS)]
    told = [span for span in spans if span]
    assert len(told) == 1
    assert told[0].seconds == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids)
def test_nobody_in_view_gives_nothing(exercise: Exercise):
    assessor = Assessor(exercise)
    steps = [assessor.step(empty_pose(i, i / 10)) for i in range(100)]
    assessor.finish()
    assert not any(step.events for step in steps)
    assert {step.phase for step in steps} == {"nobody"}


CHECKS = [
    pytest.param(e, name, check, id=f"{e.id}-{name}") for e in EXERCISES for name, check in e.checks.items()
]


def judged(exercise: Exercise, check: Check, value: float) -> set[str]:
    book = RuleBook(exercise)
    values = dict.fromkeys(exercise.signals, math.nan) | {check.signal: value}
    values |= {c.signal: c.bound for c in check.given if c.signal != check.signal}
    for i in range(3 * FPS):
        book.step(i / FPS, check.when[0], values, False, None)
    return set(book.active())


@pytest.mark.parametrize(("exercise", "name", "check"), CHECKS)
def test_every_check_fires_and_stays_silent(exercise: Exercise, name: str, check: Check):
    if check.warn_max is not None and check.ok_max is not None:
        assert name in judged(exercise, check, check.warn_max + 0.2 * (check.warn_max - check.ok_max))
        assert name not in judged(exercise, check, check.ok_max)
    if check.warn_min is not None and check.ok_min is not None:
        assert name in judged(exercise, check, check.warn_min - 0.2 * (check.ok_min - check.warn_min))
        assert name not in judged(exercise, check, check.ok_min)
    assert judged(exercise, check, math.nan) == set()
    assert PERSIST_S[check.grade] < 3


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids)
def test_words_and_sources(exercise: Exercise):
    cues = [check.cue for check in exercise.checks.values()] + [exercise.position.cue, exercise.view.cue]
    for cue in cues:
        assert 1 <= len(cue.split()) <= 8
        assert not any(
            word in cue.lower().split() for word in ("not", "don't", "never", "stop", "wrong", "bad")
        )
    rules = [exercise.position, exercise.view, exercise.dose, exercise.count or exercise.hold]
    assert all(rule and rule.source for rule in [*rules, *exercise.checks.values()])
    assert len({column(name, s) for name, s in exercise.signals.items()}) == len(exercise.signals)
