"""What other checkers fail at: the same clip mirrored, at a low frame rate, tiny, dark, letterboxed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.api import replay
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.pose import Frame, PoseTrack, StreamInfo
from posecheck.sources.video import VideoSource
from tests.conftest import SAMPLES, truth_of
from tests.looking import Looks, plan

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


def unchanged(image: Image) -> Image:
    return image


FEW = "7.5 frames a second"
CHANGES: dict[str, Callable[[Image], Image]] = {
    "mirrored": flipped, "tiny": tiny, "dark": dark, "letterboxed": letterboxed, FEW: unchanged,
}  # fmt: skip
NAMES = ("bird_dog_good", "bridge_good", "plank_forearm_good")
Counts = tuple[list[object], int]
"""Sides of the repetitions, and number of holds."""


def frames(name: str, fps: float, change: Callable[[Image], Image]) -> Iterator[Frame]:
    due_s = 0.0
    with closing(VideoSource(SAMPLES / f"{name}.mp4")) as source:
        for frame in source:
            if frame.t_s >= due_s - 1e-6:
                due_s += 1 / fps
                yield Frame(frame.index, frame.t_s, change(frame.image))


def seen_as(name: str, change: str) -> Counts:
    fps = 7.5 if change == FEW else FPS
    with closing(MediaPipeEstimator("full")) as estimator:
        poses = tuple(estimator.estimate(frame) for frame in frames(name, fps, CHANGES[change]))
    result = replay(PoseTrack(poses, StreamInfo(name), estimator.model, truth_of(name)["exercise"]))
    return [rep.side for rep in result.reps], len(result.holds)


def true_counts(name: str) -> Counts:
    truth = truth_of(name)
    return [rep["side"] for rep in truth["reps"]], len(truth["holds"])


plan("counts", seen_as, [(name, change) for name in NAMES for change in CHANGES])


@pytest.fixture(scope="module")
def counts(looks: Looks) -> Callable[[str, str], Counts]:
    """Return a function from the name of a clip and a change to what is counted in it."""
    return partial(looks.wait, "counts")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", CHANGES)
def test_counts_do_not_change(name: str, change: str, counts: Callable[[str, str], Counts]):
    sides, holds = true_counts(name)
    if change == "mirrored":
        sides = [{"left": "right", "right": "left", None: None}[side] for side in sides]
    assert counts(name, change) == (sides, holds)
