"""Cycles in a stretch of motion: which way a body swings most, where it turns, how alike the swings are.

A stretch is an array (n, 2 J) of joint coordinates on an even grid of `GRID_HZ`. Plain sums, no
linear-algebra library: its threads would wake every core a few times a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

GRID_HZ = 10
"""Samples a second; the fastest repetition told is about one in 0.5 s."""
NOISE_S = 0.12
TREND_S = 1.6
"""Slower changes than this are drift: a step aside, a turn of the camera, the box around the person."""
TURN_SHARE = 0.4
"""A turn counts when the motion comes back by this share of its usual range."""
STROKE_SAMPLES = 8
_LOUDEST = 90.0
"""Per cent of the samples decide the direction as they are; louder ones (a cut, a lost limb) are damped."""
_SQUARINGS = 7


@dataclass(frozen=True, slots=True)
class Motion:
    """What was found in a stretch.

    Attributes:
        course: (n,) the movement along its main direction, drift taken out [body sizes].
        turns: Rising sample numbers at which the movement turns, high and low in turn.
        size: Usual range of the course [body sizes].
        likeness: How alike the cycles are: about 1 for a machine's, below 0 for gestures.
        swing: (J,) how far each joint goes in a swing [body sizes].
    """

    course: Array
    turns: list[int]
    size: float
    likeness: float
    swing: Array


def motion_of(points: Array) -> Motion | None:
    """Return the main motion of a stretch (n, 2 J) [body sizes]; None with fewer than four turns."""
    calm = smoothed(points, NOISE_S)
    moved = calm - smoothed(calm, TREND_S)
    course = moved @ main_direction(moved)
    low, high = np.percentile(course, (5, 95))
    turns = turning_points(course.tolist(), TURN_SHARE * float(high - low))
    if len(turns) < 4:
        return None
    swings = np.abs(np.diff(calm[turns], axis=0)).mean(axis=0).reshape(-1, 2)
    return Motion(course, turns, float(high - low), likeness(moved, course, turns), np.hypot(*swings.T))


def smoothed(values: Array, sigma_s: float) -> Array:
    """Return values (n, k) under a Gaussian window."""
    # Not `@`: at this size it would go to all cores.
    mean: Array = np.einsum("ij,jk->ik", _window(len(values), sigma_s * GRID_HZ), values)
    return mean


@lru_cache(maxsize=512)
def _window(count: int, sigma: float) -> Array:
    at = np.arange(count)
    weights = np.exp(-0.5 * ((at[:, None] - at) / sigma) ** 2)
    share: Array = weights / weights.sum(axis=1, keepdims=True)
    return share


def main_direction(moved: Array) -> Array:
    """Return the unit vector (k,) along which rows (n, k) vary most."""
    loud = np.sqrt((moved * moved).sum(axis=1))
    damped = moved * np.minimum(1.0, np.percentile(loud, _LOUDEST) / np.maximum(loud, 1e-9))[:, None]
    power = damped.T @ damped
    for _ in range(_SQUARINGS):
        power = power / max(float(np.trace(power)), 1e-30)
        power = power @ power
    column = power[:, int(np.argmax(np.diag(power)))]
    unit: Array = column / max(float(np.sqrt((column * column).sum())), 1e-30)
    return unit


def turning_points(course: list[float], least: float) -> list[int]:
    """Return where a course turns back by at least `least`, its last extreme so far included."""
    turns: list[int] = []
    low = high = way = 0
    for i, value in enumerate(course):
        if way >= 0 and value > course[high]:
            high = i
        if way <= 0 and value < course[low]:
            low = i
        if way >= 0 and course[high] - value >= least > 0:
            turns.append(high)
            way, low = -1, i
        elif way <= 0 and value - course[low] >= least > 0:
            turns.append(low)
            way, high = 1, i
    return [*turns, high if way > 0 else low] if turns else []


def likeness(moved: Array, course: Array, turns: list[int]) -> float:
    """Return how alike cycles are in path, size and time; few cycles prove less.

    Args:
        moved: (n, k) the whole body's motion.
        course: (n,) the same along its main direction.
        turns: At least four turning points.
    """
    lengths = np.diff(turns)
    path = max(_shared_path(moved, turns), _shared_path(moved, turns[1:]))
    uneven = _spread(np.abs(np.diff(course[turns]))) + _spread(lengths[:-1] + lengths[1:])
    return path - uneven - (2 / len(lengths) - 0.25)


def _spread(values: NDArray[np.floating] | NDArray[np.integer]) -> float:
    return float(values.std() / values.mean())


def _shared_path(moved: Array, turns: list[int]) -> float:
    """Return the share of the cycles' energy that is common to any two of them; 0 for fewer than two."""
    strokes = [_stroke(moved, a, b) for a, b in pairwise(turns)]
    pairs = [np.concatenate(strokes[i : i + 2]) for i in range(0, len(strokes) - 1, 2)]
    if len(pairs) < 2:
        return 0.0
    cycles = np.stack(pairs)
    energy, total = float((cycles**2).sum()), cycles.sum(axis=0)
    common = (float((total**2).sum()) - energy) / (len(cycles) - 1)
    return common / max(energy, 1e-12)


def _stroke(moved: Array, start: int, end: int) -> Array:
    """Return the way from one turn to the next in equal steps, so that tempo does not matter: (8, k)."""
    at = start + (end - start) * np.arange(STROKE_SAMPLES) / STROKE_SAMPLES
    before = at.astype(int)
    share = (at - before)[:, None]
    stroke: Array = moved[before] * (1 - share) + moved[before + 1] * share
    return stroke
