"""Tracking: the same poses however many workers, errors that arrive, threads that end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from posecheck.errors import ModelError, SourceError, UsageError
from posecheck.pose import PoseFrame, StreamInfo, empty_pose
from posecheck.sources.video import VideoSource
from posecheck.tracking import Tracking
from posecheck.tracking.ahead import Ahead
from posecheck.tracking.parts import Parts, video_source
from posecheck.tracking.seams import fits
from posecheck.tracking.stretches import RUN_IN_S, stretches_of, usable_cores
from tests.media import every, make_truncated, make_video
from tests.tracking_fakes import BODY, FAKES, FakeNetwork

ROOT = Path(__file__).parents[1]


def tracked(path: str, workers: int | None, model: str = "fake") -> tuple[list[PoseFrame], Tracking]:
    with closing(Tracking(path, model, workers, parts=FAKES)) as tracking:
        return list(tracking), tracking


def length(seconds: float | None) -> StreamInfo:
    return StreamInfo("x", duration_s=seconds)


@pytest.mark.parametrize(
    ("seconds", "count"), [(5, 1), (23.9, 1), (24, 2), (60, 2), (119, 2), (121, 4), (1200, 20), (90_000, 64)]
)
def test_a_video_is_cut_into_an_even_number_of_stretches_up_to_a_minute_long(seconds: float, count: int):
    assert len(stretches_of(length(seconds), jumps=True)) == count


def test_stretches_follow_each_other_without_gap_and_take_equally_long_with_their_run_in():
    stretches = stretches_of(length(240.0), jumps=True)
    ends = [s.end_s for s in stretches]
    assert [s.start_s for s in stretches] == [None, *ends[:-1]]
    assert ends[-1] is None
    tracked_s = [(s.end_s or 240.0) - (s.run_in_s or 0.0) for s in stretches]
    assert tracked_s == pytest.approx([(240.0 + 3 * RUN_IN_S) / 4] * 4)


@pytest.mark.parametrize(("seconds", "jumps"), [(None, True), (600.0, False)])
def test_a_video_that_cannot_be_cut_stays_whole(seconds: float | None, jumps: bool):
    assert len(stretches_of(length(seconds), jumps)) == 1


def test_usable_cores_are_those_this_process_may_use():
    assert 1 <= usable_cores() <= 8


@pytest.mark.parametrize("workers", [2, 3, None])
def test_any_number_of_workers_gives_the_same_poses_in_order(workers: int | None):
    alone, _ = tracked("seconds=200 rate=7", 1)
    together, tracking = tracked("seconds=200 rate=7", workers)
    assert [p.index for p in together] == list(range(1400))
    for name in ("index", "t_s", "people"):
        assert [getattr(p, name) for p in together] == [getattr(p, name) for p in alone]
    for name in ("xy", "world", "visibility", "back"):
        pairs = zip(together, alone, strict=True)
        assert all(np.array_equal(getattr(a, name), getattr(b, name)) for a, b in pairs)
    assert tracking.model.name == "fake"
    assert tracking.info.frames == 1400
    assert tracking.info.duration_s == 1399 / 7


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stretch_goes_on_with_the_person_of_the_one_before(workers: int):
    poses, _ = tracked("seconds=60 rate=10", workers, model="fickle")
    assert [pose.index for pose in poses] == list(range(600))
    assert max(float(np.abs(pose.xy - BODY).max()) for pose in poses) < 0.02


def sight(centre_x: float) -> PoseFrame:
    xy = BODY + np.array([centre_x - 0.5, 0.0], np.float32)
    return PoseFrame(0, 0.0, xy, np.zeros((33, 3), np.float32), np.ones(33, np.float32))


def kicking(knees: float, seen: float = 1.0) -> PoseFrame:
    """Return a sight of somebody in the same place, their knees elsewhere."""
    there = sight(0.5)
    xy, visibility = there.xy.copy(), there.visibility.copy()
    xy[[25, 26], 1] += knees
    visibility[[25, 26]] = seen
    return PoseFrame(0, 0.0, xy, there.world, visibility)


def test_two_sights_fit_when_they_are_of_one_person_in_one_position():
    nobody = empty_pose(0, 0.0)
    assert fits(sight(0.5), kicking(0.1))
    assert not fits(sight(0.5), kicking(0.4))
    assert fits(sight(0.5), kicking(0.4, seen=0.4))
    assert fits(sight(0.5), sight(0.6))
    assert not fits(sight(0.5), sight(0.7))
    assert not fits(sight(0.5), nobody)
    assert fits(nobody, sight(0.5))
    assert fits(None, sight(0.5))


@pytest.mark.parametrize("workers", [1, 2])
def test_where_the_network_leaves_a_picture_out_the_poses_are_the_same(workers: int):
    alone, _ = tracked("seconds=60 rate=10", 1)
    leaky, tracking = tracked("seconds=60 rate=10", workers, model="leaky")
    assert [(pose.index, pose.xy.tolist()) for pose in leaky] == [(p.index, p.xy.tolist()) for p in alone]
    assert tracking.warnings == []


def test_a_real_file_in_stretches_has_the_frames_of_the_whole(tmp_path: Path):
    path = make_video(tmp_path / "long.mp4", every(300, fps=10), gop=50)
    parts = Parts(video_source, FakeNetwork)
    with closing(VideoSource(path)) as source:
        whole = [(frame.index, frame.t_s) for frame in source]
    with closing(Tracking(path, "fake", 2, parts=parts)) as tracking:
        assert [(pose.index, pose.t_s) for pose in tracking] == whole
    assert len(whole) == 300


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_cut_off_is_tracked_as_far_as_it_goes_and_told_once(tmp_path: Path, workers: int):
    path = make_truncated(tmp_path / "cut.mp4", seconds=30, keep=0.4)
    with closing(Tracking(path, "fake", workers, parts=Parts(video_source, FakeNetwork))) as tracking:
        poses = list(tracking)
    assert 0 < len(poses) < 450
    assert [pose.index for pose in poses] == list(range(len(poses)))
    assert len(tracking.warnings) == 1
    assert tracking.warnings[0].startswith("The file ends early")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_warning_of_several_stretches_is_told_once(workers: int):
    _, tracking = tracked("seconds=200 rate=2 warn=20", workers)
    assert tracking.warnings == ["The file ends early"]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("model", ["fake", "fickle"])
def test_progress_ends_at_the_number_of_frames(workers: int, model: str):
    told: list[tuple[int, int | None]] = []
    path = "seconds=60 rate=10"
    with closing(Tracking(path, model, workers, lambda *done: told.append(done), FAKES)) as tracking:
        list(tracking)
    assert told[-1] == (600, 600)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_source_arrives_as_it_is(workers: int):
    with pytest.raises(SourceError) as caught:
        tracked("seconds=60 rate=10 fail=40", workers)
    assert str(caught.value) == "The file is damaged. Copy it again"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_missing_model_is_told_before_iterating(workers: int):
    with pytest.raises(ModelError, match="Use lite or full"):
        Tracking("seconds=60 rate=10", "missing", workers, parts=FAKES)


def test_a_mistake_of_ours_arrives_as_it_is():
    with pytest.raises(KeyError, match="a mistake of ours"):
        tracked("seconds=60 rate=10 bug=40", 2)


def test_less_than_one_worker_is_refused():
    with pytest.raises(UsageError):
        tracked("seconds=60 rate=10", 0)


@pytest.mark.parametrize("workers", [1, 2])
def test_closing_in_the_middle_ends_every_thread(workers: int):
    before = threading.active_count()
    tracking = Tracking("seconds=600 rate=10 slow=0.01", "fake", workers, parts=FAKES)
    next(iter(tracking))
    assert threading.active_count() > before
    tracking.close()
    tracking.close()
    assert threading.active_count() == before


SCRIPT = """
import signal
from contextlib import closing
from posecheck.tracking import Tracking
from tests.tracking_fakes import FAKES
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
with closing(Tracking("seconds=600 rate=10 slow=0.05", "fake", 2, parts=FAKES)) as tracking:
    for pose in tracking:
        print(pose.index, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C")
def test_ctrl_c_ends_tracking_at_once():
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert errors.endswith("KeyboardInterrupt\n")
    assert len(output.splitlines()) < 200


def test_a_thread_ahead_raises_its_error_after_the_items_before_it():
    def items():
        yield 1
        yield 2
        raise SourceError("broken")

    ahead = iter(Ahead(items()))
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(SourceError):
        next(ahead)


def test_a_thread_ahead_waits_for_its_consumer_and_closes_what_it_runs():
    made, closed = [], []

    def items():
        try:
            for n in range(1000):
                made.append(n)
                yield n
        finally:
            closed.append(True)

    ahead = Ahead(items(), depth=3)
    assert next(iter(ahead)) == 0
    ahead.close()
    assert len(made) <= 6
    assert closed == [True]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 9, 100])
def test_all_items_arrive_in_order_however_many_make_a_burst(count: int):
    assert list(Ahead((n for n in range(count)), depth=8)) == list(range(count))
