"""The pictures of the exercise pages show the right two moments, and the whole person in both."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posecheck.exercises.library import Library

ROOT = Path(__file__).parents[2]
PROGRAM = runpy.run_path(str(ROOT / "scripts" / "exercise_pictures.py"))
moments, around, side_by_side = PROGRAM["moments"], PROGRAM["around"], PROGRAM["side_by_side"]
PICTURES = sorted((ROOT / "docs" / "images" / "exercises").glob("*"))
ALL_PICTURES_BYTES = 1_200_000


def truth_of(reps: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    return {"quiet": [[0.0, 2.0], [9.0, 9.5]], "reps": reps or [], "holds": [], **more}


def beat(side: str | None, peak_s: float) -> dict[str, Any]:
    return {"side": side, "start_s": peak_s - 0.5, "peak_s": peak_s, "end_s": peak_s + 0.5}


def swing(*knee_deg: float) -> dict[str, list[float]]:
    """Return angles of two frames a second, the left knee as told, the right one straight."""
    return {
        "t_s": [k / 2 for k in range(len(knee_deg))],
        "knee_left_deg": [*knee_deg],
        "knee_right_deg": [180.0] * len(knee_deg),
    }


def test_a_repetition_is_shown_from_the_rest_before_it_to_its_peak():
    reps = [{"side": None, "peak_s": 4.6, "hold_s": 2.8}, {"side": None, "peak_s": 12.0, "hold_s": 2.8}]
    assert moments(truth_of(reps)) == (1.0, 4.6)


def test_a_repetition_that_goes_both_ways_is_shown_at_its_two_ends():
    assert moments(truth_of([{"side": None, "peak_s": 5.1, "turn_s": 9.7, "hold_s": 0.7}])) == (5.1, 9.7)


def test_a_hold_is_shown_in_its_middle():
    assert moments(truth_of(holds=[{"start_s": 3.5, "end_s": 11.9}])) == (1.0, pytest.approx(7.7))


def test_of_beats_with_sides_the_one_least_like_the_rest_is_shown():
    """The person rests with the left knee bent, as at the left beats' far end: the right beat is shown."""
    knee_deg = [90, 90, 90, 130, 90, 130, 175, 130, 90, 130, 175, 130, 90]
    beats = [beat("left", 2.0), beat("right", 3.0), beat("left", 4.0), beat("right", 5.0)]
    assert moments(truth_of(beats, angles=swing(*knee_deg))) == (1.0, 5.0)


def test_a_beat_without_a_side_is_shown_half_way_where_that_is_least_like_the_rest():
    knee_deg = [90, 90, 90, 130, 90, 160, 90, 170, 90, 130]
    beats = [beat(None, 2.0), beat(None, 3.0), beat(None, 4.0)]
    assert moments(truth_of(beats, angles=swing(*knee_deg))) == (1.0, 3.5)


@pytest.mark.parametrize(
    ("points", "aspect"),
    [
        ([(300, 60), (340, 300)], 4 / 3),
        ([(100, 150), (400, 250)], 4 / 3),
        ([(20, 20), (100, 120)], 4 / 3),
        ([(10, 200), (630, 300)], 16 / 9),
    ],
)
def test_the_cut_is_four_to_three_as_far_as_the_picture_goes(points: list[tuple[int, int]], aspect: float):
    left, top, right, bottom = around(np.array(points, float), 640, 360)
    assert (right - left) / (bottom - top) == pytest.approx(aspect, rel=0.01)


@pytest.mark.parametrize("points", [[(300, 30), (340, 350)], [(5, 5), (100, 120)], [(10, 200), (630, 355)]])
def test_the_cut_keeps_the_person_and_stays_in_the_picture(points: list[tuple[int, int]]):
    left, top, right, bottom = around(np.array(points, float), 640, 360)
    (x0, y0), (x1, y1) = points
    assert 0 <= left <= x0 < x1 <= right <= 640
    assert 0 <= top <= y0 < y1 <= bottom <= 360


def test_both_panels_show_the_same_cut_left_and_right_of_a_gap():
    start, end = np.zeros((360, 640, 3), np.uint8), np.zeros((360, 640, 3), np.uint8)
    start[30:330, 120:520] = 100
    end[30:330, 120:520] = 200
    picture = side_by_side(start, end, (120, 30, 520, 330))
    assert picture.shape == (297, 800, 3)
    assert np.all(picture[:, :396] == 100)
    assert np.all(picture[:, 396:404] == 255)
    assert np.all(picture[:, 404:] == 200)


def test_every_picture_belongs_to_an_exercise_and_they_stay_small():
    assert {path.stem for path in PICTURES} <= set(Library().ids)
    assert {path.suffix for path in PICTURES} == {".jpg"}
    assert sum(path.stat().st_size for path in PICTURES) < ALL_PICTURES_BYTES
