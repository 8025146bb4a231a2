"""Things that hide the line of the back: long hair and a hood, as soft tubes that ride on the skin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.render.backline import middle_rows
from samples.render.body import Body
from samples.render.look import vertex_normals
from samples.render.rotations import unit

Array = NDArray[np.float64]
RING = 14


@dataclass(frozen=True)
class Worn:
    """A tube along the back's midline: `above_m` runs over the neck's lowest joint, radii (M,) m."""

    above_m: Array
    across_m: Array
    thick_m: Array
    color: tuple[float, float, float]
    falls_m: float = 0.0
    beside_m: float = 0.0


def long_hair(color: tuple[float, float, float], side: int) -> Worn:
    """From the back of the head over the neck to the shoulder blade, its end falling off towards `side`."""
    share = np.linspace(0, 1, 14)
    swell = np.sqrt(np.clip(share / 0.35, 0.02, 1)) * (1 - 0.45 * share)
    return Worn(
        above_m=np.linspace(0.15, -0.20, 14),
        across_m=0.095 * swell,
        thick_m=0.055 * swell,
        color=color,
        falls_m=0.22,
        beside_m=0.15 * side,
    )


def hood(color: tuple[float, float, float]) -> Worn:
    """A lump of cloth behind the neck."""
    swell = np.sin(np.linspace(0.12, np.pi - 0.12, 12))
    return Worn(
        above_m=np.linspace(0.06, -0.13, 12), across_m=0.12 * swell, thick_m=0.055 * swell, color=color
    )


class OnBack:
    """One worn thing on one body: its faces and colours, and where it is in each frame."""

    def __init__(self, body: Body, worn: Worn) -> None:
        self.worn, self.body = worn, body
        rest = body.rest
        self.rows = middle_rows(rest, above_m=0.22)
        neck_z = rest.heads[rest.bone["neck01"], 2]
        order = np.argsort(rest.vertices[self.rows, 2])
        self.rows = self.rows[order]
        self.z = rest.vertices[self.rows, 2] - neck_z
        self.faces = _tube_faces(len(worn.above_m))
        shades = np.random.default_rng(3).normal(1, 0.05, len(self.faces))
        self.colors = np.clip(np.array(worn.color) * shades[:, None], 0, 1)

    def at(self, points: Array) -> Array:
        """Vertices (M * RING, 3) m from the skinned body's (V, 3)."""
        normals = vertex_normals(points, self.body.rest.faces)[self.rows]
        skin = points[self.rows]
        path, out = (
            np.stack([np.interp(self.worn.above_m, self.z, values[:, k]) for k in range(3)], axis=1)
            for values in (skin, normals)
        )
        across = unit(np.cross(out[0], path[1] - path[0]))
        path = path + 0.4 * self.worn.thick_m[:, None] * out + self._hanging(across)
        angle = np.linspace(0, 2 * np.pi, RING, endpoint=False)
        ring = (
            np.cos(angle)[None, :, None] * self.worn.across_m[:, None, None] * across
            + np.sin(angle)[None, :, None] * self.worn.thick_m[:, None, None] * out[:, None, :]
        )
        result: Array = (path[:, None, :] + ring).reshape(-1, 3)
        return result

    def _hanging(self, across: Array) -> Array:
        """The loose end slides to the side and falls."""
        share = np.linspace(0, 1, len(self.worn.above_m)) ** 2
        side = across * np.sign(across[0]) * self.worn.beside_m * share[:, None]
        result: Array = side - np.array([0, 0, self.worn.falls_m]) * np.clip(share - 0.45, 0, None)[:, None]
        return result


def _tube_faces(count: int) -> NDArray[np.int64]:
    faces = []
    for k in range(count - 1):
        for j in range(RING):
            a, b = k * RING + j, k * RING + (j + 1) % RING
            faces += [(a, b, a + RING), (b, b + RING, a + RING)]
    for first in (0, (count - 1) * RING):
        faces += [(first, first + j, first + j + 1) for j in range(1, RING - 1)]
    return np.array(faces)
