"""Makes of a frame the picture that the network looks at, and paints people out of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.estimators.light import lit
from posecheck.estimators.people import Box
from posecheck.pose import FloatArray, Frame

LONGEST_SIDE = 480
"""The network sees 256 pixels around the person: more than this costs time and makes no joint truer."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A frame, smaller where it was large and brighter where it was dark, in the network's order of colours.

    Attributes:
        index: Number of the frame.
        t_s: Its time.
        rgb: (h, w, 3) uint8.
        pixels_per_height: How many of its pixels are one height of the frame.
    """

    index: int
    t_s: float
    rgb: NDArray[np.uint8]
    pixels_per_height: float

    def isotropic(self, fractions: FloatArray) -> FloatArray:
        """Turn fractions of width and height into units of the frame's height."""
        height, width = self.rgb.shape[:2]
        turned: FloatArray = fractions * (np.array([width, height], np.float32) / self.pixels_per_height)
        return turned

    @property
    def aspect(self) -> float:
        """Width of the frame [heights]."""
        return float(self.rgb.shape[1] / self.pixels_per_height)

    def without(self, box: Box) -> NDArray[np.uint8]:
        """Return the picture with everything inside the box painted over."""
        painted = self.rgb.copy()
        painted[self._inside(box)] = self._plain()
        return painted

    def only(self, box: Box) -> NDArray[np.uint8]:
        """Return the picture with everything outside the box painted over."""
        painted = np.empty_like(self.rgb)
        painted[:] = self._plain()
        painted[self._inside(box)] = self.rgb[self._inside(box)]
        return painted

    def _inside(self, box: Box) -> tuple[slice, slice]:
        left, top, right, bottom = (max(0, round(edge * self.pixels_per_height)) for edge in box)
        return slice(top, bottom), slice(left, right)

    def _plain(self) -> NDArray[np.uint8]:
        plain: NDArray[np.uint8] = self.rgb[::8, ::8].mean(axis=(0, 1)).astype(np.uint8)
        return plain


def picture_of(frame: Frame) -> Picture:
    """Return the picture of a frame: a large one made smaller, mostly by halving, which is quick."""
    import cv2

    image = frame.image
    pixels_per_height = float(image.shape[0])
    while max(image.shape[:2]) >= 2 * LONGEST_SIDE:
        rows, columns = image.shape[0] // 2, image.shape[1] // 2
        even = image[: 2 * rows, : 2 * columns]  # a last odd row or column is left out: halves stay exact
        image = cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
        pixels_per_height /= 2
    rest = LONGEST_SIDE / max(image.shape[:2])
    if rest < 1:
        image = cv2.resize(image, None, fx=rest, fy=rest, interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
        pixels_per_height *= rest
    rgb: NDArray[np.uint8] = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)  # type: ignore[assignment]
    return Picture(frame.index, frame.t_s, lit(rgb), pixels_per_height)
