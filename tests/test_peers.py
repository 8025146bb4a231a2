"""What other checkers fail at: the same clip mirrored, at a low frame rate, tiny, dark, letterboxed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.api import replay
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.pose import Frame, PoseTrack, StreamInfo
from posecheck.sources.video import VideoSource
from tests.conftest import SAMPLES, truth_of

pytestmark = pytest.mark.slow

Image = NDArray[np.uint8]
FPS = 10
"""The clips are looked at ten times a second here: enough to count, and the suite stays short."""


def tiny(image: Image) -> Image:
    return cv2.resize(image, (160, 120), interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def dark(image: Image) -> Image:
    return (image * 0.25).astype(np.uint8)


def letterboxed(image: Image) -> Image:
    rows = image.shape[0] // 3
    return cv2.copyMakeBorder(image, rows, rows, 0, 0, cv2.BORDER_CONSTANT)  # type: ignore[return-value]


def flipped(image: Image) -> Image:
    return np.ascontiguousarray(image[:, ::-1])


CHANGES: dict[str, Callable[[Image], Image]] = {
    "mirrored": flipped, "tiny": tiny, "dark": dark, "letterboxed": letterboxed,
}  # fmt: skip


def frames(name: str, fps: float, change: Callable[[Image], Image]) -> Iterator[Frame]:
    due_s = 0.0
    with closing(VideoSource(SAMPLES / f"{name}.mp4")) as source:
        for frame in source:
            if frame.t_s >= due_s - 1e-6:
                due_s += 1 / fps
                yield Frame(frame.index, frame.t_s, change(frame.image))


def seen_as(name: str, fps: float, change: Callable[[Image], Image]) -> tuple[list[object], int]:
    with closing(MediaPipeEstimator("full")) as estimator:
        poses = tuple(estimator.estimate(frame) for frame in frames(name, fps, change))
    result = replay(PoseTrack(poses, StreamInfo(name), estimator.model, truth_of(name)["exercise"]))
    return [rep.side for rep in result.reps], len(result.holds)


def true_counts(name: str) -> tuple[list[object], int]:
    truth = truth_of(name)
    return [rep["side"] for rep in truth["reps"]], len(truth["holds"])


@pytest.mark.parametrize("name", ["bird_dog_good", "bridge_good", "plank_forearm_good"])
@pytest.mark.parametrize("change", CHANGES)
def test_counts_do_not_change(name: str, change: str):
    sides, holds = true_counts(name)
    if change == "mirrored":
        sides = [{"left": "right", "right": "left", None: None}[side] for side in sides]
    assert seen_as(name, FPS, CHANGES[change]) == (sides, holds)


@pytest.mark.parametrize("name", ["bird_dog_good", "bridge_good", "plank_forearm_good"])
def test_seven_and_a_half_frames_a_second(name: str):
    assert seen_as(name, 7.5, lambda image: image) == true_counts(name)
