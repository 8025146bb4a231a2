"""Form sets: limits part labels as they should; the small definitions measure the right way round."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks.form_sets import OWN, areas_of, named_columns, plain_points, right_by, value_of
from posecheck.exercises.library import load_file
from posecheck.pose import LANDMARK_INDEX, PoseFrame

ORDER = ("low", "fine", "high")


def test_frames_are_right_under_their_label_and_wrong_where_not_measured():
    values = np.array([-0.2, -0.1, 0.0, 0.2, math.nan])
    labels = np.array(["low", "fine", "fine", "fine", "high"])
    assert right_by(values, labels, ORDER, (-0.1, 0.1)) == 3  # the limit itself is fine, 0.2 is high


def test_areas_are_between_neighbours_that_the_set_has():
    values = np.array([1.0, 2, 3, 2, 4])
    labels = np.array(["low", "low", "fine", "fine", "fine"])
    assert areas_of(values, labels, ORDER) == ["0.917"]  # of 6 pairs 5 in order, 1 equal


def standing(**moved: tuple[float, float]) -> PoseFrame:
    """Return somebody upright who looks right; feet 0.3 long, legs 0.85 and 0.85, torso 1."""
    xy = np.full((33, 2), (0.0, 0.0), np.float32)
    for side in ("left", "right"):
        for joint, at in {
            "shoulder": (0, -2.7),
            "hip": (0, -1.7),
            "knee": (0, -0.85),
            "ankle": (0, 0),
        }.items():
            xy[LANDMARK_INDEX[f"{side}_{joint}"]] = at
        xy[LANDMARK_INDEX[f"{side}_foot_index"]] = (0.3, 0)
        xy[LANDMARK_INDEX[f"{side}_ear"]] = (0, -3)
    xy[0] = (0.2, -3)
    for name, at in moved.items():
        xy[LANDMARK_INDEX[name]] = at
    return PoseFrame(0, 0.0, xy, np.zeros((33, 3), np.float32), np.ones(33, np.float32))


def test_knees_rise_over_the_hips_in_a_squat():
    squat = load_file(OWN / "squat.toml")
    assert value_of(squat, "knee_height", standing()) == pytest.approx(-0.85)
    deep = {f"{side}_{joint}": at for side in ("left", "right") for joint, at in {"hip": (0, -0.9)}.items()}
    shoulders = {f"{side}_shoulder": (0.0, -1.9) for side in ("left", "right")}
    assert value_of(squat, "knee_height", standing(**deep, **shoulders)) == pytest.approx(-0.05)


def test_the_front_knee_of_a_lunge_is_measured_against_its_own_toes():
    rear = {"right_knee": (-0.5, -0.4), "right_ankle": (-1.2, -0.3), "right_foot_index": (-1.1, 0.0)}
    front = {"left_knee": (0.8, -0.85), "left_ankle": (0.5, 0.0), "left_foot_index": (0.7, 0.0)}
    lunge = load_file(OWN / "lunge.toml")
    assert value_of(lunge, "front_toe", standing(**rear, **front)) == pytest.approx(-0.1)


def test_missing_ears_do_not_hide_which_way_somebody_looks(tmp_path: Path):
    names = ("nose", "left_shoulder", "right_shoulder", "left_hip", "right_hip")
    places = dict(zip(names, ((0.6, 0.1), (0.5, 0.2), (0.5, 0.2), (0.5, 0.6), (0.5, 0.6)), strict=True))
    row = {
        f"{name}_{axis}": value for name, at in places.items() for axis, value in zip("xy", at, strict=True)
    }
    row |= {f"{name}_{axis}": 1.0 for name in names for axis in "zv"} | {"label": "C"}
    file = tmp_path / "a.csv"
    with file.open("w", newline="") as lines:
        table = csv.DictWriter(lines, row)
        table.writeheader()
        table.writerow(row)
    ((label, pose),) = named_columns(file)
    assert label == "C"
    assert pose.xy[LANDMARK_INDEX["left_ear"]] == pytest.approx([0.5 * 16 / 9, 0.2])
    assert pose.visibility[LANDMARK_INDEX["left_ear"]] == 0


def test_points_without_a_head_are_read_in_order(tmp_path: Path):
    file = tmp_path / "b.csv"
    file.write_text("a.png,squats_up," + ",".join(str(float(n)) for n in range(99)))
    ((label, pose),) = plain_points(file)
    assert label == "squats_up"
    assert pose.xy[32] == pytest.approx([0.096, 0.097])
