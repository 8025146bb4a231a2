"""Fast drawing of moving meshes on one core: skin, shade and fill triangles, compiled by warp (which anny brings).

A pyvista window would draw the whole room again for every frame; here only the person's pixels are touched.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import warp as wp
from numpy.typing import NDArray

from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]
BONES_A_VERTEX = 8

wp.config.quiet = True
wp.config.verbose = False


@wp.kernel
def _skin(
    rest: wp.array(dtype=wp.vec3),
    bones: wp.array2d(dtype=int),
    weights: wp.array2d(dtype=float),
    turns: wp.array(dtype=wp.mat33),
    shifts: wp.array(dtype=wp.vec3),
    out: wp.array(dtype=wp.vec3),
) -> None:
    i = wp.tid()
    p = wp.vec3(0.0, 0.0, 0.0)
    for k in range(bones.shape[1]):
        w = weights[i, k]
        if w > 0.0:
            b = bones[i, k]
            p = p + w * (turns[b] * rest[i] + shifts[b])
    out[i] = p


@wp.kernel
def _add_normals(
    points: wp.array(dtype=wp.vec3), faces: wp.array2d(dtype=int), out: wp.array(dtype=wp.vec3)
) -> None:
    f = wp.tid()
    a, b, c = points[faces[f, 0]], points[faces[f, 1]], points[faces[f, 2]]
    n = wp.cross(b - a, c - a)
    for k in range(3):
        wp.atomic_add(out, faces[f, k], n)


@wp.kernel
def _shade(
    points: wp.array(dtype=wp.vec3),
    normals: wp.array(dtype=wp.vec3),
    faces: wp.array2d(dtype=int),
    colors: wp.array(dtype=wp.vec3),
    light: wp.vec3,
    toward: wp.vec3,
    brightness: float,
    out: wp.array(dtype=wp.vec3),
) -> None:
    f = wp.tid()
    n = wp.vec3(0.0, 0.0, 0.0)
    height = float(0.0)
    for k in range(3):
        n = n + wp.normalize(normals[faces[f, k]]) / 3.0
        height = height + points[faces[f, k]][2] / 3.0
    key = wp.clamp((wp.dot(n, light) + 0.25) / 1.25, 0.0, 1.0)
    sky = 0.5 + 0.5 * n[2]
    rim = wp.min(wp.abs(wp.dot(n, toward)), 1.0)
    near = float(1.0)
    if n[2] < 0.3:
        near = 1.0 - 0.25 * wp.exp(-wp.max(height, 0.0) / 0.08)
    amount = (0.30 + 0.45 * key + 0.22 * sky + 0.10 * rim) * near * brightness * 1.02
    out[f] = colors[f] * amount


@wp.func
def _edge(a: wp.vec3, b: wp.vec3, x: float, y: float) -> float:
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])


@wp.kernel
def _fill(
    seen: wp.array(dtype=wp.vec3),
    faces: wp.array2d(dtype=int),
    colors: wp.array(dtype=wp.vec3),
    depth: wp.array2d(dtype=float),
    image: wp.array2d(dtype=wp.vec3),
) -> None:
    """Triangles of picture points (x, y, 1/distance), nearest wins; warp runs faces one by one on a CPU."""
    f = wp.tid()
    a, b, c = seen[faces[f, 0]], seen[faces[f, 1]], seen[faces[f, 2]]
    area = _edge(a, b, c[0], c[1])
    if wp.abs(area) < 1.0e-9:
        return
    x0 = wp.max(int(wp.ceil(wp.min(wp.min(a[0], b[0]), c[0]))), 0)
    x1 = wp.min(int(wp.floor(wp.max(wp.max(a[0], b[0]), c[0]))), image.shape[1] - 1)
    y0 = wp.max(int(wp.ceil(wp.min(wp.min(a[1], b[1]), c[1]))), 0)
    y1 = wp.min(int(wp.floor(wp.max(wp.max(a[1], b[1]), c[1]))), image.shape[0] - 1)
    for y in range(y0, y1 + 1):
        for x in range(x0, x1 + 1):
            u = _edge(b, c, float(x), float(y)) / area
            v = _edge(c, a, float(x), float(y)) / area
            w = 1.0 - u - v
            if u >= 0.0 and v >= 0.0 and w >= 0.0:
                near = u * a[2] + v * b[2] + w * c[2]
                if near > depth[y, x]:
                    depth[y, x] = near
                    image[y, x] = colors[f]


class Skinner:
    """Moves one mesh of rest vertices (V, 3) m with the bones of a skeleton."""

    def __init__(self, skeleton: Skeleton, vertices: Array) -> None:
        weights = skeleton.rest.weights
        bones = np.argsort(-weights, axis=1)[:, :BONES_A_VERTEX]
        kept = np.take_along_axis(weights, bones, axis=1)
        kept /= kept.sum(axis=1, keepdims=True)
        self.heads = skeleton.rest.heads
        self.rest = wp.array(vertices.astype(np.float32), dtype=wp.vec3, device="cpu")
        self.bones = wp.array(bones.astype(np.int32), device="cpu")
        self.weights = wp.array(kept.astype(np.float32), device="cpu")
        self.out = wp.zeros(len(vertices), dtype=wp.vec3, device="cpu")

    def __call__(self, posed: Posed) -> Array:
        """The vertices (V, 3) m in this pose."""
        shifts = posed.heads - np.einsum("bij,bj->bi", posed.rotations, self.heads)
        turns = wp.array(posed.rotations.astype(np.float32), dtype=wp.mat33, device="cpu")
        moved = wp.array(shifts.astype(np.float32), dtype=wp.vec3, device="cpu")
        ins = [self.rest, self.bones, self.weights, turns, moved, self.out]
        wp.launch(_skin, len(self.out), ins, device="cpu")
        return self.out.numpy().astype(float)


@dataclass(frozen=True)
class Lamp:
    """Where light comes from and where the camera is: unit vectors (3,); `brightness` of the room."""

    light: Array
    toward: Array
    brightness: float


class Mesh:
    """Faces (F, 3) and their colours (F, 3) 0..1, to be drawn with new vertices in every frame."""

    def __init__(self, faces: NDArray[np.int64], colors: Array) -> None:
        self.faces = wp.array(np.ascontiguousarray(faces, dtype=np.int32), device="cpu")
        self.colors = wp.array(colors.astype(np.float32), dtype=wp.vec3, device="cpu")
        self.lit = wp.zeros(len(faces), dtype=wp.vec3, device="cpu")

    def draw(self, points: Array, seen: Array, lamp: Lamp, depth: Any, image: Any) -> None:
        """Fill the mesh into `image` (H, W) of vec3; `seen` (V, 3): x, y [px] and 1 / distance [1/m]."""
        at = wp.array(points.astype(np.float32), dtype=wp.vec3, device="cpu")
        normals = wp.zeros(len(points), dtype=wp.vec3, device="cpu")
        wp.launch(_add_normals, len(self.lit), [at, self.faces, normals], device="cpu")
        lamps = [wp.vec3(*lamp.light), wp.vec3(*lamp.toward), float(lamp.brightness)]
        wp.launch(
            _shade, len(self.lit), [at, normals, self.faces, self.colors, *lamps, self.lit], device="cpu"
        )
        where = wp.array(seen.astype(np.float32), dtype=wp.vec3, device="cpu")
        wp.launch(_fill, len(self.lit), [where, self.faces, self.lit, depth, image], device="cpu")
