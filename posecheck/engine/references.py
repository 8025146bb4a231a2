"""What a value is set against (the person's neutral, the best or start of a hold), and how steady it is."""

from __future__ import annotations

import math
from collections import deque
from statistics import correlation
from typing import Literal, Protocol

import numpy as np

from posecheck.engine.body import Body
from posecheck.engine.filters import TrailingMedian

NEUTRAL_WINDOW_S = 2.0
"""Length of the neutral capture (domain reference, rep and hold state machine)."""
NEUTRAL_AT_LEAST_S = 0.5
HOLD_WINDOW_S = 1.0
"""How much of its beginning stands for a hold."""
SLOPE_WINDOW_S = 10.0
SLOPE_AT_LEAST_S = 8.0
RANGE_AT_LEAST = 0.5
"""Share of its window that must have passed, and be known, before a range is told."""
LESSER_WAY = 0.2
"""Share of the further way from which the other one is more than unrest about neutral."""
RETURNED = 0.85
"""Share of an end below which a value is on its way back from it: the end is what it will be."""
_UNREST_WINDOW_S = 1.0
_UNREST_LANDMARKS = (11, 12, 23, 24, 25, 26)


class Reference(Protocol):
    """What a value is set against."""

    def against(self, t_s: float, value: float) -> float:
        """Return the value less its reference, NaN while there is none."""
        ...

    def rest(self, t_s: float, value: float) -> None:
        """Learn from a person who rests in the start position."""
        ...

    def begin_hold(self, side: str) -> None:
        """Begin anew with a hold of that side."""
        ...


def reference_for(since: Literal["neutral", "best", "best_hold", "start"] | None) -> Reference | None:
    """Return a new reference of that kind, None for absolute values."""
    kinds: dict[str, type[SinceNeutral | SinceBest | SinceBestHold | SinceStart]] = {
        "neutral": SinceNeutral,
        "best": SinceBest,
        "best_hold": SinceBestHold,
        "start": SinceStart,
    }
    return kinds[since]() if since else None


class SinceNeutral:
    """Against the median of the last two seconds at rest."""

    def __init__(self) -> None:
        self._window = TrailingMedian(NEUTRAL_WINDOW_S)
        self._neutral = math.nan

    def against(self, t_s: float, value: float) -> float:
        """Return the change from neutral."""
        return value - self._neutral

    def rest(self, t_s: float, value: float) -> None:
        """Let the newest value into the neutral; the one before stays until the rest has lasted."""
        self._window.step(t_s, value)
        newest = self._window.value(NEUTRAL_AT_LEAST_S)
        self._neutral = self._neutral if math.isnan(newest) else newest

    def begin_hold(self, side: str) -> None:
        """Keep the neutral: a hold does not change it."""


class SinceBest:
    """Against the highest value of this hold."""

    def __init__(self) -> None:
        self._best = math.nan

    def against(self, t_s: float, value: float) -> float:
        """Return how far it has dropped, as a negative number."""
        if not value <= self._best:
            self._best = value if not math.isnan(value) else self._best
        return value - self._best

    def rest(self, t_s: float, value: float) -> None:
        """Rest says nothing of a hold."""

    def begin_hold(self, side: str) -> None:
        """Forget the best of the hold before."""
        self._best = math.nan


class SinceBestHold:
    """Against the highest of the person's own holds of the same side, each told by its first second's median.

    What the same person does in the same position cancels here: the shape of their buttocks, their clothes.
    """

    def __init__(self) -> None:
        self._window = TrailingMedian(math.inf)
        self._until_s = math.nan
        self._best: dict[str, float] = {}
        self._side = ""
        self._begun = False

    def against(self, t_s: float, value: float) -> float:
        """Return how far it is below the best hold, as a negative number; NaN before there is one."""
        if self._begun:
            self._begun, self._until_s = False, t_s + HOLD_WINDOW_S
        if t_s < self._until_s:
            self._window.step(t_s, value)
        elif not math.isnan(self._until_s):
            self._until_s = math.nan
            self._take(self._window.value(NEUTRAL_AT_LEAST_S))
        return value - self._best.get(self._side, math.nan)

    def _take(self, hold: float) -> None:
        if not math.isnan(hold):
            self._best[self._side] = max(hold, self._best.get(self._side, hold))

    def rest(self, t_s: float, value: float) -> None:
        """Rest says nothing of a hold."""

    def begin_hold(self, side: str) -> None:
        """Listen to the beginning of another hold."""
        self._window.clear()
        self._side, self._begun, self._until_s = side, True, math.nan


class SinceStart:
    """Against the median of the first two seconds of this hold."""

    def __init__(self) -> None:
        self._window = TrailingMedian(math.inf)
        self._until_s = math.nan

    def against(self, t_s: float, value: float) -> float:
        """Return the change since the start, NaN during the first two seconds."""
        if math.isnan(self._until_s):
            self._until_s = t_s + NEUTRAL_WINDOW_S
        if t_s < self._until_s:
            self._window.step(t_s, value)
            return math.nan
        return value - self._window.value(NEUTRAL_AT_LEAST_S)

    def rest(self, t_s: float, value: float) -> None:
        """Rest says nothing of a hold."""

    def begin_hold(self, side: str) -> None:
        """Begin to listen anew."""
        self._window.clear()
        self._until_s = math.nan


class Slope:
    """Change over the last 10 s, by least squares; NaN until enough is known."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float]] = deque()

    def step(self, t_s: float, value: float) -> float:
        """Return the slope at `t_s`."""
        if not math.isnan(value):
            self._samples.append((t_s, value))
        while self._samples and t_s - self._samples[0][0] > SLOPE_WINDOW_S:
            self._samples.popleft()
        if not self._samples or self._samples[-1][0] - self._samples[0][0] < SLOPE_AT_LEAST_S:
            return math.nan
        n = len(self._samples)
        mean_t = sum(t for t, _ in self._samples) / n
        mean_v = sum(v for _, v in self._samples) / n
        spread = sum((t - mean_t) ** 2 for t, _ in self._samples)
        return SLOPE_WINDOW_S * sum((t - mean_t) * (v - mean_v) for t, v in self._samples) / spread

    def clear(self) -> None:
        """Begin anew."""
        self._samples.clear()


class _Lately:
    """The known values of the last `window_s`; nothing until most of the time is known."""

    def __init__(self, window_s: float) -> None:
        self._window_s = window_s
        self._samples: deque[tuple[float, float]] = deque()

    def step(self, t_s: float, value: float) -> list[float]:
        self._samples.append((t_s, value))
        while t_s - self._samples[0][0] > self._window_s:
            self._samples.popleft()
        known = [v for _, v in self._samples if not math.isnan(v)]
        enough = t_s - self._samples[0][0] >= RANGE_AT_LEAST * self._window_s
        return known if enough and len(known) >= RANGE_AT_LEAST * len(self._samples) else []


class Range:
    """How far a value ranged lately, its outermost values left out; NaN until most of the time is known.

    Args:
        window_s: How far back it looks.
        outermost: Share of the values that is left out at either end.
    """

    def __init__(self, window_s: float, outermost: float = 0.1) -> None:
        self._lately = _Lately(window_s)
        self._outermost = outermost

    def step(self, t_s: float, value: float) -> float:
        """Return the range at `t_s`."""
        known = sorted(self._lately.step(t_s, value))
        out = int(len(known) * self._outermost)
        return known[-1 - out] - known[out] if known else math.nan


class Alike:
    """How alike two values moved lately, as their correlation; NaN until most of the time is known.

    Args:
        window_s: How far back it looks.
    """

    def __init__(self, window_s: float) -> None:
        self._a, self._b = _Lately(window_s), _Lately(window_s)

    def step(self, t_s: float, a: float, b: float) -> float:
        """Return the correlation at `t_s`, -1 to 1; NaN while one of them stands still."""
        known = not math.isnan(a + b)
        firsts, seconds = (w.step(t_s, v if known else math.nan) for w, v in ((self._a, a), (self._b, b)))
        if not firsts or min(firsts) == max(firsts) or min(seconds) == max(seconds):
            return math.nan
        return correlation(firsts, seconds)


class _OfLately:
    """What is told of a value's last seconds.

    Args:
        window_s: How far back it looks.
    """

    def __init__(self, window_s: float) -> None:
        self._lately = _Lately(window_s)


class Highest(_OfLately):
    """How high a value was lately, its outermost twentieth left out; NaN until most of the time is known."""

    def step(self, t_s: float, value: float) -> float:
        """Return the highest value at `t_s`."""
        known = sorted(self._lately.step(t_s, value))
        return known[-1 - len(known) // 20] if known else math.nan


class Bounce(_OfLately):
    """How far a value went both up and down lately: the way there or back alone is none."""

    def step(self, t_s: float, value: float) -> float:
        """Return the lesser of the largest rise and the largest fall; NaN while too little is known."""
        known = self._lately.step(t_s, value)
        if not known:
            return math.nan
        lowest = highest = known[0]
        rise = fall = 0.0
        for one in known:
            lowest, highest = min(lowest, one), max(highest, one)
            rise, fall = max(rise, one - lowest), max(fall, highest - one)
        return min(rise, fall)


class Lopsided(_OfLately):
    """How much further a value went up than down lately, as a share of the further way: 0 is even.

    NaN until most of the time is known, until it went both ways, and while it is still on the second of them.
    """

    def step(self, t_s: float, value: float) -> float:
        """Return the difference at `t_s`, -1 to 1; positive where it went further up."""
        known = self._lately.step(t_s, value)
        if not known:
            return math.nan
        in_order, out = sorted(known), len(known) // 20
        up, down = in_order[-1 - out], -in_order[out]
        further = max(up, down)
        if min(up, down) <= LESSER_WAY * further or not self._back(known, up, down):
            return math.nan
        return (up - down) / further

    @staticmethod
    def _back(known: list[float], up: float, down: float) -> bool:
        """Return whether the value has come back from that of both ends where it was last."""
        last = next(v for v in reversed(known) if v >= up or v <= -down)
        return known[-1] / last < RETURNED


class Unrest:
    """How far shoulders, hips and knees stray from their mean of the last second: RMS in torso lengths."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, list[float]]] = deque()

    def step(self, body: Body) -> float:
        """Return the unrest, NaN until a second is known."""
        self._samples.append((body.t_s, [x for i in _UNREST_LANDMARKS for x in body.points[i]]))
        while body.t_s - self._samples[0][0] > _UNREST_WINDOW_S:
            self._samples.popleft()
        if body.t_s - self._samples[0][0] < 0.8 * _UNREST_WINDOW_S:
            return math.nan
        variances = np.array([places for _, places in self._samples]).var(axis=0)
        return math.sqrt(variances.sum() / len(_UNREST_LANDMARKS)) / body.torso

    def clear(self) -> None:
        """Begin anew: the way into the hold is no unrest."""
        self._samples.clear()
