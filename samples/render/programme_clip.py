"""One clip of the programme: its frames, cheap to draw, and the truth about them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.backdrop import Backdrop
from samples.render.body import Body, Shape, build
from samples.render.encode import Sensor, write
from samples.render.look import Outfit
from samples.render.motion import Motion, Stop
from samples.render.programme_catalogue import Entry
from samples.render.programme_truth import Course, events_of
from samples.render.props import Prop, box
from samples.render.raster import Skinner
from samples.render.rotations import rot_z
from samples.render.scene import View
from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]
SIZE = (640, 360)
FILLS, SPARE = 0.84, 0.95
NEAR_MIDDLE_M = 1.7


@lru_cache(maxsize=3)
def _person(shape: Shape, outfit: Outfit) -> tuple[Body, Skeleton, Skinner, Skinner]:
    body = build(shape, outfit)
    skeleton = Skeleton(body)
    return body, skeleton, Skinner(skeleton, body.clothed), Skinner(skeleton, body.rest.vertices)


def _paced(stop: Stop, pace: float) -> Stop:
    return replace(stop, travel_s=stop.travel_s * pace)


class Take:
    """A clip being made. The person is turned before the camera, so that the room stays behind them."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.body, self.skeleton, self.clothed, self.bare = _person(entry.cast.shape, entry.cast.outfit)
        stops = entry.act(self.skeleton, np.random.default_rng(entry.seed))
        self.motion = Motion(self.skeleton, [_paced(stop, entry.cast.pace) for stop in stops], entry.seed)
        self.times_s = np.arange(round(self.motion.duration_s * entry.fps)) / entry.fps
        self._posed: dict[float, Posed] = {}
        self.yaw_deg = entry.sight.yaw_deg + self._off_deg()
        self.turned = rot_z(entry.side * self.yaw_deg)
        self.shift = np.zeros(3)
        self.props = list(entry.props(self.skeleton, self.motion)) if entry.props else []
        self.view = self._framed()

    def _off_deg(self) -> float:
        """Askew away from the far end of the recommended view: off the front means towards the side."""
        off = self.entry.off_view_deg
        return -off if self.entry.sight.yaw_deg > 45 else off

    def place(self, points: Array) -> Array:
        """Points of the person's world as they stand in the room."""
        result: Array = points @ self.turned.T + self.shift
        return result

    def _extent(self) -> Array:
        """The places (N, 3) the body takes at its key poses, those beside the picture left out."""
        meshes = [self.place(self.clothed(posed))[::7] for posed in self.motion.solved]
        meshes = [mesh for mesh in meshes if abs(float(mesh[:, 1].mean())) < NEAR_MIDDLE_M] or meshes
        rest = self.motion.solved[0]
        meshes += [self.place(prop.at(0.0, rest)) for prop in self.props if not prop.still]
        return np.concatenate(meshes)

    def _framed(self) -> View:
        """The camera so that the body fills the picture in every key pose."""
        points = self._extent()
        low, high = points.min(axis=0), points.max(axis=0)
        self.shift = -np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, 0.0])
        top = float(high[2])
        width = max((high[1] - low[1]) / FILLS, (top + 0.12) / FILLS * SIZE[0] / SIZE[1])
        view = View(self.entry.side, 0.0, 2.6, self.entry.sight.height_m, (0.0, 0.0, 0.48 * top), width)
        for _ in range(3):
            view = replace(view, distance_m=max(2.4, 1.15 * view.width_m))
            view = replace(view, width_m=view.width_m * max(1.0, _overflow(view, points + self.shift)))
        return view

    def posed(self, t_s: float) -> Posed:
        """The bones at this time, worked out once for the picture and the truth."""
        if t_s not in self._posed:
            self._posed[t_s] = self.motion.at(t_s)
        return self._posed[t_s]

    def frames(self) -> Iterator[NDArray[np.uint8]]:
        """Frames (360, 640, 3) uint8 RGB in time order."""
        entry = self.entry
        backdrop = Backdrop(entry.cast.room, self.view, SIZE, entry.seed)
        rest = self.motion.solved[0]
        for prop in [*self._mat(), *(prop for prop in self.props if prop.still)]:
            backdrop.paint(prop.faces, prop.colors, self.place(prop.at(0.0, rest)))
        moving = [prop for prop in self.props if not prop.still]
        backdrop.add(self.body.rest.faces, self.body.colors)
        for prop in moving:
            backdrop.add(prop.faces, prop.colors)
        sensor = Sensor(entry.seed)
        for t in self.times_s:
            posed = self.posed(t)
            meshes = [self.clothed(posed), *(prop.at(t, posed) for prop in moving)]
            yield sensor(backdrop.draw([self.place(mesh) for mesh in meshes]))

    def _mat(self) -> list[Prop]:
        if not self.entry.mat:
            return []
        middle = self.turned.T @ -self.shift
        x, y = float(middle[0]), float(middle[1])
        return [box(((x - 0.36, x + 0.36), (y - 1.0, y + 1.0), (0.0, 0.004)), self.entry.cast.room.mat)]

    def keypoints(self) -> list[dict[str, Array]]:
        """The true COCO keypoints of every frame, in the person's world."""
        rest = self.skeleton.rest
        every = [rest.keypoint_weights @ self.bare(self.posed(t)) for t in self.times_s]
        return [dict(zip(rest.keypoint_names, points, strict=True)) for points in every]

    def truth(self) -> dict[str, Any]:
        """What is in the clip, from the known joints."""
        entry, keypoints = self.entry, self.keypoints()
        plane = self._plane()
        course = Course.of(self.times_s, keypoints, plane)
        duration_s = round(float(self.motion.duration_s), 2)
        return {
            "clip": entry.name,
            "set": entry.part,
            "exercise": entry.exercise,
            "variant": entry.variant,
            "view": entry.sight.need if entry.off_view_deg == 0 else "oblique",
            "yaw_deg": self.yaw_deg,
            "off_view_deg": entry.off_view_deg,
            "facing": self._facing(keypoints[0]),
            "near_side": self._near_side(keypoints[0]),
            "plane": plane,
            "width": SIZE[0],
            "height": SIZE[1],
            "rotation_deg": 0,
            "fps": entry.fps,
            "duration_s": duration_s,
            "frames": len(self.times_s),
            "seed": entry.seed,
            "body": vars(entry.cast.shape),
            "torso_m": round(course.torso_m, 3),
            "people": 1,
            **events_of(course, self.motion, duration_s, entry.several),
            "absent": self._absent(keypoints),
            "angles": {"t_s": self.times_s.round(3).tolist()}
            | {name: values.round(1).tolist() for name, values in course.angles.items()},
        }

    def _plane(self) -> str:
        if self.entry.sight.need == "foot_end_oblique":
            return "space"
        return "front" if self.entry.sight.yaw_deg == 90.0 else "side"

    def _placed(self, points: dict[str, Array], *names: str) -> Array:
        result: Array = self.place(np.mean([points[name] for name in names], axis=0))
        return result

    def _facing(self, points: dict[str, Array]) -> str:
        """The side of the picture towards which the head lies, or the nose points when upright."""
        head, hips = self._placed(points, "nose"), self._placed(points, "left_hip", "right_hip")
        if head[2] - hips[2] > 0.35:
            hips = self._placed(points, "left_ear", "right_ear")
        return "right" if (head - hips)[1] * self.entry.side > 0 else "left"

    def _near_side(self, points: dict[str, Array]) -> str:
        left, right = (self._placed(points, f"{side}_shoulder", f"{side}_hip") for side in ("left", "right"))
        return "left" if (left - right)[0] * self.entry.side > 0 else "right"

    def _absent(self, keypoints: list[dict[str, Array]]) -> list[list[float]]:
        """Spans [s] in which every joint is beside the picture."""
        beside = [
            bool(
                np.all(
                    np.abs(self.place(np.stack(list(points.values())))[:, 1]) > self.view.width_m / 2 + 0.05
                )
            )
            for points in keypoints
        ]
        edges = np.flatnonzero(np.diff(np.concatenate([[False], beside, [False]]).astype(int)))
        return [[round(float(k) / self.entry.fps, 2) for k in pair] for pair in edges.reshape(-1, 2)]


def _overflow(view: View, points: Array) -> float:
    """How many times too large a body at these points is; what is near the camera looks larger."""
    ahead = np.array(view.aim) - view.position()
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, (0, 0, 1.0))
    right /= np.linalg.norm(right)
    off = points - view.position()
    scale = view.distance_m / view.width_m / (off @ ahead)
    across, down = np.abs(scale * (off @ right)) * 2, np.abs(scale * (off @ np.cross(ahead, right))) * 2
    return float(max(across.max(), down.max() * SIZE[0] / SIZE[1]) / SPARE)


def render(entry: Entry, folder: Path) -> Path:
    """Make `NAME.mp4` and `NAME.json` in `folder`; returns the video's path."""
    take = Take(entry)
    path = folder / f"{entry.name}.mp4"
    write(path, take.frames(), take.times_s, SIZE, preset="faster")
    write_truth(take.truth(), path.with_suffix(".json"))
    return path


def write_truth(truth: dict[str, Any], path: Path) -> None:
    """The truth file: one key a line, so that a change shows."""
    angles = truth.pop("angles")
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in truth.items()]
    rows = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in angles.items()]
    path.write_text("{\n" + ",\n".join([*lines, '"angles": {\n' + ",\n".join(rows) + "\n}"]) + "\n}\n")
