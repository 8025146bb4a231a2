"""The picture as the plane of complex numbers, x + iy: a sum, a length or a turn is one short step.

A frame has a few dozen points: on so few, working on pairs of coordinates costs more than what it computes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.complexfloating]
"""(n,) x + iy."""
Pairs = NDArray[np.floating]
"""(n, 2) x and y."""

QUARTER_TURN = 1j
"""From x to y: clockwise in a picture, whose y grows down."""
UNKNOWN = complex(np.nan, np.nan)


def points_of(pairs: Pairs) -> Points:
    """Return pairs as points; NaN stays NaN."""
    points: Points = np.ascontiguousarray(pairs, np.float64).view(np.complex128)[:, 0]
    return points


def point_of(pair: Pairs) -> complex:
    """Return one pair, (2,), as a point."""
    return complex(*pair.tolist())


def pairs_of(points: Points) -> Pairs:
    """Return points as pairs."""
    pairs: Pairs = np.ascontiguousarray(points).view(np.float64).reshape(-1, 2)
    return pairs


def component(vector: complex, axis: complex) -> float:
    """Return how far a vector reaches along a unit vector."""
    return (vector * axis.conjugate()).real


def distances(points: Points, start: complex, end: complex) -> NDArray[np.floating]:
    """Return how far points are from the line between two others, (n,)."""
    line = end - start
    share = ((points - start) * line.conjugate()).real / max(abs(line) ** 2, 1e-9)
    away: NDArray[np.floating] = np.abs(points - start - np.minimum(np.maximum(share, 0), 1) * line)
    return away
