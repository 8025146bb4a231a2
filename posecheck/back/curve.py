"""Measures the edge of a back: how far it turns from hip to shoulder, and how sure that is.

The whole back is one parabola, as the domain reference has it: of all that was tried it follows the true
curve best. Its halves are told by three tilts, of the lower, middle and upper part: a parabola bends alike
everywhere, and a curve of higher order wavers at its ends, where the shoulder blades and the buttocks are.
What was tried, with numbers: docs/back.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from posecheck.back.plane import QUARTER_TURN, Pairs, Points, pairs_of, point_of, points_of
from posecheck.back.ruler import LEAST_SHARE, SMOOTH_ORDER, Ruler, Values, ruler_of

SMOOTH, ROUGH = 0.003, 0.007
"""Scatter about a smooth line [torso lengths]: all trust up to the first, none from the second.

Measured: 0.002 to 0.004 in clinging clothes, on rendered and on real backs; 0.007 and more where the mask
takes in something of the room. A shirt that hangs in folds has 0.004: no other than a well curved back.
"""
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
    """

    places: Values
    heights: Values
    hip: complex
    along: complex
    outwards: complex

    @cached_property
    def ruler(self) -> Ruler:
        """What measures it."""
        return ruler_of(self.places)

    @cached_property
    def line(self) -> Pairs:
        """A smooth line through it from end to end, (41, 2); only who draws it needs it."""
        ruler = self.ruler
        drawn: Points = self.hip + ruler.drawn * self.along + ruler.smooth(self.heights) * self.outwards
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
        """The smooth line of the back from hip to shoulder, (41, 2) in the units of the outline."""
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
    ruler, heights = edge.ruler, edge.heights
    lower, middle, upper = ruler.tilts_deg(heights)
    bend = ruler.bend(heights) if math.isfinite(lower + upper) else math.nan
    return BackCurve(
        whole_deg=math.degrees(-2 * bend * _LENGTH),
        lower_deg=lower - middle,
        upper_deg=middle - upper,
        bow_ratio=-bend * _LENGTH / 4,
        confidence=_confidence(ruler.scatter(heights)) if math.isfinite(lower) else 0.0,
        edge=edge,
    )


def _edge_of(outline: Points, hip: complex, shoulder: complex) -> Edge | None:
    """Return the known part of an outline as an edge; None where that is too little."""
    known = outline[np.isfinite(outline)]
    if len(known) < max(LEAST_SHARE * len(outline), 3 * SMOOTH_ORDER) or not abs(shoulder - hip) > 0:
        return None
    along = shoulder - hip
    away = (known - hip) / along
    side = -1 if away.imag.sum() < 0 else 1
    return Edge(away.real, side * away.imag, hip, along, side * along * QUARTER_TURN)


def _confidence(scatter: float) -> float:
    return min(max((ROUGH - scatter) / (ROUGH - SMOOTH), 0.0), 1.0)
