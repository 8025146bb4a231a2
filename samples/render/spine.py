"""The back as five bending bones, and words for the ways it bends."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
Part = Literal["both", "lower", "upper"]
STRAIGHT: Array = np.zeros(len(SPINE))
STRAIGHT.setflags(write=False)

# The three lowest joints lie between sacrum and lowest rib: the lumbar back. The two others are thoracic.
BONES_OF: dict[str, slice] = {"both": slice(0, 5), "lower": slice(0, 3), "upper": slice(3, 5)}


def bend(deg: float, part: Part = "both") -> Array:
    """Bends (5,) deg, lowest bone first, that turn `part` of the back by `deg` in all (+ forward)."""
    turns = np.zeros(len(SPINE))
    bones = BONES_OF[part]
    turns[bones] = deg / (bones.stop - bones.start)
    return turns
