"""Turns decoded frames into upright BGR pictures with square pixels; phones store frames as held."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_WIDEST_PIXEL = 4  # anything beyond is a damaged header, not a lens


def _reformatter() -> Any:
    from av.video.reformatter import VideoReformatter

    return VideoReformatter()


@dataclass(frozen=True)
class Upright:
    """How the frames of one stream become upright.

    Attributes:
        size: Width and height to scale to before turning [px]; square pixels.
        swap: Exchange rows and columns.
        flip_x: Then mirror left-right.
        flip_y: Then mirror up-down.
        rotation_deg: The same as a clockwise turn: 0, 90, 180 or 270.
    """

    size: tuple[int, int]
    swap: bool = False
    flip_x: bool = False
    flip_y: bool = False
    rotation_deg: int = 0
    # One converter a stream: building it anew for each frame costs a quarter of the reading speed.
    converter: Any = field(default_factory=_reformatter, repr=False, compare=False)

    @property
    def width(self) -> int:
        """Upright width [px]."""
        return self.size[1] if self.swap else self.size[0]

    @property
    def height(self) -> int:
        """Upright height [px]."""
        return self.size[0] if self.swap else self.size[1]

    def picture(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Return the frame as (height, width, 3) uint8 BGR, contiguous."""
        width, height = self.size
        image = self.converter.reformat(frame, width, height, "bgr24").to_ndarray()
        turned = self._turned(image) if self.swap or self.flip_x or self.flip_y else image
        return np.ascontiguousarray(turned, np.uint8)

    def _turned(self, image: NDArray[np.uint8]) -> Any:
        import cv2

        turned: Any = cv2.transpose(image) if self.swap else image
        if self.flip_x or self.flip_y:
            turned = cv2.flip(turned, -1 if self.flip_x and self.flip_y else int(self.flip_x))
        return turned


def upright_of(frame: VideoFrame, pixel_aspect: Fraction | None) -> Upright:
    """Return how the frames of this stream become upright, told by its first one.

    Args:
        frame: First decoded frame; carries the display matrix.
        pixel_aspect: Width of a stored pixel over its height; None or 0 where unknown.
    """
    size = _square_size(frame.width, frame.height, pixel_aspect)
    matrix = _display_matrix(frame)
    if matrix is None:
        return Upright(size)
    (a, b), (c, d) = matrix  # a stored point (x, y) is shown at (ax + cy, bx + dy)
    turn = round(math.degrees(math.atan2(-c, d)) / 90) * 90 % 360
    if abs(b) > abs(a):
        return Upright(size, swap=True, flip_x=c < 0, flip_y=b < 0, rotation_deg=turn)
    return Upright(size, flip_x=a < 0, flip_y=d < 0, rotation_deg=turn)


def _square_size(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """Stretch the side that is stored too short, so that no detail is lost."""
    if not aspect or not 1 / _WIDEST_PIXEL <= aspect <= _WIDEST_PIXEL:
        return width, height
    return (round(width * aspect), height) if aspect > 1 else (width, round(height / aspect))


def _display_matrix(frame: VideoFrame) -> tuple[tuple[int, int], tuple[int, int]] | None:
    data: Any = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return None
    m = np.frombuffer(bytes(data), np.int32).reshape(3, 3)
    return (int(m[0, 0]), int(m[0, 1])), (int(m[1, 0]), int(m[1, 1]))
