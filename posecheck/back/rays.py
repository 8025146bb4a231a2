"""Rays through a person's mask: how far from the line between hip and shoulder the body ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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

Points = NDArray[np.floating]
Values = NDArray[np.floating]

SHARES = np.linspace(FIRST, LAST, RAYS)


def starts_of(trunk: Trunk) -> Points:
    """Return where the rays start, (41, 2) from hip to shoulder."""
    starts: Points = trunk.hip + SHARES[:, None] * (trunk.shoulder - trunk.hip)
    return starts


def lengths_of(mask: Values, trunk: Trunk, outwards: Points) -> Values:
    """Return how far out each ray leaves the mask, (41,) [pixels], NaN where it meets no edge.

    A ray may start below the body, where a rounded back lifts the belly over the line from hip to shoulder.

    Args:
        mask: (h, w) 0..1, how sure each pixel is the person.
        trunk: The trunk [pixels of the mask]; the centre of the first pixel is 0.5, 0.5.
        outwards: (2,) unit vector along the rays.
    """
    step = REACH * trunk.length / (STEPS - 1)
    values = _along_rays(mask, starts_of(trunk), outwards * step)
    inside = values >= 0.5
    entry = inside.argmax(axis=1)
    left = ~inside & (np.arange(STEPS) > entry[:, None])
    out = left.argmax(axis=1)
    rows = np.arange(RAYS)
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
