"""Where the number and the words go: the edge places that hide the least of the person, changed calmly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import EDGES, LANDMARK_INDEX
from posecheck.sinks.canvas import Rect

Points = NDArray[np.float32]

_EDGE_INDEX = np.array([[LANDMARK_INDEX[a], LANDMARK_INDEX[b]] for a, b in EDGES])
_ALONG = np.linspace(0.2, 0.8, 4, dtype=np.float32)[:, None, None]

NO_POINTS: Points = np.empty((0, 2), np.float32)

MEMORY_S = 3.0
LOOK_EVERY_S = 0.1
PATIENCE_S = 1.0
GAIN = 0.04
"""How much better, in shares of a panel, another place must be."""

LIMB_RADIUS = 0.06
"""Skin, hair and clothes reach beyond the skeleton, by this share of the body's size."""

BOX_WEIGHT = 0.05
"""The box around the body is mostly empty where limbs stretch; hiding limbs counts far more."""

NUMBER_WEIGHT = 3.0
"""The number is always there, the words only now and then."""

NARROW_COST = 0.15
"""Words in a narrow column are small, so the column must hide clearly less of the body than a band."""

Anchor = Literal["left", "centre", "right"]


class Spot(NamedTuple):
    """One arrangement: the number's rectangle, the one the words must fit in, and where they cling to."""

    number: Rect
    words: Rect
    across: Anchor
    down: Anchor


def unit_px(width: int, height: int) -> float:
    """Return the length that letters and panels are measured in: the height, less in upright pictures."""
    return min(height, 1.35 * width)


def spots(width: int, height: int, number_px: tuple[int, int]) -> list[Spot]:
    """Return the possible arrangements for a picture, the preferred first.

    Args:
        width: Picture width [px].
        height: Picture height [px].
        number_px: Width and height of the number's panel.
    """
    found = []
    for top in (True, False):
        for left in (True, False):
            found += _around(width, height, number_px, left=left, top=top)
    return found


def _around(width: int, height: int, number_px: tuple[int, int], *, left: bool, top: bool) -> list[Spot]:
    unit, (w, h) = unit_px(width, height), number_px
    upright = width <= 1.2 * height
    gap, band = round(0.03 * unit), round((0.34 if upright else 0.24) * unit)
    number = Rect(gap if left else width - gap - w, gap if top else height - gap - h, w, h)
    across: Anchor = "left" if left else "right"
    down: Anchor = "left" if top else "right"
    beside_x = number.x + w + gap if left else gap
    beside = Rect(beside_x, number.y, width - w - 3 * gap, h)
    opposite = Rect(gap, height - gap - band if top else gap, width - 2 * gap, band)
    stacked = Rect(gap, number.y + h + gap if top else number.y - gap - band, width - 2 * gap, band)
    far = Spot(number, opposite, "centre", "right" if top else "left")
    if upright:
        return [Spot(number, stacked, "centre", down), far]
    column_w = max(w, round(0.42 * unit))
    column_h = height - h - 3 * gap
    column_x = gap if left else width - gap - column_w
    column = Rect(column_x, number.y + h + gap if top else gap, column_w, min(column_h, round(0.5 * unit)))
    if not top:
        column = column._replace(y=number.y - gap - column.h)
    return [Spot(number, beside, across, "centre"), far, Spot(number, column, across, down)]


class Placement:
    """Chooses an arrangement from where the body is, and keeps it unless another is clearly better.

    Args:
        choices: The arrangements, the preferred first.
    """

    def __init__(self, choices: Sequence[Spot]) -> None:
        """Start with the preferred one; the first sight of the body decides at once."""
        self._choices = list(choices)
        self._now = 0
        self._cost: NDArray[np.float64] | None = None
        self._last_s = 0.0
        self._better_since_s: float | None = None

    def choose(
        self, landmarks: Points, seen: NDArray[np.bool_], t_s: float, back: Points = NO_POINTS
    ) -> Spot:
        """Return the arrangement for this frame.

        Args:
            landmarks: (33, 2) [px].
            seen: (33,) which of them are in view.
            t_s: Stream time.
            back: (K, 2) the line of the back [px]: a rounded one rises far above the landmarks.
        """
        due = self._cost is None or t_s - self._last_s >= LOOK_EVERY_S
        if due and seen.any():
            body = np.concatenate([body_points(landmarks, seen), back])
            self._learn(costs(self._choices, body), t_s)
        return self._choices[self._now]

    def _learn(self, costs: NDArray[np.float64], t_s: float) -> None:
        if self._cost is None:
            self._cost, self._now = costs, int(np.argmin(costs))
        else:
            share = 1 - math.exp(-max(0.0, t_s - self._last_s) / MEMORY_S)
            self._cost = self._cost + share * (costs - self._cost)
        self._last_s = t_s
        best = int(np.argmin(self._cost + 3 * costs))
        if not self._is_better(best, self._cost) or not self._is_better(best, costs):
            self._better_since_s = None
        elif self._better_since_s is None:
            self._better_since_s = t_s
        elif t_s - self._better_since_s >= PATIENCE_S:
            self._now, self._better_since_s = best, None

    def _is_better(self, other: int, costs: NDArray[np.float64]) -> bool:
        return bool(costs[self._now] - costs[other] >= GAIN)


def body_points(landmarks: Points, seen: NDArray[np.bool_]) -> Points:
    """Return (N, 2) points all over the body: the landmarks in view and points along the limbs between them.

    Args:
        landmarks: (33, 2) [px].
        seen: (33,) which of them count.
    """
    edges = _EDGE_INDEX[seen[_EDGE_INDEX].all(axis=1)]
    start, end = landmarks[edges[:, 0]], landmarks[edges[:, 1]]
    along = start + _ALONG * (end - start)
    return np.concatenate([landmarks[seen], along.reshape(-1, 2)])


def body_box(body: Points) -> Rect:
    """Return the rectangle around the (N, 2) points and the reach of the limbs [px]."""
    low, high = body.min(axis=0), body.max(axis=0)
    reach = LIMB_RADIUS * float(max(high - low))
    x, y = (int(value - reach) for value in low)
    return Rect(x, y, int(high[0] + reach) - x, int(high[1] + reach) - y)


def costs(choices: Sequence[Spot], body: Points) -> NDArray[np.float64]:
    """Return how much of the body each arrangement hides, and a little for small words."""
    panels = [spot.number for spot in choices] + [spot.words for spot in choices]
    number, words = _hidden(panels, body).reshape(2, -1)
    widths = np.array([spot.words.w for spot in choices], np.float64)
    total: NDArray[np.float64] = NUMBER_WEIGHT * number + words + NARROW_COST * (widths < 0.5 * widths.max())
    return total


def _hidden(panels: Sequence[Rect], body: Points) -> NDArray[np.float64]:
    """Return for (M) panels the share of the body each hides, plus a little for its surroundings."""
    box = body_box(body)
    reach = LIMB_RADIUS * max(box.w, box.h)
    x, y, w, h = np.array(panels, np.float32).T[:, :, None]
    across, down = body.T
    near = (across > x - reach) & (across < x + w + reach) & (down > y - reach) & (down < y + h + reach)
    overlap = [box.overlap(panel) / (panel.w * panel.h) for panel in panels]
    hidden: NDArray[np.float64] = 3 * near.mean(axis=1) + BOX_WEIGHT * np.array(overlap)
    return hidden
