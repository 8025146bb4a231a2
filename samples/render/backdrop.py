"""A room drawn once, and persons and things drawn into it frame by frame."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from samples.render.furniture import Room
from samples.render.raster import Canvas, Lamp, Mesh
from samples.render.scene import Stage, View

Array = NDArray[np.float64]
Image = NDArray[np.uint8]
FINER = 1.5  # drawn larger, then averaged
SHADOW_M, SHADOW_PX = 5.0, 200
SHADOWS = ((0.12, 1.3, 0.5), (0.9, 4.4, 0.42))  # vertices up to a height [m], blur [px], strength
COARSER = 2  # shadows are soft: every other pixel will do
NEAR_M, FAR_M = 0.1, 30.0


class Backdrop:
    """A room before a camera; `draw` gives a frame of the meshes added to it."""

    def __init__(self, room: Room, view: View, size: tuple[int, int], seed: int) -> None:
        self.room, self.view, self.size = room, view, size
        self.fine = (size[0] * 3 // 2, size[1] * 3 // 2)
        self._empty, self._depth = self._room(seed)
        self._floor = self._floor_map()
        self._meshes: list[Mesh] = []
        light = np.array([room.light[0] * view.side, *room.light[1:]])
        ahead = np.array(view.aim) - view.position()
        self.lamp = Lamp(light / np.linalg.norm(light), -ahead / np.linalg.norm(ahead), room.brightness)

    def _room(self, seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The empty room (h, w, 3) 0..1 and 1 / distance (h, w); the mat is a thing of its own."""
        stage = Stage(self.room, self.view, self.size, seed, mat_y=(50.0, 50.1))
        stage.plotter.render()
        picture = stage.plotter.screenshot(return_img=True)[:, :, :3]
        near, far = stage.plotter.camera.clipping_range
        raw = np.abs(stage.plotter.get_image_depth(fill_value=-far))
        stage.close()
        return (picture / np.float32(255)).astype(np.float32), (1 / np.maximum(raw, near)).astype(np.float32)

    def _axes(self) -> tuple[Array, Array, Array]:
        ahead = np.array(self.view.aim) - self.view.position()
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, (0, 0, 1.0))
        right /= np.linalg.norm(right)
        return ahead, right, np.cross(ahead, right)

    def _focal(self) -> float:
        return self.fine[0] * self.view.distance_m / self.view.width_m

    def see(self, points: Array) -> Array:
        """Fine picture x, y [px] and 1 / distance [1/m] of world points (..., 3)."""
        ahead, right, down = self._axes()
        off = points - self.view.position()
        away = np.maximum(off @ ahead, NEAR_M)
        scale = self._focal() / away
        x, y = self.fine[0] / 2 + scale * (off @ right), self.fine[1] / 2 + scale * (off @ down)
        return np.stack([x - 0.5, y - 0.5, 1 / away], axis=-1)

    def pixels(self, points: Array) -> Array:
        """Picture coordinates (..., 2) of world points in a frame of `size`."""
        result: Array = (self.see(points)[..., :2] + 0.5) / FINER
        return result

    def _floor_map(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where in the shadow's map every other pixel of the floor lies; far outside for other pixels."""
        ahead, right, down = self._axes()
        x, y = np.meshgrid(*((np.arange(n // COARSER) + 0.5) * COARSER for n in self.fine))
        rays = (
            ahead
            + ((x - self.fine[0] / 2)[..., None] * right + (y - self.fine[1] / 2)[..., None] * down)
            / self._focal()
        )
        eye = self.view.position()
        far = np.where(rays[..., 2] < -1e-6, -eye[2] / np.minimum(rays[..., 2], -1e-6), 1e3)
        floor = eye[:2] + far[..., None] * rays[..., :2]
        on_floor = np.abs(1 / far - self._depth[1::COARSER, 1::COARSER]) < 0.02 / far
        cells = (floor / SHADOW_M + 0.5) * SHADOW_PX - 0.5
        cells[~on_floor] = -1e4
        return cells[..., 0].astype(np.float32), cells[..., 1].astype(np.float32)

    def add(self, faces: NDArray[np.int64], colors: Array) -> None:
        """One more mesh to draw: faces (F, 3), colours (F, 3) 0..1."""
        self._meshes.append(Mesh(faces, colors))

    def paint(self, faces: NDArray[np.int64], colors: Array, points: Array) -> None:
        """Draw a mesh that never moves into the room itself, below every shadow."""
        canvas = Canvas(self._empty, self._depth)
        Mesh(faces, colors).draw(points, self.see(points), self.lamp, canvas)
        self._empty, self._depth = canvas.picture, canvas.nearness

    def draw(self, vertices: Sequence[Array]) -> Image:
        """One frame (H, W, 3) uint8 RGB from each mesh's vertices (V, 3) m, in the order of adding."""
        import cv2

        canvas = Canvas(self._shaded(vertices), self._depth)
        for mesh, points in zip(self._meshes, vertices, strict=True):
            mesh.draw(points, self.see(points), self.lamp, canvas)
        small = cv2.resize(canvas.picture, self.size, interpolation=cv2.INTER_AREA)
        return np.clip(255 * small, 0, 255).astype(np.uint8)

    def _shaded(self, vertices: Sequence[Array]) -> NDArray[np.float32]:
        """The room with soft shadows: vertices seen from the light, low ones darker and sharper."""
        import cv2

        dark = np.zeros((SHADOW_PX, SHADOW_PX), np.float32)
        for points in vertices:
            for reach, blur, strength in SHADOWS:
                low = points[points[:, 2] < reach]
                spot = low[:, :2] - 0.35 * low[:, 2:] * self.lamp.light[:2] / self.lamp.light[2]
                cells = np.clip((spot / SHADOW_M + 0.5) * SHADOW_PX, 0, SHADOW_PX - 1).astype(int)
                spots = np.zeros_like(dark)
                spots[cells[:, 1], cells[:, 0]] = 1.0
                soft = cv2.GaussianBlur(spots, (0, 0), blur)
                dark = np.maximum(dark, strength * np.minimum(soft * 2.5, 1.0))
        coarse = cv2.remap(dark, *self._floor, cv2.INTER_LINEAR, borderValue=0.0)
        seen = cv2.resize(coarse, self.fine, interpolation=cv2.INTER_LINEAR)
        result = self._empty.copy()
        rows = np.flatnonzero(seen.any(axis=1))
        if len(rows):
            part = slice(rows[0], rows[-1] + 1)
            result[part] *= (1 - seen[part])[:, :, None]
        return result
