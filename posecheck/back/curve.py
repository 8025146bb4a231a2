"""Measures the edge of a back: how far it turns from hip to shoulder, and how sure that is.

The whole back is one parabola, as the domain reference has it: of all that was tried it follows the true
curve best. Its halves are told by three tilts, of the lower, middle and upper part: a parabola bends alike
everywhere, and a curve of higher order wavers at its ends, where the shoulder blades and the buttocks are.
What was tried, with numbers: docs/back.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating]
Values = NDArray[np.floating]

SPACING = 0.025
"""Distance between neighbours in an outline [shares of the line from hip to shoulder]."""
WHOLE = (0.0875, 0.9125)
"""Where the whole back is measured [the same]: buttocks and shoulders bulge beyond (domain reference §4).

This and the next bounds lie between points, so that none of them comes and goes."""
LOWER, MIDDLE, UPPER = (-0.0625, 0.3125), (0.3125, 0.6875), (0.5875, 0.9125)
"""Where the three tilts are taken [the same]; this lower one tells a sag best (docs/back.md)."""
LEAST_SHARE = 0.65
"""How much of a part must be known (domain reference §4: 22 of 33 points)."""
SMOOTH, ROUGH = 0.003, 0.007
"""Scatter about a smooth line [torso lengths]: all trust up to the first, none from the second.

Measured: 0.002 to 0.004 in clinging clothes, on rendered and on real backs; 0.007 and more where the mask
takes in something of the room. A shirt that hangs in folds has 0.004: no other than a well curved back.
"""
_SMOOTH_ORDER = 7
_LENGTH = 0.8


@dataclass(frozen=True, eq=False)
class BackCurve:
    """The shape of a back seen from the side; + is rounded, - is hollow, NaN what cannot be told.

    Attributes:
        whole_deg: By how much the edge turns between its ends, as a parabola.
        lower_deg: By how much it turns from its lower third to its middle.
        upper_deg: By how much it turns from its middle to its upper third.
        bow_ratio: Largest distance of the parabola from the line through its ends, in shares of that line.
        confidence: How far this can be trusted, 0..1; 0 where the lower back is out of sight.
        line: (K, 2) the smooth line of the back from hip to shoulder, in the units of the outline.
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
        outline: (K, 2) from hip to shoulder, as `back_outline` gives it; NaN where the edge cannot be told.
        hip: (2,) landmark of the hip in the same units.
        shoulder: (2,) landmark of the shoulder in the same units.

    Returns:
        None where too little of the edge is known to draw it.
    """
    known = np.isfinite(outline[:, 0])
    torso = float(np.hypot(*(shoulder - hip)))
    if known.sum() < max(LEAST_SHARE * len(outline), 3 * _SMOOTH_ORDER) or not torso > 0:
        return None
    along = (shoulder - hip) / torso
    across = np.array([-along[1], along[0]])
    away = (outline[known] - hip) / torso
    places, heights = away @ along, away @ across
    if heights.mean() < 0:
        across, heights = -across, -heights
    inner = (places >= WHOLE[0]) & (places <= WHOLE[1])
    scatter = _scatter(places[inner], heights[inner])
    lower, middle, upper = (_tilt_deg(places, heights, part) for part in (LOWER, MIDDLE, UPPER))
    bend = _bend(places[inner], heights[inner]) if np.isfinite(lower + upper) else np.nan
    drawn = np.linspace(places[0], places[-1], len(outline))
    return BackCurve(
        whole_deg=float(np.degrees(-2 * bend * _LENGTH)),
        lower_deg=lower - middle,
        upper_deg=middle - upper,
        bow_ratio=-bend * _LENGTH / 4,
        confidence=_confidence(scatter) if np.isfinite(lower) else 0.0,
        line=hip + torso * (drawn[:, None] * along + _smooth(places, heights, drawn)[:, None] * across),
    )


def _confidence(scatter: float) -> float:
    return float(np.clip((ROUGH - scatter) / (ROUGH - SMOOTH), 0, 1))


def _scatter(places: Values, heights: Values) -> float:
    """Return how far an edge strays from a smooth line, root mean square."""
    return float(np.std(heights - _smooth(places, heights, places)))


def _smooth(places: Values, heights: Values, wanted: Values) -> Values:
    """Return a polynomial of the seventh order through an edge, where it is wanted.

    By Forsythe's recurrence of orthogonal polynomials: small sums only, where a linear algebra library would
    wake all cores for every frame.
    """
    before, now = np.zeros_like(places), np.ones_like(places)
    before_there, there = np.zeros_like(wanted), np.ones_like(wanted)
    result, last = np.zeros_like(wanted), np.inf
    for _ in range(_SMOOTH_ORDER + 1):
        norm = float(now @ now)
        result = result + (now @ heights) / norm * there
        shift, share = (places * now) @ now / norm, norm / last
        before, now = now, (places - shift) * now - share * before
        before_there, there = there, (wanted - shift) * there - share * before_there
        last = norm
    return result


def _bend(places: Values, heights: Values) -> float:
    """Return the square term of the parabola through an edge."""
    away = places - places.mean()
    square = away**2
    across = square - square.mean() - (square @ away) / square.sum() * away
    return float(across @ heights / (across @ across))


def _tilt_deg(places: Values, heights: Values, part: tuple[float, float]) -> float:
    """Return the slope of a part of the edge against the line from hip to shoulder; NaN: too little known."""
    inside = (places >= part[0]) & (places <= part[1])
    if inside.sum() < LEAST_SHARE * (part[1] - part[0]) / SPACING:
        return float("nan")
    away = places[inside] - places[inside].mean()
    return float(np.degrees(np.arctan(away @ heights[inside] / (away @ away))))
