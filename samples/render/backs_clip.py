"""One clip of the back set: its picture, the true line of the back in every frame and what is known of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.backline import BackLine, project
from samples.render.backs_act import LIMITS_DEG, SAGS_DEG, levels_of, neutral_of, sagging, stepping
from samples.render.backs_catalogue import FAR, Recipe
from samples.render.body import build
from samples.render.clip import Bystander, Onlooker
from samples.render.drape import LooseShirt
from samples.render.encode import Sensor, write
from samples.render.furniture import Room
from samples.render.look import Outfit
from samples.render.motion import Motion, Stop
from samples.render.scene import Stage, View
from samples.render.skeleton import Skeleton
from samples.render.worn import OnBack, hood, long_hair

Array = NDArray[np.float64]
SIZE = (640, 360)
FPS = 10
FILLS, SPARE = 0.86, 0.96
KEYPOINTS = 17
BEHIND = Outfit(shirt=(0.60, 0.58, 0.30), trousers=(0.30, 0.30, 0.32))


class Shoot:
    """A back clip being made: body, motion, camera, times; world points are centred before the camera."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.rng = np.random.default_rng(recipe.seed)
        self.body = build(recipe.shape, recipe.outfit)
        self.skeleton = Skeleton(self.body)
        self.sags_deg = [float(sag) for sag in self.rng.permutation(SAGS_DEG)]
        self.motion = Motion(self.skeleton, self._stops(), recipe.seed)
        self.times_s = np.arange(round(self.motion.duration_s * FPS)) / FPS
        self.line = BackLine(self.skeleton)
        self.center_y, self.view = self._framed()

    def _stops(self) -> list[Stop]:
        if self.recipe.move == "sag":
            return sagging(self.skeleton, self.rng, self.sags_deg)
        return stepping(self.skeleton, self.rng, self.recipe.position)

    def _framed(self) -> tuple[float, View]:
        """The camera so that the whole body fills the picture, or a third of it when it is far."""
        meshes = [self.skeleton.skin(posed, self.body.clothed) for posed in self.motion.solved]
        low, high = min(m[:, 1].min() for m in meshes), max(m[:, 1].max() for m in meshes)
        top = max(m[:, 2].max() for m in meshes)
        width = max((high - low) / FILLS, (top + 0.1) / FILLS * SIZE[0] / SIZE[1])
        width *= 2.7 if self.recipe.span == FAR else 1.0
        view = View(
            side=self.recipe.side,
            yaw_deg=self.recipe.yaw_deg,
            distance_m=max(2.4, 1.15 * width),
            height_m=self.recipe.height_m,
            aim=(0.0, 0.0, top / 2),
            width_m=width,
        )
        if self.recipe.extra == "cut":
            return self._hips_y() - 0.48 * width, view
        middle = (low + high) / 2
        seen = project(view, SIZE, np.concatenate(meshes) - np.array([0, middle, 0]))
        return middle, replace(view, width_m=width * max(1.0, _overflow(seen)))

    def _hips_y(self) -> float:
        return float(self.motion.solved[0].heads[self.skeleton.rest.bone["upperleg01.L"], 1])

    def shift(self, points: Array) -> Array:
        """World points (..., 3) m moved so that the person is centred before the camera."""
        result: Array = points - np.array([0, self.center_y, 0])
        return result

    def room(self) -> Room:
        """The recipe's room, with a chair right behind the person where one is asked for."""
        chair = self.recipe.extra == "chair"
        return replace(self.recipe.room, furniture="chair") if chair else self.recipe.room

    def frames(self) -> Iterator[NDArray[np.uint8]]:
        """Frames (360, 640, 3) uint8 RGB in time order."""
        recipe = self.recipe
        stage = Stage(self.room(), self.view, SIZE, recipe.seed)
        stage.add_person(self.body.rest.faces, self.body.colors)
        shirt = LooseShirt(self.body, recipe.outfit, recipe.seed) if recipe.loose else None
        worn = [OnBack(self.body, what) for what in self._worn()]
        for thing in worn:
            stage.add_person(thing.faces, thing.colors)
        behind = self._behind(stage)
        sensor = Sensor(recipe.seed)
        for t in self.times_s:
            pose = self.motion.pose(t)
            posed = self.skeleton.solve(pose)
            points = self.skeleton.skin(posed, self.body.clothed)
            if shirt:
                points = shirt(points, posed, float(pose.spine.sum()))
            people = [points, *(thing.at(points) for thing in worn)]
            yield sensor(stage.draw([*map(self.shift, people), *(other.at(t) for other in behind)]))
        stage.close()

    def _worn(self) -> list[Any]:
        if self.recipe.extra == "hair":
            return [long_hair(self.recipe.outfit.hair, self.recipe.side)]
        return [hood(self.recipe.outfit.shirt)] if self.recipe.extra == "hood" else []

    def _behind(self, stage: Stage) -> list[Onlooker]:
        if self.recipe.extra != "bystander":
            return []
        who = Bystander(replace(self.recipe.shape, weight=0.6), BEHIND, at=(-0.50, -0.1))
        return [Onlooker(who, stage, self.recipe.seed)]

    def still(self) -> NDArray[np.bool_]:
        """Frames (N,) at which the person keeps a level."""
        flags = np.zeros(len(self.times_s), dtype=bool)
        for window in self.motion.windows:
            flags |= (self.times_s >= window.reach_s - 1e-6) & (self.times_s <= window.end_s + 1e-6)
        return flags

    def truth(self) -> dict[str, NDArray[Any]]:
        """Arrays of the frames' truth, as the reader of `NAME.npz` finds them."""
        poses = [self.motion.pose(t) for t in self.times_s]
        solved = [self.skeleton.solve(pose) for pose in poses]
        lines = self.shift(np.stack([self.line.at(posed) for posed in solved]))
        named = [list(self.skeleton.keypoints(posed).values())[:KEYPOINTS] for posed in solved]
        points = self.shift(np.array(named))
        return {
            "t_s": self.times_s,
            "spine_deg": np.stack([pose.spine for pose in poses]),
            "line_m": lines[:, :, 1:],
            "line_px": project(self.view, SIZE, lines),
            "keypoints_m": points,
            "keypoints_px": project(self.view, SIZE, points),
            "still": self.still(),
        }

    def notes(self) -> dict[str, Any]:
        """What is known of the whole clip, as the reader of `NAME.json` finds it."""
        recipe, view = self.recipe, self.view
        return {
            "clip": recipe.name,
            "position": recipe.position,
            "move": recipe.move,
            "body": recipe.body,
            "shape": vars(recipe.shape),
            "clothes": "loose" if recipe.loose else "cling",
            "extra": recipe.extra,
            "facing": "left" if view.side > 0 else "right",
            "camera": {
                "yaw_deg": view.yaw_deg,
                "height_m": view.height_m,
                "distance_m": round(view.distance_m, 3),
                "width_m": round(view.width_m, 3),
                "span": recipe.span,
            },
            "seed": recipe.seed,
            "neutral_deg": neutral_of(recipe.position).tolist(),
            "limits_deg": LIMITS_DEG[recipe.position],
            "levels": levels_of(recipe.position) if recipe.move == "levels" else [],
            "reps": self._reps() if recipe.move == "sag" else [],
            "keypoint_names": self.skeleton.rest.keypoint_names[:KEYPOINTS],
        }

    def _reps(self) -> list[dict[str, Any]]:
        stops, windows = self.motion.stops, self.motion.windows
        marked = [k for k, stop in enumerate(stops) if stop.mark]
        return [
            {
                "start_s": round(windows[k].leave_s, 2),
                "end_s": round(windows[k + 1].reach_s, 2),
                "hold_start_s": round(windows[k].reach_s, 2),
                "hold_end_s": round(windows[k].end_s, 2),
                "side": stops[k].mark.side,  # type: ignore[union-attr]
                "sag_deg": sag,
            }
            for k, sag in zip(marked, self.sags_deg, strict=True)
        ]


def _overflow(pixels: Array) -> float:
    """How many times too large a body seen at these pixels is; an oblique view brings one end nearer."""
    half = np.array(SIZE) / 2
    return float((np.abs(pixels - half) / (half * SPARE)).max())


def render(recipe: Recipe, folder: Path) -> Path:
    """Make `NAME.mp4`, `NAME.npz` and `NAME.json` in `folder`; returns the video's path."""
    shoot = Shoot(recipe)
    path = folder / f"{recipe.name}.mp4"
    write(path, shoot.frames(), shoot.times_s, SIZE)
    np.savez_compressed(path.with_suffix(".npz"), **shoot.truth())  # type: ignore[arg-type]
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in shoot.notes().items()]
    path.with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    return path
