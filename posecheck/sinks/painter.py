"""Paints the overlay of whichever exercise is done; one stream may show several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posecheck.step import Briefing, Moment

if TYPE_CHECKING:
    from posecheck.sinks.overlay import Overlay

Image = NDArray[np.uint8]


class Painter:
    """Paints one stream, made ready anew by another exercise.

    Args:
        briefing: What is known of the exercise before the first frame.
        size: Width and height of what is painted; None for those of the first picture.
    """

    def __init__(self, briefing: Briefing, size: tuple[int, int] | None = None) -> None:
        self._briefing = briefing
        self._size = size
        self._overlay: Overlay | None = None

    def paint(self, image: Image | None, moment: Moment, mirror: bool = False) -> Image:
        """Return the picture with the overlay, (H, W, 3) uint8 BGR.

        Args:
            image: (H, W, 3) uint8 BGR, of one size throughout; None for a dark ground.
            moment: What to show.
            mirror: Show the picture as a mirror does.
        """
        from posecheck.sinks.overlay import Overlay

        doing = moment.step.doing or self._briefing
        if self._overlay is None or doing.id != self._briefing.id:
            self._briefing = doing
            self._overlay = Overlay(doing, *self._ground(image))
        painted: Image = self._overlay.paint(image, moment, mirror)
        return painted

    def _ground(self, image: Image | None) -> tuple[int, int]:
        if self._size is None:
            assert image is not None  # without a size there are pictures
            self._size = image.shape[1], image.shape[0]
        return self._size
