"""Arms that reach out behind the trunk take their part of the back's outline away; those that hang do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecheck.engine.arms import clear_of_arms
from posecheck.engine.back import back_of, trusted
from posecheck.engine.body import LOOKS, BodyTracker
from posecheck.pose import PoseFrame
from tests import figures

HIP, SHOULDER = np.array([0.5, 0.5]), np.array([0.3, 0.5])
OUTLINE = np.stack([np.linspace(0.51, 0.31, 41), np.full(41, 0.46)], axis=1)


def with_left_arm(elbow: tuple[float, float], wrist: tuple[float, float]) -> PoseFrame:
    """A level trunk, its back up, with one arm that is seen."""
    pose = figures.figure(0.0, figures.all_fours(), figures.all_fours())
    xy, visibility = pose.xy.copy(), pose.visibility.copy()
    for joint, point in (("shoulder", SHOULDER), ("elbow", elbow), ("wrist", wrist)):
        xy[LOOKS["left"][joint]] = point
    visibility[LOOKS["right"]["elbow"]] = 0.0
    return replace(pose, xy=xy, visibility=visibility)


def hidden(pose: PoseFrame) -> np.ndarray:
    return np.isnan(clear_of_arms(OUTLINE, pose, HIP, SHOULDER)[:, 0])


def test_a_hand_over_the_low_back_hides_it_to_the_fingertips():
    gone = hidden(with_left_arm((0.40, 0.43), (0.48, 0.45)))
    assert gone[:17].all()
    assert not gone[-8:].any()


def test_an_arm_before_the_belly_hides_nothing():
    assert not hidden(with_left_arm((0.35, 0.55), (0.45, 0.56))).any()


def test_an_arm_that_lies_along_the_trunk_leaves_the_outline_as_it_was():
    assert not hidden(with_left_arm((0.40, 0.47), (0.47, 0.48))).any()


@pytest.mark.parametrize(("most_off_deg", "seen"), [(20.0, False), (36.0, True)])
def test_a_definition_says_how_far_off_side_on_its_back_is_judged(most_off_deg: float, seen: bool):
    pose = figures.figure(0.0, figures.all_fours(), figures.all_fours(), back_deg=10.0)
    body = BodyTracker().step(pose)
    assert body is not None
    body = replace(body, view=replace(body.view, off_side_deg=30.0))
    assert trusted(back_of(pose, body, most_off_deg)) is seen
