"""Knees lifted to the hips are steps without a long row of them; one alone, or one held up, is none."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest

from posecheck.engine.outright import OutrightRounds
from posecheck.engine.rounds import Round
from posecheck.exercises.counting import Cycle, Outright

HIGH = Outright(signal="knee_up", beyond=-0.3, back=-0.45, source="test")
STEPS = Cycle(signal="lift", beyond=0.05, name="step", max_s=2.0, fewest=6, source="test", outright=HIGH)


def lifts(*at_s: float, length_s: float = 0.8):
    """Return a knee's height over its hip that goes up for so long at these times."""

    def height(t_s: float) -> float:
        since_s = min((t_s - begin_s for begin_s in at_s if t_s >= begin_s), default=math.inf)
        return -0.7 + math.sin(math.pi * since_s / length_s) if since_s <= length_s else -0.7

    return height


def told(course, until_s: float, from_s: float = 0.0, fps: float = 30) -> list[Round]:
    """Return what is told of a course while no row is found, then as the person leaves."""
    rounds, found = OutrightRounds(STEPS, HIGH), []
    for t_s in np.arange(from_s, until_s, 1 / fps):
        rounds = pickle.loads(pickle.dumps(rounds))
        found += rounds.step(t_s, {"knee_up": course(t_s)}, [], active=False)
    return found + rounds.clear([])


def in_a_row(start_s: float) -> Round:
    """Return a round as another counter tells it."""
    return Round(start_s, start_s + 0.4, start_s + 0.8, 0.5, "left")


def test_two_high_knees_are_two_steps_of_no_side():
    found = told(lifts(1.0, 2.2), until_s=3.2)
    assert [round(one.peak_s, 1) for one in found] == [1.4, 2.6]
    assert {(one.by, one.side) for one in found} == {("knee_up", None)}
    assert all(one.start_s < one.peak_s < one.end_s for one in found)


def test_they_are_told_once_a_pause_shows_that_no_row_follows():
    rounds = OutrightRounds(STEPS, HIGH)
    course, at_s = lifts(1.0, 2.2), []
    for t_s in np.arange(0, 8, 1 / 30):
        at_s += [t_s for _ in rounds.step(t_s, {"knee_up": course(t_s)}, [], active=False)]
    assert len(at_s) == 2
    assert all(4.9 < t_s < 5.1 for t_s in at_s)


def test_many_are_told_as_they_come_once_a_row_would_have_been_found():
    rounds, course, told_s = OutrightRounds(STEPS, HIGH), lifts(*np.arange(1, 11, 1.0)), []
    for t_s in np.arange(0, 13, 1 / 30):
        told_s += [t_s for _ in rounds.step(t_s, {"knee_up": course(t_s)}, [], active=False)]
    assert told_s == pytest.approx([8.75] * 8 + [9.75, 10.75], abs=0.1)


def test_a_single_one_counts_that_goes_on_from_those_told():
    assert len(told(lifts(1.0, 2.0, 3.0, 4.2), until_s=9)) == 4


def test_one_alone_is_none():
    assert told(lifts(1.0), until_s=6) == []


def test_a_knee_held_up_is_no_step():
    assert told(lifts(1.0, 4.5, length_s=3.0), until_s=8) == []


def test_knees_that_stay_below_the_hips_are_not_told_so():
    assert told(lambda t_s: lifts(1.0, 2.2)(t_s) - 0.7, until_s=6) == []


def test_who_comes_into_position_with_a_knee_up_has_taken_that_step():
    assert len(told(lifts(0.0, 1.2), until_s=3, from_s=0.4)) == 2


def test_what_is_told_in_a_row_is_not_told_twice():
    rounds, course = OutrightRounds(STEPS, HIGH), lifts(*np.arange(1, 9, 1.0))
    found: list[Round] = []
    for t_s in np.arange(0, 14, 1 / 30):
        whole = round(t_s * 30)
        row = [in_a_row(1.0 + k) for k in range(6)] if whole == 200 else []
        row = [in_a_row(t_s - 0.8)] if whole in (234, 264) else row
        found += rounds.step(t_s, {"knee_up": course(t_s)}, row, active=200 <= whole < 320)
    assert len(found) == 8
    assert all(one.by is None for one in found)


def test_what_was_told_alone_is_not_told_again_in_a_row():
    rounds, course = OutrightRounds(STEPS, HIGH), lifts(1.0, 2.0)
    for t_s in np.arange(0, 6, 1 / 30):
        rounds.step(t_s, {"knee_up": course(t_s)}, [], active=False)
    row = [in_a_row(2.0), in_a_row(5.0)]
    assert rounds.step(6.0, {"knee_up": -0.7}, row, active=True) == row[1:]


def test_a_glitch_of_the_network_is_no_step():
    assert told(lambda t_s: 0.2 if 1.0 <= t_s < 1.1 or 2.0 <= t_s < 2.25 else -0.7, until_s=6) == []


def test_times_lie_between_frames():
    starts_s = [told(lifts(1.0, 2.2), until_s=4, fps=fps)[0].start_s for fps in (60, 10)]
    assert starts_s[0] == pytest.approx(starts_s[1], abs=0.03)


def test_who_stands_on_one_leg_afterwards_has_taken_the_steps_before():
    rounds, at_s = OutrightRounds(STEPS, HIGH), []
    course = lifts(1.0, 2.2)
    for t_s in np.arange(0, 30, 1 / 30):
        value = 0.2 if t_s > 4 else course(t_s)
        at_s += [t_s for _ in rounds.step(t_s, {"knee_up": value}, [], active=False)]
    assert at_s == pytest.approx([6.0, 6.0], abs=1.1)


def test_one_knee_after_coming_back_is_none():
    rounds = OutrightRounds(STEPS, HIGH)
    for t_s in np.arange(0, 3.2, 1 / 30):
        rounds.step(t_s, {"knee_up": lifts(1.0, 2.2)(t_s)}, [], active=False)
    assert len(rounds.clear([])) == 2
    found = [
        one
        for t_s in np.arange(3.2, 9, 1 / 30)
        for one in rounds.step(t_s, {"knee_up": lifts(3.4)(t_s)}, [], active=False)
    ]
    assert found + rounds.clear([]) == []


def test_high_knees_after_a_row_and_before_it_count_too():
    rounds, found = OutrightRounds(STEPS, HIGH), []
    course = lifts(1.0, 2.0, *np.arange(9.0, 12, 1.0))
    for t_s in np.arange(0, 16, 1 / 30):
        whole = round(t_s * 30)
        row = [in_a_row(3.0 + k) for k in range(6)] if whole == 264 else []
        found += rounds.step(t_s, {"knee_up": course(t_s)}, row, active=264 <= whole < 330)
    assert [one.by for one in found] == ["knee_up"] * 2 + [None] * 6 + ["knee_up"] * 3
    assert [one.start_s for one in found] == sorted(one.start_s for one in found)
