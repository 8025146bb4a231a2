"""Known swings give known rounds, sides, times and cadence, at any frame rate."""

from __future__ import annotations

import itertools
import math
import pickle
from collections.abc import Callable

import numpy as np
import pytest

from posecheck.engine.cadence import active_s, cadence_per_min
from posecheck.engine.cyclic import CycleCounter
from posecheck.engine.filters import LowPass
from posecheck.engine.rounds import Round
from posecheck.engine.signals import CYCLIC_CUTOFF_HZ
from posecheck.exercises.counting import Cycle

STEPS = Cycle(signal="lift", beyond=0.08, name="step", sided=True, min_s=0.28, source="test")
TURNS = Cycle(signal="knee", around="middle", beyond=12, each="whole", name="turn", min_s=0.4, source="test")
Course = Callable[[float], float]


def marching(steps: int, step_s: float, lift: float = 0.3, from_s: float = 1.0) -> Course:
    """Return the height of the left knee over the right: one knee up after the other, from rest."""

    def at(t_s: float) -> float:
        k, share = divmod((t_s - from_s) / step_s, 1)
        return lift * math.sin(math.pi * share) ** 2 * (-1) ** k if 0 <= k < steps else 0.0

    return at


def pedalling(turns: int, turn_s: float, from_s: float = 1.0) -> Course:
    """Return the angle of a knee that turns a pedal from its lowest point."""

    def at(t_s: float) -> float:
        share = min(max(t_s - from_s, 0.0) / turn_s, turns)
        return 105 + 35 * math.cos(2 * math.pi * share)

    return at


def count(rule: Cycle, course: Course, length_s: float, fps: float = 30, noise: float = 0.0) -> list[Round]:
    counter, smooth, rng = CycleCounter(rule), LowPass(CYCLIC_CUTOFF_HZ), np.random.default_rng(1)
    stamps = np.arange(0, length_s, 1 / fps)
    told = [r for t in stamps for r in counter.step(t, smooth.step(t, course(t) + rng.normal(0, noise)))]
    return told + counter.clear()


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
@pytest.mark.parametrize("step_s", [0.34, 0.5, 0.75])
def test_steps_are_counted_at_any_rate(fps: float, step_s: float):
    told = count(STEPS, marching(20, step_s), 20 * step_s + 3, fps, noise=0.01)
    assert len(told) == 20
    assert [r.side for r in told] == ["left", "right"] * 10
    assert cadence_per_min([r.start_s for r in told], STEPS) == pytest.approx(60 / step_s, rel=0.03)


def test_steps_of_a_bout_may_be_smaller_than_its_first_ones():
    large, small = marching(8, 0.5, lift=0.12), marching(6, 0.5, lift=0.075, from_s=5.0)
    assert len(count(STEPS, lambda t_s: large(t_s) + small(t_s), 10)) == 14
    assert count(STEPS, small, 10) == []


def test_a_step_has_its_times_and_reach():
    first, second, *_ = count(STEPS, marching(6, 0.6), 6)
    # a squared sine passes 0.04 of 0.3 after 0.119 of its length; the low-pass is 0.03 s late
    assert first.start_s == pytest.approx(1 + 0.119 * 0.6 + 0.03, abs=0.03)
    assert first.peak_s == pytest.approx(1.33, abs=0.04)
    assert second.start_s - first.start_s == pytest.approx(0.6, abs=0.02)
    assert first.end_s < second.start_s
    assert first.reach == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("turn_s", [0.67, 1.0, 1.7])
def test_turns_are_counted_at_any_rate(fps: float, turn_s: float):
    told = count(TURNS, pedalling(12, turn_s), 12 * turn_s + 4, fps, noise=1.0)
    assert len(told) == 12
    assert {r.side for r in told} == {None}
    assert cadence_per_min([r.start_s for r in told], TURNS) == pytest.approx(60 / turn_s, rel=0.03)
    assert told[3].reach == pytest.approx(70, abs=6)


def test_a_turn_that_takes_too_long_ends_the_bout():
    assert count(TURNS, pedalling(6, 2.6), 20) == []
    assert len(count(TURNS, pedalling(6, 1.7), 20)) == 6


def test_a_shift_of_weight_is_no_step():
    assert count(STEPS, marching(2, 0.6), 8) == []
    assert len(count(STEPS, marching(3, 0.6), 8)) == 3


def test_noise_alone_is_no_step():
    assert count(STEPS, lambda _: 0.0, 60, noise=0.03) == []


def test_a_knee_that_stays_up_ends_the_bout_and_is_no_step():
    def at(t_s: float) -> float:
        return marching(6, 0.5)(t_s) if t_s < 4 else (0.3 if t_s < 9 else marching(6, 0.5, from_s=10)(t_s))

    told = count(STEPS, at, 16)
    assert len(told) == 12
    assert all(r.end_s - r.start_s < 0.6 for r in told)


def test_a_trembling_knee_is_one_step():
    def at(t_s: float) -> float:
        return marching(10, 0.6)(t_s) * (1 - 0.45 * math.sin(30 * t_s) ** 2)

    assert len(count(STEPS, at, 10)) == 10


def test_two_bouts_give_their_own_seconds_and_no_cadence_between():
    counter = CycleCounter(STEPS)
    at = [marching(10, 0.5), marching(10, 0.5, from_s=10)]
    cadence, told = {}, []
    for t_s in np.arange(0, 20, 1 / 30):
        told += counter.step(t_s, sum(course(t_s) for course in at))
        cadence[round(t_s, 1)] = counter.cadence_per_min
    assert cadence[5.0] == pytest.approx(120, rel=0.02)
    assert cadence[9.0] is None
    seconds = active_s([(r.start_s, r.end_s) for r in told], STEPS)
    assert seconds == pytest.approx(2 * (5 - 2 * 0.119 * 0.5), abs=0.1)
    assert active_s([], STEPS) == 0


def test_who_limps_has_one_cadence():
    starts = [0.0, 0.4, 1.0, 1.4, 2.0, 2.4]
    assert cadence_per_min(starts, STEPS) == pytest.approx(120)


def test_unseen_moments_lose_no_more_than_they_hid():
    def at(t_s: float) -> float:
        return math.nan if 3.1 < t_s < 3.5 else marching(20, 0.5)(t_s)

    assert 18 <= len(count(STEPS, at, 13)) <= 20


def test_pickled_midway_equals_not():
    course, stamps = marching(20, 0.5), [float(t) for t in np.arange(0, 12, 1 / 30)]
    whole, half = CycleCounter(STEPS), CycleCounter(STEPS)
    wanted = [r for t in stamps for r in whole.step(t, course(t))]
    got = [r for t in stamps[:130] for r in half.step(t, course(t))]
    half = pickle.loads(pickle.dumps(half))
    got += [r for t in stamps[130:] for r in half.step(t, course(t))]
    assert got == wanted
    assert half.cadence_per_min == whole.cadence_per_min


KICKS = Cycle(
    signal="kick", around="middle", beyond=2, name="kick", sided=True, min_s=0.3, max_s=4, source="test"
)
STROKES = Cycle(signal="arm", beyond=0.2, name="stroke", sided=True, min_s=0.5, max_s=4, source="test")


def kicking(kicks: int, kick_s: float, rest: float) -> Course:
    """Return how much higher the left leg is, from a rest that is not in the middle between the kicks."""

    def at(t_s: float) -> float:
        k, share = divmod((t_s - 2.5) / kick_s, 1)
        goal = 6 * math.sin(math.pi * share) * (-1) ** k
        return goal if 0 <= k < kicks else rest

    return at


@pytest.mark.parametrize("rest", [-2.5, 0.0, 2.5])
def test_who_rests_beside_the_middle_loses_no_kick(rest: float):
    told = count(KICKS, kicking(10, 0.8, rest), 13)
    assert [r.side for r in told] == ["left", "right"] * 5
    assert told[0].start_s == pytest.approx(2.6, abs=0.3)
    assert told[-1].end_s == pytest.approx(10.4, abs=0.4)


@pytest.mark.parametrize("last", [0.3, -0.3, -1.4])
def test_a_rest_that_drifts_before_the_first_kick_is_no_kick(last: float):
    """Kicks go to 6; from the third second before them on, the rest beside their middle drifts by 1.4."""
    kicks = kicking(10, 0.8, -2.5)
    told = count(KICKS, lambda t: kicks(t) + (last - 1.4 * min(t / 2, 1) if t < 2.5 else 0.0), 13)
    assert [r.side for r in told] == ["left", "right"] * 5
    assert told[0].start_s == pytest.approx(2.6, abs=0.3)


def test_a_hand_that_rests_at_an_end_makes_no_stroke_before_and_one_at_last():
    def at(t_s: float) -> float:
        return -0.9 * math.cos(math.pi * min(max(t_s - 2, 0), 14) / 1.4)

    told = count(STROKES, at, 18)
    assert [r.side for r in told] == ["left", "right"] * 5
    assert told[0].start_s == pytest.approx(2.7, abs=0.2)


def test_a_glitch_of_a_frame_or_two_is_no_stroke():
    def at(t_s: float) -> float:
        return 0.9 * math.sin(math.pi * t_s / 1.4) * (-1 if 7.6 < t_s < 7.72 else 1)

    assert len(count(STROKES, at, 14)) == 10


def told_of(rule: Cycle, course: Course, length_s: float, from_s: float = 0.0) -> list[Round]:
    """Return what is told of a course without noise from that time on."""
    counter = CycleCounter(rule)
    told = [r for t in np.arange(from_s, length_s, 1 / 30) for r in counter.step(t, course(t))]
    return told + counter.clear()


AROUND_ZERO = STEPS.model_copy(update={"around": "zero", "min_s": 0.18})
AROUND_MIDDLE = STEPS.model_copy(update={"around": "middle", "min_s": 0.18})


def test_a_rest_beside_the_middle_is_no_step_however_short():
    """Whoever is seen for half a second only before the first step has not taken one more."""

    def at(t_s: float) -> float:
        return 0.1 if t_s < 1 or t_s > 5 else -0.3 * math.sin(math.pi * (t_s - 1) / 0.4)

    assert len(told_of(AROUND_MIDDLE, at, 7, from_s=0.5)) == 10


def test_a_high_step_beside_a_low_one_does_not_hide_the_next():
    """One higher knee moves the middle up: the next low one starts late, and the one after it early."""
    sizes = [0.09] * 6 + [0.19] + [0.09] * 7

    def at(t_s: float) -> float:
        k, share = divmod((t_s - 1) / 0.28, 1)
        return sizes[int(k)] * math.sin(math.pi * share) * (-1) ** int(k) if 0 <= k < 14 else 0.0

    told = told_of(AROUND_MIDDLE.model_copy(update={"beyond": 0.03}), at, 8)
    assert [r.side for r in told] == ["left", "right"] * 7


def test_a_small_swing_within_a_step_is_an_error_of_the_network():
    def at(t_s: float) -> float:
        slip = 0.4 * math.exp(-(((t_s - 5.8) / 0.07) ** 2))  # late in a right step, to the left
        return marching(14, 0.5)(t_s) + slip

    assert len(told_of(STEPS.model_copy(update={"min_s": 0.12}), at, 10)) == 14


def test_a_hand_at_rest_that_the_network_loses_makes_no_stroke():
    """At rest behind the shoulder, taken for the other hand for a frame or two now and then."""

    def at(t_s: float) -> float:
        slip = t_s < 2 and t_s % 0.5 > 0.43
        return 0.4 if slip else -0.9 * math.cos(math.pi * min(max(t_s - 2, 0), 14) / 1.4)

    assert len(told_of(STROKES, at, 18)) == len(told_of(STROKES, lambda t_s: at(max(t_s, 2.0)), 18)) == 10


@pytest.mark.parametrize("size", [0.06, 0.01])
def test_a_step_hardly_seen_between_two_of_the_other_side_is_one(size: float):
    def at(t_s: float) -> float:
        return marching(14, 0.4)(t_s) * (size / 0.3 if 4.6 <= t_s < 5.0 else 1)

    assert [r.side for r in told_of(AROUND_MIDDLE, at, 9)] == ["left", "right"] * 7


def test_who_goes_on_with_one_leg_is_believed_one_unseen_step():
    """Eight steps, then the left knee alone, at the same time as before."""

    def at(t_s: float) -> float:
        return marching(26, 0.4)(t_s) if t_s < 4.2 else max(0.0, marching(26, 0.4)(t_s))

    told = told_of(AROUND_ZERO, at, 13)
    assert [r.seen for r in told].count(False) == 1
    assert [r.side for r in told if r.seen].count("left") == 13


def test_a_swing_that_turns_twice_on_one_side_hides_none_of_the_other():
    """Ahead goes the near knee, and half as far the far one, taken for it."""

    def at(t_s: float) -> float:
        share = (t_s - 1) % 1.2 / 1.2 if 1 <= t_s < 10.6 else 0.0
        other = 0.22 * math.exp(-(((share - 0.75) / 0.14) ** 2))
        return 0.4 * math.exp(-(((share - 0.25) / 0.1) ** 2)) + other

    assert sum(r.sign > 0 for r in told_of(AROUND_MIDDLE, at, 12)) == 8


def test_a_slight_swing_at_the_end_is_no_step():
    def at(t_s: float) -> float:
        return marching(14, 0.4)(t_s) * (0.2 if t_s >= 6.2 else 1)

    assert len(told_of(AROUND_MIDDLE, at, 9)) == 13


def test_what_is_half_as_large_as_a_turn_is_none():
    """The far knee, taken for the near one half a turn late, opens and bends by 0.45 of it."""

    def at(t_s: float) -> float:
        share = (t_s - 1) % 1.0
        slips = 32 * (math.exp(-(((share - 0.62) / 0.05) ** 2)) + math.exp(-(((share - 0.3) / 0.05) ** 2)))
        return pedalling(9, 1.0)(t_s) + (slips if 1 < t_s < 10 else 0.0)

    assert len(told_of(TURNS, at, 13)) == 9


def test_a_turn_cut_in_two_does_not_shift_the_next():
    """The far knee is taken for the near one for a moment, at the end of the fourth turn."""

    def at(t_s: float) -> float:
        return pedalling(8, 1.0)(t_s) - 45 * math.exp(-(((t_s - 5.0) / 0.05) ** 2))

    told = told_of(TURNS, at, 11)
    assert [round(r.peak_s % 1, 1) for r in told] == [0.5] * 8


def test_the_last_turn_ends_where_the_pedal_stops():
    told = told_of(TURNS, pedalling(6, 1.6), 14)
    assert told[-1].end_s == pytest.approx(1 + 6 * 1.6, abs=0.12)


@pytest.mark.parametrize(("steps", "told"), [(4, 0), (5, 5)])
def test_fewer_than_the_definition_asks_for_are_none(steps: int, told: int):
    assert len(told_of(STEPS.model_copy(update={"fewest": 5}), marching(steps, 0.5), 8)) == told


ONE_SEEN = Cycle(
    signal="lift", around="middle", beyond=0.05, name="step", sided=True, min_s=0.15, fewest=5, source="test"
)


def one_foot_seen(steps: int, step_s: float, from_s: float = 1.0) -> Course:
    """Return the height of the near foot over the far one, whose own steps the body hides; it stands low."""

    def at(t_s: float) -> float:
        k, share = divmod((t_s - from_s) / step_s, 1)
        return 0.05 + 0.4 * math.sin(math.pi * share) ** 2 if 0 <= k < steps and k % 2 else 0.05

    return at


@pytest.mark.parametrize("step_s", [0.5, 0.55, 0.6])
def test_the_stand_after_the_last_step_is_no_step_of_the_hidden_foot(step_s: float):
    def at(t_s: float) -> float:
        mistaken = 0.2 if 1.05 <= t_s < 1.2 else 0.0  # the hidden foot, as it lifts first, for the near one
        return one_foot_seen(16, step_s)(t_s) + mistaken

    sides = [r.side for r in count(ONE_SEEN, at, 13)]
    assert sides == ["right", "left"] * 8


def test_rounds_do_not_overlap_where_the_middle_moves():
    def at(t_s: float) -> float:
        return marching(16, 0.55)(t_s) * (2 if 2.1 <= t_s < 2.65 else 1)  # one step is higher

    rounds = count(ONE_SEEN, at, 12)
    assert len(rounds) == 16
    assert all(a.end_s <= b.start_s for a, b in itertools.pairwise(rounds))
