"""Known movements give known counts, times, sides and holds."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest

from posecheck.engine.assessor import Assessor
from posecheck.exercises.library import Library
from posecheck.pose import PoseFrame, empty_pose, mirrored
from tests import figures

LIBRARY = Library()


def assess(exercise: str, poses: list[PoseFrame]) -> Assessor:
    assessor = Assessor(LIBRARY.get(exercise))
    for pose in poses:
        assessor.step(pose)
    assessor.finish()
    return assessor


def events(assessor: Assessor) -> list[object]:
    ledger = assessor.ledger
    return [*ledger.reps, *ledger.rejected, *ledger.holds, *ledger.faults]


def test_bridge_counts_times_and_holds():
    reps = assess("bridge", figures.bridge_film(3)).ledger.reps
    assert len(reps) == 3
    for k, rep in enumerate(reps):
        # A tenth of a minimum-jerk way of 2 s is made after 0.50 s.
        assert rep.start_s == pytest.approx(2 + 8 * k + 0.50, abs=0.3)
        assert rep.end_s == pytest.approx(2 + 8 * k + 5.50, abs=0.3)
        assert rep.peak_s == pytest.approx(2 + 8 * k + 3.0, abs=0.2)
        assert rep.range["hip"] == pytest.approx(55, abs=2)
        assert rep.side is None
        assert rep.faults == ()


def test_bird_dog_tells_sides():
    reps = assess("bird_dog", figures.bird_dog_film("lrlr")).ledger.reps
    assert [rep.side for rep in reps] == ["left", "right", "left", "right"]


def test_half_depth_is_told_and_not_counted():
    ledger = assess("bridge", figures.bridge_film(2, depth=0.5)).ledger
    assert ledger.reps == []
    assert [r.reason for r in ledger.rejected] == ["shallow", "shallow"]


def test_a_twitch_is_nothing():
    ledger = assess("bridge", figures.bridge_film(2, depth=0.2)).ledger
    assert ledger.reps == []
    assert ledger.rejected == []


def test_nobody_in_view_gives_nothing():
    assessor = assess("bridge", [empty_pose(i, i / 30) for i in range(300)])
    assert events(assessor) == []
    assert assessor.ledger.coverage is None


@pytest.mark.parametrize("fps", [7.5, 15, 60])
def test_any_frame_rate_gives_the_same(fps: float):
    wanted = assess("bird_dog", figures.bird_dog_film("lrl")).ledger.reps
    got = assess("bird_dog", figures.bird_dog_film("lrl", fps=fps)).ledger.reps
    assert [r.side for r in got] == [r.side for r in wanted]
    for a, b in zip(got, wanted, strict=True):
        assert a.start_s == pytest.approx(b.start_s, abs=0.15)
        assert a.end_s == pytest.approx(b.end_s, abs=0.15)


def test_a_third_of_the_frames_may_drop():
    rng = np.random.default_rng(1)
    poses = figures.bird_dog_film("lrlr")
    kept = [pose for pose in poses if rng.random() > 0.3]
    assert [r.side for r in assess("bird_dog", kept).ledger.reps] == ["left", "right", "left", "right"]


def test_mirrored_equals_original_with_sides_swapped():
    poses = figures.bird_dog_film("lrr")
    original = assess("bird_dog", poses).ledger.reps
    swapped = assess("bird_dog", [mirrored(p) for p in poses]).ledger.reps
    assert [r.side for r in swapped] == ["right", "left", "left"]
    for a, b in zip(original, swapped, strict=True):
        assert (a.start_s, a.end_s, a.hold_s) == pytest.approx((b.start_s, b.end_s, b.hold_s), abs=1e-6)


def test_pickled_midway_equals_not():
    poses = figures.bird_dog_film("lr")
    whole = assess("bird_dog", poses)
    half = Assessor(LIBRARY.get("bird_dog"))
    for pose in poses[: len(poses) // 3]:
        half.step(pose)
    half = pickle.loads(pickle.dumps(half))
    for pose in poses[len(poses) // 3 :]:
        half.step(pose)
    half.finish()
    assert events(half) == events(whole)


def test_a_short_loss_is_coasted_over_and_a_long_one_ends_the_rep():
    poses = figures.bridge_film(1)

    def lost(from_s: float, to_s: float) -> list[PoseFrame]:
        return [empty_pose(p.index, p.t_s) if from_s <= p.t_s < to_s else p for p in poses]

    assert len(assess("bridge", lost(4.5, 5.5)).ledger.reps) == 1
    long = assess("bridge", lost(4.5, 6.5)).ledger
    assert long.reps == []
    assert [r.reason for r in long.rejected] == ["lost"]


def test_plank_is_timed_by_the_streams_clock():
    hold = assess("plank_forearm", figures.plank_film(lambda _: 0.02, 12)).ledger.holds
    assert len(hold) == 1
    assert hold[0].seconds == pytest.approx(12, abs=0.1)
    assert hold[0].faults == ()


def test_a_short_break_is_forgiven_and_left_out():
    holds = assess(
        "plank_forearm", figures.plank_film(lambda t: 0.4 if 5 < t < 5.7 else 0.0, 12)
    ).ledger.holds
    assert len(holds) == 1
    assert holds[0].seconds == pytest.approx(12 - 0.75, abs=0.25)


def test_a_long_break_ends_the_hold():
    holds = assess("plank_forearm", figures.plank_film(lambda t: 0.4 if 5 < t < 7 else 0.0, 12)).ledger.holds
    assert [round(h.seconds) for h in holds] == [5, 5]


@pytest.mark.parametrize(("gone_s", "count"), [(1.0, 1), (2.0, 2)])
def test_tracking_lost_in_a_plank(gone_s: float, count: int):
    poses = [
        empty_pose(p.index, p.t_s) if 5 <= p.t_s < 5 + gone_s else p
        for p in figures.plank_film(lambda _: 0.0, 12)
    ]
    holds = assess("plank_forearm", poses).ledger.holds
    assert len(holds) == count
    assert sum(h.seconds for h in holds) == pytest.approx(12 - gone_s, abs=0.2)


@pytest.mark.parametrize(("hip_off", "fault"), [(-0.15, "hip_sag"), (0.21, "hip_pike"), (0.0, None)])
def test_signed_line_of_the_plank(hip_off: float, fault: str | None):
    faults = {f.id for f in assess("plank_forearm", figures.plank_film(lambda _: hip_off, 8)).ledger.faults}
    assert faults == ({fault} if fault else set())


def test_knees_on_the_floor_are_no_forearm_plank():
    joints = figures.plank(knees_down=True)
    poses = list(figures.film(lambda _: (joints, joints), 6))
    assert assess("plank_forearm", poses).ledger.holds == []


def test_an_oblique_view_counts_and_gives_no_verdict():
    def turned(pose: PoseFrame) -> PoseFrame:
        turn = math.radians(45)
        x, z = pose.world[:, 0], pose.world[:, 2]
        world = pose.world.copy()
        world[:, 0] = x * math.cos(turn) + z * math.sin(turn)
        world[:, 2] = z * math.cos(turn) - x * math.sin(turn)
        xy = pose.xy.copy()
        xy[:, 0] = 0.9 + (xy[:, 0] - 0.9) * math.cos(turn)
        return PoseFrame(pose.index, pose.t_s, xy, world, pose.visibility)

    ledger = assess("bridge", [turned(p) for p in figures.bridge_film(2, depth=0.9)]).ledger
    assert ledger.faults == []
    assert [(rep.score, rep.faults) for rep in ledger.reps] == [(None, ()), (None, ())]


def test_a_sudden_drop_is_told():
    def pose_at(t_s: float) -> tuple[figures.Joints, figures.Joints]:
        joints = figures.bridge(122 + 55 * figures.rep_course(t_s, 2, out_s=2, hold_s=2, back_s=0.4))
        return joints, joints

    reps = assess("bridge", list(figures.film(pose_at, 9))).ledger.reps
    assert len(reps) == 1
    assert "jerk" in reps[0].faults
