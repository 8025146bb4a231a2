"""The lanes of the plot: repetitions, holds and faults as bars over time, labelled only where words fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from posecheck.result import Fault, SessionResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette: told apart with any kind of colour vision.
INK, GREY, PALE = "#333333", "#8c8c8c", "#d9d9d9"
BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE = (
    "#0072B2",
    "#56B4E9",
    "#009E73",
    "#E69F00",
    "#D55E00",
    "#CC79A7",
)
_SIDE_COLOUR = {"left": BLUE, "right": GREEN, "both": BLUE, None: BLUE}
_SIDE_LETTER = {"left": " L", "right": " R", "both": "", None: ""}
_LETTER_PX = 7.5  # at 9 points and 100 dots an inch, a little generous
_FAULT_LANES = 6


@dataclass(frozen=True)
class Bar:
    """One bar of a lane.

    Attributes:
        start_s: Where it begins.
        end_s: Where it ends.
        label: Words on it or, in narrow bars, to its right.
        colour: Its colour.
        hatched: Whether it is hatched, so that not colour alone tells.
        mark_s: Where to put a small mark; None for none.
    """

    start_s: float
    end_s: float
    label: str
    colour: str
    hatched: bool = False
    mark_s: float | None = None


@dataclass(frozen=True)
class Lane:
    """A row of bars with its name."""

    name: str
    bars: tuple[Bar, ...]


def movement_lanes(result: SessionResult) -> list[Lane]:
    """Return the lanes of what was counted, and of what was begun and not counted."""
    reps = [
        Bar(r.start_s, r.end_s, f"{r.n}{_SIDE_LETTER[r.side]}", _SIDE_COLOUR[r.side], mark_s=r.peak_s)
        for r in result.reps
    ]
    holds = [Bar(h.start_s, h.end_s, f"{h.seconds:.1f} s", GREEN) for h in result.holds]
    rejected = [Bar(r.start_s, r.end_s, r.reason, PALE, hatched=True) for r in result.rejected]
    sided = any(rep.side in ("left", "right") for rep in result.reps)
    name = result.summary.get("unit", "repetition") + "s"
    lanes = [
        (f"{name} L / R" if sided else name, reps),
        ("holds", holds),
        ("not counted", rejected),
    ]
    return [Lane(name, tuple(bars)) for name, bars in lanes if bars]


def fault_lanes(faults: Iterable[Fault]) -> list[Lane]:
    """Return one lane for each kind of fault, the most frequent first; the rarest share the last lane."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.id, []).append(fault)
    ranked = sorted(kinds.items(), key=lambda item: -len(item[1]))
    shown = ranked if len(ranked) <= _FAULT_LANES else ranked[: _FAULT_LANES - 1]
    lanes = [_fault_lane(words(name), found) for name, found in shown]
    rest = [fault for _, found in ranked[len(shown) :] for fault in found]
    return [*lanes, _fault_lane("other faults", rest)] if rest else lanes


def _fault_lane(name: str, faults: Sequence[Fault]) -> Lane:
    bars = tuple(
        Bar(f.start_s, f.end_s, "", ORANGE if f.severity == "warn" else VERMILLION, f.severity != "warn")
        for f in faults
    )
    return Lane(f"{shortened(name, 20)} ×{len(faults)}", bars)  # noqa: RUF001 - a multiplication sign is meant


def words(name: str) -> str:
    """Return an id as words, safe from being read as a formula."""
    return name.replace("_", " ").replace("$", r"\$")


def shortened(text: str, letters: int) -> str:
    """Return the text, its middle left out where it is longer than that many letters."""
    if len(text) <= letters:
        return text
    return f"{text[: letters // 2]}…{text[len(text) - letters + letters // 2 + 1 :]}"


def draw_lanes(axes: Axes, lanes: Sequence[Lane], span_s: tuple[float, float], width_px: float) -> None:
    """Draw the lanes from top to bottom.

    Args:
        axes: Where; its own axis of time is used.
        lanes: What.
        span_s: First and last second shown.
        width_px: Width of the axes, to see which labels fit.
    """
    px_per_s = width_px / (span_s[1] - span_s[0])
    for row, lane in enumerate(lanes):
        _draw_bars(axes, row, lane.bars)
        crowded = is_crowded(lane.bars, px_per_s)
        marks = [bar.mark_s for bar in lane.bars if bar.mark_s is not None and not crowded]
        axes.plot(marks, [row + 0.36] * len(marks), "^", color=INK, markersize=3.5)
        if crowded:
            _draw_numbers(axes, row, lane.bars, px_per_s)
            continue
        for bar, x_s, inside in placed(lane.bars, span_s[1], px_per_s):
            colour = "white" if inside else INK
            _draw_label(axes, row, bar.label, x_s, ha="center" if inside else "left", color=colour)
    axes.set_ylim(len(lanes) - 0.4, -0.6)
    axes.set_yticks(range(len(lanes)), [lane.name for lane in lanes], fontsize=9)
    axes.tick_params(axis="y", length=0)


def _draw_bars(axes: Axes, row: int, bars: Sequence[Bar]) -> None:
    for bar in bars:
        axes.barh(
            row,
            bar.end_s - bar.start_s,
            left=bar.start_s,
            height=0.72,
            color=bar.colour,
            edgecolor=INK if bar.hatched else "white",
            hatch="////" if bar.hatched else None,
            linewidth=0.4,
        )


def _draw_label(axes: Axes, row: int, label: str, x_s: float, **style: Any) -> None:
    axes.text(x_s, row, label, va="center_baseline", fontsize=9, **style)


def _draw_numbers(axes: Axes, row: int, bars: Sequence[Bar], px_per_s: float) -> None:
    """Number some of many narrow bars, so that one can count on from there."""
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    for n in numbers_shown(bars, px_per_s):
        middle_s = (bars[n - 1].start_s + bars[n - 1].end_s) / 2
        _draw_label(axes, row, str(n), middle_s, ha="center", color=INK, bbox=paper)


def is_crowded(bars: Sequence[Bar], px_per_s: float) -> bool:
    """Return whether there are labels and most of the bars are too narrow for one."""
    widths = [(bar.end_s - bar.start_s) * px_per_s for bar in bars if bar.label]
    return len(widths) > 20 and median(widths) < 2 * _LETTER_PX


def numbers_shown(bars: Sequence[Bar], px_per_s: float) -> list[int]:
    """Return which bars, counted from 1, to number: every fifth, tenth and so on, never closer than 60 px."""
    between_px = (bars[-1].start_s - bars[0].start_s) * px_per_s / (len(bars) - 1)
    step = next((n for n in (5, 10, 20, 50, 100, 200) if n * between_px >= 60), 500)
    return list(range(step, len(bars) + 1, step))


def placed(bars: Sequence[Bar], last_s: float, px_per_s: float) -> list[tuple[Bar, float, bool]]:
    """Choose the labels that fit: on the bar, else to its right, else left out.

    Args:
        bars: Bars in order of time.
        last_s: Right edge of the lane.
        px_per_s: Scale.

    Returns:
        Bar, place of the label [s] and whether it lies on the bar, for each label that is shown.
    """
    out = []
    free_s = float("-inf")
    for i, bar in enumerate(bars):
        need_s = (len(bar.label) * _LETTER_PX + 4) / px_per_s
        next_s = bars[i + 1].start_s if i + 1 < len(bars) else last_s
        if not bar.label or bar.start_s < free_s:
            continue
        if need_s <= bar.end_s - bar.start_s and not bar.hatched:
            out.append((bar, (bar.start_s + bar.end_s) / 2, True))
            free_s = bar.end_s
        elif need_s + 4 / px_per_s <= next_s - bar.end_s:
            out.append((bar, bar.end_s + 4 / px_per_s, False))
            free_s = bar.end_s + need_s
    return out
