"""Filters that take the true time step, so that a variable or lower frame rate changes nothing but detail."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque

RESTART_GAP_S = 0.5
"""After a longer gap the past says nothing of the present."""


class LowPass:
    """Second-order low-pass without overshoot: two equal exponential stages, exact for any time step.

    Args:
        cutoff_hz: Frequency at which the amplitude is halved in power (-3 dB).
    """

    def __init__(self, cutoff_hz: float) -> None:
        # Two equal stages reach -3 dB at 0.644 of one stage's corner frequency.
        self._tau_s = 0.6436 / (2 * math.pi * cutoff_hz)
        self._first = self._second = math.nan
        self._t_s = -math.inf

    def step(self, t_s: float, value: float) -> float:
        """Return the filtered value at `t_s`; NaN in, NaN out, and the state is kept for a short gap."""
        if math.isnan(value):
            return math.nan
        dt_s = t_s - self._t_s
        self._t_s = t_s
        if dt_s > RESTART_GAP_S:
            self._first = self._second = value
            return value
        keep = math.exp(-dt_s / self._tau_s)
        self._first = value + (self._first - value) * keep
        self._second = self._first + (self._second - self._first) * keep
        return self._second


class Ordered:
    """The known values of the last `window_s` seconds, in the order of their size.

    Attributes:
        values: Smallest first; not to be changed.
    """

    def __init__(self, window_s: float) -> None:
        self.values: list[float] = []
        self._window_s = window_s
        self._samples: deque[tuple[float, float]] = deque()

    @property
    def span_s(self) -> float:
        """Seconds from the first of them to the last; 0 where there are none."""
        return self._samples[-1][0] - self._samples[0][0] if self._samples else 0.0

    def step(self, t_s: float, value: float) -> None:
        """Take one value; NaN is left out."""
        if not math.isnan(value):
            self._samples.append((t_s, value))
            insort(self.values, value)
        while self._samples and t_s - self._samples[0][0] > self._window_s:
            _, gone = self._samples.popleft()
            del self.values[bisect_left(self.values, gone)]

    def clear(self) -> None:
        """Forget everything."""
        self.values.clear()
        self._samples.clear()


class TrailingMedian:
    """Median of the known values of the last `window_s` seconds."""

    def __init__(self, window_s: float) -> None:
        self._window = Ordered(window_s)

    def step(self, t_s: float, value: float) -> None:
        """Take one value; NaN is left out."""
        self._window.step(t_s, value)

    def value(self, at_least_s: float = 0.0) -> float:
        """Return the median, NaN while the samples span less than `at_least_s`."""
        values, middle = self._window.values, len(self._window.values) // 2
        if not values or self._window.span_s < at_least_s:
            return math.nan
        return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2

    def clear(self) -> None:
        """Forget everything."""
        self._window.clear()


class Lasting:
    """Tells how long a condition has held without a break."""

    def __init__(self) -> None:
        self.since_s = math.nan

    def step(self, t_s: float, holds: bool) -> float:
        """Return for how many seconds it has held, 0 where it does not."""
        if not holds:
            self.since_s = math.nan
            return 0.0
        if math.isnan(self.since_s):
            self.since_s = t_s
        return t_s - self.since_s

    def clear(self) -> None:
        """Begin anew."""
        self.since_s = math.nan
