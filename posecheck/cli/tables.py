"""Lays out the tuning table, for the eye and for other programs."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import zip_longest

from rich import box
from rich.console import Console
from rich.table import Table

from posecheck.exercises.parts import Unit
from posecheck.tuning import SignalTuning, Spread, Stretch

HEADS = ("min", "5 %", "median", "95 %", "max")
WIDTH = 100


def print_tuning(tuned: Sequence[SignalTuning]) -> None:
    """Print one block a signal, at most 100 columns wide."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("signal", max_width=20)
    for head in HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("in the file", overflow="fold")
    for signal in tuned:
        for cells in _rows(signal):
            table.add_row(*cells)
        table.add_section()
    console = Console()
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    console.print(table, markup=False, highlight=False)


def _rows(signal: SignalTuning) -> Iterator[tuple[str, ...]]:
    """Yield the signal's name, then its parts; the thresholds run down beside them."""
    lines: list[tuple[str, ...]] = [(signal.name, *[""] * len(HEADS))]
    lines += [(f"  {_label(stretch)}", *_numbers(s, signal.unit)) for stretch, s in signal.spreads]
    empty = ("",) * (1 + len(HEADS))
    for cells, threshold in zip_longest(lines, signal.thresholds):
        yield (*(cells or empty), threshold or "")


def _label(stretch: Stretch) -> str:
    return f"{stretch.label} {stretch.side[0].upper()}" if stretch.side else stretch.label


def _numbers(spread: Spread, unit: Unit) -> list[str]:
    """Return the numbers as text; ratios are small, so they get the decimals that degrees do not need."""
    decimals = 3 if unit == "ratio" else 1
    return ["-" if math.isnan(v) else f"{round(v, decimals) + 0.0:.{decimals}f}" for v in astuple(spread)]


def tuning_csv(tuned: Sequence[SignalTuning]) -> str:
    """Return the table as CSV, one row a signal and part; empty where unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("signal", "part", "side", "start_s", "end_s", "min", "p5", "median", "p95", "max", "in_the_file")
    )
    for signal in tuned:
        for stretch, spread in signal.spreads:
            numbers = ("" if math.isnan(v) else f"{v:.3f}" for v in astuple(spread))
            times = (f"{stretch.start_s:.3f}", f"{stretch.end_s:.3f}")
            writer.writerow(
                (
                    signal.name,
                    stretch.label,
                    stretch.side or "",
                    *times,
                    *numbers,
                    "; ".join(signal.thresholds),
                )
            )
    return out.getvalue()
