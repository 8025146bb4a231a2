"""Where a person's trunk lies in the picture, and to which side of it the back is, told by the landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.back.plane import QUARTER_TURN, component
from posecheck.pose import LANDMARK_INDEX

BROAD = 0.45
"""Shoulders or hips wider than this [torso lengths] are not seen from the side."""
CLEAR = 0.08
"""Least vote for one side to be the back."""
SEEN = 0.5

SIDES = ("left", "right")


@dataclass(frozen=True)
class Trunk:
    """The line from hip to shoulder of the side nearer to the camera, in the picture's plane.

    Attributes:
        side: "left" or "right".
        hip: Its hip [units of the landmarks].
        shoulder: Its shoulder.
        outwards: Unit vector across the line, towards the back.
    """

    side: str
    hip: complex
    shoulder: complex
    outwards: complex

    @property
    def length(self) -> float:
        """From hip to shoulder."""
        return abs(self.shoulder - self.hip)

    @property
    def along(self) -> complex:
        """Unit vector from hip to shoulder."""
        return (self.shoulder - self.hip) / self.length


def trunk_of(landmarks: Sequence[complex], visibility: Sequence[float]) -> Trunk | None:
    """Return the trunk of a person seen from the side.

    Args:
        landmarks: 33 points, with square units.
        visibility: 33 times 0..1.

    Returns:
        None where the person is not seen from the side or it cannot be told on which side the back is.
    """
    side = _near_side(visibility)
    hip, shoulder = at(landmarks, side, "hip"), at(landmarks, side, "shoulder")
    length = abs(shoulder - hip)
    if length < 1 or not _side_view(landmarks, length) or _sight(visibility, side) < SEEN:
        return None
    outwards = _outwards(landmarks, visibility, (shoulder - hip) / length, length)
    return None if outwards is None else Trunk(side, hip, shoulder, outwards)


def at(landmarks: Sequence[complex], side: str, name: str) -> complex:
    """Return a landmark of one side."""
    return landmarks[LANDMARK_INDEX[f"{side}_{name}"]]


def seen(visibility: Sequence[float], side: str, name: str) -> float:
    """Return the visibility of a landmark of one side."""
    return visibility[LANDMARK_INDEX[f"{side}_{name}"]]


def _sight(visibility: Sequence[float], side: str) -> float:
    return min(seen(visibility, side, name) for name in ("shoulder", "hip"))


def _near_side(visibility: Sequence[float]) -> str:
    def shown(side: str) -> float:
        return sum(seen(visibility, side, name) for name in ("shoulder", "elbow", "hip", "knee"))

    return max(SIDES, key=shown)


def _side_view(landmarks: Sequence[complex], torso: float) -> bool:
    widths = (abs(at(landmarks, "left", name) - at(landmarks, "right", name)) for name in ("shoulder", "hip"))
    return max(widths) < BROAD * torso


def _outwards(
    landmarks: Sequence[complex], visibility: Sequence[float], along: complex, torso: float
) -> complex | None:
    """Return the unit vector across the torso towards the back, None where the body does not tell.

    Knees, face and toes are in front of the body: each votes with how far to one side of the torso it is.
    """
    across = along * QUARTER_TURN
    nose = landmarks[LANDMARK_INDEX["nose"]]
    vote = 0.0
    for side in SIDES:
        knee = component(at(landmarks, side, "knee") - at(landmarks, side, "hip"), across) / torso
        vote += 0.5 * seen(visibility, side, "knee") * min(max(knee, -0.5), 0.5)
        foot = at(landmarks, side, "foot_index") - at(landmarks, side, "heel")
        vote += 0.1 * seen(visibility, side, "foot_index") * _cosine(foot, across)
        vote += 0.2 * seen(visibility, side, "ear") * _cosine(nose - at(landmarks, side, "ear"), across)
    if abs(vote) < CLEAR:
        return None
    return -across if vote > 0 else across


def _cosine(vector: complex, axis: complex) -> float:
    return component(vector, axis) / max(abs(vector), 1e-6)
