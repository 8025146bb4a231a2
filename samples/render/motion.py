"""A movement in time: key poses joined by minimum-jerk courses, contacts kept where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.rotations import slerp, unit
from samples.render.skeleton import LIMBS, Limb, Pose, Posed, Skeleton, limb_lengths

Array = NDArray[np.float64]
STEP_LIFT_M = 0.07
TURNS = ("pitch", "yaw", "spine", "neck", "roll", "spin", "side_bend", "twist", "turn")


@dataclass(frozen=True)
class Mark:
    """What a stop means for the truth: the peak of a `rep`, of a `shallow` one, or part of a `hold`.

    `turn`: the other peak of a movement that goes two ways. `beat`: the far end of one beat of a movement
    that never rests. `exercise`: where one clip shows several.
    """

    kind: str
    side: str | None = None
    faults: tuple[str, ...] = ()
    exercise: str | None = None


@dataclass(frozen=True)
class Stop:
    """A key pose, reached in `travel_s`, then kept for `stay_s`.

    `drag`: moved hands and feet slide instead of stepping. `steady`: the pelvis moves evenly, as in walking.
    `rise_m`: how far the pelvis's course bows upwards, as when the hips swing about the knees.
    `even`: a piece of a longer course that is smooth as a whole.
    """

    pose: Pose
    travel_s: float
    stay_s: float
    mark: Mark | None = None
    drag: bool = False
    steady: bool = False
    rise_m: float = 0.0
    even: bool = False


@dataclass(frozen=True)
class Window:
    """When a stop begins to be approached, is reached and is left [s]."""

    leave_s: float
    reach_s: float
    end_s: float


def min_jerk(x: float) -> float:
    """The smoothest course from 0 to 1 that starts and ends at rest."""
    x = float(np.clip(x, 0.0, 1.0))
    return x**3 * (10 - 15 * x + 6 * x * x)


def _lerp_dict(a: dict[str, float], b: dict[str, float], s: float) -> dict[str, float]:
    return {key: a.get(key, 0.0) * (1 - s) + b.get(key, 0.0) * s for key in a | b}


def _lerp_dir(a: Array, b: Array, s: float) -> Array:
    """A unit direction a share `s` of the way along the great circle."""
    a, b = unit(a), unit(b)
    angle = float(np.arccos(np.clip(a @ b, -1, 1)))
    if angle < 1e-6 or angle > np.pi - 1e-6:
        return b
    result: Array = (np.sin((1 - s) * angle) * a + np.sin(s * angle) * b) / np.sin(angle)
    return result


class Motion:
    """What a person does, as stops in time; `at(t)` gives the bones, `pose(t)` the key-pose terms."""

    def __init__(
        self, skeleton: Skeleton, stops: Sequence[Stop], seed: int = 0, sway_m: float = 0.0015
    ) -> None:
        self.skeleton = skeleton
        self.stops = list(stops)
        self.solved = [skeleton.solve(stop.pose) for stop in self.stops]
        self.windows = _windows(self.stops)
        self.duration_s = self.windows[-1].end_s
        self._sway = _Sway(seed, sway_m)

    def at(self, t_s: float) -> Posed:
        """Bones at this time."""
        return self.skeleton.solve(self.pose(t_s))

    def pose(self, t_s: float) -> Pose:
        """The pose at this time, between the two stops around it, with a living body's small sway."""
        index = next((k for k, w in enumerate(self.windows) if t_s < w.end_s), len(self.windows) - 1)
        window = self.windows[index]
        travel = window.reach_s - window.leave_s
        share = 1.0 if travel <= 0 else (t_s - window.leave_s) / travel
        between = self.stops[index].pose if index == 0 or share >= 1 else self._blend(index, share)
        return self._sway.on(between, t_s)

    def _blend(self, index: int, share: float) -> Pose:
        a, b = self.stops[index - 1].pose, self.stops[index].pose
        s = share if self.stops[index].even else min_jerk(share)
        p = share if self.stops[index].steady else s
        bow = np.array([0, 0, self.stops[index].rise_m * 4 * s * (1 - s)])
        trunk = replace(
            b,
            pelvis=a.pelvis * (1 - p) + b.pelvis * p + bow,
            limbs={},
            toes=_lerp_dict(a.toes, b.toes, s),
            shrug=_lerp_dict(a.shrug, b.shrug, s),
            **{name: getattr(a, name) * (1 - s) + getattr(b, name) * s for name in TURNS},
        )
        roots: Any = self.skeleton.solve(trunk)
        limbs = {name: self._blend_limb(index, name, s, roots) for name in LIMBS}
        return replace(trunk, limbs=limbs)

    def _blend_limb(self, index: int, name: str, s: float, trunk: Posed) -> Limb:
        a, b = self.stops[index - 1].pose.limbs[name], self.stops[index].pose.limbs[name]
        planted = a.planted and b.planted
        end = self._planted_end(index, a, b, s) if planted else self._swung_end(index, name, s, trunk)
        pole = a.pole * (1 - s) + b.pole * s
        return Limb(end, pole, slerp(a.tip, b.tip, s), planted)

    def _planted_end(self, index: int, a: Limb, b: Limb, s: float) -> Array:
        end = a.end * (1 - s) + b.end * s
        far = float(np.linalg.norm(b.end - a.end))
        if far > 0.05 and not self.stops[index].drag:
            end = end + np.array([0, 0, min(STEP_LIFT_M, far / 4) * 4 * s * (1 - s)])
        return end

    def _swung_end(self, index: int, name: str, s: float, trunk: Posed) -> Array:
        before, after = (self.skeleton.joints(self.solved[k], name) for k in (index - 1, index))
        upper_m, lower_m = limb_lengths(self.skeleton.rest, name)
        upper = _lerp_dir(before[1] - before[0], after[1] - after[0], s)
        lower = _lerp_dir(before[2] - before[1], after[2] - after[1], s)
        root = self.skeleton.joints(trunk, name)[0]
        return root + upper_m * upper + lower_m * lower


def _windows(stops: Sequence[Stop]) -> list[Window]:
    windows, now = [], 0.0
    for stop in stops:
        reach = now + stop.travel_s
        windows.append(Window(now, reach, reach + stop.stay_s))
        now = reach + stop.stay_s
    return windows


class _Sway:
    """Breathing and unsteadiness: a few slow sines on pelvis and head."""

    def __init__(self, seed: int, size_m: float) -> None:
        rng = np.random.default_rng(seed)
        self.size_m = size_m
        self.hz = rng.uniform(0.15, 0.9, (4, 3))
        self.phase = rng.uniform(0, 2 * np.pi, (4, 3))

    def on(self, pose: Pose, t_s: float) -> Pose:
        wave = np.sin(2 * np.pi * self.hz * t_s + self.phase).mean(axis=1)
        shift = self.size_m * np.array([wave[0], wave[1], wave[2]])
        return replace(pose, pelvis=pose.pelvis + shift, neck=pose.neck + 400 * self.size_m * wave[3])
