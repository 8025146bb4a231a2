"""The back as five bending bones, and words for the ways it bends."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
Part = Literal["both", "lower", "upper"]
STRAIGHT: Array = np.zeros(len(SPINE))
STRAIGHT.setflags(write=False)
# The ribs turn more than the loin.
TWIST_SHARES: Array = np.array([0.0, 0.1, 0.25, 0.3, 0.35])
SIDE_BEND_SHARES: Array = np.array([0.0, 0.25, 0.25, 0.25, 0.25])

# spine05 turns level with the hip joints, inside the pelvis: it tips the trunk and hardly shapes the back.
# spine04 turns at the sacrum, spine03 in the middle of the lumbar back, spine02 at the lowest rib,
# spine01 between the shoulder blades.
BONES_OF: dict[str, slice] = {"both": slice(1, 5), "lower": slice(1, 3), "upper": slice(3, 5)}


def bend(deg: float, part: Part = "both") -> Array:
    """Bends (5,) deg, lowest bone first, that turn `part` of the back by `deg` in all (+ forward)."""
    turns = np.zeros(len(SPINE))
    bones = BONES_OF[part]
    turns[bones] = deg / (bones.stop - bones.start)
    return turns


def even(deg: float) -> Array:
    """The same bend in all five bones (5,) deg, the pelvis's own included: an arched or sagging trunk."""
    return np.full(len(SPINE), deg / len(SPINE))
