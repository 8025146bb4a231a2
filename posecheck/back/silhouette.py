"""A person's mask with their landmarks: the back and the depth of the trunk are measured on it, once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from posecheck.back.rays import Points, Values, lengths_of
from posecheck.back.trunk import Trunk, trunk_of


@dataclass(frozen=True, eq=False)
class Silhouette:
    """One person as they stand out from the room.

    Attributes:
        mask: (h, w) 0..1, how sure each pixel is the person.
        points: (33, 2) landmarks [pixels of the mask]; the centre of the first pixel is 0.5, 0.5.
        visibility: (33,) 0..1.
    """

    mask: Values
    points: Points
    visibility: Values

    @cached_property
    def trunk(self) -> Trunk | None:
        """The trunk; None where the person is not seen from the side or the side of the back is unknown."""
        return trunk_of(self.points, self.visibility)

    @cached_property
    def to_back_px(self) -> Values:
        """How far a trunk reaches towards the back, (41,) from hip to shoulder [pixels], NaN: no edge."""
        assert self.trunk is not None  # callers have asked
        return lengths_of(self.mask, self.trunk, self.trunk.outwards)
