"""A person's mask with their landmarks: the back and the depth of the trunk are measured on it, once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from posecheck.back.plane import Pairs, points_of
from posecheck.back.rays import Values, lengths_of
from posecheck.back.trunk import Trunk, at, seen, trunk_of


@dataclass(frozen=True, eq=False)
class Silhouette:
    """One person as they stand out from the room.

    Attributes:
        mask: (h, w) 0..1, how sure each pixel is the person.
        points: (33, 2) landmarks [pixels of the mask]; the centre of the first pixel is 0.5, 0.5.
        visibility: (33,) 0..1.
    """

    mask: Values
    points: Pairs
    visibility: Values

    @cached_property
    def trunk(self) -> Trunk | None:
        """The trunk; None where the person is not seen from the side or the side of the back is unknown."""
        return trunk_of(self._landmarks, self._visibility)

    @cached_property
    def to_back_px(self) -> Values:
        """How far a trunk reaches towards the back, (41,) from hip to shoulder [pixels], NaN: no edge."""
        assert self.trunk is not None  # callers have asked
        return lengths_of(self.mask, self.trunk, self.trunk.outwards)

    def at(self, side: str, name: str) -> complex:
        """Return a landmark of one side, in the plane of the mask."""
        return at(self._landmarks, side, name)

    def seen(self, side: str, name: str) -> float:
        """Return the visibility of a landmark of one side."""
        return seen(self._visibility, side, name)

    @cached_property
    def _landmarks(self) -> list[complex]:
        landmarks: list[complex] = points_of(self.points).tolist()
        return landmarks

    @cached_property
    def _visibility(self) -> list[float]:
        visibility: list[float] = self.visibility.tolist()
        return visibility
