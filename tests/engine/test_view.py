"""From where the camera sees the body, and the measures of a front view."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecheck.engine.body import Body, BodyTracker
from posecheck.engine.signals import measure, whole_body
from posecheck.engine.view import VIEW_GAIN, sight_of
from posecheck.exercises.signals import Signal
from posecheck.pose import LANDMARK_INDEX, PoseFrame

PLACES = {
    "shoulder": (0.18, 0.0), "elbow": (0.30, -0.25), "wrist": (0.35, -0.5), "hip": (0.10, -0.5),
    "knee": (0.10, -0.95), "ankle": (0.10, -1.4), "ear": (0.07, 0.2), "eye": (0.03, 0.22),
}  # fmt: skip
"""Where the left joints of a standing person are: (to their left, up) [m]; the right ones mirror them."""


def standing(turn_deg: float = 0.0, twist_deg: float = 0.0, raise_left_m: float = 0.0) -> PoseFrame:
    """Return a person who faces the camera, turned to their own left as a whole, the shoulders further."""
    world = np.zeros((33, 3))
    for side, sign in (("left", 1.0), ("right", -1.0)):
        for joint, (across, up) in PLACES.items():
            turn = math.radians(turn_deg + (twist_deg if joint in ("shoulder", "elbow", "wrist") else 0.0))
            lift = raise_left_m if side == "left" and joint == "wrist" else 0.0
            world[LANDMARK_INDEX[f"{side}_{joint}"]] = (
                sign * across * math.cos(turn), -up - lift, sign * across * math.sin(turn),
            )  # fmt: skip
    xy = 0.5 + 0.25 * world[:, :2]
    return PoseFrame(0, 0.0, xy, world, np.ones(33), np.zeros((0, 2)))


def body(pose: PoseFrame) -> Body:
    seen = BodyTracker().step(pose)
    assert seen is not None
    return seen


@pytest.mark.parametrize("turn_deg", [-60, -20, 0, 20, 60])
def test_the_view_follows_the_turn(turn_deg: int):
    seen = body(standing(turn_deg)).view
    assert seen.off_deg("front") == pytest.approx(max(0, 90 - VIEW_GAIN * (90 - abs(turn_deg))), abs=0.1)
    assert seen.off_deg("side") == pytest.approx(VIEW_GAIN * (90 - abs(turn_deg)), abs=0.1)
    assert seen.off_deg("any") == 0


@pytest.mark.parametrize(("away_deg", "off_deg"), [(0, 30), (10, 17), (45, 0)])
def test_the_feet_are_towards_the_camera(away_deg: int, off_deg: int):
    """Who lies along the picture shows their side; the further head and feet point away, the better."""
    away = math.radians(away_deg)
    world = np.zeros((33, 3))
    world[[11, 12]] = (-0.5 * math.cos(away), 0.0, 0.5 * math.sin(away))
    for left, right in ((11, 12), (23, 24)):
        world[left, 2], world[right, 2] = world[left, 2] - 0.2, world[right, 2] + 0.2
    assert max(0, 30 - sight_of(world.tolist()).off_side_deg) == pytest.approx(off_deg, abs=0.1)


@pytest.mark.parametrize(("turn_deg", "twist_deg"), [(0, 30), (0, -30), (20, 25), (-15, 0)])
def test_turns_are_to_the_persons_left(turn_deg: int, twist_deg: int):
    seen = body(standing(turn_deg, twist_deg))
    values = {
        name: whole_body(Signal(measure=name), seen) for name in ("turn", "turn_shoulders", "turn_hips")
    }
    expected = {"turn": twist_deg, "turn_shoulders": turn_deg + twist_deg, "turn_hips": turn_deg}
    assert values == pytest.approx(expected, abs=0.01)


def test_left_is_the_persons_own_left():
    signal = Signal(measure="ahead", points=["wrist", "hip"], toward="left")
    seen = body(standing())
    torso_m = 0.5
    assert measure(signal, seen, "left") == pytest.approx(0.25 / torso_m)
    assert measure(signal, seen, "right") == pytest.approx(-0.25 / torso_m)


def test_left_and_right_taken_for_each_other_for_a_few_frames_change_nothing():
    front, back = standing(), standing(turn_deg=180)
    tracker, seen = BodyTracker(), []
    for i in range(90):
        pose = back if 30 <= i < 36 or i >= 60 else front
        seen.append(tracker.step(replace(pose, index=i, t_s=i / 30)))
    left = [one.left_ahead for one in seen if one]
    assert set(left[:70]) == {left[0]}
    assert left[80] == -left[0]


def test_both_sides_together():
    """The left hand 0.3 m higher: half of that is in the mean, all of it in the difference."""
    seen, torso_m = body(standing(raise_left_m=0.3)), 0.5
    above = {
        side: Signal(measure="above", points=["wrist", "shoulder"], side=side)
        for side in ("mean", "difference")
    }
    assert whole_body(above["mean"], seen) == pytest.approx((-0.5 + 0.15) / torso_m)
    assert whole_body(above["difference"], seen) == pytest.approx(0.3 / torso_m)


def test_the_upper_arm_swings_ahead():
    """Straight down along the trunk is 0; level towards where the person looks is 90, behind -90."""
    signal = Signal(measure="swing", points=["hip", "shoulder", "elbow"])
    seen = body(standing())
    points = list(seen.points)
    shoulder = points[LANDMARK_INDEX["left_shoulder"]]
    points[LANDMARK_INDEX["left_hip"]] = (shoulder[0], shoulder[1] - 0.2)
    for ahead, up, expected in ((0.0, -0.1, 0.0), (0.1, 0.0, 90.0), (-0.1, 0.0, -90.0)):
        points[LANDMARK_INDEX["left_elbow"]] = (shoulder[0] + ahead, shoulder[1] + up)
        posed = Body(0.0, points, seen.visibility, seen.torso, 1, "left", 1, seen.sight, seen.view)
        assert measure(signal, posed, "left") == pytest.approx(expected)
