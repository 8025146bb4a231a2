"""Whatever a definition does, every clip ends in a row: judged, without definition, logged, or broken."""

from __future__ import annotations

from pathlib import Path

import pytest

import posecheck
from benchmarks.accuracy_cases import LOGGED, NO_DEFINITION, Judge, definitions
from benchmarks.accuracy_clips import Clip, TrueEvent, Truth
from benchmarks.accuracy_page import fails
from benchmarks.accuracy_score import Tally
from posecheck.errors import SourceError
from posecheck.exercises.library import Library
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseTrack, StreamInfo

ONE = Truth(1, (TrueEvent(1, 3, faults=frozenset({"low_hips"})),), blocks=(("bridge", 1, 3),))


class NoPoses:
    """Stands for the cache: nobody is in any clip."""

    def get(self, clip: Path) -> PoseTrack:
        if clip.stem == "damaged":
            raise SourceError(f"No picture in {clip}", "Record it again")
        return PoseTrack((), StreamInfo(str(clip)))


def clip(exercise: str | None, name: str = "a", truth: Truth = ONE) -> Clip:
    return Clip(Path(f"{name}.mp4"), name, exercise, "report", {}, truth)


@pytest.fixture
def judge() -> Judge:
    return Judge(NoPoses(), definitions(Library()))  # type: ignore[arg-type]


def test_a_clip_is_judged_by_the_exercise_told(judge: Judge):
    case = judge.case(clip("bridge"))
    assert case.score is not None
    assert (case.score.true, case.score.told, case.score.faults) == (1, 0, Tally(0, 1))


def test_an_exercise_without_definition_is_no_failure(judge: Judge):
    case = judge.case(clip("handstand"))
    assert (case.problem, case.score) == (NO_DEFINITION, None)
    assert not fails(case)


def test_what_is_logged_is_not_watched():
    bridge = Library().get("bridge")
    logged: dict[str, Exercise | None] = {"bridge": bridge.model_copy(update={"kind": "log", "count": None})}
    case = Judge(NoPoses(), logged).case(clip("bridge"))  # type: ignore[arg-type]
    assert (case.problem, case.score) == (LOGGED, None)


def test_a_clip_that_cannot_be_read_counts_as_missed(judge: Judge):
    case = judge.case(clip("bridge", "damaged"))
    assert case.problem == "could not be judged: No picture in the clip. Record it again"
    assert case.score is not None
    assert case.score.faults == Tally(0, 1)


def test_a_bug_shows_in_its_own_row(judge: Judge, monkeypatch: pytest.MonkeyPatch):
    def broken(track: PoseTrack, exercise: str) -> None:
        raise KeyError("thigh")

    monkeypatch.setattr(posecheck, "replay", broken)
    case = judge.case(clip("bridge"))
    assert case.problem == "broke: KeyError: 'thigh'"
    assert case.score is not None
    assert case.score.true == 1


def test_where_nothing_is_done_every_definition_is_asked(judge: Judge):
    case = judge.case(clip(None, truth=Truth(0, quiet=((0, 9),), blocks=())))
    assert case.nothing == []
    assert judge.case(clip(None, truth=Truth(None, blocks=()))).nothing is None


def test_who_recognises_is_put_in_from_outside():
    bridge: dict[str, Exercise | None] = {"bridge": Library().get("bridge")}
    named = Judge(NoPoses(), bridge, lambda track: [("cobra", 0, 5)])  # type: ignore[arg-type]
    assert named.case(clip("bridge")).recognised == [("bridge", "wrong", "cobra")]
    assert Judge(NoPoses(), bridge).case(clip("bridge")).recognised is None  # type: ignore[arg-type]


def test_broken_recognition_leaves_the_rest_of_a_clip_judged():
    def broken(track: PoseTrack) -> list[tuple[str, float, float]]:
        raise KeyError("thigh")

    case = Judge(NoPoses(), definitions(Library()), broken).case(clip("bridge"))  # type: ignore[arg-type]
    assert case.recognised == [("bridge", "wrong", "broke: KeyError: 'thigh'")]
    assert case.score is not None
    assert not case.problem
