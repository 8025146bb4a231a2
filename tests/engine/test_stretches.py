"""Stretches from the pose to the result: own ends, each side by itself, holds of a side, short holds."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from posecheck.engine.assessor import Assessor
from posecheck.engine.summary import summarize
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseFrame, StreamInfo, mirrored
from posecheck.result import SessionResult
from tests.stretches import EACH, HELD, STRETCH, film

ALL = [STRETCH, EACH, HELD]
TENTHS_S = 0.99
"""The last tenth of a way of 2 s there and the first tenth back; they belong to the stay."""
SWAPPED = {"left": "right", "right": "left"}


def assess(exercise: Exercise, poses: list[PoseFrame]) -> Assessor:
    assessor = Assessor(exercise)
    for pose in poses:
        assessor.step(pose)
    assessor.finish()
    return assessor


def told(assessor: Assessor) -> list[tuple[str | None, float]]:
    """Return the side and the seconds of every repetition and hold."""
    reps = [(rep.side, rep.hold_s) for rep in assessor.ledger.reps]
    return reps + [(hold.side, hold.seconds) for hold in assessor.ledger.holds]


def result(assessor: Assessor) -> SessionResult:
    source = StreamInfo("film", 640, 480, 30.0, None)
    return summarize(assessor.exercise, "", assessor.ledger, source, None, [])


def trembling(poses: list[PoseFrame], seed: int) -> list[PoseFrame]:
    """Move every landmark so that the slope of the thigh, 0.12 image heights long, trembles by 2 degrees."""
    rng = np.random.default_rng(seed)
    shaken = [pose.xy + rng.normal(0, 0.003, pose.xy.shape) for pose in poses]
    return [PoseFrame(p.index, p.t_s, xy, p.world, p.visibility) for p, xy in zip(poses, shaken, strict=True)]


@pytest.mark.parametrize("exercise", [STRETCH, EACH], ids=lambda e: e.id)
def test_a_stay_short_of_the_peak_counts_for_its_side_and_is_timed(exercise: Exercise):
    found = told(assess(exercise, film("lrrl")))
    assert [side for side, _ in found] == ["left", "right", "right", "left"]
    assert [seconds for _, seconds in found] == pytest.approx([5.0 + TENTHS_S] * 4, abs=0.1)


@pytest.mark.parametrize("exercise", [STRETCH, EACH], ids=lambda e: e.id)
def test_a_stay_beyond_the_peak_bound_is_timed_the_same(exercise: Exercise):
    found = told(assess(exercise, film("lr", depth=0.98)))
    assert [seconds for _, seconds in found] == pytest.approx([5.0 + TENTHS_S] * 2, abs=0.1)


@pytest.mark.parametrize("exercise", [STRETCH, EACH], ids=lambda e: e.id)
def test_a_recording_that_ends_while_it_is_held_counts_it(exercise: Exercise):
    whole = film("l")
    rep = assess(exercise, whole).ledger.reps[0]
    cut = [pose for pose in whole if pose.t_s <= rep.peak_s + 1.0]
    assert [side for side, _ in told(assess(exercise, cut))] == ["left"]


@pytest.mark.parametrize("exercise", [STRETCH, EACH], ids=lambda e: e.id)
def test_who_turns_back_at_once_has_not_gone_far_enough(exercise: Exercise):
    ledger = assess(exercise, film("lr", hold_s=0.0)).ledger
    assert ledger.reps == []
    assert [(r.side, r.reason) for r in ledger.rejected] == [("left", "shallow"), ("right", "shallow")]


def test_each_way_says_its_own_cue():
    rejected = assess(EACH, film("lr", hold_s=0.0)).ledger.rejected
    assert [r.cue for r in rejected] == ["Left a little further", "Right a little further"]


@pytest.mark.parametrize("exercise", [STRETCH, EACH], ids=lambda e: e.id)
def test_a_stay_close_to_rest_is_nothing(exercise: Exercise):
    ledger = assess(exercise, film("lr", depth=0.28)).ledger
    assert (ledger.reps, ledger.rejected) == ([], [])


def test_a_hold_belongs_to_the_side_that_worked_for_most_of_it():
    found = told(assess(HELD, film("lrr", depth=0.9)))
    assert [side for side, _ in found] == ["left", "right", "right"]


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_the_step_says_the_side_while_it_works_and_none_at_rest(exercise: Exercise):
    assessor = Assessor(exercise)
    steps = [assessor.step(pose) for pose in film("lr")]
    assert [steps[t_s * 30].side for t_s in (1, 6, 12, 17)] == [None, "left", None, "right"]


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_symmetry_tells_both_sides_apart(exercise: Exercise):
    symmetry = result(assess(exercise, film("lrr"))).symmetry
    assert symmetry is not None
    assert (symmetry["left"], symmetry["right"]) == (1, 2)
    assert symmetry["held_s"]["right"] == pytest.approx(2 * symmetry["held_s"]["left"], abs=0.2)
    assert (symmetry["range_ratio"] is None) == (exercise is HELD)


@pytest.mark.parametrize("exercise", [STRETCH, EACH], ids=lambda e: e.id)
def test_released_early_is_told_with_its_cue(exercise: Exercise):
    assessor = assess(exercise, film("l", hold_s=1.5))
    fault = next(f for f in assessor.ledger.faults if f.id == "short_hold")
    assert (fault.side, fault.signal, fault.unit) == ("left", "hold_s", "s")
    assert (fault.worst, fault.limit) == (pytest.approx(1.5 + TENTHS_S, abs=0.1), 3.0)
    assert fault.cue == "Stay a little longer"
    assert "short_hold" in assessor.ledger.reps[0].faults


def test_long_enough_is_not_told_nor_is_anything_without_a_cue():
    silent = STRETCH.model_copy(update={"dose": STRETCH.dose.model_copy(update={"short_cue": ""})})
    for exercise, hold_s in ((STRETCH, 4.0), (silent, 1.0)):
        assessor = assess(exercise, film("l", hold_s=hold_s))
        assert len(assessor.ledger.reps) == 1
        assert [f for f in assessor.ledger.faults if f.id == "short_hold"] == []


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
@pytest.mark.parametrize("fps", [7.5, 15, 60])
def test_any_frame_rate_gives_the_same(exercise: Exercise, fps: float):
    wanted, got = told(assess(exercise, film("lr"))), told(assess(exercise, film("lr", fps=fps)))
    assert [side for side, _ in got] == [side for side, _ in wanted]
    assert [s for _, s in got] == pytest.approx([s for _, s in wanted], abs=0.1)


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_mirrored_equals_original_with_sides_swapped(exercise: Exercise):
    poses = film("lrr")
    original, swapped = told(assess(exercise, poses)), told(assess(exercise, [mirrored(p) for p in poses]))
    assert [side for side, _ in swapped] == [SWAPPED[side] for side, _ in original]
    assert [s for _, s in swapped] == pytest.approx([s for _, s in original], abs=1e-6)


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_pickled_midway_equals_not(exercise: Exercise):
    poses = film("lr")
    half = Assessor(exercise)
    for pose in poses[:180]:  # in the middle of the first stay
        half.step(pose)
    half = pickle.loads(pickle.dumps(half))
    for pose in poses[180:]:
        half.step(pose)
    half.finish()
    assert result(half).to_json() == result(assess(exercise, poses)).to_json()


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
@pytest.mark.parametrize("seed", [1, 2])
def test_noise_of_two_degrees_neither_splits_nor_adds(exercise: Exercise, seed: int):
    wanted = told(assess(exercise, film("lrlr")))
    got = told(assess(exercise, trembling(film("lrlr"), seed)))
    assert [side for side, _ in got] == [side for side, _ in wanted]
    assert [s for _, s in got] == pytest.approx([s for _, s in wanted], abs=0.5)
