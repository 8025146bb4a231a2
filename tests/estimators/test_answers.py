"""What is read from the library's memory is what the library itself says."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from posecheck.errors import ModelError
from posecheck.estimators.answers import Answers
from posecheck.estimators.network import Network
from posecheck.estimators.picture import picture_of
from posecheck.models import find_model
from posecheck.sources.video import VideoSource
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def picture():
    """Two people, one of them in a bird dog."""
    return picture_of(next(iter(VideoSource(SAMPLES / "bird_dog_two_people.mp4", 6.0)))).rgb


def network(film: bool, people: int = 1, masks: bool = True) -> Network:
    return Network(find_model("lite").path, film=film, people=people, masks=masks)


@pytest.mark.parametrize(("film", "people"), [(True, 1), (False, 2)])
def test_answers_are_those_of_the_library(film, people, picture):
    ours, theirs = network(film, people), network(film, people)
    found = ours.find(picture, 33)
    landmarker, mp = theirs._landmarker, theirs._mp
    image = mp.Image(image_format=mp.ImageFormat.SRGB, data=picture)
    told = landmarker.detect_for_video(image, 33) if film else landmarker.detect(image)
    assert len(found) == len(told.pose_landmarks) == people
    for n, person in enumerate(found):
        landmarks, world = told.pose_landmarks[n], told.pose_world_landmarks[n]
        assert np.array_equal(person.fractions, np.array([(p.x, p.y) for p in landmarks], np.float32))
        assert np.array_equal(person.visibility, np.array([p.visibility for p in landmarks], np.float32))
        assert np.array_equal(person.world, np.array([(p.x, p.y, p.z) for p in world], np.float32))
        assert person.mask.shape == picture.shape[:2]
        assert np.array_equal(person.mask, told.segmentation_masks[n].numpy_view()[:, :, 0])
    ours.close()
    theirs.close()


def test_a_mask_outlives_the_network_and_is_there_only_where_asked_for(picture):
    with_mask, without = network(True), network(True, masks=False)
    (person,), (alone,) = with_mask.find(picture, 1), without.find(picture, 1)
    with_mask.close()
    without.close()
    assert 0.02 < person.mask.mean() < 0.5
    assert alone.mask is None
    assert np.array_equal(alone.fractions, person.fractions)


def test_who_is_not_there_is_not_found(picture):
    alone = network(True)
    assert alone.find(np.zeros_like(picture), 1) == []
    alone.close()


def test_a_time_that_goes_back_is_refused_as_the_library_refuses_it(picture):
    alone = network(True)
    alone.find(picture, 20)
    with pytest.raises((ValueError, RuntimeError), match=r"[Tt]imestamp"):
        alone.find(picture, 10)
    assert alone.find(picture, 30)
    alone.close()


def test_two_streams_may_begin_at_the_same_moment():
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
    print(estimator.estimate(Frame(0, 0.0, picture)).people)
    estimator.close()
threads = [Thread(target=look) for _ in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["2", "2"], "")


def test_another_version_of_the_library_is_refused_by_name():
    with pytest.raises(
        ModelError, match=r"mediapipe [\d.]+ is a version that posecheck does not know"
    ) as told:
        Answers(SimpleNamespace(), film=True)
    assert "pip install" in told.value.remedy
