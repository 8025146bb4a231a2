"""Rays through a person's mask: how far from the line between hip and shoulder the body ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.back.plane import Points
from posecheck.back.trunk import Trunk

RAYS = 41
FIRST, LAST = -0.05, 0.95
"""Shares of the line from hip to shoulder at which the first and the last ray stand; the bend of the lower
back begins below the hip landmark."""
REACH = 0.8
"""Length of a ray [torso lengths]."""
STEPS = 64
LATEST_ENTRY = 0.4
"""A ray that has not met the body by this share of its length has missed it."""

Values = NDArray[np.floating]

SHARES = np.linspace(FIRST, LAST, RAYS)
_ROWS = np.arange(RAYS)


def starts_of(trunk: Trunk) -> Points:
    """Return where the rays start, (41,) from hip to shoulder."""
    starts: Points = trunk.hip + SHARES * (trunk.shoulder - trunk.hip)
    return starts


def lengths_of(mask: Values, trunk: Trunk, outwards: complex) -> Values:
    """Return how far out each ray leaves the mask, (41,) [pixels], NaN where it meets no edge.

    A ray may start below the body, where a rounded back lifts the belly over the line from hip to shoulder.

    Args:
        mask: (h, w) 0..1, how sure each pixel is the person.
        trunk: The trunk [pixels of the mask]; the centre of the first pixel is 0.5, 0.5.
        outwards: Unit vector along the rays.
    """
    step = REACH * trunk.length / (STEPS - 1)
    values = _along_rays(mask, trunk, outwards * step)
    inside = values >= 0.5
    leaves = inside[:, :-1] > inside[:, 1:]
    last = leaves.argmax(axis=1)  # the first step out comes after the step in
    found = leaves[_ROWS, last] & (inside.argmax(axis=1) < LATEST_ENTRY * STEPS)
    within, beyond = values[_ROWS, last], values[_ROWS, last + 1]
    fall = np.where(found, within - beyond, np.nan)
    lengths: Values = (last + (within - 0.5) / fall) * step
    return lengths


def _along_rays(mask: Values, trunk: Trunk, step: complex) -> Values:
    """Return the mask at every step of every ray, (41, 64); NaN outside the picture."""
    import cv2

    corner = trunk.hip + FIRST * (trunk.shoulder - trunk.hip) - (0.5 + 0.5j)  # cv2 counts from pixel centres
    along = (LAST - FIRST) / (RAYS - 1) * (trunk.shoulder - trunk.hip)
    places = np.array([[step.real, along.real, corner.real], [step.imag, along.imag, corner.imag]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    values: Values = cv2.warpAffine(  # type: ignore[assignment]
        mask, places, (STEPS, RAYS), flags=how, borderMode=cv2.BORDER_CONSTANT, borderValue=(np.nan,)
    )
    return values
