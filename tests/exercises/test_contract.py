"""One contract over every definition: it counts what its limits ask for, checks fire and stay silent.

Each test moves signals that are made up from the file's own limits, so that a file whose limits contradict
one another, or that no movement can satisfy, does not pass.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest

from posecheck.engine.assessor import Assessor
from posecheck.engine.cyclic import CycleCounter
from posecheck.engine.holds import HoldTimer
from posecheck.engine.movement import Movement
from posecheck.engine.pacing import LEAD_S, Pacer
from posecheck.engine.reps import RepCounter
from posecheck.engine.rounds import Round
from posecheck.engine.rules import PERSIST_S, RuleBook
from posecheck.engine.signals import column
from posecheck.engine.two_way import TwoWayCounter
from posecheck.engine.ways import EachWay
from posecheck.exercises.conditions import Condition
from posecheck.exercises.library import Library
from posecheck.exercises.schema import Check, Exercise
from posecheck.pose import empty_pose
from tests.figures import rep_course

EXERCISES = Library().all()
COUNTED = [e for e in EXERCISES if e.count and not e.count.other]
STRETCHED = [e for e in COUNTED if e.count and e.count.plateau]
TWO_WAY = [e for e in EXERCISES if e.both_ways]
EACH_WAY = [e for e in EXERCISES if e.count and e.count.each]
HELD = [e for e in EXERCISES if e.hold]
CYCLIC = [e for e in EXERCISES if e.cycle]
PACED = [e for e in EXERCISES if e.pace]
LOGGED = [e for e in EXERCISES if e.kind == "log"]
SEEN = [e for e in EXERCISES if e.kind != "log"]
FPS = 30
EVERY_S = 10
"""A repetition each ten seconds: two out, the hold, two back, and rest."""
MARGIN = {"deg": 10.0, "ratio": 0.1}
"""By how much a bound is passed."""
RANGE = {"deg": 70.0, "ratio": 0.7}
"""How far a signal travels."""


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


def unit_of(exercise: Exercise, signal: str) -> str:
    return exercise.signals[signal].unit


def goal_and_rest(exercise: Exercise, signal: str) -> tuple[float, float]:
    """Return where a signal of the count is at the peak, and at rest: well back, or well before it begins."""
    rule = exercise.count
    assert rule is not None
    margin, travel = MARGIN[unit_of(exercise, signal)], RANGE[unit_of(exercise, signal)]
    goal = well_inside(rule.peak, signal, math.nan, margin)
    assert goal is not None
    up = 1 if next(c.at_least for c in rule.peak if c.signal == signal) else -1
    done = [c.bound for c in (*rule.done, *rule.enter) if c.signal == signal and not c.from_rest]
    return goal, done[0] - up * margin if done else goal - up * travel


def course(
    exercise: Exercise, far: Callable[[float, float], float], reps: int, hold_s: float = 2.0
) -> list[Movement]:
    """Move the main signal out and back, all other signals of the peak with it; return what was told.

    Args:
        exercise: The definition.
        far: How far the main signal goes out, of where it is at the peak and at rest.
        reps: How often.
        hold_s: How long it stays out.
    """
    rule = exercise.count
    assert rule is not None
    ends = {s: goal_and_rest(exercise, s) for s in {c.signal for c in rule.peak}}
    goal, rest = ends[rule.signal]
    counter = RepCounter(rule, exercise.signals[rule.signal].unit, exercise.dose.hold_s)
    told = []
    for index in range(reps * EVERY_S * FPS):
        t_s = index / FPS
        share = rep_course(t_s % EVERY_S, 1, hold_s=hold_s)
        values = dict.fromkeys(exercise.signals, math.nan)
        values |= {s: low + share * (high - low) for s, (high, low) in ends.items()}
        values[rule.signal] = rest + share * (far(goal, rest) - rest)
        told.append(counter.step(t_s, values, "left"))
    return [movement for movement in told if movement]


@pytest.mark.parametrize("exercise", COUNTED, ids=ids)
def test_full_reps_count(exercise: Exercise):
    movements = course(exercise, lambda goal, rest: goal, 5)
    assert [m.reason for m in movements] == [None] * 5


@pytest.mark.parametrize("exercise", COUNTED, ids=ids)
def test_half_depth_does_not_count(exercise: Exercise):
    """Nor does half the way of a stretch, without staying there."""
    stays_s = 0.0 if exercise in STRETCHED else 2.0
    movements = course(exercise, lambda goal, rest: (goal + rest) / 2, 3, stays_s)
    assert all(m.reason == "shallow" for m in movements)


@pytest.mark.parametrize("exercise", STRETCHED, ids=ids)
def test_staying_at_ones_own_end_counts(exercise: Exercise):
    """A fifth beyond the least travel, short of the peak bound, for five seconds.

    The last tenth of each two seconds' way, which takes half a second, may count as staying too.
    """
    rule = exercise.count
    assert rule is not None
    assert rule.plateau is not None
    travel = 1.2 * rule.plateau.travel
    movements = course(exercise, lambda goal, rest: rest + math.copysign(travel, goal - rest), 3, 5.0)
    assert [m.reason for m in movements] == [None] * 3
    assert all(4.8 <= m.hold_s <= 6.2 for m in movements)


def there_and_over(exercise: Exercise, depth: float, stays_s: float) -> list[Movement]:
    """Go to one side, to the other and rest, three times, by a share of both peaks; return what was told."""
    rule = exercise.count
    assert rule is not None
    assert rule.other is not None
    there, over = (depth * way.peak[0].bound for way in (rule, rule.other))
    counter = (EachWay if rule.each else TwoWayCounter)(
        rule, exercise.signals[rule.signal].unit, exercise.dose.hold_s
    )
    told = []
    for index in range(3 * 16 * FPS):
        t_s = index / FPS
        first, second = (rep_course(t_s % 16, at, hold_s=stays_s) if t_s % 16 > at else 0.0 for at in (0, 7))
        values = dict.fromkeys(exercise.signals, math.nan) | {rule.signal: there * first + over * second}
        told.append(counter.step(t_s, values, "left"))
    return [movement for movement in told if movement]


@pytest.mark.parametrize("exercise", TWO_WAY, ids=ids)
@pytest.mark.parametrize(("depth", "reason"), [(1.2, None), (0.72, "shallow")])
def test_both_ways_make_a_rep(exercise: Exercise, depth: float, reason: str | None):
    assert [m.reason for m in there_and_over(exercise, depth, 2.0)] == [reason] * 3


@pytest.mark.parametrize("exercise", EACH_WAY, ids=ids)
def test_each_way_is_a_rep_of_its_side(exercise: Exercise):
    rule = exercise.count
    assert rule is not None
    assert rule.other is not None
    stays_s = 1.0 + (rule.plateau.lasts_s if rule.plateau else 1.0)
    movements = there_and_over(exercise, 1.2, stays_s)
    assert [m.reason for m in movements] == [None] * 6
    assert [m.side for m in movements] == [rule.name, rule.other.name] * 3
    assert all(m.reason == "shallow" for m in there_and_over(exercise, 0.72, 0.0))


def test_positive_is_the_left_of_a_turn():
    """A turn is positive to the person's left, so no way called left may be reached by a negative one."""
    for exercise in EACH_WAY:
        rule = exercise.count
        assert rule is not None
        assert rule.other is not None
        left = next(way for way in (rule, rule.other) if way.name == "left")
        if exercise.signals[rule.signal].measure.startswith("turn"):
            assert left.peak[0].at_least


@pytest.mark.parametrize("exercise", HELD, ids=ids)
def test_a_hold_is_timed_and_ends(exercise: Exercise):
    rule = exercise.hold
    assert rule is not None
    inside = {s: well_inside(rule.enter, s, math.nan, 0.05) for s in exercise.signals}
    values = {s: math.nan if v is None else v for s, v in inside.items()}
    values[rule.signal] = 0.0 if math.isnan(values[rule.signal]) else values[rule.signal]
    leave = next(c for c in rule.leave if c.signal == rule.signal)
    outside = values | {rule.signal: leave.bound + (0.1 if leave.at_least else -0.1)}
    timer = HoldTimer(rule)
    spans = [timer.step(i / FPS, values if i < 10 * FPS else outside) for i in range(15 * FPS)]
    told = [span for span in spans if span]
    assert len(told) == 1
    assert told[0].seconds == pytest.approx(10, abs=0.1)


def swings(exercise: Exercise, share: float, rounds: int) -> list[Round]:
    """Swing to both sides by a share of what is asked for, at an easy rate; return the rounds told."""
    rule = exercise.cycle
    assert rule is not None
    gap_s = (
        math.sqrt(rule.min_s * min(rule.max_s, 1.5)) if rule.each == "half" else min(rule.max_s, 1.5) / 1.5
    )
    period_s = gap_s * (2 if rule.each == "half" else 1)
    counter = CycleCounter(rule)
    told: list[Round] = []
    for index in range(round((rounds * gap_s + 0.1) * FPS)):
        t_s = index / FPS
        told += counter.step(t_s, share * rule.beyond * math.sin(2 * math.pi * t_s / period_s))
    return told


@pytest.mark.parametrize("exercise", CYCLIC, ids=ids)
def test_rounds_are_counted(exercise: Exercise):
    """The first may be missed, since around a middle of one's own ends both ends must have been seen."""
    rule = exercise.cycle
    assert rule is not None
    told = swings(exercise, 2.0, 20)
    assert 19 <= len(told) <= 20
    if rule.sided:
        assert all(a.side != b.side for a, b in pairwise(told))
    assert swings(exercise, 0.8, 20) == []


@pytest.mark.parametrize("exercise", PACED, ids=ids)
def test_every_round_is_paced(exercise: Exercise):
    rule = exercise.pace
    assert rule is not None
    pacer = Pacer(rule)
    said: list[str] = []
    for index in range(round((LEAD_S + rule.rounds * rule.round_s + 2) * FPS)):
        pacer.step(index / FPS, 0.0)
        if pacer.beat and (not said or said[-1] != pacer.beat.say):
            said.append(pacer.beat.say)
    assert said == [beat.say for beat in rule.beats] * rule.rounds
    assert pacer.rounds == rule.rounds


@pytest.mark.parametrize("exercise", SEEN, ids=ids)
def test_nobody_in_view_gives_nothing(exercise: Exercise):
    assessor = Assessor(exercise)
    steps = [assessor.step(empty_pose(i, i / 10)) for i in range(100)]
    assessor.finish()
    assert not any(step.events for step in steps)
    assert {step.phase for step in steps} == {"nobody"}


@pytest.mark.parametrize("exercise", LOGGED, ids=ids)
def test_what_is_only_written_down_judges_nothing(exercise: Exercise):
    assert not exercise.signals
    assert not exercise.checks
    assert exercise.not_measured


@pytest.mark.parametrize("exercise", SEEN, ids=ids)
def test_staying_is_easier_than_starting(exercise: Exercise):
    """Who is in position when they start is not sent away by the same bound."""
    for stay in exercise.position.stay:
        for start in exercise.position.start:
            if (start.signal, start.at_least) == (stay.signal, stay.at_least):
                assert (stay.bound <= start.bound) if stay.at_least else (stay.bound >= start.bound), str(
                    stay
                )


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
    assert name not in judged(exercise, check, math.nan)
    assert PERSIST_S[check.grade] < 3


FORBIDDEN = ("not", "don't", "never", "stop", "wrong", "bad")


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids)
def test_words_and_sources(exercise: Exercise):
    ways = [way for way in (exercise.count, exercise.count and exercise.count.other) if way]
    cues = [exercise.position.cue, exercise.view.cue, *(check.cue for check in exercise.checks.values())]
    cues += [cue for cue in (*(way.cue for way in ways), exercise.dose.short_cue) if cue]
    for cue in cues:
        assert 1 <= len(cue.split()) <= 8
        assert not any(word in cue.lower().split() for word in FORBIDDEN)
    told_by = [exercise.count, exercise.hold, exercise.cycle, exercise.pace]
    sources = [exercise.dose.source, *(rule.source for rule in told_by if rule)]
    sources += [check.source for check in exercise.checks.values()]
    sources += [exercise.position.source, exercise.view.source] if exercise.kind != "log" else []
    assert all(sources)
    assert len({column(name, s) for name, s in exercise.signals.items()}) == len(exercise.signals)
