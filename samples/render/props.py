"""Things a person uses: a mesh that stands still, or moves with the person or the time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.render.motion import Motion
from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]
Color = tuple[float, float, float]


@dataclass(frozen=True)
class Prop:
    """`faces` (F, 3), their `colors` (F, 3) 0..1, and `at(t_s, posed)`: vertices (V, 3) m beside the person.

    `still`: `at` gives the same vertices always, so that it is drawn once.
    """

    faces: NDArray[np.int64]
    colors: Array
    at: Callable[[float, Posed], Array]
    still: bool = False


Maker = Callable[[Skeleton, Motion], Sequence[Prop]]
_CORNERS = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=float)
_QUADS = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
BOX_FACES = np.array([t for a, b, c, d in _QUADS for t in ((a, b, c), (a, c, d))])


def box(bounds: Sequence[tuple[float, float]], color: Color) -> Prop:
    """A box that stands still: bounds (x0, x1), (y0, y1), (z0, z1) m."""
    low, high = np.array(bounds, dtype=float).T
    points = low + (high - low) * _CORNERS
    return Prop(BOX_FACES, np.tile(np.array(color), (12, 1)), lambda t_s, posed: points, still=True)
