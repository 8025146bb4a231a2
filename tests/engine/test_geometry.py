"""Angles of analytic poses: the acceptance cases of the domain reference, section 13."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecheck.engine import geometry as geo
from posecheck.engine.body import BodyTracker
from posecheck.engine.signals import measure
from posecheck.exercises.library import Library
from posecheck.pose import PoseFrame
from tests import figures

LIBRARY = Library()


def value(exercise: str, signal: str, pose: PoseFrame) -> float:
    body = BodyTracker().step(pose)
    assert body is not None
    return measure(LIBRARY.get(exercise).signals[signal], body, body.near)


@pytest.mark.parametrize("true_deg", [20, 63, 90, 121, 180])
def test_angle_of_known_points(true_deg: float):
    c = (math.cos(math.radians(true_deg)), math.sin(math.radians(true_deg)))
    assert geo.angle_deg((1, 0), (0, 0), c) == pytest.approx(true_deg, abs=1e-9)


def test_angle_above_tells_overstretched_from_bent():
    assert geo.angle_above_deg((1, 0), (0, 0), (-1, 0.2)) == pytest.approx(168.7, abs=0.1)
    assert geo.angle_above_deg((1, 0), (0, 0), (-1, -0.2)) == pytest.approx(191.3, abs=0.1)


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (720, 1280)])
def test_a_right_angle_is_one_in_every_format(size: tuple[int, int]):
    width, height = size
    pixels = np.array([[100.0, 100.0], [100.0, 300.0], [300.0, 300.0]])
    fractions = pixels / [width, height]
    xy = fractions * [width / height, 1.0]  # what leaves the estimator
    assert geo.angle_deg(*map(tuple, xy)) == pytest.approx(90, abs=1e-9)


@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("hip_deg", [122, 150, 165, 178])
def test_bridge_hip_angle(hip_deg: float, head: str):
    joints = figures.bridge(hip_deg)
    pose = figures.figure(0, joints, joints, head=head)
    assert value("bridge", "hip", pose) == pytest.approx(hip_deg, abs=0.1)


def test_bridge_at_the_top_has_a_knee_of_63():
    joints = figures.bridge(180)
    pose = figures.figure(0, joints, joints)
    assert value("bridge", "knee", pose) == pytest.approx(63, abs=1.0)
    assert value("bridge", "hip_off", pose) == pytest.approx(0, abs=0.01)


def test_all_fours_slopes_up_to_the_head():
    joints = figures.all_fours()
    pose = figures.figure(0, joints, joints)
    assert value("bird_dog", "trunk", pose) == pytest.approx(17.6, abs=0.1)
    assert value("bird_dog", "near_thigh", pose) == pytest.approx(-90, abs=0.1)


@pytest.mark.parametrize(("off", "line"), [(0.05, 175.5), (0.10, 170.9), (-0.15, 166.3)])
def test_plank_line(off: float, line: float):
    joints = figures.plank(off)
    pose = figures.figure(0, joints, joints)
    assert value("plank_forearm", "hip_off", pose) == pytest.approx(off, abs=0.01)
    assert value("plank_forearm", "line", pose) == pytest.approx(line, abs=1.0)


def test_a_straight_knee_with_2_cm_noise_is_straight_enough():
    rng = np.random.default_rng(0)
    straight = np.array([[0.0, 0.417], [0.0, 0.0], [0.0, -0.418]])  # thigh and shank of 1.70 m stature, m
    readings = [geo.angle_deg(*map(tuple, straight + rng.normal(0, 0.02, (3, 2)))) for _ in range(4000)]
    assert np.mean(readings) == pytest.approx(174.6, abs=0.4)
    knee = LIBRARY.get("plank_forearm").checks["knees_bent"]
    assert knee.ok_min is not None
    assert np.mean(np.array(readings) >= knee.ok_min) > 0.99
