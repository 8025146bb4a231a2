"""Dark pictures are made brighter, without a step, and all others are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck.estimators.light import LIT, MOST_GAIN, gain_of, lit
from posecheck.light import DARK

ROOM = np.random.default_rng(1).integers(0, 200, (270, 480, 3)).astype(np.uint8)


def brightest(picture):
    return np.quantile(picture, 0.98)


def test_a_room_with_light_is_left_as_it_is():
    assert lit(ROOM) is ROOM


@pytest.mark.parametrize("stops", [2, 3])
def test_a_dark_room_gets_as_bright_as_one_with_light(stops):
    seen = lit((ROOM // 2**stops).astype(np.uint8))
    assert brightest(seen) == pytest.approx(LIT, rel=0.1)
    assert seen.mean() == pytest.approx(ROOM.mean(), rel=0.15)


def test_a_lamp_in_a_dark_room_makes_it_no_light_one():
    dark = ROOM // 8
    dark[10:40, 10:50] = 255
    assert brightest(lit(dark)[:, 60:]) > 150


def test_the_gain_has_no_step_and_ends():
    gains = [gain_of(value / 4) for value in range(4 * 256)]
    assert gains[0] == MOST_GAIN
    assert gains[4 * DARK :] == [1] * (4 * (256 - DARK))
    assert max(abs(np.diff(gains))) < 0.1
    assert (np.diff(gains) <= 0).all()


def test_black_stays_black():
    assert not lit(np.zeros((270, 480, 3), np.uint8)).any()
