"""Draws the measured back on the body: one thick calm line, marked where it rounds or hollows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.back import BackCurve
from posecheck.coach.channel import EPSILON_S
from posecheck.coach.sight import BACK_PARTS, trusted_back
from posecheck.sinks.canvas import INK, ORANGE, SKY, Colour, Image
from posecheck.step import ActiveFault, Step

Points = NDArray[np.floating]
Stretch = tuple[float, float]

STRETCHES: dict[str, Stretch] = {"back": (0.0, 1.0), "back_lower": (0.0, 0.5), "back_upper": (0.5, 1.0)}
"""Part of the back to where it lies on the line from hip to shoulder, in shares of the line."""

APPEARS_AFTER_S = 0.2
"""A line that blinks while the trust in it wavers disturbs more than one that comes a little later."""

_SHIFT = 4
_FINE = 1 << _SHIFT


class BackView:
    """Chooses the back to draw: gone at once when not trusted, there again when it has been for a moment."""

    def __init__(self) -> None:
        """Start with no back seen."""
        self._since_s: float | None = None

    def now(self, step: Step) -> BackCurve | None:
        """Return the back to draw at this frame; call it once a frame, in order."""
        back, now_s = trusted_back(step), step.pose.t_s
        if back is None:
            self._since_s = None
            return None
        self._since_s = now_s if self._since_s is None else self._since_s
        return back if now_s - self._since_s >= APPEARS_AFTER_S - EPSILON_S else None


class BackPen:
    """Draws backs at one size of picture.

    Args:
        unit_px: Length that line widths are measured in.
    """

    def __init__(self, unit_px: float) -> None:
        """Fix the line widths."""
        self.calm_px = max(3, round(unit_px * 0.011))
        self.fault_px = max(5, round(unit_px * 0.018))

    def draw(self, image: Image, line: Points, faulty: Sequence[Stretch]) -> None:
        """Draw the line, then the parts at fault.

        Args:
            image: (H, W, 3), drawn on.
            line: (K, 2) from hip to shoulder [px].
            faulty: Stretches to mark.
        """
        whole = line[::4]  # eleven points are round enough
        _stroke(image, [whole], self.calm_px + max(2, self.calm_px // 2), INK)
        _stroke(image, [whole], self.calm_px, SKY)
        for stretch in faulty:
            self._mark(image, line, stretch)

    def _mark(self, image: Image, line: Points, stretch: Stretch) -> None:
        """Lay dashes over a stretch: its shape differs too, not only its colour."""
        px = self.fault_px
        length = float(np.hypot(*np.diff(line, axis=0).T).sum()) * (stretch[1] - stretch[0])
        count = max(2, round(length / (3.4 * px)))
        ends = np.linspace(*stretch, count + 1)
        gap = 0.28 * (ends[1] - ends[0])
        _stroke(image, [along(line, stretch)], px + px // 2, INK)
        dashes = [along(line, (ends[i] + gap, ends[i + 1] - gap), 5) for i in range(count)]
        _stroke(image, dashes, px, ORANGE)


def faulty_stretches(faults: Iterable[ActiveFault]) -> list[Stretch]:
    """Return the stretches of the back that these faults are about, none twice; what is only told is left."""
    named = {part for fault in faults if fault.severity != "info" for part in fault.landmarks}
    parts = ["back"] if "back" in named else sorted(named & BACK_PARTS)
    return [STRETCHES[part] for part in parts]


def along(line: Points, stretch: Stretch, count: int = 17) -> Points:
    """Return (count, 2) points on a stretch of a line (K, 2), evenly spaced by its own points."""
    places = np.linspace(*stretch, count) * (len(line) - 1)
    known = np.arange(len(line))
    return np.stack([np.interp(places, known, line[:, axis]) for axis in (0, 1)], axis=1)


def _stroke(image: Image, lines: Sequence[Points], px: int, colour: Colour) -> None:
    import cv2

    fine = [np.rint(line * _FINE).astype(np.int32) for line in lines]
    cv2.polylines(image, fine, False, colour, px, cv2.LINE_AA, _SHIFT)
