"""Rotations as 3 x 3 matrices: about an axis, between two directions, part of the way."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def rot_x(deg: float) -> Array:
    """Rotation about x: +90 turns up into -y."""
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def rot_y(deg: float) -> Array:
    """Rotation about y."""
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def rot_z(deg: float) -> Array:
    """Rotation about z."""
    c, s = np.cos(np.radians(deg)), np.sin(np.radians(deg))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def unit(vector: Array) -> Array:
    """The vector at length one."""
    result: Array = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return result


def frame(along: Array, side: Array) -> Array:
    """Right-handed axes (3, 3) as columns: `along`, then `side` made perpendicular, then their cross."""
    a = unit(along)
    b = unit(side - (side @ a) * a)
    return np.stack([a, b, np.cross(a, b)], axis=1)


def half_twist(rotation: Array, axis: Array) -> Array:
    """Half of the part of a rotation (3, 3) that turns about `axis`."""
    vector = np.array(
        [rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]]
    )
    angle = 2 * np.arctan2(float(vector @ axis), 1 + float(np.trace(rotation)))
    return axis_angle(axis, angle / 2)


def axis_angle(axis: Array, angle: float) -> Array:
    """Rotation (3, 3) by `angle` radians about a unit axis."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    result: Array = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return result


def slerp(start: Array, end: Array, s: float) -> Array:
    """The rotation (3, 3) a share `s` of the way from `start` to `end`, by the shorter turn."""
    delta = start.T @ end
    angle = float(np.arccos(np.clip((np.trace(delta) - 1) / 2, -1, 1)))
    if angle < 1e-6:
        return end
    if angle > np.pi - 1e-3:
        return slerp(start, end @ rot_x(0.2), s)
    vector = np.array([delta[2, 1] - delta[1, 2], delta[0, 2] - delta[2, 0], delta[1, 0] - delta[0, 1]])
    result: Array = start @ axis_angle(unit(vector), angle * s)
    return result
