"""Colours, the blank canvas, and translucent stickers laid on pictures.

Everything that does not change from frame to frame is composed once as a Sprite; laying it on costs one
multiplication and one addition over its rectangle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import StreamInfo

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]
"""Blue, green, red."""

WHITE: Colour = (250, 250, 250)
INK: Colour = (26, 20, 16)
CALM: Colour = (240, 236, 232)
SKY: Colour = (233, 180, 86)
ORANGE: Colour = (0, 140, 250)
GREEN: Colour = (150, 205, 60)
"""Sky, orange and green after Okabe and Ito: told apart by colour-blind people, and never the only sign."""

PANEL_OPACITY = 0.74
DEFAULT_SIZE = (1280, 720)


class Rect(NamedTuple):
    """A rectangle in pixels."""

    x: int
    y: int
    w: int
    h: int

    def overlap(self, other: Rect) -> int:
        """Return the common area [px²]."""
        w = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        h = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return max(0, w) * max(0, h)


def blank(info: StreamInfo) -> Image:
    """Return a dark (height, width, 3) canvas for what has no picture, such as a replayed track."""
    width, height = (info.width, info.height) if info.width and info.height else DEFAULT_SIZE
    return dark(width, height)


def dark(width: int, height: int) -> Image:
    """Return a dark canvas of the given size."""
    return np.full((height, width, 3), (44, 38, 34), np.uint8)


def flipped(image: Image) -> Image:
    """Return a new picture as a mirror shows it."""
    import cv2

    return np.asarray(cv2.flip(image, 1), np.uint8)


@dataclass(frozen=True, eq=False)
class Sprite:
    """A translucent sticker: what it keeps of the picture below, and what it adds, both (h, w, 3) uint8."""

    keep: Image
    add: Image

    def lay(self, image: Image, x: int, y: int) -> None:
        """Blend the sprite into the image with its top left corner at x, y; what sticks out is cut off."""
        import cv2

        left, top = max(0, -x), max(0, -y)
        right = min(self.keep.shape[1], image.shape[1] - x)
        bottom = min(self.keep.shape[0], image.shape[0] - y)
        if left >= right or top >= bottom:
            return
        part = np.s_[top:bottom, left:right]
        below = image[y + top : y + bottom, x + left : x + right]
        cv2.multiply(below, self.keep[part], dst=below, scale=1 / 255)
        cv2.add(below, self.add[part], dst=below)


class Layers:
    """Composes a sprite from coloured layers, the first one lowest."""

    def __init__(self, width: int, height: int) -> None:
        """Begin with nothing: fully transparent."""
        self._colour = np.zeros((height, width, 3), np.float32)
        self._alpha = np.zeros((height, width, 1), np.float32)

    def paint(self, colour: Colour, mask: NDArray[np.generic], x: int = 0, y: int = 0) -> None:
        """Lay a colour on top where the mask, (h, w) of 0..255, says so."""
        h, w = min(mask.shape[0], len(self._alpha) - y), min(mask.shape[1], self._alpha.shape[1] - x)
        amount = mask[:h, :w, None].astype(np.float32) / 255
        part = np.s_[y : y + h, x : x + w]
        self._colour[part] += (np.array(colour, np.float32) - self._colour[part]) * amount
        self._alpha[part] += (1 - self._alpha[part]) * amount

    def sprite(self) -> Sprite:
        """Return what was composed."""
        keep = np.repeat(255 * (1 - self._alpha), 3, axis=2)
        return Sprite(_bytes(keep), _bytes(self._colour))


def rounded(width: int, height: int, radius: float, opacity: float = 1.0) -> NDArray[np.float32]:
    """Return a rounded rectangle as a (height, width) mask, 0..255; a disc where radius is half the size."""
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    corner = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    inside = np.minimum(np.maximum(x[None, :], y[:, None]), 0)
    distance = corner + inside - radius
    mask: NDArray[np.float32] = (np.clip(0.5 - distance, 0, 1) * 255 * opacity).astype(np.float32)
    return mask


def annulus(size: int, thickness: float) -> NDArray[np.float32]:
    """Return a ring that touches the edges of a size x size square as a smooth mask, 0..255."""
    inner = round(size - 2 * thickness)
    mask = rounded(size, size, size / 2)
    edge = (size - inner) // 2
    mask[edge : edge + inner, edge : edge + inner] -= rounded(inner, inner, inner / 2)
    return np.clip(mask, 0, 255)


def _bytes(values: NDArray[np.float32]) -> Image:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
