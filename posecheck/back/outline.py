"""Reduces a person's mask to points along the back, from hip to shoulder, as seen from the side.

Between shoulder and hip there is no landmark, so the shape of the back is only in the silhouette. From 41
places on the line between near-side hip and shoulder a ray goes out on the side of the back, until it leaves
the mask.
"""

from __future__ import annotations

import numpy as np

from posecheck.back.plane import UNKNOWN, Pairs, component, distances, pairs_of
from posecheck.back.rays import SHARES, Values, starts_of
from posecheck.back.silhouette import Silhouette
from posecheck.back.trunk import SEEN, SIDES, Trunk

ARM_ROOM = 0.1
"""An edge this close to a forearm [torso lengths] may be the arm's."""
RAISED = -0.15
"""An elbow from here up over the shoulder [torso lengths]: the shoulder's bulge shapes the edge..."""
UNDER_ARM = 0.7
"""...from this share of the line on (domain reference §4)."""
JUMP = 0.06
"""More than this [torso lengths] between neighbours is no back."""

_EMPTY = np.empty((0, 2))
_UNDER_ARM = SHARES > UNDER_ARM


def back_outline(silhouette: Silhouette) -> Pairs:
    """Return where the back's edge is.

    Returns:
        (41, 2) points from hip to shoulder [pixels of the mask], NaN where the edge cannot be told; (0, 2)
        where the person is not seen from the side or it cannot be told on which side the back is.
    """
    trunk = silhouette.trunk
    if trunk is None:
        return _EMPTY
    edge = starts_of(trunk) + _without_jumps(silhouette.to_back_px, JUMP * trunk.length) * trunk.outwards
    for arm in SIDES:
        if silhouette.seen(arm, "elbow") >= SEEN:
            away = distances(edge, silhouette.at(arm, "elbow"), silhouette.at(arm, "wrist"))
            edge[away < ARM_ROOM * trunk.length] = UNKNOWN
    if _is_raised(silhouette.at(trunk.side, "elbow"), trunk):
        edge[_UNDER_ARM] = UNKNOWN
    return pairs_of(edge)


def _is_raised(elbow: complex, trunk: Trunk) -> bool:
    """Return whether an arm reaches on beyond the trunk; one that hangs beside it does not."""
    away = (elbow - trunk.hip) / trunk.length
    return component(away, trunk.outwards) > RAISED and component(away, trunk.along) > UNDER_ARM


def _without_jumps(lengths: Values, most: float) -> Values:
    """Leave out both neighbours of every jump."""
    jump = np.abs(np.diff(lengths)) > most
    kept = lengths.copy()
    kept[:-1][jump] = np.nan
    kept[1:][jump] = np.nan
    return kept
