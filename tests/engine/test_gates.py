"""What the person is told while nothing can be judged, and what the result says of it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecheck.api import replay
from posecheck.engine.assessor import Assessor
from posecheck.exercises.library import Library
from posecheck.pose import LANDMARK_INDEX, PoseFrame, PoseTrack, StreamInfo, empty_pose
from posecheck.result import SessionResult
from posecheck.step import Step
from tests import figures

BRIDGE = Library().get("bridge")
STANDING = figures.all_fours() | {"shoulder": (0.0, 0.9), "head": (0.0, 1.1), "hip": (0.0, 0.6)}


def steps(poses: list[PoseFrame]) -> list[Step]:
    assessor = Assessor(BRIDGE)
    return [assessor.step(pose) for pose in poses]


def result(poses: list[PoseFrame], exercise: str = "bridge") -> SessionResult:
    return replay(PoseTrack(tuple(poses), StreamInfo("clip")), exercise)


def turned(pose: PoseFrame, turn_deg: float) -> PoseFrame:
    """Return the pose as a camera sees it that stands off to one side."""
    turn = math.radians(turn_deg)
    x, z = pose.world[:, 0], pose.world[:, 2]
    world = pose.world.copy()
    world[:, 0] = x * math.cos(turn) + z * math.sin(turn)
    world[:, 2] = z * math.cos(turn) - x * math.sin(turn)
    xy = pose.xy.copy()
    xy[:, 0] = 0.9 + (xy[:, 0] - 0.9) * math.cos(turn)
    return replace(pose, xy=xy, world=world)


def hidden(pose: PoseFrame, *joints: str) -> PoseFrame:
    visibility = pose.visibility.copy()
    for joint in joints:
        for side in ("left", "right"):
            visibility[LANDMARK_INDEX[f"{side}_{joint}"]] = 0.1
    return replace(pose, visibility=visibility)


def test_an_empty_room_asks_to_step_in():
    step = steps([empty_pose(i, i / 30) for i in range(30)])[-1]
    assert (step.phase, step.need and step.need.id) == ("nobody", "nobody")


def test_a_standing_person_is_told_how_to_start():
    poses = list(figures.film(lambda _: (STANDING, STANDING), 2))
    assert {step.need.id for step in steps(poses) if step.need} == {"position"}


@pytest.mark.parametrize(
    ("turn_deg", "needs"), [(0, {"position"}), (25, {"position"}), (45, {"position", "view"})]
)
def test_the_view_is_asked_for_when_it_is_wrong(turn_deg: float, needs: set[str]):
    told = {
        step.need.id for step in steps([turned(p, turn_deg) for p in figures.bridge_film(1)]) if step.need
    }
    assert told <= needs
    assert ("view" in told) == (turn_deg > 35)


def test_an_oblique_session_says_why_nothing_was_judged():
    found = result([turned(p, 50) for p in figures.bridge_film(1)])
    assert found.view["suited"] is False
    assert found.coverage == 0
    assert any("not side-on" in warning for warning in found.warnings)


def test_unseen_feet_are_told_and_lower_the_coverage():
    poses = [hidden(p, "ankle", "heel", "foot_index") if p.t_s > 6 else p for p in figures.bridge_film(1)]
    assert steps(poses)[-1].unseen == ("feet",)
    found = result(poses)
    assert found.coverage is not None
    assert found.coverage < 0.8
    assert any(warning.startswith("feet out of view for") for warning in found.warnings)


def test_a_check_whose_points_are_hidden_stays_silent():
    straight = figures.plank()
    bent = straight | {"knee": (straight["knee"][0], straight["knee"][1] + 0.105)}
    bent_film = list(figures.film(lambda t: (bent, bent) if t > 2 else (straight, straight), 8))
    seen = {fault.id for fault in result(bent_film, "plank_forearm").faults}
    unseen = {fault.id for fault in result([hidden(p, "knee") for p in bent_film], "plank_forearm").faults}
    assert "knees_bent" in seen
    assert "knees_bent" not in unseen


def test_several_people_are_mentioned():
    poses = [replace(p, people=2) for p in figures.bridge_film(1)]
    assert any("several people" in warning for warning in result(poses).warnings)


def test_nobody_ever_seen_is_said():
    found = result([empty_pose(i, i / 30) for i in range(60)])
    assert not found.seen
    assert "nobody was in view" in found.warnings


def test_leaving_and_returning_goes_on_counting():
    first = figures.bridge_film(1)
    away = [empty_pose(0, 10 + i / 30) for i in range(1, 120)]
    second = [replace(p, t_s=p.t_s + 14) for p in figures.bridge_film(1)]
    assert len(result([*first, *away, *second]).reps) == 2


def test_poses_are_not_changed_by_judging():
    pose = figures.bridge_film(1)[0]
    before = np.array(pose.xy)
    steps([pose])
    np.testing.assert_array_equal(pose.xy, before)
