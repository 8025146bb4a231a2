"""The true line of the back on the bare body, and where the camera sees a point of the world."""

import numpy as np
from numpy.typing import NDArray

from samples.render.body import Rest
from samples.render.scene import View
from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]
POINTS = 41
ABOVE_LOWEST_BONE_M = 0.01  # the lowest spine bone begins level with the hips, where the cleft ends
NECK_BONE = "neck01"


def middle_rows(rest: Rest, above_m: float = 0.005) -> NDArray[np.int64]:
    """Vertices of the skin's dorsal midline from the sacrum to `above_m` over the neck's root, in order."""
    used = np.unique(rest.faces)
    low = rest.heads[rest.bone["spine05"]] + (0, 0, ABOVE_LOWEST_BONE_M)
    high = rest.heads[rest.bone[NECK_BONE], 2]
    x, y, z = rest.vertices[used].T
    behind = y > np.interp(z, *_spine_course(rest))
    on_line = used[(np.abs(x) < 1e-3) & behind & (z > low[2]) & (z <= high + above_m)]
    result: NDArray[np.int64] = on_line[np.argsort(rest.vertices[on_line, 2])]
    return result


def _spine_course(rest: Rest) -> tuple[Array, Array]:
    """Height and depth of the spine's bones, lowest first: skin behind it is the back's."""
    bones = [rest.heads[rest.bone[name]] for name in ("spine05", "spine03", "spine01", NECK_BONE)]
    return np.array([head[2] for head in bones]), np.array([head[1] for head in bones])


class BackLine:
    """Points that ride on the skin's midline: the same places of the body in every pose."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.rows = middle_rows(skeleton.rest)
        points = skeleton.rest.vertices[self.rows]
        steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        self.weights = np.stack(
            [np.interp(np.linspace(0, along[-1], POINTS), along, unit) for unit in np.eye(len(along))], axis=1
        )

    def at(self, posed: Posed) -> Array:
        """The line (41, 3) m in the world, from sacrum to neck."""
        result: Array = self.weights @ self.skeleton.skin(posed, self.skeleton.rest.vertices, self.rows)
        return result


def project(view: View, size: tuple[int, int], points: Array) -> Array:
    """Picture coordinates (..., 2) pixels, y down, of world points (..., 3) m."""
    ahead = np.array(view.aim) - view.position()
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, (0, 0, 1))
    right /= np.linalg.norm(right)
    down = np.cross(ahead, right)
    seen = points - view.position()
    scale = size[0] * view.distance_m / view.width_m / (seen @ ahead)
    return np.stack([size[0] / 2 + scale * (seen @ right), size[1] / 2 + scale * (seen @ down)], axis=-1)
