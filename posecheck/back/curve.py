"""Measures the edge of a back: how far it turns from hip to shoulder, and how sure that is.

The whole back is one parabola, as the domain reference has it: of all that was tried it follows the true
curve best. Its halves are told by three tilts, of the lower, middle and upper part: a parabola bends alike
everywhere, and a curve of higher order wavers at its ends, where the shoulder blades and the buttocks are.
What was tried, with numbers: docs/back.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from posecheck.back.plane import QUARTER_TURN, Pairs, Points, pairs_of, point_of, points_of

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
class Edge:
    """The edge of a back as it lies along the line from hip to shoulder.

    Attributes:
        places: (N,) where on that line its known points stand [shares of it], rising.
        heights: (N,) how far to the side of the back they lie [the same].
        hip: Where the line begins, in the picture's plane.
        along: From hip to shoulder.
        outwards: As long, towards the back.
        points: How many points the smooth line has.
    """

    places: Values
    heights: Values
    hip: complex
    along: complex
    outwards: complex
    points: int

    @cached_property
    def line(self) -> Pairs:
        """A smooth line through it from end to end, (K, 2); only who draws it needs it."""
        places = np.linspace(self.places[0], self.places[-1], self.points)
        drawn: Points = self.hip + places * self.along + _smooth(self, places) * self.outwards
        return pairs_of(drawn)


@dataclass(frozen=True, eq=False)
class BackCurve:
    """The shape of a back seen from the side; + is rounded, - is hollow, NaN what cannot be told.

    Attributes:
        whole_deg: By how much the edge turns between its ends, as a parabola.
        lower_deg: By how much it turns from its lower third to its middle.
        upper_deg: By how much it turns from its middle to its upper third.
        bow_ratio: Largest distance of the parabola from the line through its ends, in shares of that line.
        confidence: How far this can be trusted, 0..1; 0 where the lower back is out of sight.
        edge: What was measured.
    """

    whole_deg: float
    lower_deg: float
    upper_deg: float
    bow_ratio: float
    confidence: float
    edge: Edge

    @property
    def line(self) -> Pairs:
        """The smooth line of the back from hip to shoulder, (K, 2) in the units of the outline."""
        return self.edge.line


def curve_of(outline: Pairs, hip: Pairs, shoulder: Pairs) -> BackCurve | None:
    """Measure the outline of a back.

    Args:
        outline: (K, 2) from hip to shoulder, as `back_outline` gives it; NaN where the edge cannot be told.
        hip: (2,) landmark of the hip in the same units.
        shoulder: (2,) landmark of the shoulder in the same units.

    Returns:
        None where too little of the edge is known to draw it.
    """
    edge = _edge_of(points_of(outline), point_of(hip), point_of(shoulder))
    if edge is None:
        return None
    inner = (edge.places >= WHOLE[0]) & (edge.places <= WHOLE[1])
    places, heights = edge.places[inner], edge.heights[inner]
    lower, middle, upper = (_tilt_deg(edge, part) for part in (LOWER, MIDDLE, UPPER))
    bend = _bend(places, heights) if math.isfinite(lower + upper) else math.nan
    return BackCurve(
        whole_deg=math.degrees(-2 * bend * _LENGTH),
        lower_deg=lower - middle,
        upper_deg=middle - upper,
        bow_ratio=-bend * _LENGTH / 4,
        confidence=_confidence(_scatter(places, heights)) if math.isfinite(lower) else 0.0,
        edge=edge,
    )


def _edge_of(outline: Points, hip: complex, shoulder: complex) -> Edge | None:
    """Return the known part of an outline as an edge; None where that is too little."""
    known = outline[np.isfinite(outline)]
    if len(known) < max(LEAST_SHARE * len(outline), 3 * _SMOOTH_ORDER) or not abs(shoulder - hip) > 0:
        return None
    along = shoulder - hip
    away = (known - hip) / along
    side = -1 if away.imag.sum() < 0 else 1
    return Edge(away.real, side * away.imag, hip, along, side * along * QUARTER_TURN, len(outline))


def _confidence(scatter: float) -> float:
    return min(max((ROUGH - scatter) / (ROUGH - SMOOTH), 0.0), 1.0)


def _scatter(places: Values, heights: Values) -> float:
    """Return how far an edge strays from a smooth line, root mean square; infinitely where none is known."""
    if not len(places):
        return math.inf
    stray = heights
    for curve, norm in _curves(places, len(places)):
        stray = stray - (curve @ stray) / norm * curve
    return math.sqrt(stray @ stray / len(stray))


def _smooth(edge: Edge, wanted: Values) -> Values:
    """Return the heights of the smooth line through an edge at the places that are wanted."""
    known = len(edge.places)
    heights = np.zeros_like(wanted)
    for curve, norm in _curves(np.concatenate([edge.places, wanted]), known):
        heights += (curve[:known] @ edge.heights) / norm * curve[known:]
    return heights


def _curves(places: Values, known: int) -> Iterator[tuple[Values, float]]:
    """Yield polynomials of rising order with their square norms, orthogonal on the first `known` places.

    By Forsythe's recurrence: small sums only, where a linear algebra library would wake all cores for every
    frame.
    """
    before, curve, last = np.zeros_like(places), np.ones_like(places), math.inf
    for _ in range(_SMOOTH_ORDER + 1):
        inner = curve[:known]
        norm = float(inner @ inner)
        if not norm:  # fewer places than the order takes
            return
        yield curve, norm
        shift = float((places[:known] * inner) @ inner) / norm
        before, curve, last = curve, (places - shift) * curve - norm / last * before, norm


def _bend(places: Values, heights: Values) -> float:
    """Return the square term of the parabola through an edge."""
    away = places - places.mean()
    square = away**2
    across = square - square.mean() - (square @ away) / square.sum() * away
    return float(across @ heights / (across @ across))


def _tilt_deg(edge: Edge, part: tuple[float, float]) -> float:
    """Return the slope of a part of an edge against the line from hip to shoulder; NaN: too little known."""
    inside = (edge.places >= part[0]) & (edge.places <= part[1])
    places = edge.places[inside]
    if len(places) < LEAST_SHARE * (part[1] - part[0]) / SPACING:
        return math.nan
    away = places - places.mean()
    return math.degrees(math.atan(away @ edge.heights[inside] / (away @ away)))
