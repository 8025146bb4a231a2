"""The panels of the plot: one signal each over the phases of the exercise."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from posecheck.coach.sight import TRUSTED
from posecheck.result import Fault, SessionResult
from posecheck.sinks.columns import BACK_COLUMNS, LOWER_BACK, MOVING
from posecheck.sinks.plot_lanes import BLUE, GREEN, GREY, INK, ORANGE, PALE, SKY, VERMILLION, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Columns = Mapping[str, Sequence[Any]]
PHASES = {
    "nobody": (GREY, 0.30, "nobody in view"),
    "setup": (PALE, 0.45, "getting ready"),
    "out": (SKY, 0.22, "out"),
    "hold": (GREEN, 0.18, "hold"),
    "back": (ORANGE, 0.16, "back"),
    "moving": (SKY, 0.22, "moving"),
}
"""Phase to its colour, opacity and words; a person at rest has no colour."""

PRIMARY = 2
"""How many of a definition's signals are the main ones."""

_PANELS = 5
_THIN_PX = 4
_DENSE = 6  # frames in one pixel from which a curve would be a black mass
_LEAST_RANGE = {"deg": 12.0, "ratio": 0.12}
_UNITS = {"deg": "°", "ratio": "", "s": "s", "m": "m"}
_TICK_LABEL_PX = 42


def chosen_signals(
    columns: Columns, faults: Sequence[Fault], signals: Sequence[str], last: Sequence[str] = ()
) -> list[str]:
    """Return at most five columns in the definition's order: the first two, those of faults, the next.

    Those named in `last` are chosen after the others.
    """
    known = [name for name in signals if np.isfinite(np.asarray(columns[name], float)).any()]
    at_fault = {f"{fault.signal}_{fault.unit}" for fault in faults} | {fault.signal for fault in faults}
    ranked = (
        known[:PRIMARY] + [n for n in known if n in at_fault] + [n for n in known if n not in last] + known
    )
    chosen = list(dict.fromkeys(ranked))[:_PANELS]
    return [name for name in known if name in chosen]


def known_back(columns: Columns) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Return how far the whole back and its lower half turn [deg], NaN where not trusted; None if nowhere."""
    whole, confidence, lower = (
        np.asarray(columns.get(name, ()), float) for name in (*BACK_COLUMNS, LOWER_BACK)
    )
    sure = (confidence >= TRUSTED) & np.isfinite(whole)
    return (np.where(sure, whole, np.nan), np.where(sure, lower, np.nan)) if sure.any() else None


def runs(
    phases: Sequence[str], t_s: NDArray[np.float64], px_per_s: float
) -> dict[str, list[tuple[float, float]]]:
    """Return for each phase its stretches as (start [s], length [s]); one lasts until the next begins.

    Where the phases of most repetitions would be thinner than a few pixels they are shown as one, "moving",
    and so are short rests between them.
    """
    stretches = _stretches(phases, t_s)
    moving = [length for phase, _, length in stretches if phase in MOVING]
    if len(moving) > 30 and np.median(moving) * px_per_s < _THIN_PX:
        stretches = _stretches(_merged(phases, stretches, _THIN_PX / px_per_s), t_s)
    out: dict[str, list[tuple[float, float]]] = {}
    for phase, start_s, length_s in stretches:
        out.setdefault(phase, []).append((start_s, length_s))
    return out


def _stretches(phases: Sequence[str], t_s: NDArray[np.float64]) -> list[tuple[str, float, float]]:
    out = []
    first = 0
    for phase, members in groupby(phases):
        end = first + len(list(members))
        until_s = t_s[min(end, len(t_s) - 1)]
        out.append((phase, float(t_s[first]), float(until_s - t_s[first])))
        first = end
    return out


def _merged(phases: Sequence[str], stretches: list[tuple[str, float, float]], short_s: float) -> list[str]:
    """Return the phases with movement and short rests called "moving"."""
    counts = [len(list(members)) for _, members in groupby(phases)]
    names = [
        "moving" if phase in MOVING or (phase == "ready" and length_s < short_s) else phase
        for phase, _, length_s in stretches
    ]
    return [name for name, count in zip(names, counts, strict=True) for _ in range(count)]


@dataclass(frozen=True)
class Page:
    """What all signal panels of one plot have in common.

    Attributes:
        t_s: Times of the frames.
        width_px: Width of a panel.
        runs: Stretches of the phases.
        result: What was counted and found.
    """

    t_s: NDArray[np.float64]
    width_px: float
    runs: dict[str, list[tuple[float, float]]]
    result: SessionResult

    def draw(self, axes: Axes, name: str, values: NDArray[np.float64]) -> None:
        """Draw one signal over its phases, with peaks and the limits of its faults."""
        label, _, unit = name.rpartition("_")
        for phase, stretches in self.runs.items():
            if phase in PHASES:
                colour, alpha, _ = PHASES[phase]
                place = axes.get_xaxis_transform()
                axes.broken_barh(
                    stretches, (0, 1), transform=place, facecolor=colour, alpha=alpha, linewidth=0
                )
        self._draw_curve(axes, values)
        axes.set_ylim(*_limits(values, _LEAST_RANGE.get(unit, 0.0)))
        if "moving" not in self.runs:
            for rep in self.result.reps:
                axes.axvline(rep.peak_s, color=BLUE, linewidth=0.7, linestyle=(0, (2, 2)), alpha=0.7)
        for fault in self.result.faults:
            if name in (fault.signal, f"{fault.signal}_{fault.unit}"):
                axes.hlines(fault.limit, fault.start_s, fault.end_s, color=VERMILLION, linewidth=1.8)
        axes.text(
            -_TICK_LABEL_PX / self.width_px, 0.5, _signal_words(label or name, _UNITS.get(unit, "")),
            transform=axes.transAxes, ha="right", va="center", fontsize=10,
        )  # fmt: skip
        axes.grid(axis="y", color=PALE, linewidth=0.5)
        axes.tick_params(axis="y", labelsize=8)
        axes.locator_params(axis="y", nbins=4, min_n_ticks=3)

    def draw_back(
        self, axes: Axes, whole: NDArray[np.float64], lower: NDArray[np.float64], signals: Sequence[str]
    ) -> None:
        """Draw the back as seen: the whole, its lower half as a thin line, in colour where a fault was found.

        Args:
            axes: Where.
            whole: (T,) by how much the back turns [deg].
            lower: (T,) the same of its lower half.
            signals: Those of the signals whose faults are of the back.
        """
        self.draw(axes, BACK_COLUMNS[0], whole)
        axes.plot(*self._course(lower), color=BLUE, linewidth=0.7)
        axes.set_ylim(*_limits(np.concatenate([whole, lower]), _LEAST_RANGE["deg"]))
        for fault in self.result.faults:
            if f"{fault.signal}_{fault.unit}" in signals:
                during = (self.t_s >= fault.start_s) & (self.t_s <= fault.end_s)
                colour = ORANGE if fault.severity == "warn" else VERMILLION
                for values, width in ((whole, 3.0), (lower, 2.0)):
                    axes.plot(*self._course(np.where(during, values, np.nan)), color=colour, linewidth=width)
        axes.text(
            -_TICK_LABEL_PX / self.width_px, 0.0, "thin: lower half",
            transform=axes.transAxes, ha="right", va="bottom", fontsize=8, color=BLUE,
        )  # fmt: skip

    def _draw_curve(self, axes: Axes, values: NDArray[np.float64]) -> None:
        """Draw the values; where many share a pixel, their range and their median."""
        share = len(values) / self.width_px
        if share < _DENSE:
            axes.plot(self.t_s, values, color=INK, linewidth=1.1)
            return
        t_s, low, middle, high = envelope(self.t_s, values, round(2 * share))
        axes.fill_between(t_s, low, high, color=INK, alpha=0.3, linewidth=0)
        axes.plot(t_s, middle, color=INK, linewidth=0.9)

    def _course(self, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return times and values of one line; where many share a pixel, their median."""
        share = len(values) / self.width_px
        if share < _DENSE:
            return self.t_s, values
        t_s, _, middle, _ = envelope(self.t_s, values, round(2 * share))
        return t_s, middle


def envelope(
    t_s: NDArray[np.float64], values: NDArray[np.float64], size: int
) -> tuple[NDArray[np.float64], ...]:
    """Return time, lowest, median and highest value of each `size` frames; NaN where none is known."""
    count = len(values) // size
    blocks = values[: count * size].reshape(count, size)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a block of NaN is NaN, as wanted
        low, middle, high = np.nanmin(blocks, 1), np.nanmedian(blocks, 1), np.nanmax(blocks, 1)
    return t_s[: count * size].reshape(count, size).mean(1), low, middle, high


def _signal_words(label: str, unit: str) -> str:
    """Return the name over two lines where it is long, and the unit."""
    text = words(label)
    if len(text) > 12 and " " in text:
        text = "\n".join(text.rsplit(" ", 1))
    return f"{text} [{unit}]" if unit else text


def _limits(values: NDArray[np.float64], least: float) -> tuple[float, float]:
    """Return the range to show: nearly all values, not the wildest outliers; noise is not blown up."""
    low, high = np.percentile(values[np.isfinite(values)], [0.5, 99.5])
    margin = max(0.08 * (high - low), (least - (high - low)) / 2, 1e-6)
    return float(low - margin), float(high + margin)
