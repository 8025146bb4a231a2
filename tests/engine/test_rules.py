"""Verdicts: tolerance, persistence, silence where nothing is known; scores and tempo by known numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posecheck.engine.movement import Movement
from posecheck.engine.rules import Evidence, RuleBook, points_of
from posecheck.engine.score import score
from posecheck.engine.tempo import tempo_of
from posecheck.engine.verdicts import rep_and_faults
from posecheck.exercises.library import Library
from posecheck.result import Fault
from tests.figures import min_jerk

BRIDGE = Library().get("bridge")
LOW = BRIDGE.checks["low_hips"]
FPS = 30


def book_after(hip_off: list[float], *, wide_view: bool = False, phase: str = "hold") -> RuleBook:
    book = RuleBook(BRIDGE)
    for i, value in enumerate(hip_off):
        values = dict.fromkeys(BRIDGE.signals, math.nan) | {"hip_off": value}
        book.step(i / FPS, phase, values, wide_view, None)
    return book


@pytest.mark.parametrize(
    ("value", "points"), [(-0.05, 1.0), (-0.08, 1.0), (-0.105, 0.75), (-0.13, 0.5), (-0.18, 0.0)]
)
def test_points_across_the_bands(value: float, points: float):
    assert points_of(LOW, value) == pytest.approx(points)


def test_a_fault_must_last():
    assert not book_after([-0.2] * 12).active()
    assert set(book_after([-0.2] * 17).active()) == {"low_hips"}


def test_a_fault_seen_six_tenths_of_the_time_is_told_and_half_is_not():
    assert book_after(([-0.2] * 7 + [0.0] * 3) * 12).active()
    assert not book_after(([-0.2] * 5 + [0.0] * 5) * 12).active()


def test_unknown_is_silent():
    book = book_after([math.nan] * 60)
    assert not book.active()
    assert book.evidence()["low_hips"].known_s == 0


def test_other_phases_are_not_judged():
    assert not book_after([-0.3] * 60, phase="out").active()


def test_an_oblique_view_widens_the_bounds():
    assert not book_after([-0.145] * 60, wide_view=True).active()
    assert book_after([-0.145] * 60).active()


def test_a_mended_fault_is_an_event_with_its_worst():
    book = RuleBook(BRIDGE)
    ended = []
    for i, value in enumerate([-0.2] * 30 + [-0.3] * 10 + [0.0] * 60):
        values = dict.fromkeys(BRIDGE.signals, math.nan) | {"hip_off": value}
        ended += book.step(i / FPS, "hold", values, False, None)
    assert [f.id for f in ended] == ["low_hips"]
    assert ended[0].worst == -0.3
    assert ended[0].limit == -0.13
    assert ended[0].start_s == pytest.approx(0.0, abs=1.1 / FPS)


def test_a_frame_in_which_a_check_is_not_asked_for_ends_no_fault():
    dead_bug = Library().get("dead_bug")
    book = RuleBook(dead_bug)
    for i in range(90):
        arm_deg = 110.0 if i == 60 else 150.0
        values = dict.fromkeys(dead_bug.signals, math.nan) | {"hip": 90.0, "arm_up": arm_deg}
        assert book.step(i / FPS, "ready", values, False, None) == []
    assert "not_together" in book.active()


def evidence(points: float, *, bad_s: float = 0.0, known_s: float = 2.0) -> dict[str, Evidence]:
    return {name: Evidence(2.0, known_s, points * known_s, bad_s) for name in BRIDGE.checks}


def test_score_of_a_perfect_rep_is_100():
    total, parts = score({"range": 1.0, "tempo": 1.0, "smoothness": 1.0}, BRIDGE.checks, evidence(1.0))
    assert total == 100
    assert parts == {"range": 100, "tempo": 100, "smoothness": 100, "form": 100}


def test_score_weighs_40_40_10_10():
    total, _ = score({"range": 0.5, "tempo": 1.0, "smoothness": 0.0}, BRIDGE.checks, evidence(1.0))
    assert total == 70


def test_a_long_bad_major_check_caps_at_60():
    total, _ = score({"range": 1.0, "tempo": 1.0, "smoothness": 1.0}, BRIDGE.checks, evidence(1.0, bad_s=1.2))
    assert total == 60


def test_too_little_seen_gives_no_number():
    total, _ = score(
        {"range": 1.0, "tempo": 1.0, "smoothness": 1.0}, BRIDGE.checks, evidence(1.0, known_s=0.4)
    )
    assert total is None


def movement(out_s: float, back_s: float, range_deg: float = 60.0) -> Movement:
    times = [i / 100 for i in range(int((out_s + 1 + back_s) * 100) + 1)]
    course = tuple((t, range_deg * (min_jerk(t / out_s) - min_jerk((t - out_s - 1) / back_s))) for t in times)
    return Movement(0, out_s, out_s + 1 + back_s, 1.0, 0.0, range_deg, None, None, course)


def test_one_who_goes_on_through_neutral_is_measured_by_the_whole_way():
    """110 degrees from end to end in 0.9 s pass the middle at 229 degrees/s: sudden for one half alone."""
    times = [i / 100 for i in range(46)]
    course = tuple((t, 55 - 110 * min_jerk(t / 0.9)) for t in times)
    half = Movement(0, 0, 0.45, 0.1, 0.0, 55.0, None, None, course)
    assert tempo_of(half, "deg").sudden
    assert not tempo_of(half, "deg", way=110.0).sudden


def test_min_jerk_60_degrees_in_1_5_s_is_calm():
    tempo = tempo_of(movement(1.5, 1.5), "deg")
    assert tempo.peak_speed == pytest.approx(75, abs=2)
    assert not tempo.sudden
    assert tempo.smoothness() == 1.0


def test_the_same_in_half_a_second_is_sudden():
    tempo = tempo_of(movement(0.5, 1.5), "deg")
    # 225 degrees/s at the instant; over 0.2 s of the movement it is 60 (s(0.7) - s(0.3)) / 0.2.
    assert tempo.peak_speed == pytest.approx(202, abs=3)
    assert tempo.sudden


def test_limbs_taken_for_each_other_for_a_few_frames_are_no_sudden_movement():
    calm = movement(1.5, 1.5)
    course = tuple((t, v - 40 if 0.9 <= t < 1.05 else v) for t, v in calm.course)
    tempo = tempo_of(replace(calm, course=course), "deg")
    # The jump alone is 200 degrees/s over 0.2 s; the median is off by half of it in time, not in size.
    assert tempo.peak_speed < 130
    assert not tempo.sudden


def test_small_movements_are_not_judged():
    assert tempo_of(movement(0.5, 0.5, range_deg=10.0), "deg").smoothness() is None


def test_a_dropped_return_is_told_and_slow_never():
    assert tempo_of(movement(3.0, 0.8), "deg").dropped
    assert not tempo_of(movement(8.0, 8.0), "deg").dropped


def test_a_way_back_that_is_over_early_is_set_against_the_same_part_of_the_way_out():
    whole = movement(2.0, 1.0)
    over = next(t for t, v in whole.course if t > 3.0 and v <= 15)
    early = replace(whole, end_s=over, course=tuple((t, v) for t, v in whole.course if t <= over))
    assert tempo_of(whole, "deg").back_share == pytest.approx(0.5, abs=0.15)
    assert tempo_of(early, "deg").back_share == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(("exercise", "told"), [("bridge", {"jerk"}), ("seated_spinal_twist", set())])
def test_what_depth_tells_is_too_unsteady_for_jerks(exercise: str, told: set[str]):
    definition = Library().get(exercise)
    unseen = RuleBook(definition).evidence()
    events = rep_and_faults(definition, movement(0.5, 1.5), unseen, 1, view_suits=True)
    assert {event.id for event in events if isinstance(event, Fault)} - {"short_hold"} == told


def test_a_check_that_waits_for_another_is_asked_once_that_one_is_out_of_sight():
    """The back is seen to round for half a second, and then no more; the head goes on dropping."""
    chair = Library().get("chair_hamstring_stretch")
    rules = RuleBook(chair)
    values = dict.fromkeys(chair.signals, 0.0) | {"head": -50.0}
    for index in range(3 * FPS):
        back = 25.0 if index < FPS / 2 else math.nan
        rules.step(index / FPS, "hold", values | {"back": back}, False, None)
    assert set(rules.active()) & {"back_rounds", "back_rounds_proxy"} == {"back_rounds_proxy"}
