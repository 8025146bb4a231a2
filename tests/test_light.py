"""How light a picture is, and what is said of a dark stream."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck.light import DARK, TOO_DARK, LightMeter, brightest
from posecheck.sources.camera import CameraSource
from posecheck.sources.video import VideoSource
from tests.conftest import SAMPLES
from tests.media import make_video

ROOM = np.random.default_rng(1).integers(0, 200, (270, 480, 3)).astype(np.uint8)


@pytest.mark.parametrize("size", [(120, 160), (270, 480), (1081, 1923), (3, 2)])
def test_the_brightest_part_is_found_at_any_size(size):
    assert brightest(np.full((*size, 3), 180, np.uint8)) == DARK
    assert brightest(np.full((*size, 3), 40, np.uint8)) == 40


def test_a_lamp_is_no_light():
    dark = ROOM // 8
    dark[10:40, 10:50] = 255
    assert brightest(dark) < 30


def test_it_is_said_of_what_is_dark_most_of_the_time():
    meter = LightMeter()
    assert meter.told() == []
    for dark in (True, True, False):
        meter.see(ROOM // 4 if dark else ROOM)
    assert meter.told() == [TOO_DARK]
    meter.see(ROOM)
    assert meter.told() == []


def test_a_dark_video_is_told_once_and_one_with_light_is_not(tmp_path):
    path = make_video(tmp_path / "dark.mp4", light=0.2)
    for source in (VideoSource(path), CameraSource(path)):
        assert len(list(source)) > 0
        source.close()
        assert source.warnings.count(TOO_DARK) == 1
    light = VideoSource(SAMPLES / "bird_dog_good.mp4", 0.0, 1.0)
    assert len(list(light)) > 0
    assert light.warnings == []
