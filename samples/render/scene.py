"""The room and the camera: floor, mat, wall, some furniture, a soft shadow, drawn without a display."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.furniture import Room, floor_texture, furniture_boxes
from samples.render.look import vertex_normals

Array = NDArray[np.float64]
Image = NDArray[np.uint8]
FLOOR_M = (9.0, 8.0)
SHADOW_M, SHADOW_PX = 4.0, 256


@dataclass(frozen=True)
class View:
    """A camera: yaw off side-on [deg], which side of the person it is on (+1 its +x side), place and lens."""

    side: int = 1
    yaw_deg: float = 0.0
    distance_m: float = 3.0
    height_m: float = 0.5
    aim: tuple[float, float, float] = (0.0, 0.0, 0.42)
    width_m: float = 2.6

    def position(self) -> Array:
        """Camera position (3,) m."""
        angle = np.radians(self.yaw_deg)
        direction = np.array([self.side * np.cos(angle), -np.sin(angle), 0.0])
        return np.array([self.aim[0], self.aim[1], self.height_m]) + self.distance_m * direction


class Stage:
    """One room with its camera and persons; `draw` gives a frame."""

    def __init__(
        self,
        room: Room,
        view: View,
        size: tuple[int, int],
        seed: int,
        mat_y: tuple[float, float] = (-1.0, 1.0),
    ) -> None:
        import pyvista as pv

        self.room, self.view, self.seed = room, view, seed
        self.plotter: Any = pv.Plotter(
            off_screen=True, window_size=[size[0] * 3 // 2, size[1] * 3 // 2], lighting="none"
        )
        self.size = size
        self.people: list[tuple[Any, Any, Array]] = []
        self._shadow_texture: Any = None
        self._build(mat_y)
        self._aim()

    def _build(self, mat_y: tuple[float, float]) -> None:
        import pyvista as pv

        back = 2.6
        self.plotter.set_background(self._dim(self.room.wall))
        self._add_floor(pv)
        self._flat(self._box(pv, (-back - 0.1, -back, -6, 6, 0.0, 4.0)), self.room.wall, gradient=True)
        self._flat(self._box(pv, (-back, -back + 0.02, -6, 6, 0.0, 0.09)), (0.93, 0.92, 0.90))
        for bounds, color in furniture_boxes(self.room, back):
            self._flat(self._box(pv, bounds), color)
        self._flat(self._box(pv, (-0.36, 0.36, *mat_y, 0.0, 0.004)), self.room.mat)
        self._add_shadow(pv)

    def _box(self, pv: Any, bounds: tuple[float, ...]) -> Any:
        """A box seen from the camera's side; the room stays behind the person whichever side that is."""
        x0, x1, *rest = bounds
        ends = (x0, x1) if self.view.side > 0 else (-x1, -x0)
        return pv.Box(bounds=(*ends, *rest))

    def _dim(self, color: tuple[float, float, float]) -> tuple[float, ...]:
        return tuple(float(np.clip(c * self.room.brightness, 0, 1)) for c in color)

    def _flat(self, mesh: Any, color: tuple[float, float, float], gradient: bool = False) -> None:
        """Add a mesh with its shading baked in: every face by its direction, so that no lamp is needed."""
        mesh = mesh.compute_normals(cell_normals=True, point_normals=False, split_vertices=False)
        shade = (
            0.72
            + 0.28 * np.clip(mesh.cell_normals @ _unit(self._light()), 0, 1)
            + 0.05 * mesh.cell_normals[:, 2]
        )
        mesh.cell_data["rgb"] = np.clip(255 * shade[:, None] * np.array(self._dim(color)), 0, 255).astype(
            np.uint8
        )
        self.plotter.add_mesh(mesh, scalars="rgb", rgb=True, lighting=False)

    def _light(self) -> Array:
        x, y, z = self.room.light
        return np.array([x * self.view.side, y, z])

    def _add_floor(self, pv: Any) -> None:
        plane = pv.Plane(center=(0, 0, 0), direction=(0, 0, 1), i_size=FLOOR_M[0], j_size=FLOOR_M[1])
        plane.texture_map_to_plane(inplace=True)
        plane.active_texture_coordinates = plane.active_texture_coordinates * 3.0
        image = (floor_texture(self.room, self.seed) * self.room.brightness).clip(0, 255).astype(np.uint8)
        texture = pv.numpy_to_texture(image)
        texture.repeat = True
        texture.interpolate = True
        texture.mipmap = True
        self.plotter.add_mesh(plane, texture=texture, lighting=False)

    def _add_shadow(self, pv: Any) -> None:
        plane = pv.Plane(center=(0, 0, 0.006), direction=(0, 0, 1), i_size=SHADOW_M, j_size=SHADOW_M)
        plane.texture_map_to_plane(inplace=True)
        self._shadow_texture = pv.numpy_to_texture(np.zeros((SHADOW_PX, SHADOW_PX, 4), np.uint8))
        self.plotter.add_mesh(plane, texture=self._shadow_texture, lighting=False)

    def _aim(self) -> None:
        camera = self.plotter.camera
        camera.position = tuple(self.view.position())
        camera.focal_point = self.view.aim
        camera.up = (0, 0, 1)
        height_m = self.view.width_m * self.size[1] / self.size[0]
        camera.view_angle = 2 * np.degrees(np.arctan(height_m / 2 / self.view.distance_m))
        camera.clipping_range = (0.1, 30)

    def add_person(self, faces: NDArray[np.int64], colors: Array) -> int:
        """Put a person on the stage; returns its number for `draw`."""
        import pyvista as pv

        mesh = pv.PolyData(np.zeros((int(faces.max()) + 1, 3)), np.insert(faces, 0, 3, axis=1))
        mesh.cell_data["rgb"] = np.zeros((len(faces), 3), np.uint8)
        self.plotter.add_mesh(mesh, scalars="rgb", rgb=True, lighting=False)
        self.people.append((mesh, faces, colors))
        return len(self.people) - 1

    def draw(self, vertices: list[Array]) -> Image:
        """One frame (H, W, 3) uint8 RGB from each person's vertices (V, 3) m, in the order of adding."""
        import cv2

        for (mesh, faces, colors), points in zip(self.people, vertices, strict=True):
            mesh.points = points
            mesh.cell_data["rgb"][:] = self._shade(points, faces, colors)
        self._cast(vertices)
        self.plotter.render()
        large = self.plotter.screenshot(return_img=True)
        return cv2.resize(
            np.ascontiguousarray(large[:, :, :3]), self.size, interpolation=cv2.INTER_AREA
        ).astype(np.uint8)

    def _shade(self, points: Array, faces: NDArray[np.int64], colors: Array) -> Image:
        """Face colours under a key light, a sky and the floor's bounce; darker close to the floor."""
        normals = vertex_normals(points, faces)[faces].mean(axis=1)
        heights = points[faces][:, :, 2].mean(axis=1)
        key = np.clip((normals @ _unit(self._light()) + 0.25) / 1.25, 0, 1)
        sky = 0.5 + 0.5 * normals[:, 2]
        toward = _unit(self.view.position() - np.array(self.view.aim))
        rim = np.clip(np.abs(normals @ toward), 0, 1)
        near_floor = 1 - 0.25 * np.exp(-np.clip(heights, 0, None) / 0.08) * (normals[:, 2] < 0.3)
        light = (0.30 + 0.45 * key + 0.22 * sky + 0.10 * rim) * near_floor * self.room.brightness
        result: Image = np.clip(255 * colors * light[:, None] * 1.02, 0, 255).astype(np.uint8)
        return result

    def _cast(self, vertices: list[Array]) -> None:
        """A soft shadow: vertices seen from above, low ones darker and sharper."""
        import cv2

        light = _unit(self._light())
        dark = np.zeros((SHADOW_PX, SHADOW_PX), np.float32)
        for points in vertices:
            for reach, blur, strength in ((0.12, 2.0, 0.5), (0.9, 7.0, 0.42)):
                low = points[points[:, 2] < reach]
                spot = low[:, :2] - 0.35 * low[:, 2:] * light[:2] / light[2]
                cells = np.histogram2d(
                    spot[:, 1], spot[:, 0], SHADOW_PX, [[-SHADOW_M / 2, SHADOW_M / 2]] * 2
                )[0]
                soft = cv2.GaussianBlur(np.minimum(cells, 1).astype(np.float32), (0, 0), blur)
                dark = np.maximum(dark, strength * np.minimum(soft * 2.5, 1.0))
        rgba = np.zeros((SHADOW_PX, SHADOW_PX, 4), np.uint8)
        rgba[:, :, 3] = (255 * dark).astype(np.uint8)
        self._set_shadow(rgba[::-1])

    def _set_shadow(self, rgba: Image) -> None:
        import pyvista as pv

        image = self._shadow_texture.GetInput()
        target: Any = pv.convert_array(image.GetPointData().GetScalars())
        target[:] = rgba[::-1].reshape(-1, 4)
        image.GetPointData().GetScalars().Modified()
        image.Modified()

    def close(self) -> None:
        """Free the drawing window."""
        self.plotter.close()


def _unit(vector: Array) -> Array:
    result: Array = vector / np.linalg.norm(vector)
    return result
