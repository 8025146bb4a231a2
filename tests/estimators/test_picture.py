"""The network's picture: small enough, no landmark moved, people painted over and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck.estimators.picture import picture_of
from posecheck.pose import Frame

GREY = (130, 130, 130)


def frame(height, width):
    image = np.full((height, width, 3), GREY, np.uint8)
    image[height // 2 - 8 : height // 2 + 8, width // 2 - 8 : width // 2 + 8] = (255, 0, 0)
    return Frame(0, 0.0, image)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((360, 640), (270, 480)),
        ((480, 640), (360, 480)),
        ((480, 854), (270, 480)),
        ((540, 960), (270, 480)),
        ((720, 1280), (270, 480)),
        ((1080, 1920), (270, 480)),
        ((1920, 1080), (480, 270)),
        ((2160, 3840), (270, 480)),
        ((1081, 1925), (269, 480)),
        ((270, 480), (270, 480)),
        ((120, 160), (120, 160)),
    ],
)
def test_large_frames_are_made_smaller(size, wanted):
    assert picture_of(frame(*size)).rgb.shape[:2] == wanted


@pytest.mark.parametrize(
    "size", [(360, 640), (347, 701), (480, 854), (1080, 1920), (1081, 1923), (1923, 1081)]
)
def test_a_place_keeps_its_coordinates(size):
    height, width = size
    picture = picture_of(frame(height, width))
    blue = np.argwhere(picture.rgb[..., 2] > 200) + 0.5
    rows, columns = picture.rgb.shape[:2]
    fractions = (blue.mean(axis=0) / (rows, columns))[::-1].astype(np.float32)
    place = picture.isotropic(fractions)
    assert place == pytest.approx(((width // 2) / height, (height // 2) / height), abs=1.1 / height)
    assert picture.aspect == pytest.approx(width / height, abs=4 / height)


def test_colours_come_in_the_networks_order():
    picture = picture_of(frame(270, 480))
    assert tuple(picture.rgb[135, 240]) == (0, 0, 255)
    assert tuple(picture.rgb[0, 0]) == GREY


def test_a_person_is_painted_over_and_nothing_else():
    image = np.zeros((100, 200, 3), np.uint8)
    image[20:60, 30:90] = 200
    painted = picture_of(Frame(0, 0.0, image)).without((0.3, 0.2, 0.9, 0.6))
    assert painted[20:60, 30:90].max() < 100
    changed = (painted != image).any(axis=2)
    assert changed.sum() == 40 * 60
    assert changed[20:60, 30:90].all()


def test_everything_but_a_person_is_painted_over():
    image = np.arange(100 * 200, dtype=np.uint32).reshape(100, 200, 1).repeat(3, axis=2).astype(np.uint8)
    picture = picture_of(Frame(0, 0.0, image))
    only = picture.only((0.3, 0.2, 0.9, 0.6))
    assert np.array_equal(only[20:60, 30:90], picture.rgb[20:60, 30:90])
    only[20:60, 30:90] = only[0, 0]
    assert (only == only[0, 0]).all()


def test_a_box_beyond_the_picture_is_cut():
    picture = picture_of(frame(100, 200))
    assert np.array_equal(picture.only((-1, -1, 9, 9)), picture.rgb)
    assert np.array_equal(picture.without((-2, -2, -1, -1)), picture.rgb)
