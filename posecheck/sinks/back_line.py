"""Draws the measured back on the body: one thick calm line, marked where it rounds or hollows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.back import BackCurve
from posecheck.back.plane import QUARTER_TURN, pairs_of, points_of
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
_HALF_TURN = np.exp(np.linspace(0.4, -0.4, 5) * np.pi * 1j)
"""Directions around an end, between its two sides."""


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


class Ribbon:
    """A band with round ends along a gently bent line.

    Args:
        line: (K, 2) [px].
    """

    def __init__(self, line: Points) -> None:
        """Find out where its edges lie."""
        spine = points_of(line)
        ahead = np.diff(spine, prepend=2 * spine[0] - spine[1], append=2 * spine[-1] - spine[-2])
        ahead = ahead[:-1] + ahead[1:]
        ahead /= np.maximum(np.abs(ahead), 1e-9)
        side = ahead * QUARTER_TURN
        first, last = np.full(len(_HALF_TURN), spine[0]), np.full(len(_HALF_TURN), spine[-1])
        self._spine = np.concatenate([spine, last, spine[::-1], first])
        self._away = np.concatenate([side, ahead[-1] * _HALF_TURN, -side[::-1], -ahead[0] * _HALF_TURN])

    def outline(self, width_px: float) -> Points:
        """Return its outline, (2 K + 10, 2) [px]."""
        return pairs_of(np.asarray(self._spine + width_px / 2 * self._away, complex))


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
        whole = Ribbon(line)
        _fill(image, [whole], self.calm_px + max(2, self.calm_px // 2), INK)
        _fill(image, [whole], self.calm_px, SKY)
        for stretch in faulty:
            self._mark(image, line, stretch)

    def _mark(self, image: Image, line: Points, stretch: Stretch) -> None:
        """Lay dashes over a stretch: its shape differs too, not only its colour."""
        px = self.fault_px
        length = float(np.hypot(*np.diff(line, axis=0).T).sum()) * (stretch[1] - stretch[0])
        count = max(2, round(length / (3.4 * px)))
        ends = np.linspace(*stretch, count + 1)
        gap = 0.28 * (ends[1] - ends[0])
        _fill(image, [Ribbon(along(line, stretch))], px + px // 2, INK)
        dashes = [along(line, (ends[i] + gap, ends[i + 1] - gap), 5) for i in range(count)]
        _fill(image, [Ribbon(dash) for dash in dashes], px, ORANGE)


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


def _fill(image: Image, ribbons: Sequence[Ribbon], px: int, colour: Colour) -> None:
    """Fill ribbons that do not overlap; in half the time that thick strokes from point to point take."""
    import cv2

    fine = [np.rint(ribbon.outline(px) * _FINE).astype(np.int32) for ribbon in ribbons]
    cv2.fillPoly(image, fine, colour, cv2.LINE_AA, _SHIFT)
