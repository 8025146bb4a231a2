"""One clip: who does what before which camera, the frames it gives and the truth about them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.body import Body, Shape, build
from samples.render.encode import Sensor, rotate_in_metadata, write
from samples.render.furniture import Room
from samples.render.look import Outfit
from samples.render.motion import Motion, Stop
from samples.render.report import truth_of
from samples.render.scene import Stage, View
from samples.render.skeleton import Skeleton

Array = NDArray[np.float64]
FPS = 30
MARGIN = 0.10


@dataclass(frozen=True)
class Bystander:
    """A second person who stands in the background."""

    shape: Shape
    outfit: Outfit
    at: tuple[float, float] = (-1.7, 1.95)


@dataclass(frozen=True)
class Clip:
    """A recipe; `act` gives the stops from a skeleton and a random generator.

    `tells_back`: the truth has the course of the back too.
    """

    name: str
    exercise: str
    act: Callable[[Skeleton, np.random.Generator], list[Stop]]
    shape: Shape = field(default_factory=Shape)
    outfit: Outfit = field(default_factory=Outfit)
    room: Room = field(default_factory=Room)
    view: View = field(default_factory=View)
    seed: int = 1
    size: tuple[int, int] = (640, 360)
    bystander: Bystander | None = None
    jittered_times: bool = False
    portrait: bool = False
    note: str = ""
    tells_back: bool = False

    @property
    def head_dir(self) -> int:
        """Where the head is along y: -1 face down, +1 on the back."""
        return 1 if self.exercise == "bridge" else -1

    @property
    def facing(self) -> str:
        """The side of the picture towards which the head lies."""
        return "right" if self.head_dir * self.view.side > 0 else "left"


def _jittered(duration_s: float, rng: np.random.Generator) -> Array:
    """Timestamps of a telephone in trouble: 15 to 120 ms apart, with some gaps."""
    steps: list[float] = []
    while sum(steps) < duration_s:
        gap = rng.random() < 0.06
        steps.append(
            float(rng.uniform(0.080, 0.120) if gap else np.clip(rng.normal(0.033, 0.009), 0.015, 0.07))
        )
    return np.round(np.concatenate([[0.0], np.cumsum(steps)[:-1]]), 4)


class Take:
    """A clip being made: the body, its motion, the stage, the time of each frame."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        rng = np.random.default_rng(clip.seed)
        self.body: Body = build(clip.shape, clip.outfit)
        self.skeleton = Skeleton(self.body)
        self.motion = Motion(self.skeleton, clip.act(self.skeleton, rng), clip.seed)
        duration = self.motion.duration_s
        self.times_s = (
            _jittered(duration, rng) if clip.jittered_times else np.arange(round(duration * FPS)) / FPS
        )
        self.center_y, self.view = self._framed()

    def _framed(self) -> tuple[float, View]:
        """Centre and camera so that the exercise fills the width and every posture fits the height."""
        size = self.clip.size if not self.clip.portrait else self.clip.size[::-1]
        stops = self.motion.stops
        marked = [k for k, stop in enumerate(stops) if stop.mark or (k and stops[k - 1].mark)]
        meshes = [self.skeleton.skin(posed, self.body.clothed) for posed in self.motion.solved]
        low, high = min(meshes[k][:, 1].min() for k in marked), max(meshes[k][:, 1].max() for k in marked)
        top = max(mesh[:, 2].max() for mesh in meshes)
        ratio = size[0] / size[1]
        width = max(
            (high - low) / (1 - 2 * MARGIN), (top + 0.3) * ratio / (1 - MARGIN), self.clip.view.width_m
        )
        aim_z = max(self.clip.view.aim[2], top / 2) if ratio > 1 else 0.45
        distance = max(self.clip.view.distance_m, 1.15 * width)
        view = replace(
            self.clip.view,
            width_m=width,
            aim=(0, 0, aim_z),
            distance_m=distance,
            height_m=max(0.5, 0.8 * aim_z),
        )
        return (low + high) / 2, view

    def shift(self, points: Array) -> Array:
        """World points moved so that the exercise is centred before the camera."""
        result: Array = points - np.array([0, self.center_y, 0])
        return result

    def frames(self) -> Iterator[NDArray[np.uint8]]:
        """Frames (H, W, 3) uint8 RGB as displayed, in time order."""
        clip = self.clip
        size = clip.size[::-1] if clip.portrait else clip.size
        stage = Stage(clip.room, self.view, size, clip.seed)
        stage.add_person(self.body.rest.faces, self.body.colors)
        other = Onlooker(clip.bystander, stage, clip.seed) if clip.bystander else None
        sensor = Sensor(clip.seed)
        for t in self.times_s:
            people = [self.shift(self.skeleton.skin(self.motion.at(t), self.body.clothed))]
            people += [other.at(t)] if other else []
            yield sensor(stage.draw(people))
        stage.close()

    def truth(self) -> dict[str, Any]:
        """What is in the clip, from the known joints."""
        return truth_of(self)


class Onlooker:
    """The bystander's body, shifting its weight a little."""

    def __init__(self, bystander: Bystander, stage: Stage, seed: int) -> None:
        from samples.render.standing import standing, waiting

        body = build(bystander.shape, bystander.outfit)
        self.skeleton, self.body = Skeleton(body), body
        self.motion = Motion(
            self.skeleton, waiting(self.skeleton, standing(self.skeleton)), seed + 1, sway_m=0.006
        )
        self.place = np.array([bystander.at[0] * stage.view.side, bystander.at[1], 0.0])
        stage.add_person(body.rest.faces, body.colors)

    def at(self, t_s: float) -> Array:
        """Vertices (V, 3) m at this time, in front of the camera."""
        points = self.skeleton.skin(self.motion.at(t_s % self.motion.duration_s), self.body.clothed)
        result: Array = points + self.place
        return result


def render(clip: Clip, folder: Path) -> Path:
    """Make `NAME.mp4` and `NAME.json` in `folder`; returns the video's path."""
    take = Take(clip)
    path = folder / f"{clip.name}.mp4"
    turned = (np.ascontiguousarray(np.rot90(image)) for image in take.frames())
    write(path, turned if clip.portrait else take.frames(), take.times_s, clip.size)
    if clip.portrait:
        rotate_in_metadata(path, clip.size[1])
    write_truth(take, path.with_suffix(".json"))
    return path


def write_truth(take: Take, path: Path) -> None:
    """The truth file: one key a line, so that a change shows."""
    truth = take.truth()
    angles = truth.pop("angles")
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in truth.items()]
    rows = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in angles.items()]
    path.write_text("{\n" + ",\n".join([*lines, '"angles": {\n' + ",\n".join(rows) + "\n}"]) + "\n}\n")
