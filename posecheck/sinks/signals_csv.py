"""Writes the signal table: one row a frame, for spreadsheets and for setting limits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from posecheck.errors import OutputError
from posecheck.pose import StreamInfo
from posecheck.sinks.columns import BACK_COLUMNS, back_values, rep_number
from posecheck.sinks.draft import Draft
from posecheck.step import Briefing, Moment


class SignalsCsvSink:
    """Columns frame, t_s, phase, rep, side, the signals, and the back as seen; empty where unknown.

    Args:
        path: The file; it appears when the session has ended.

    Raises:
        OutputError: From `open`, `write` and `close`, when the file cannot be written.
    """

    def __init__(self, path: str | Path) -> None:
        self._draft = Draft(path)
        self._file: TextIO | None = None
        self._numbers: tuple[str, ...] = ()

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Write the row of names."""
        self._numbers = (*briefing.signals, *BACK_COLUMNS)
        with self._draft.guarded():
            self._file = self._draft.path.open("w", encoding="utf-8", newline="")
        self._add(["frame", "t_s", "phase", "rep", "side", *self._numbers])

    def write(self, moment: Moment) -> None:
        """Write one row."""
        step = moment.step
        rep = rep_number(step)
        known = [str(step.pose.index), f"{step.pose.t_s:.4f}", step.phase, str(rep or ""), step.side or ""]
        values = {**step.values, **back_values(step)}
        self._add(known + [_decimal(values.get(name, math.nan)) for name in self._numbers])

    def close(self) -> None:
        """Give the table its name, unless writing failed before."""
        if self._file is None:
            return
        with self._guarded():
            self._file.close()
            self._draft.publish()
        self._file = None

    def _add(self, cells: list[str]) -> None:
        # No cell needs quoting: numbers, phases, and names that a definition may not have commas in.
        if self._file is not None:
            with self._guarded():
                self._file.write(",".join(cells) + "\n")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Let go of the file after a failure, so that closing does not fail a second time."""
        try:
            with self._draft.guarded():
                yield
        except OutputError:
            file, self._file = self._file, None
            with suppress(OSError):  # the unwritten rest fails again; that was told already
                if file is not None:
                    file.close()
            raise


def _decimal(value: float) -> str:
    """Return 3 decimals, "0.000" also for what rounds to minus zero, "" for what is unknown."""
    return f"{round(value, 3) + 0.0:.3f}" if math.isfinite(value) else ""
