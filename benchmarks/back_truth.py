"""The true backs of rendered clips beside the measured ones, both by the same measure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import track_of
from posecheck.back import BackCurve, curve_of
from posecheck.back.rays import FIRST, LAST, RAYS
from posecheck.engine.back import BackReader, trusted
from posecheck.engine.body import BodyTracker
from posecheck.exercises.library import Library

Array = NDArray[np.float64]
NEUTRAL_S = 1.8
"""Every clip begins with so much stillness in neutral."""
PARTS = ("whole", "lower", "upper")
_SHOULDERS, _HIPS = [5, 6], [11, 12]


@dataclass(frozen=True)
class Clip:
    """One rendered clip with its truth.

    Attributes:
        path: The video; NAME.npz and NAME.json lie beside it.
    """

    path: Path

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the clip's JSON file says: body, clothes, camera, position, reps."""
        found: dict[str, Any] = json.loads(self.path.with_suffix(".json").read_text())
        return found

    @cached_property
    def truth(self) -> dict[str, Any]:
        """The clip's arrays."""
        return dict(np.load(self.path.with_suffix(".npz")))

    @property
    def yaw_deg(self) -> float:
        """How far the camera is off side-on."""
        return abs(float(self.told["camera"]["yaw_deg"]))

    @property
    def still(self) -> NDArray[np.bool_]:
        """(N,) frames in which a bend is held."""
        return np.asarray(self.truth["still"], bool)

    @property
    def t_s(self) -> Array:
        """(N,) time of each frame."""
        return np.asarray(self.truth["t_s"], float)

    @cached_property
    def true_deg(self) -> Array:
        """(N, 3) turn of the mesh's mid-back line, whole, lower and upper, against its neutral."""
        keypoints = self.truth["keypoints_m"][:, :, 1:]
        hips, shoulders = keypoints[:, _HIPS].mean(axis=1), keypoints[:, _SHOULDERS].mean(axis=1)
        backs = [_turns(_sampled(*one)) for one in zip(self.truth["line_m"], hips, shoulders, strict=True)]
        return _against_neutral(np.array(backs), self.t_s)

    @property
    def _most_off_deg(self) -> float:
        """So far off side-on the exercise, where it is one, trusts a back."""
        exercise = "bird_dog" if self.told["move"] == "sag" else "cat_cow"
        return Library().get(exercise).view.back_off_deg

    @cached_property
    def measured_deg(self) -> Array:
        """(N, 3) the same as posecheck measures it, NaN where it does not trust it."""
        tracker, reader, backs = BodyTracker(), BackReader(self._most_off_deg), []
        for pose in track_of(self.path):
            back = reader.step(pose, tracker.step(pose))
            backs.append(_turns(back if trusted(back) else None))
        return _against_neutral(np.array(backs), self.t_s)


def _sampled(line: Array, hip: Array, shoulder: Array) -> BackCurve | None:
    """Measure a true line where an outline would have its points."""
    along = (shoulder - hip) / np.hypot(*(shoulder - hip)) ** 2
    places = (line - hip) @ along
    wanted = np.linspace(FIRST, LAST, RAYS)
    points = np.stack([np.interp(wanted, places, line[:, k]) for k in (0, 1)], axis=1)
    points[(wanted < places[0] - 0.02) | (wanted > places[-1])] = np.nan
    return curve_of(points, hip, shoulder)


def _turns(back: BackCurve | None) -> tuple[float, float, float]:
    return (back.whole_deg, back.lower_deg, back.upper_deg) if back else (np.nan, np.nan, np.nan)


def _against_neutral(turns: Array, t_s: Array) -> Array:
    """Subtract the median of the still start; all NaN where that is unknown."""
    start = turns[: len(t_s)][t_s < NEUTRAL_S]
    neutral = [
        np.median(column[np.isfinite(column)]) if np.isfinite(column).any() else np.nan for column in start.T
    ]
    result: Array = turns[: len(t_s)] - np.array(neutral)
    return result
