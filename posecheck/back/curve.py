"""Measures the edge of a back: how far it turns from hip to shoulder, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating]

FIRST, LAST = 0.1, 0.9
"""Shares of the line from hip to shoulder between which the back is measured (domain reference §4)."""
LEAST_POINTS = 22
"""Fewer points of the edge say nothing (domain reference §4)."""


@dataclass(frozen=True, eq=False)
class BackCurve:
    """The shape of a back seen from the side; + is rounded, - is hollow.

    Attributes:
        whole_deg: By how much the edge turns between its two ends.
        lower_deg: The same of the half at the hip.
        upper_deg: The same of the half at the shoulder.
        bow_ratio: Largest distance of the edge from the line through its ends, in shares of that line.
        confidence: How far this can be trusted, 0..1.
        line: (K, 2) the measured line from hip to shoulder, in the units of the outline.
    """

    whole_deg: float
    lower_deg: float
    upper_deg: float
    bow_ratio: float
    confidence: float
    line: Points


def curve_of(outline: Points, hip: Points, shoulder: Points) -> BackCurve | None:
    """Measure the outline of a back.

    Args:
        outline: (33, 2) from hip to shoulder, as `back_outline` gives it; NaN where the edge cannot be told.
        hip: (2,) landmark in the same units.
        shoulder: (2,) landmark in the same units.

    Returns:
        None where too little of the edge is known.
    """
    known = np.isfinite(outline[:, 0]) if len(outline) else np.zeros(0, bool)
    torso = float(np.hypot(*(shoulder - hip)))
    if known.sum() < LEAST_POINTS or not torso > 0:
        return None
    along = (shoulder - hip) / torso
    across = np.array([-along[1], along[0]])
    placed = (outline[known] - hip) @ np.stack([along, across], axis=1) / torso
    if placed[:, 1].mean() < 0:
        across, placed[:, 1] = -across, -placed[:, 1]
    bends = np.polynomial.Polynomial.fit(placed[:, 0], placed[:, 1], 3)
    places = np.linspace(FIRST, LAST, 33)
    tilts = np.degrees(np.arctan(bends.deriv()(places)))
    heights = bends(places)
    line = hip + torso * (places[:, None] * along + heights[:, None] * across)
    residual = float(np.std(placed[:, 1] - bends(placed[:, 0])))
    return BackCurve(
        whole_deg=float(tilts[0] - tilts[-1]),
        lower_deg=float(tilts[0] - tilts[16]),
        upper_deg=float(tilts[16] - tilts[-1]),
        bow_ratio=_bow(line),
        confidence=float(np.clip(1.2 - residual / 0.01, 0, 1)),
        line=line,
    )


def _bow(line: Points) -> float:
    """Return the largest signed distance of a line from the one through its ends; + is outwards."""
    chord = line[-1] - line[0]
    length = float(np.hypot(*chord))
    away = (line - line[0]) @ np.array([-chord[1], chord[0]]) / length**2
    return float(away[np.argmax(np.abs(away))])
