"""The points along the back lie on the edge of the mask, on the side of the back, or nowhere."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck.back.outline import ARM_ROOM, back_outline
from posecheck.back.rays import FIRST, LAST, RAYS
from posecheck.back.silhouette import Silhouette
from posecheck.pose import LANDMARK_INDEX

SIZE = 400
CENTRE = np.array([200.0, 200.0])
TORSO = 120.0
QUADRUPED = {
    "hip": (-60, 0), "shoulder": (60, 0), "knee": (-60, 90), "ankle": (-130, 95), "heel": (-140, 90),
    "foot_index": (-120, 110), "elbow": (65, 55), "wrist": (65, 105), "ear": (95, -5), "nose": (112, 8),
}  # fmt: skip
"""A body facing right, back up; pixels from the middle of the torso, y down."""


def turned(points, degrees):
    angle = np.radians(degrees)
    return np.asarray(points) @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def landmarks(body=QUADRUPED, degrees=0.0, width=0.0):
    """Both sides of a body turned about the torso's middle; left and right `width` pixels apart."""
    points = np.tile(CENTRE, (33, 1))
    for name, place in body.items():
        for side, way in (("left", 0.5), ("right", -0.5)):
            key = name if name == "nose" else f"{side}_{name}"
            points[LANDMARK_INDEX[key]] = CENTRE + turned([place], degrees)[0] + [0, way * width]
    return points


def mask_of(inside, degrees=0.0):
    """A mask with an edge one pixel soft; `inside` is the depth below the surface [pixels] in body axes."""
    y, x = np.mgrid[:SIZE, :SIZE] + 0.5
    body = turned(np.stack([x, y], axis=-1) - CENTRE, -degrees)
    return np.clip(0.5 + inside(body[..., 0], body[..., 1]), 0, 1).astype(np.float32)


def flat(x, y):
    """A trunk from 40 above to 60 below the line of hip and shoulder."""
    return np.minimum(y + 40, 60 - y)


def arched(radius):
    """A back that is an arc about a point below it, 40 above the line at its top."""
    return lambda x, y: np.minimum(radius - np.hypot(x, y - (radius - 40)), 60 - y)


def body_axes(points, degrees):
    return turned(points - CENTRE, -degrees)


SEEN = np.ones(33, np.float32)
SHARES = np.linspace(FIRST, LAST, RAYS)


@pytest.mark.parametrize("degrees", [0, 17, 90, 180, 250])
def test_a_flat_back_is_a_straight_line_on_the_edge(degrees):
    edge = body_axes(
        back_outline(Silhouette(mask_of(flat, degrees), landmarks(degrees=degrees), SEEN)), degrees
    )
    assert edge.shape == (RAYS, 2)
    assert np.abs(edge[:, 1] + 40).max() < 0.5
    assert edge[:, 0] == pytest.approx(TORSO * (SHARES - 0.5), abs=0.01)


@pytest.mark.parametrize("radius", [90, 150, 400])
@pytest.mark.parametrize("degrees", [0, 33, 180])
def test_an_arc_is_followed_within_half_a_pixel(radius, degrees):
    edge = body_axes(
        back_outline(Silhouette(mask_of(arched(radius), degrees), landmarks(degrees=degrees), SEEN)), degrees
    )
    off = np.hypot(edge[:, 0], edge[:, 1] - (radius - 40)) - radius
    assert np.isfinite(off).all()
    assert np.abs(off).max() < 0.5


def test_a_mirrored_body_has_its_back_on_the_same_side():
    mirrored = {name: (-x, y) for name, (x, y) in QUADRUPED.items()}
    edge = back_outline(Silhouette(mask_of(flat), landmarks(mirrored), SEEN)) - CENTRE
    assert np.abs(edge[:, 1] + 40).max() < 0.5


def test_lying_on_the_back_the_edge_is_below():
    lying = {name: (x, -y) for name, (x, y) in QUADRUPED.items() if name not in ("elbow", "wrist")}
    lying |= {"elbow": (65, -55), "wrist": (65, -105)}
    edge = back_outline(Silhouette(mask_of(lambda x, y: flat(x, -y)), landmarks(lying), SEEN)) - CENTRE
    assert np.nanmax(np.abs(edge[:, 1] - 40)) < 0.5


def test_a_plank_with_knees_in_line_is_told_by_face_and_toes():
    plank = QUADRUPED | {"knee": (-150, 0), "heel": (-240, -5), "foot_index": (-236, 20), "nose": (108, 14)}
    edge = back_outline(Silhouette(mask_of(flat), landmarks(plank), SEEN)) - CENTRE
    assert np.abs(edge[:, 1] + 40).max() < 0.5


def test_seen_from_the_front_there_is_no_back():
    assert back_outline(Silhouette(mask_of(flat), landmarks(width=0.5 * TORSO), SEEN)).shape == (0, 2)


def test_without_knees_face_and_toes_there_is_no_back():
    unseen = SEEN.copy()
    for name in ("knee", "ear", "foot_index"):
        unseen[[LANDMARK_INDEX[f"left_{name}"], LANDMARK_INDEX[f"right_{name}"]]] = 0
    assert back_outline(Silhouette(mask_of(flat), landmarks(), unseen)).shape == (0, 2)


def test_with_hips_hidden_there_is_no_back():
    hidden = SEEN.copy()
    hidden[[LANDMARK_INDEX["left_hip"], LANDMARK_INDEX["right_hip"]]] = 0.3
    assert back_outline(Silhouette(mask_of(flat), landmarks(), hidden)).shape == (0, 2)


def test_a_back_that_leaves_the_picture_is_not_told():
    body = {name: (x, y - 170) for name, (x, y) in QUADRUPED.items()}
    edge = back_outline(Silhouette(mask_of(lambda x, y: flat(x, y + 170)), landmarks(body), SEEN))
    assert edge.shape == (RAYS, 2)
    assert np.isnan(edge).all()


def test_a_ray_that_starts_outside_the_person_is_not_told():
    edge = back_outline(Silhouette(np.zeros((SIZE, SIZE), np.float32), landmarks(), SEEN))
    assert np.isnan(edge).all()


def test_where_a_forearm_lies_on_the_back_it_is_not_told():
    arm = QUADRUPED | {"elbow": (20, 20), "wrist": (-30, -36)}
    told = np.isfinite(back_outline(Silhouette(mask_of(flat), landmarks(arm), SEEN))[:, 0])
    at = TORSO * (SHARES - 0.5)
    assert not told[np.abs(at + 30) < ARM_ROOM * TORSO * 0.9].any()
    assert told[np.abs(at + 30) > 1.5 * ARM_ROOM * TORSO].all()


def test_an_arm_that_hangs_before_the_body_hides_nothing():
    hanging = QUADRUPED | {"elbow": (10, 20), "wrist": (-40, 30)}
    assert np.isfinite(back_outline(Silhouette(mask_of(flat), landmarks(hanging), SEEN))).all()


def test_under_a_raised_arm_the_shoulder_is_not_taken_for_the_back():
    raised = QUADRUPED | {"elbow": (110, -5), "wrist": (160, -5)}
    told = np.isfinite(back_outline(Silhouette(mask_of(flat), landmarks(raised), SEEN))[:, 0])
    assert told.tolist() == (SHARES < 0.71).tolist()


def test_both_neighbours_of_a_jump_are_left_out():
    def stepped(x, y):
        return np.minimum(np.where(x < 0.7, y + 40, y + 55), 60 - y)

    edge = back_outline(Silhouette(mask_of(stepped), landmarks(), SEEN)) - CENTRE
    first = int(np.flatnonzero(TORSO * (SHARES - 0.5) > 0.7)[0])
    assert np.flatnonzero(np.isnan(edge[:, 0])).tolist() == [first - 1, first]
    assert edge[: first - 1, 1] == pytest.approx(-40, abs=0.5)
    assert edge[first + 1 :, 1] == pytest.approx(-55, abs=0.5)
