"""How far the joint angles in the picture are from the true ones of a rendered person."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy_clips import Truth
from posecheck.pose import LANDMARK_INDEX, PoseTrack

Array = NDArray[np.float64]
JOINTS: dict[str, tuple[str, str, str]] = {
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
    "shoulder": ("elbow", "shoulder", "hip"),
    "elbow": ("shoulder", "elbow", "wrist"),
}
"""The three landmarks of each angle; the truth names it `knee_left_deg`."""
SEEN = 0.5
Errors = dict[str, Array]


def joint_errors(track: PoseTrack, truth: Truth) -> Errors:
    """Return by joint the absolute errors [deg] of the side that faces the camera, one for each frame seen.

    Left out are joints that the truth does not have, frames in which nobody is in view, and landmarks of a
    visibility under one half.
    """
    poses = [pose for pose in track if pose.seen and not _absent(pose.t_s, truth)]
    if not poses or "t_s" not in truth.angles:
        return {}
    t_s = np.array([pose.t_s for pose in poses])
    xy = np.array([pose.xy for pose in poses], np.float64)
    visibility = np.array([pose.visibility for pose in poses], np.float64)
    side = truth.near or near_side(np.array([pose.world for pose in poses], np.float64))
    errors = {}
    for joint, names in JOINTS.items():
        true = _true_course(truth.angles, f"{joint}_{side}_deg", t_s)
        if true is None:
            continue
        points = [LANDMARK_INDEX[f"{side}_{name}"] for name in names]
        measured = interior_deg(*(xy[:, point] for point in points))
        measured[(visibility[:, points] < SEEN).any(axis=1)] = np.nan
        error = np.abs(measured - true)
        errors[joint] = error[np.isfinite(error)]
    return errors


def _absent(t_s: float, truth: Truth) -> bool:
    return any(start <= t_s <= end for start, end in truth.absent)


def near_side(world: Array) -> str:
    """Return the side whose shoulder and hip are mostly nearer to the camera; world is (T, 33, 3)."""
    depth_m = {
        side: world[:, [LANDMARK_INDEX[f"{side}_shoulder"], LANDMARK_INDEX[f"{side}_hip"]], 2].sum(axis=1)
        for side in ("left", "right")
    }
    return "left" if np.median(depth_m["left"] - depth_m["right"]) < 0 else "right"


def interior_deg(a: Array, b: Array, c: Array) -> Array:
    """Return the angle at b [deg], 0..180; points are (T, 2)."""
    u, v = a - b, c - b
    cross = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    result: Array = np.abs(np.degrees(np.arctan2(cross, (u * v).sum(axis=1))))
    return result


def _true_course(angles: Mapping[str, list[float]], name: str, t_s: Array) -> Array | None:
    if name not in angles:
        return None
    course: Array = np.interp(t_s, angles["t_s"], np.array(angles[name], np.float64))
    return course
