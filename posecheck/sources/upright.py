"""Turns decoded frames into upright BGR pictures with square pixels; phones store frames as held."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.filter import Graph
    from av.video.frame import VideoFrame

_WIDEST_PIXEL = 4  # anything beyond is a damaged header, not a lens
_ANY_TIME_BASE = Fraction(1, 1000)  # a graph must have one; nothing reads it

# FFmpeg's names for exchanging rows and columns and then mirroring (left-right, up-down).
_TRANSPOSE = {
    (False, False): "cclock_flip",
    (True, False): "clock",
    (False, True): "cclock",
    (True, True): "clock_flip",
}


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

    @property
    def width(self) -> int:
        """Upright width [px]."""
        return self.size[1] if self.swap else self.size[0]

    @property
    def height(self) -> int:
        """Upright height [px]."""
        return self.size[0] if self.swap else self.size[1]

    def filters(self, stored_size: tuple[int, int]) -> list[tuple[str, str]]:
        """Return FFmpeg's filters, name and arguments, for frames stored in this width and height."""
        steps = []
        if stored_size != self.size:
            steps.append(("scale", f"{self.size[0]}:{self.size[1]}"))
        if self.swap:
            steps.append(("transpose", _TRANSPOSE[self.flip_x, self.flip_y]))
        else:
            steps += [(name, "") for name, on in (("hflip", self.flip_x), ("vflip", self.flip_y)) if on]
        return [*steps, ("format", "bgr24")]


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


class Painter:
    """Converts the frames of one stream.

    A filter graph recycles the memory of pictures that nobody holds any more. Asking the system for fresh
    pages for each picture costs more than the conversion itself.
    """

    def __init__(self, upright: Upright) -> None:
        """Keep the geometry; the graph is built at the first frame."""
        self._upright = upright
        self._graph: Graph | None = None
        self._kind: tuple[int, int, str] | None = None

    def picture(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Return the frame as (height, width, 3) uint8 BGR, contiguous."""
        kind = frame.width, frame.height, frame.format.name
        if self._graph is None or kind != self._kind:  # some streams change their size on the way
            self._graph, self._kind = _graph(frame, self._upright), kind
        self._graph.push(frame)
        picture: Any = self._graph.pull()
        return np.ascontiguousarray(picture.to_ndarray(), np.uint8)


def _graph(frame: VideoFrame, upright: Upright) -> Graph:
    from av.filter import Graph

    graph = Graph()
    last = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=_ANY_TIME_BASE
    )
    for name, arguments in [*upright.filters((frame.width, frame.height)), ("buffersink", "")]:
        step = graph.add(name, arguments or None)
        last.link_to(step)
        last = step
    graph.configure()
    return graph
