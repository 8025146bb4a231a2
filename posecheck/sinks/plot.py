"""Draws a session on one page: its signals over time, what was counted, what was not, and the faults."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posecheck.result import SessionResult
from posecheck.sinks.draft import Draft
from posecheck.sinks.plot_lanes import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    VERMILLION,
    draw_lanes,
    fault_lanes,
    movement_lanes,
    shortened,
    words,
)
from posecheck.sinks.plot_panels import PHASES, PRIMARY, Columns, Page, chosen_signals, known_back, runs
from posecheck.step import Briefing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE_IN, _DPI = (16.0, 9.0), 100
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.115, 0.985, 0.885, 0.075
_LANE_HEIGHT, _PRIMARY_HEIGHT, _BACK_HEIGHT, _OTHER_HEIGHT = 0.3, 2.0, 1.6, 1.1
_WIDTH_PX = _SIZE_IN[0] * _DPI * (_RIGHT - _LEFT)
MOST_NAMES = 3
_TIME_STEPS_S = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)


def plot_session(path: str | Path, columns: Columns, result: SessionResult, briefing: Briefing) -> None:
    """Write the plot as a PNG of 1600 by 900 pixels.

    Args:
        path: The picture file.
        columns: "t_s" [s], "phase", each signal of the briefing and, where known, the back as `ColumnsSink`
            gathers it; one value a frame, NaN where unknown.
        result: What was counted and found.
        briefing: The exercise; its first signals get the largest panels.

    Raises:
        OutputError: The file cannot be written.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of its font cache otherwise
    figure = session_figure(columns, result, briefing)
    draft = Draft(path)
    with draft.guarded(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a name in letters that the font lacks
        figure.savefig(draft.path, format="png", dpi=_DPI)
        draft.publish()


def session_figure(columns: Columns, result: SessionResult, briefing: Briefing) -> Figure:
    """Return the plot as a matplotlib figure, for notebooks."""
    from matplotlib.figure import Figure

    t_s = np.asarray(columns["t_s"], float)
    span_s = (float(t_s[0]), max(float(t_s[-1]), float(t_s[0]) + 0.1)) if len(t_s) else (0.0, 1.0)
    movements, faults = movement_lanes(result), fault_lanes(result.faults)
    signals = chosen_signals(columns, result.faults, briefing.signals, last=briefing.back_signals)
    back = known_back(columns) if briefing.judges_back else None
    figure = Figure(figsize=_SIZE_IN, dpi=_DPI)
    heights = _panel_heights(signals, briefing, back is not None)
    top, panels, bottom = _rows(figure, len(movements), heights, len(faults))
    if top is not None:
        draw_lanes(top, movements, span_s, _WIDTH_PX)
    if bottom is not None:
        draw_lanes(bottom, faults, span_s, _WIDTH_PX)
    page = Page(t_s, _WIDTH_PX, runs(columns["phase"], t_s, _WIDTH_PX / (span_s[1] - span_s[0])), result)
    for axes, name in zip(panels, signals, strict=False):
        page.draw(axes, name, np.asarray(columns[name], float))
    if back:
        page.draw_back(panels[-1], *back, briefing.back_signals)
    elif not signals:
        panels[0].text(0.5, 0.5, _no_signals(briefing), transform=panels[0].transAxes, color=GREY)
        panels[0].set_yticks([])
    _finish(figure, span_s)
    _head(figure, result, briefing, set(page.runs))
    return figure


def _no_signals(briefing: Briefing) -> str:
    return "Nothing was measured" if briefing.signals else "Name the exercise to see what was measured"


def _panel_heights(signals: list[str], briefing: Briefing, back: bool) -> list[float]:
    """Return the height of each panel, at least one: the signals', then that of the back as seen."""
    primary = set(briefing.signals[:PRIMARY])
    heights = [_PRIMARY_HEIGHT if name in primary else _OTHER_HEIGHT for name in signals]
    return heights + [_BACK_HEIGHT] * back or [1.0]


def _rows(
    figure: Figure, movements: int, panels: list[float], faults: int
) -> tuple[Axes | None, list[Axes], Axes | None]:
    """Return the axes from top to bottom: movements, panels, faults."""
    heights = [_LANE_HEIGHT * movements, *panels, _LANE_HEIGHT * faults]
    heights = [height for height in heights if height]
    grid = figure.add_gridspec(len(heights), 1, height_ratios=heights, hspace=0.12)
    grid.update(left=_LEFT, right=_RIGHT, top=_TOP, bottom=_BOTTOM)
    axes = [figure.add_subplot(grid[i, 0]) for i in range(len(heights))]
    top = axes.pop(0) if movements else None
    bottom = axes.pop() if faults else None
    return top, axes, bottom


def _finish(figure: Figure, span_s: tuple[float, float]) -> None:
    """Give all axes the same time and only the last one its labels."""
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    length_s = span_s[1] - span_s[0]
    step_s = next((s for s in _TIME_STEPS_S if length_s / s <= 14), _TIME_STEPS_S[-1])
    for axes in figure.axes:
        axes.set_xlim(*span_s)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(axis="x", labelbottom=False, length=0)
        axes.xaxis.set_major_locator(MultipleLocator(step_s))
    last = figure.axes[-1]
    last.tick_params(axis="x", labelbottom=True, length=3)
    last.set_xlabel("time [s]" if length_s <= 120 else "time [min:s]")
    if length_s > 120:
        last.xaxis.set_major_formatter(FuncFormatter(lambda s, _: f"{int(s) // 60}:{int(s) % 60:02d}"))


def _head(figure: Figure, result: SessionResult, briefing: Briefing, phases: set[str]) -> None:
    figure.text(_LEFT, 0.955, headline(result, briefing), fontsize=17, color=INK, va="center")
    name = shortened(Path(str(result.source.get("path", ""))).name, 60).replace("$", r"\$")
    figure.text(_LEFT, 0.918, name, fontsize=10, color=GREY, va="center")
    handles = _legend(result, phases)
    if handles:
        figure.legend(
            handles=handles, loc="center right", bbox_to_anchor=(_RIGHT, 0.918), ncols=len(handles),
            frameon=False, fontsize=9, borderaxespad=0, handlelength=1.6, columnspacing=1.4,
        )  # fmt: skip


def _legend(result: SessionResult, phases: set[str]) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(facecolor=colour, alpha=alpha, label=label)
        for phase, (colour, alpha, label) in PHASES.items()
        if phase in phases
    ]
    if result.reps and "moving" not in phases:
        handles.append(Line2D([], [], color=BLUE, linestyle=(0, (2, 2)), linewidth=0.9, label="peak"))
    kinds = {fault.severity == "warn" for fault in result.faults}
    if True in kinds:
        handles.append(Patch(facecolor=ORANGE, label="possible fault"))
    if False in kinds:
        handles.append(Patch(facecolor=VERMILLION, edgecolor=INK, hatch="////", label="fault"))
    if kinds:
        handles.append(Line2D([], [], color=VERMILLION, linewidth=1.8, label="its limit"))
    return handles


def headline(result: SessionResult, briefing: Briefing) -> str:
    """Return the exercise and its counts: "Bird dog: 7 repetitions, 2 not counted, 3 faults, score 84"."""
    parts = []
    if briefing.counts in ("reps", "cycles"):
        parts.append(_count(len(result.reps), briefing.unit or "repetition"))
    elif briefing.counts == "rounds":
        parts.append(f"{_count(result.summary.get('rounds', 0), 'round')} paced")
    else:
        held_s = sum(hold.seconds for hold in result.holds)
        parts.append(f"{held_s:.1f} s held in {_count(len(result.holds), 'hold')}")
    if result.summary.get("cadence_per_min") is not None:
        parts.append(f"{round(result.summary['cadence_per_min'])} a minute")
    if result.rejected:
        parts.append(f"{len(result.rejected)} not counted")
    if briefing.signals or result.blocks:
        parts.append(_count(len(result.faults), "fault") if result.faults else "no faults")
    if result.summary.get("score") is not None:
        parts.append(f"score {result.summary['score']}")
    return f"{words(_done(result) or briefing.name)}: " + ", ".join(parts)


def _done(result: SessionResult) -> str:
    """Return what was recognised, "" where nothing was or the exercise was named."""
    names = list(dict.fromkeys(block["exercise"]["name"] for block in result.blocks or ()))
    return ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} exercises"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' if n != 1 else ''}"
