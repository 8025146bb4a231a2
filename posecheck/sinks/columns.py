"""The signals of a session as columns, for the plot and for people's own programs."""

from __future__ import annotations

import math
from array import array
from collections.abc import MutableSequence
from typing import Any

from posecheck.pose import StreamInfo
from posecheck.step import Briefing, Moment, Step

MOVING = frozenset({"out", "hold", "back"})


def rep_number(step: Step) -> int | None:
    """Return the number of the repetition under way, None between repetitions."""
    return step.reps + 1 if step.phase in MOVING else None


BACK_COLUMNS = ("back_turn_deg", "back_confidence")
LOWER_BACK = "back_lower_turn_deg"


def back_values(step: Step) -> dict[str, float]:
    """Return the shape of the back as seen, by the names of its columns; empty where none was measured."""
    if step.back is None:
        return {}
    turns = (step.back.whole_deg, step.back.confidence, step.back.lower_deg)
    return dict(zip((*BACK_COLUMNS, LOWER_BACK), turns, strict=True))


class ColumnsSink:
    """Gathers one value a frame: "t_s", "phase", the signals of the briefing, the back; NaN where unknown.

    Attributes:
        columns: Name to values; numbers in arrays of 8 bytes each, so that long sessions stay small.
    """

    def __init__(self) -> None:
        self.columns: dict[str, MutableSequence[Any]] = {}

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Begin with empty columns."""
        numbers = (*briefing.signals, *BACK_COLUMNS, LOWER_BACK)
        self.columns = {"t_s": array("d"), "phase": [], **{name: array("d") for name in numbers}}

    def write(self, moment: Moment) -> None:
        """Add one frame."""
        step = moment.step
        row = {**step.values, **back_values(step), "t_s": step.pose.t_s, "phase": step.phase}
        for name, column in self.columns.items():
            column.append(row.get(name, math.nan))

    def close(self) -> None:
        """Nothing to finish."""
