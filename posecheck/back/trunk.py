"""Where a person's trunk lies in the picture, and to which side of it the back is, told by the landmarks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import LANDMARK_INDEX

BROAD = 0.45
"""Shoulders or hips wider than this [torso lengths] are not seen from the side."""
CLEAR = 0.08
"""Least vote for one side to be the back."""
SEEN = 0.5

Points = NDArray[np.floating]
Values = NDArray[np.floating]

SIDES = ("left", "right")


@dataclass(frozen=True, eq=False)
class Trunk:
    """The line from hip to shoulder of the side nearer to the camera.

    Attributes:
        side: "left" or "right".
        hip: (2,) its hip [units of the landmarks].
        shoulder: (2,) its shoulder.
        outwards: (2,) unit vector across the line, towards the back.
    """

    side: str
    hip: Points
    shoulder: Points
    outwards: Points

    @property
    def length(self) -> float:
        """From hip to shoulder."""
        return float(np.hypot(*(self.shoulder - self.hip)))

    @property
    def along(self) -> Points:
        """(2,) unit vector from hip to shoulder."""
        direction: Points = (self.shoulder - self.hip) / self.length
        return direction


def trunk_of(points: Points, visibility: Values) -> Trunk | None:
    """Return the trunk of a person seen from the side.

    Args:
        points: (33, 2) landmarks, with square units.
        visibility: (33,) 0..1.

    Returns:
        None where the person is not seen from the side or it cannot be told on which side the back is.
    """
    side = _near_side(visibility)
    hip, shoulder = at(points, side, "hip"), at(points, side, "shoulder")
    length = float(np.hypot(*(shoulder - hip)))
    if length < 1 or not _side_view(points, length) or _sight(visibility, side) < SEEN:
        return None
    outwards = _outwards(points, visibility, (shoulder - hip) / length, length)
    return None if outwards is None else Trunk(side, hip, shoulder, outwards)


def at(points: Points, side: str, name: str) -> Points:
    """Return a landmark of one side, (2,)."""
    found: Points = np.asarray(points[LANDMARK_INDEX[f"{side}_{name}"]], np.float64)
    return found


def seen(visibility: Values, side: str, name: str) -> float:
    """Return the visibility of a landmark of one side."""
    return float(visibility[LANDMARK_INDEX[f"{side}_{name}"]])


def distances(points: Points, start: Points, end: Points) -> Values:
    """Return how far points (n, 2) are from the line between two others."""
    line = end - start
    share = np.clip((points - start) @ line / max(float(line @ line), 1e-9), 0, 1)
    distance: Values = np.hypot(*(points - start - share[:, None] * line).T)
    return distance


def _sight(visibility: Values, side: str) -> float:
    return min(seen(visibility, side, name) for name in ("shoulder", "hip"))


def _near_side(visibility: Values) -> str:
    def shown(side: str) -> float:
        names = ("shoulder", "elbow", "hip", "knee")
        return float(sum(visibility[LANDMARK_INDEX[f"{side}_{name}"]] for name in names))

    return max(SIDES, key=shown)


def _side_view(points: Points, torso: float) -> bool:
    widths = [
        np.hypot(*(at(points, "left", name) - at(points, "right", name))) for name in ("shoulder", "hip")
    ]
    return bool(max(widths) < BROAD * torso)


def _outwards(points: Points, visibility: Values, along: Points, torso: float) -> Points | None:
    """Return the unit vector across the torso towards the back, None where the body does not tell.

    Knees, face and toes are in front of the body: each votes with how far to one side of the torso it is.
    """
    across = np.array([-along[1], along[0]])
    vote = 0.0
    for side in SIDES:
        knee = at(points, side, "knee") - at(points, side, "hip")
        vote += 0.5 * seen(visibility, side, "knee") * float(np.clip(knee @ across / torso, -0.5, 0.5))
        foot = at(points, side, "foot_index") - at(points, side, "heel")
        vote += 0.1 * seen(visibility, side, "foot_index") * _component(foot, across)
        face = points[LANDMARK_INDEX["nose"]] - at(points, side, "ear")
        vote += 0.2 * seen(visibility, side, "ear") * _component(face, across)
    if abs(vote) < CLEAR:
        return None
    return -across if vote > 0 else across


def _component(vector: Points, axis: Points) -> float:
    return float(vector @ axis / max(float(np.hypot(*vector)), 1e-6))
