"""The whole way on real pixels: every sample gives the counts, sides, times, holds and faults it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posecheck.api import replay
from posecheck.pose import PoseTrack
from posecheck.result import SessionResult
from tests.conftest import sample_names, truth_of

pytestmark = pytest.mark.slow

TIME_S = 0.3
HOLD_S, HOLD_SHARE = 0.3, 0.03

Track = Callable[[str], PoseTrack]


@pytest.fixture(params=sample_names())
def clip(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def result(clip: str, sample_track: Track) -> SessionResult:
    return replay(sample_track(clip))


def test_every_repetition_counts_once_on_its_side(clip: str, result: SessionResult):
    assert [rep.side for rep in result.reps] == [rep["side"] for rep in truth_of(clip)["reps"]]


def test_repetitions_start_and_end_when_they_do(clip: str, result: SessionResult):
    for found, true in zip(result.reps, truth_of(clip)["reps"], strict=True):
        assert found.start_s == pytest.approx(true["start_s"], abs=TIME_S)
        assert found.end_s == pytest.approx(true["end_s"], abs=TIME_S)


def test_partial_repetitions_are_told_as_shallow(clip: str, result: SessionResult):
    true = truth_of(clip)["rejected"]
    assert [(r.side, r.reason) for r in result.rejected] == [(r["side"], r["reason"]) for r in true]


def test_held_seconds(clip: str, result: SessionResult):
    true = truth_of(clip)["holds"]
    assert len(result.holds) == len(true)
    for found, hold in zip(result.holds, true, strict=True):
        assert found.seconds == pytest.approx(hold["seconds"], abs=max(HOLD_S, HOLD_SHARE * hold["seconds"]))
        assert found.start_s == pytest.approx(hold["start_s"], abs=TIME_S)
        assert found.end_s == pytest.approx(hold["end_s"], abs=TIME_S)


def test_faults_that_are_there_and_no_others(clip: str, result: SessionResult):
    assert {fault.id for fault in result.faults} == set(truth_of(clip)["faults"])


def test_nothing_is_counted_in_quiet_spans(clip: str, result: SessionResult):
    for start_s, end_s in truth_of(clip)["quiet"]:
        told = [rep for rep in result.reps if start_s < rep.peak_s < end_s]
        assert told == []


def test_the_exercise_is_recognised(clip: str, sample_track: Track):
    found = replay(sample_track(clip), "auto")
    assert found.blocks is not None
    assert [block["exercise"]["id"] for block in found.blocks] == [truth_of(clip)["exercise"]]
