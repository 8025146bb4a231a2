"""On real pixels: true angles, the same twice, the one who exercises, nothing that is out of sight."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.errors import SourceError
from posecheck.estimators.mediapipe import NO_BACK, MediaPipeEstimator
from posecheck.models import find_model
from posecheck.pose import LANDMARK_INDEX, Frame, PoseFrame
from posecheck.sources.video import VideoSource
from tests.conftest import SAMPLES, truth_of

FPS = 10
Image = NDArray[np.uint8]


def clip(name: str, start_s: float, end_s: float) -> list[Frame]:
    """Ten frames a second of a sample clip."""
    with closing(VideoSource(SAMPLES / f"{name}.mp4", start_s, end_s)) as source:
        frames = list(source)
    return [frame for i, frame in enumerate(frames) if i % 3 == 0]


def estimated(frames: Iterable[Frame], model: str = "lite", *, outline: bool = True) -> list[PoseFrame]:
    with closing(MediaPipeEstimator(model, outline=outline)) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def changed(frames: Iterable[Frame], change) -> list[Frame]:
    return [Frame(frame.index, frame.t_s, np.ascontiguousarray(change(frame.image))) for frame in frames]


def angle(pose: PoseFrame, a: str, b: str, c: str) -> float:
    at = [pose.xy[LANDMARK_INDEX[name]].astype(float) for name in (a, b, c)]
    first, second = at[0] - at[1], at[2] - at[1]
    cosine = first @ second / (np.linalg.norm(first) * np.linalg.norm(second))
    return float(np.degrees(np.arccos(cosine)))


def place(pose: PoseFrame) -> float:
    """Where the torso is across the picture [image heights]."""
    return float(pose.xy[[11, 12, 23, 24], 0].mean())


def assert_equal(one: Sequence[PoseFrame], other: Sequence[PoseFrame]) -> None:
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        for name in ("xy", "world", "visibility", "back"):
            assert np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True)
        assert a.people == b.people


@pytest.fixture(scope="module")
def bird_dog() -> list[Frame]:
    """Reaching out for the first repetition, 2 s."""
    return clip("bird_dog_good", 2.5, 4.5)


@pytest.fixture(scope="module")
def poses(bird_dog) -> list[PoseFrame]:
    return estimated(bird_dog)


def test_without_the_outline_the_landmarks_are_the_same(bird_dog, poses):
    alone = estimated(bird_dog, outline=False)
    assert all(len(pose.back) for pose in poses)
    assert_equal(alone, [replace(pose, back=NO_BACK) for pose in poses])


def test_the_lifted_leg_has_its_true_angle(bird_dog):
    truth = truth_of("bird_dog_good")["reps"][0]["at_peak"]
    last = estimated(bird_dog, "full")[-1]
    assert angle(last, "left_shoulder", "left_hip", "left_knee") == pytest.approx(
        truth["hip_left_deg"], abs=12
    )
    assert angle(last, "left_hip", "left_knee", "left_ankle") == pytest.approx(truth["knee_left_deg"], abs=12)


def test_the_same_frames_give_the_same_poses(bird_dog, poses):
    assert_equal(poses, estimated(bird_dog))


def test_the_model_is_named_with_its_checksum():
    with closing(MediaPipeEstimator("lite")) as estimator:
        assert estimator.model.name == "lite"
        assert estimator.model.sha256 == find_model("lite").sha256


def test_coordinates_are_the_same_in_any_picture_format(bird_dog, poses):
    def square(image: Image) -> Image:
        return cv2.copyMakeBorder(image, 140, 140, 0, 0, cv2.BORDER_REPLICATE)  # type: ignore[return-value]

    last, padded = poses[-1], estimated(changed(bird_dog, square))[-1]
    seen = last.visibility > 0.8
    heights = 640 / 360
    off = padded.xy * heights - [0, 140 / 360] - last.xy
    assert np.median(np.hypot(*off[seen].T)) < 0.02


def test_a_large_picture_gives_the_same_landmarks(bird_dog, poses):
    def large(image: Image) -> Image:
        return cv2.resize(image, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)  # type: ignore[return-value]

    last, enlarged = poses[-1], estimated(changed(bird_dog, large))[-1]
    seen = last.visibility > 0.8
    assert np.median(np.hypot(*(enlarged.xy - last.xy)[seen].T)) < 0.01
    assert enlarged.back.shape == last.back.shape
    assert np.nanmedian(np.hypot(*(enlarged.back - last.back).T)) < 0.01


def test_the_outline_runs_along_the_back(poses):
    for pose in poses:
        side = "left" if pose.visibility[23] > pose.visibility[24] else "right"
        hip, shoulder = (pose.xy[LANDMARK_INDEX[f"{side}_{name}"]] for name in ("hip", "shoulder"))
        torso = float(np.hypot(*(shoulder - hip)))
        told = pose.back[np.isfinite(pose.back[:, 0])]
        chord = np.interp(told[:, 0], *zip(*sorted([tuple(hip), tuple(shoulder)]), strict=True))
        above = (chord - told[:, 1]) / torso
        assert len(pose.back) == 41
        assert len(told) >= 22
        assert above.min() > 0.05
        assert above.max() < 0.5


def test_nobody_is_nobody():
    pose = estimated([Frame(7, 0.5, np.full((240, 320, 3), 127, np.uint8))])[0]
    assert (pose.index, pose.t_s, pose.seen, pose.people) == (7, 0.5, False, 0)
    assert not pose.visibility.any()


def test_landmarks_out_of_the_picture_keep_their_place_and_are_not_visible(bird_dog, poses):
    feet = [
        LANDMARK_INDEX[name] for name in ("left_foot_index", "left_heel", "right_foot_index", "right_heel")
    ]
    edge = int(360 * (place(poses[-1]) + 0.45))
    cut = estimated(changed(bird_dog, lambda image: image[:, :edge]))[-1]
    outside = cut.xy[:, 0] > edge / 360 + 0.05
    assert outside[feet].any()
    assert cut.visibility[outside] == pytest.approx(np.zeros(outside.sum()))
    inside = cut.xy[:, 0] < edge / 360
    assert cut.visibility[inside].max() > 0.99


def test_time_must_not_go_back_but_may_stand_still(bird_dog):
    with closing(MediaPipeEstimator("lite")) as estimator:
        for t_s in (1.0, 1.0, 1.0001, 1.0004):
            assert estimator.estimate(Frame(0, t_s, bird_dog[0].image)).t_s == t_s
        with pytest.raises(SourceError, match=r"back in time, from 1\.00 s to 0\.50 s"):
            estimator.estimate(Frame(0, 0.5, bird_dog[0].image))


def test_close_may_be_called_twice(bird_dog):
    estimator = MediaPipeEstimator("lite")
    estimator.estimate(bird_dog[0])
    estimator.close()
    estimator.close()


def test_nothing_is_printed():
    code = f"""
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.pose import Frame
import cv2
video = cv2.VideoCapture({str(SAMPLES / "bird_dog_two_people.mp4")!r})
estimator = MediaPipeEstimator("lite")
print(sum(estimator.estimate(Frame(i, i / 30, video.read()[1])).people for i in range(3)))
estimator.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "6\n"
    assert done.stderr == ""


def test_two_streams_that_begin_at_the_same_moment_print_nothing():
    code = f"""
from threading import Barrier, Thread
import cv2
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.pose import Frame
picture = cv2.VideoCapture({str(SAMPLES / "bird_dog_two_people.mp4")!r}).read()[1]
together = Barrier(2, timeout=60)
def look():
    estimator = MediaPipeEstimator("lite")
    together.wait()
    found.append(estimator.estimate(Frame(0, 0.0, picture)).people)
    estimator.close()
found = []
threads = [Thread(target=look) for _ in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(found)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[2, 2]\n", "")


@pytest.fixture(scope="module")
def two_people() -> list[Frame]:
    return clip("bird_dog_two_people", 0, 5)


def test_of_two_people_the_one_who_exercises_is_followed_and_both_are_counted(two_people):
    poses = estimated(two_people[:20])
    assert {pose.people for pose in poses} == {2}
    assert max(place(pose) for pose in poses) < 1.2, "the other one stands at 1.58"


def hide(frames: Sequence[Frame], start_s: float, end_s: float) -> list[Frame]:
    """Let the one who exercises vanish for a while; the other one stays."""

    def hidden(frame: Frame) -> Image:
        image = frame.image.copy()
        if start_s <= frame.t_s < end_s:
            image[:, :500] = image[:, 495:500].mean(axis=1, keepdims=True)
        return image

    return [Frame(frame.index, frame.t_s, hidden(frame)) for frame in frames]


def test_nobody_else_is_followed_while_they_are_away_for_a_second(two_people):
    poses = estimated(hide(two_people[:30], 1.0, 2.0))
    away = [pose for pose in poses if 1.0 <= pose.t_s < 2.0]
    back = [pose for pose in poses if pose.t_s >= 2.1]
    assert not any(pose.seen for pose in away[1:])
    assert {pose.people for pose in away[3:]} == {1}
    assert all(pose.seen for pose in back)
    assert max(place(pose) for pose in back) < 1.2


def test_when_they_are_gone_the_other_one_is_followed(two_people):
    last = estimated(hide(two_people, 1.0, 99.0))[-1]
    assert last.seen
    assert last.people == 1
    assert place(last) > 1.4


def test_a_passer_by_takes_the_tracker_along_only_for_a_moment(two_people):
    walker = two_people[0].image[:, 500:640]

    def crossing(frame: Frame) -> Image:
        image, left = frame.image.copy(), 8 * frame.index - 140
        start, end = max(0, left), min(640, left + 140)
        image[:, start:end] = walker[:, start - left : end - left]
        return image

    with closing(VideoSource(SAMPLES / "bird_dog_good.mp4", 0, 2.6)) as source:
        poses = estimated((Frame(f.index, f.t_s, crossing(f)) for f in source), "full")
    home = place(poses[0])
    strayed_s = [pose.t_s for pose in poses if not pose.seen or abs(place(pose) - home) > 0.1]
    assert strayed_s, "the tracker no longer goes along: this test tells nothing"
    assert strayed_s[-1] - strayed_s[0] < 1.0
    assert abs(place(poses[-1]) - home) < 0.05
