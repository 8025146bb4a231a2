"""Fast drawing of moving meshes on one core: skin, shade and fill triangles.

A pyvista window would draw the whole room again for every frame; here only the person's pixels are touched.
The loops are compiled by warp, which comes with anny.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render import kernels
from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]
Pixels = NDArray[np.float32]
BONES_A_VERTEX = 8

wp: Any = import_module("warp")


def buffer(values: NDArray[Any], dtype: Any = None) -> Any:
    """A copy of an array for the compiled loops; `dtype` where rows are vectors."""
    kind = np.int32 if np.issubdtype(values.dtype, np.integer) else np.float32
    rows = np.array(values, dtype=kind, order="C")
    return wp.array(rows, dtype=dtype, device="cpu") if dtype else wp.array(rows, device="cpu")


def _run(kernel: Any, count: int, *inputs: Any) -> None:
    wp.launch(kernel, count, list(inputs), device="cpu")


class Canvas:
    """A picture (H, W, 3) 0..1 that is being filled, and 1 / distance [1/m] (H, W) of what is in it."""

    def __init__(self, picture: Pixels, nearness: Pixels) -> None:
        self._picture, self._nearness = buffer(picture, wp.vec3), buffer(nearness)

    @property
    def picture(self) -> Pixels:
        """What is there now (H, W, 3)."""
        return np.array(self._picture.numpy(), dtype=np.float32)

    @property
    def nearness(self) -> Pixels:
        """1 / distance [1/m] of it (H, W)."""
        return np.array(self._nearness.numpy(), dtype=np.float32)

    def fill(self, seen: Any, faces: Any, colors: Any) -> None:
        """Triangles of picture points; the nearest wins."""
        _run(kernels.fill, len(colors), seen, faces, colors, self._nearness, self._picture)


class Skinner:
    """Moves one mesh of rest vertices (V, 3) m with the bones of a skeleton."""

    def __init__(self, skeleton: Skeleton, vertices: Array) -> None:
        weights = skeleton.rest.weights
        bones = np.argsort(-weights, axis=1)[:, :BONES_A_VERTEX]
        kept = np.take_along_axis(weights, bones, axis=1)
        kept /= kept.sum(axis=1, keepdims=True)
        self.heads = skeleton.rest.heads
        self.rest, self.out = buffer(vertices, wp.vec3), buffer(vertices, wp.vec3)
        self.bones, self.weights = buffer(bones), buffer(kept)

    def __call__(self, posed: Posed) -> Array:
        """The vertices (V, 3) m in this pose."""
        shifts = posed.heads - np.einsum("bij,bj->bi", posed.rotations, self.heads)
        turns, moved = buffer(posed.rotations, wp.mat33), buffer(shifts, wp.vec3)
        _run(kernels.skin, len(self.out), self.rest, self.bones, self.weights, turns, moved, self.out)
        return np.array(self.out.numpy(), dtype=float)


@dataclass(frozen=True)
class Lamp:
    """Where light comes from and where the camera is: unit vectors (3,); `brightness` of the room."""

    light: Array
    toward: Array
    brightness: float


class Mesh:
    """Faces (F, 3) and their colours (F, 3) 0..1, to be drawn with new vertices in every frame."""

    def __init__(self, faces: NDArray[np.int64], colors: Array) -> None:
        self.faces, self.colors = buffer(faces), buffer(colors, wp.vec3)
        self.lit = buffer(colors, wp.vec3)

    def draw(self, points: Array, seen: Array, lamp: Lamp, canvas: Canvas) -> None:
        """Fill the mesh into the canvas; `seen` (V, 3): x, y [px] and 1 / distance [1/m] of its points."""
        at, normals = buffer(points, wp.vec3), buffer(np.zeros_like(points), wp.vec3)
        _run(kernels.add_normals, len(self.lit), at, self.faces, normals)
        light, toward = wp.vec3(*lamp.light), wp.vec3(*lamp.toward)
        lit = (at, normals, self.faces, self.colors, light, toward, float(lamp.brightness), self.lit)
        _run(kernels.shade, len(self.lit), *lit)
        canvas.fill(buffer(seen, wp.vec3), self.faces, self.lit)
