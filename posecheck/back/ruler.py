"""What the edge of a back is measured with: weights for its heights, which depend on their places alone.

An outline has its points at the same places in every frame, so a ruler is made once for every set of points
that is known, and measuring is a few sums.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating]
Part = tuple[float, float]

SPACING = 0.025
"""Distance between neighbours in an outline [shares of the line from hip to shoulder]."""
WHOLE: Part = (0.0875, 0.9125)
"""Where the whole back is measured [the same]: buttocks and shoulders bulge beyond (domain reference §4).

This and the next bounds lie between points, so that none of them comes and goes."""
LOWER: Part = (-0.0625, 0.3125)
MIDDLE: Part = (0.3125, 0.6875)
UPPER: Part = (0.5875, 0.9125)
"""Where the three tilts are taken [the same]; this lower one tells a sag best (docs/back.md)."""
LEAST_SHARE = 0.65
"""How much of a part must be known (domain reference §4: 22 of 33 points)."""
SMOOTH_ORDER = 7
LINE_POINTS = 41

_DIGITS = 4
"""Places that differ by less are the same: they come from coordinates of seven digits."""


class Ruler:
    """Measures edges whose points stand at the same places.

    Args:
        places: (N,) where on the line from hip to shoulder the points stand [shares of it], rising.
    """

    def __init__(self, places: Values) -> None:
        self._places = places
        self._inner = (places >= WHOLE[0]) & (places <= WHOLE[1])
        self._bend = _bend_weights(places[self._inner])
        self._tilts = np.stack([_tilt_weights(places, part) for part in (LOWER, MIDDLE, UPPER)])
        self._waves = _waves(places[self._inner], int(self._inner.sum()))

    def bend(self, heights: Values) -> float:
        """Return the square term of the parabola through the whole back."""
        return float(self._bend @ heights[self._inner])

    def tilts_deg(self, heights: Values) -> tuple[float, float, float]:
        """Return the slopes of the lower, middle and upper part; NaN where too little is known."""
        lower, middle, upper = np.degrees(np.arctan(self._tilts @ heights)).tolist()
        return lower, middle, upper

    def scatter(self, heights: Values) -> float:
        """Return how far the whole back strays from a smooth line (root mean square); infinite: unknown."""
        inner = heights[self._inner]
        if not len(inner):
            return math.inf
        stray = inner - (self._waves @ inner) @ self._waves
        return math.sqrt(stray @ stray / len(stray))

    def smooth(self, heights: Values) -> Values:
        """Return the heights of a smooth line at the places where it is drawn, (41,)."""
        heights_drawn: Values = self._drawing @ heights
        return heights_drawn

    @cached_property
    def drawn(self) -> Values:
        """Places where a smooth line is drawn, (41,) from end to end."""
        return np.linspace(self._places[0], self._places[-1], LINE_POINTS)

    @cached_property
    def _drawing(self) -> Values:
        known = len(self._places)
        waves = _waves(np.concatenate([self._places, self.drawn]), known)
        weights: Values = waves[:, known:].T @ waves[:, :known]
        return weights


def ruler_of(places: Values) -> Ruler:
    """Return the ruler for points at these places [shares of the line from hip to shoulder], rising."""
    return _ruler(np.round(places, _DIGITS).tobytes())


@lru_cache(maxsize=512)
def _ruler(places: bytes) -> Ruler:
    return Ruler(np.frombuffer(places))


def _bend_weights(places: Values) -> Values:
    """Return what the heights are weighed with for the square term of the parabola through them."""
    away = places - places.mean() if len(places) else places
    square = away**2
    spread = square.sum()
    if not spread:
        return np.full_like(places, np.nan)
    across = square - square.mean() - (square @ away) / spread * away
    return _scaled(across)


def _tilt_weights(places: Values, part: Part) -> Values:
    """Return what the heights are weighed with for the slope of a part; NaN: too little of it is known."""
    inside = (places >= part[0]) & (places <= part[1])
    weights = np.full_like(places, np.nan)
    if inside.sum() >= LEAST_SHARE * (part[1] - part[0]) / SPACING:
        weights[:] = 0
        weights[inside] = _scaled(places[inside] - places[inside].mean())
    return weights


def _scaled(across: Values) -> Values:
    norm = across @ across
    scaled: Values = across / norm if norm else np.full_like(across, np.nan)
    return scaled


def _waves(places: Values, known: int) -> Values:
    """Return polynomials of rising order at all places, (orders, N), orthonormal on the first `known`."""
    waves = list(_recurrence(places, known))
    return np.stack(waves) if waves else np.zeros((1, len(places)))


def _recurrence(places: Values, known: int) -> Iterator[Values]:
    """Yield them by Forsythe's recurrence: small sums only."""
    before, curve, last = np.zeros_like(places), np.ones_like(places), math.inf
    for _ in range(SMOOTH_ORDER + 1):
        inner = curve[:known]
        norm = float(inner @ inner)
        if not norm:  # fewer places than the order takes
            return
        yield curve / math.sqrt(norm)
        shift = float((places[:known] * inner) @ inner) / norm
        before, curve, last = curve, (places - shift) * curve - norm / last * before, norm
