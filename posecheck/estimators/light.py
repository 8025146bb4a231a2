"""Makes dark pictures brighter: in a dark room the network finds nobody, or somebody only now and then."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.light import DARK, VERY_DARK, brightest

Rgb = NDArray[np.uint8]

LIT = 200
"""Where the brightest part of a picture then begins, as it does in rooms with light."""
MOST_GAIN = 8
"""Beyond that there is little but the camera's noise."""


def lit(picture: Rgb) -> Rgb:
    """Return a dark picture (h, w, 3) brighter, and any other as it is."""
    gain = gain_of(brightest(picture))
    if gain == 1:
        return picture
    import cv2

    brighter: Rgb = cv2.convertScaleAbs(picture, alpha=gain)  # type: ignore[assignment]
    return brighter


def gain_of(begins: float) -> float:
    """Return by how much to brighten a picture whose brightest part begins at a value, 0..255.

    It rises without a step, so that a picture at the bound does not flicker.
    """
    full = min(LIT / max(begins, 1.0), MOST_GAIN)
    share = min(max((DARK - begins) / (DARK - VERY_DARK), 0.0), 1.0)
    return 1 + share * (full - 1)
