"""What nobody named: which exercise is done, from when to when, and nothing where it is none."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise

import pytest

from posecheck.exercises.library import Library
from posecheck.judging import judge_for
from posecheck.pose import PoseFrame, StreamInfo, empty_pose, mirrored
from posecheck.result import SessionResult
from posecheck.session import Judge
from tests import figures

LIBRARY = Library()
STREAM = StreamInfo("film")


def judged(poses: list[PoseFrame], judge: Judge | None = None) -> SessionResult:
    judge = judge or judge_for("auto", LIBRARY)
    for pose in poses:
        judge.step(pose)
    judge.finish()
    return judge.result(STREAM, None)


def after(poses: list[PoseFrame], *more: list[PoseFrame]) -> list[PoseFrame]:
    """Return films one after the other, a second of an empty picture between them."""
    film = list(poses)
    for part in more:
        end_s = film[-1].t_s
        film += [empty_pose(0, end_s + k / 30) for k in range(1, 90)]
        film += [replace(pose, t_s=pose.t_s + end_s + 3.0) for pose in part]
    return [replace(pose, index=index) for index, pose in enumerate(film)]


def named(result: SessionResult) -> list[str]:
    assert result.blocks is not None
    return [block["exercise"]["id"] for block in result.blocks]


FILMS = {
    "bridge": figures.bridge_film(3),
    "bird_dog": figures.bird_dog_film("lr"),
    "plank_forearm": figures.plank_film(lambda _: 0.0, 12),
    "cat_cow": figures.cat_cow_film(figures.cat_cow_course(3), 28),
}


@pytest.mark.parametrize("exercise", FILMS)
def test_it_is_named_and_judged_as_if_it_had_been(exercise: str):
    found = judged(FILMS[exercise])
    told = judged(FILMS[exercise], judge_for(exercise, LIBRARY))
    assert named(found) == [exercise]
    assert found.exercise["recognized"]
    assert 0.5 < found.exercise["confidence"] <= 1
    assert [(r.start_s, r.side, r.faults) for r in found.reps] == [
        (r.start_s, r.side, r.faults) for r in told.reps
    ]
    assert found.summary["held_s"] == pytest.approx(told.summary["held_s"], abs=0.2)


def test_it_is_named_with_the_first_repetition():
    judge = judge_for("auto", LIBRARY)
    steps = [judge.step(pose) for pose in FILMS["bridge"]]
    first = next(step for step in steps if step.doing)
    assert first.doing is not None
    assert first.doing.id == "bridge"
    assert first.pose.t_s < 8.5  # the first bridge is over at 7.5 s
    assert first.reps == 1


def test_what_the_peak_asks_for_must_be_seen_to_name_it():
    """Feet that are never seen once the hips are up: a bridge where one was asked for, else nothing."""
    poses = [without_feet(pose) if pose.t_s > 1.0 else pose for pose in FILMS["bridge"]]
    assert len(judged(poses, judge_for("bridge", LIBRARY)).reps) == 3
    assert named(judged(poses)) == []


def without_feet(pose: PoseFrame) -> PoseFrame:
    visibility = pose.visibility.copy()
    visibility[27:] = 0.1
    return replace(pose, visibility=visibility)


def test_a_hold_is_named_within_seconds():
    judge = judge_for("auto", LIBRARY)
    steps = [judge.step(pose) for pose in FILMS["plank_forearm"]]
    assert next(step.pose.t_s for step in steps if step.doing) < 4.5


def test_one_exercise_after_another():
    result = judged(after(FILMS["bridge"], FILMS["plank_forearm"], FILMS["bird_dog"]))
    assert named(result) == ["bridge", "plank_forearm", "bird_dog"]
    assert result.blocks is not None
    assert [len(block["reps"]) for block in result.blocks] == [3, 0, 2]
    assert result.summary["reps"] == 5
    assert [rep.n for rep in result.reps] == [1, 2, 3, 4, 5]
    ends = [(block["start_s"], block["end_s"]) for block in result.blocks]
    assert all(before[1] <= then[0] for before, then in pairwise(ends))
    assert result.exercise["id"] == "bridge"  # it lasted longest
    assert SessionResult.from_dict(result.to_dict()).blocks is not None


STANDING = figures.all_fours() | {"shoulder": (0.0, 0.9), "head": (0.0, 1.1), "hip": (0.0, 0.6)}


def test_who_only_stands_about_does_nothing():
    result = judged(list(figures.film(lambda _: (STANDING, STANDING), 20)))
    assert named(result) == []
    assert result.exercise["id"] is None
    assert not result.exercise["recognized"]
    assert result.summary["reps"] == 0
    assert any("not sure" in text for text in result.warnings)


def test_mirrored_it_is_the_same():
    result = judged([mirrored(pose) for pose in FILMS["bird_dog"]])
    assert named(result) == ["bird_dog"]
    assert [rep.side for rep in result.reps] == ["right", "left"]


@pytest.mark.parametrize("fps", [15, 60])
def test_any_frame_rate_names_the_same(fps: int):
    result = judged(figures.bridge_film(2, fps=fps))
    assert (named(result), result.summary["reps"]) == (["bridge"], 2)


def test_it_goes_on_after_a_nap():
    film = FILMS["bridge"]
    judge = judge_for("auto", LIBRARY)
    for pose in film[:400]:
        judge.step(pose)
    woken = pickle.loads(pickle.dumps(judge))
    assert judged(film[400:], woken) == judged(film)


def test_any_movement_is_counted_without_a_name():
    """Six bridges, 4 s each; nothing is known of them but that they repeat."""

    def pose_at(t_s: float) -> tuple[figures.Joints, figures.Joints]:
        share = sum(figures.rep_course(t_s, 2 + 4 * k, out_s=1.4, hold_s=0.6, back_s=1.4) for k in range(6))
        joints = figures.bridge(122 + 55 * share)
        return joints, joints

    result = judged(list(figures.film(pose_at, 28)), judge_for("any", LIBRARY))
    assert (result.exercise["id"], result.summary["reps"]) == ("any", 6)
    assert result.faults == ()
    for k, rep in enumerate(result.reps):
        assert rep.peak_s == pytest.approx(2 + 4 * k + 1.7, abs=0.5)
