"""Reduces a person's mask to points along the back, from hip to shoulder, as seen from the side.

Between shoulder and hip there is no landmark, so the shape of the back is only in the silhouette. From 41
places on the line between near-side hip and shoulder a ray goes out on the side of the back, until it leaves
the mask.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import LANDMARK_INDEX

RAYS = 41
FIRST, LAST = -0.05, 0.95
"""Shares of the line from hip to shoulder at which the first and the last ray stand; the bend of the lower
back begins below the hip landmark."""
REACH = 0.8
"""Length of a ray [torso lengths]."""
STEPS = 64
LATEST_ENTRY = 0.4
"""A ray that has not met the body by this share of its length has missed it."""
BROAD = 0.45
"""Shoulders or hips wider than this [torso lengths] are not seen from the side."""
CLEAR = 0.08
"""Least vote for one side to be the back."""
SEEN = 0.5
ARM_ROOM = 0.1
"""An edge this close to a forearm [torso lengths] may be the arm's."""
RAISED = -0.15
"""An elbow from here up over the shoulder [torso lengths]: the shoulder's bulge shapes the edge..."""
UNDER_ARM = 0.7
"""...from this share of the line on (domain reference §4)."""
JUMP = 0.06
"""More than this [torso lengths] between neighbours is no back."""

Points = NDArray[np.floating]
Values = NDArray[np.floating]

_SIDES = ("left", "right")
_SHARES = np.linspace(FIRST, LAST, RAYS)
_EMPTY = np.empty((0, 2))


def back_outline(mask: Values, points: Points, visibility: Values) -> Points:
    """Return where the back's edge is.

    Args:
        mask: (h, w) 0..1, how sure each pixel is the person.
        points: (33, 2) landmarks [pixels of the mask]; the centre of the first pixel is 0.5, 0.5.
        visibility: (33,) 0..1.

    Returns:
        (41, 2) points from hip to shoulder [pixels of the mask], NaN where the edge cannot be told; (0, 2)
        where the person is not seen from the side or it cannot be told on which side the back is.
    """
    side = _near_side(visibility)
    hip, shoulder = _at(points, side, "hip"), _at(points, side, "shoulder")
    torso = float(np.hypot(*(shoulder - hip)))
    if torso < 1 or not _side_view(points, torso) or _sight(visibility, side) < SEEN:
        return _EMPTY
    outwards = _outwards(points, visibility, (shoulder - hip) / torso, torso)
    if outwards is None:
        return _EMPTY
    starts = hip + _SHARES[:, None] * (shoulder - hip)
    lengths = _lengths(mask, starts, outwards, REACH * torso)
    edge: Points = starts + _without_jumps(lengths, JUMP * torso)[:, None] * outwards
    for arm in _SIDES:
        elbow, wrist = _at(points, arm, "elbow"), _at(points, arm, "wrist")
        if _seen(visibility, arm, "elbow") >= SEEN:
            edge[_distance(edge, elbow, wrist) < ARM_ROOM * torso] = np.nan
    if _is_raised((_at(points, side, "elbow") - hip) / torso, (shoulder - hip) / torso, outwards):
        edge[_SHARES > UNDER_ARM] = np.nan
    return edge


def _at(points: Points, side: str, name: str) -> Points:
    found: Points = np.asarray(points[LANDMARK_INDEX[f"{side}_{name}"]], np.float64)
    return found


def _sight(visibility: Values, side: str) -> float:
    return float(min(visibility[LANDMARK_INDEX[f"{side}_{name}"]] for name in ("shoulder", "hip")))


def _near_side(visibility: Values) -> str:
    def seen(side: str) -> float:
        names = ("shoulder", "elbow", "hip", "knee")
        return float(sum(visibility[LANDMARK_INDEX[f"{side}_{name}"]] for name in names))

    return max(_SIDES, key=seen)


def _side_view(points: Points, torso: float) -> bool:
    widths = [
        np.hypot(*(_at(points, "left", name) - _at(points, "right", name))) for name in ("shoulder", "hip")
    ]
    return bool(max(widths) < BROAD * torso)


def _outwards(points: Points, visibility: Values, along: Points, torso: float) -> Points | None:
    """Return the unit vector across the torso towards the back, None where the body does not tell.

    Knees, face and toes are in front of the body: each votes with how far to one side of the torso it is.
    """
    across = np.array([-along[1], along[0]])
    vote = 0.0
    for side in _SIDES:
        knee = _at(points, side, "knee") - _at(points, side, "hip")
        vote += 0.5 * _seen(visibility, side, "knee") * float(np.clip(knee @ across / torso, -0.5, 0.5))
        foot = _at(points, side, "foot_index") - _at(points, side, "heel")
        vote += 0.1 * _seen(visibility, side, "foot_index") * _component(foot, across)
        face = points[LANDMARK_INDEX["nose"]] - _at(points, side, "ear")
        vote += 0.2 * _seen(visibility, side, "ear") * _component(face, across)
    if abs(vote) < CLEAR:
        return None
    return -across if vote > 0 else across


def _seen(visibility: Values, side: str, name: str) -> float:
    return float(visibility[LANDMARK_INDEX[f"{side}_{name}"]])


def _component(vector: Points, axis: Points) -> float:
    return float(vector @ axis / max(float(np.hypot(*vector)), 1e-6))


def _lengths(mask: Values, starts: Points, outwards: Points, reach: float) -> Values:
    """Return how far out each ray leaves the mask, NaN where it meets no edge.

    A ray may start below the body, where a rounded back lifts the belly over the line from hip to shoulder.
    """
    step = reach / (STEPS - 1)
    values = _along_rays(mask, starts, outwards * step)
    inside = values >= 0.5
    entry = inside.argmax(axis=1)
    left = ~inside & (np.arange(STEPS) > entry[:, None])
    out = left.argmax(axis=1)
    rows = np.arange(len(starts))
    found = inside.any(axis=1) & (entry < LATEST_ENTRY * STEPS) & left.any(axis=1)
    before, after = values[rows, out - 1], values[rows, out]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (before - 0.5) / (before - after)
    lengths: Values = np.where(found, (out - 1 + share) * step, np.nan)
    return lengths


def _along_rays(mask: Values, starts: Points, step: Points) -> Values:
    """Return the mask at every step of every ray, (41, 64); NaN outside the picture."""
    import cv2

    corner = starts[0] - 0.5  # cv2 counts from the centre of the first pixel
    along = (starts[-1] - starts[0]) / (len(starts) - 1)
    places = np.stack([step, along, corner], axis=1)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    values: Values = cv2.warpAffine(  # type: ignore[assignment]
        mask, places, (STEPS, len(starts)), flags=how, borderMode=cv2.BORDER_CONSTANT, borderValue=(np.nan,)
    )
    return values


def _is_raised(elbow: Points, along: Points, outwards: Points) -> bool:
    """Return whether an arm reaches on beyond the trunk; one that hangs beside it does not."""
    return bool(elbow @ outwards > RAISED and elbow @ along > UNDER_ARM)


def _distance(points: Points, start: Points, end: Points) -> Values:
    """Return how far points (n, 2) are from the line between two others."""
    line = end - start
    share = np.clip((points - start) @ line / max(float(line @ line), 1e-9), 0, 1)
    distance: Values = np.hypot(*(points - start - share[:, None] * line).T)
    return distance


def _without_jumps(lengths: Values, most: float) -> Values:
    """Leave out both neighbours of every jump."""
    jump = np.abs(np.diff(lengths)) > most
    kept = lengths.copy()
    kept[:-1][jump] = np.nan
    kept[1:][jump] = np.nan
    return kept
