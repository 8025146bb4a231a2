"""The C interface says what the library's own Python class says, to the bit, and fails as it does."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from posecheck.errors import LeftOutError
from posecheck.estimators.film import FilmLandmarker
from posecheck.estimators.landmarker import Found, Rgb, StillLandmarker
from posecheck.estimators.network import FilmNetwork, StillNetwork
from posecheck.estimators.picture import picture_of
from posecheck.estimators.privacy import without_network
from posecheck.models import find_model
from posecheck.sources.video import VideoSource
from tests.conftest import SAMPLES

LITE = find_model("lite").path


def pictures(clip: str, every: int, count: int) -> list[Rgb]:
    with closing(VideoSource(SAMPLES / clip)) as source:
        return [picture_of(frame).rgb for frame in islice(source, 0, every * count, every)]


def library_class(*, film: bool, people: int, masks: bool):
    import mediapipe as mp

    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=str(LITE)),
        running_mode=vision.RunningMode.VIDEO if film else vision.RunningMode.IMAGE,
        num_poses=people,
        output_segmentation_masks=masks,
    )
    return without_network(lambda: vision.PoseLandmarker.create_from_options(options))


def assert_same(found: list[Found], answer) -> None:
    assert len(found) == len(answer.pose_landmarks)
    for n, person in enumerate(found):
        image, world = answer.pose_landmarks[n], answer.pose_world_landmarks[n]
        assert person.fractions.tolist() == [[p.x, p.y] for p in image]
        assert person.world.tolist() == [[p.x, p.y, p.z] for p in world]
        assert person.visibility.tolist() == [p.visibility for p in image]
        if answer.segmentation_masks:
            assert np.array_equal(person.mask, answer.segmentation_masks[n].numpy_view()[:, :, 0])
        else:
            assert person.mask is None


def image_of(picture: Rgb):
    import mediapipe as mp

    return mp.Image(image_format=mp.ImageFormat.SRGB, data=picture)


@pytest.mark.parametrize("clip", ["bird_dog_good.mp4", "bird_dog_portrait.mp4"])
@pytest.mark.parametrize("masks", [True, False])
def test_a_film_is_answered_as_by_the_library_itself(clip, masks):
    with (
        closing(FilmNetwork(LITE, masks=masks)) as ours,
        library_class(film=True, people=1, masks=masks) as theirs,
    ):
        film = pictures(clip, 20, 6)
        answers = [ours.begin(picture, 333 * n) for n, picture in enumerate(film)]
        for n, picture in enumerate(film):
            found = answers[n]()
            assert len(found) == 1
            assert_same(found, theirs.detect_for_video(image_of(picture), 333 * n))


def test_pictures_of_several_people_are_answered_as_by_the_library_itself():
    with (
        closing(StillNetwork(LITE, people=3, masks=True)) as ours,
        library_class(film=False, people=3, masks=True) as theirs,
    ):
        answers = []
        for picture in pictures("bird_dog_two_people.mp4", 60, 3):
            begun = ours.begin(picture)
            answers.append(begun())
            assert_same(answers[-1], theirs.detect(image_of(picture)))
            assert_same(ours.find(picture), theirs.detect(image_of(picture)))
    assert max(map(len, answers)) == 2


def test_nobody_is_an_empty_answer():
    with closing(FilmNetwork(LITE, masks=True)) as ours:
        assert ours.find(np.zeros((90, 160, 3), np.uint8), 0) == []


def test_answers_outlive_the_network_and_the_picture():
    with closing(FilmNetwork(LITE, masks=True)) as ours:
        picture = pictures("bird_dog_good.mp4", 1, 1)[0]
        (found,) = ours.find(picture, 0)
        before = found.fractions.copy(), found.mask.copy()
        ours.find(np.zeros_like(picture), 33)
    assert np.array_equal(found.fractions, before[0])
    assert np.array_equal(found.mask, before[1])


def test_a_picture_need_not_lie_in_one_piece():
    picture = pictures("bird_dog_good.mp4", 1, 1)[0]
    with closing(StillNetwork(LITE)) as ours:
        (mirrored,) = ours.find(picture[:, ::-1])
        (copied,) = ours.find(picture[:, ::-1].copy())
    assert np.array_equal(mirrored.fractions, copied.fractions)


def test_a_time_that_goes_back_is_refused_with_the_library_s_words():
    with closing(FilmNetwork(LITE)) as ours:
        ours.find(np.zeros((90, 160, 3), np.uint8), 40)
        with pytest.raises(ValueError, match="timestamp"):
            ours.find(np.zeros((90, 160, 3), np.uint8), 30)


def test_who_is_closed_says_so():
    def ask_after_the_end() -> None:
        ours = StillLandmarker(LITE, people=1, masks=False)
        ours.close()
        ours.close()
        ours.find(np.zeros((90, 160, 3), np.uint8))

    with pytest.raises(RuntimeError, match="closed"):
        without_network(ask_after_the_end)


def test_a_picture_that_the_library_left_out_is_told(monkeypatch):
    monkeypatch.setattr(FilmLandmarker, "_make_room", lambda ours: None)
    film = pictures("bird_dog_good.mp4", 1, 8)

    def ask_too_fast() -> list[str]:
        told = []
        with closing(FilmLandmarker(LITE, masks=False)) as ours:
            for answer in [ours.begin(picture, 33 * n) for n, picture in enumerate(film)]:
                try:
                    told.append(f"{len(answer())} found")
                except LeftOutError as error:
                    told.append(str(error))
        return told

    told = without_network(ask_too_fast)
    assert (told[0], told[-1]) == ("1 found", "1 found")
    assert set(told) == {"1 found", "The pose library left a picture out. Try again"}


def test_an_answer_to_no_picture_tells_that_one_was_left_out():
    """After it the library closes the time before the next picture with an empty answer."""
    ours = FilmLandmarker.__new__(FilmLandmarker)
    first, second = Future(), Future()
    ours._asked = {433: first, 467: second}
    ours._take(0, None, 0, 466)
    assert isinstance(first.exception(0), LeftOutError)
    assert not second.done()


def test_what_goes_wrong_with_an_answer_is_raised_by_who_waits_for_it(monkeypatch):
    monkeypatch.setattr(FilmLandmarker, "_people", lambda ours, answer: 1 // 0)
    with closing(FilmNetwork(LITE)) as ours, pytest.raises(ZeroDivisionError):
        ours.find(np.zeros((90, 160, 3), np.uint8), 0)


def test_a_bundle_that_is_not_there_is_refused_with_the_library_s_words():
    with pytest.raises((OSError, ValueError, RuntimeError), match=r"nowhere\.task"):
        without_network(lambda: FilmLandmarker(Path("nowhere.task"), masks=False))
