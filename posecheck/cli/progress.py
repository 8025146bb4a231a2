"""Shows how far an analysis is: a bar on a terminal, one plain line elsewhere; always on stderr."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

Tick = Callable[[int, int | None], None]


class _Speed(ProgressColumn):
    """Frames per second so far."""

    def render(self, task: Task) -> Text:
        """Return the column's text."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f} {task.fields['unit']}/s" if speed else "")


class _Left(ProgressColumn):
    """Time left, once it can be told."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """Return the column's text."""
        left_s = task.time_remaining
        return Text("" if left_s is None else f"{left_s // 60:.0f}:{left_s % 60:02.0f} left")


@contextmanager
def progress(label: str, unit: str = "frames") -> Iterator[Tick]:
    """Yield a function that takes frames done and frames expected (None where unknown)."""
    console = Console(stderr=True)
    yield from _bar(console, label, unit) if console.is_terminal else _line(console, label, unit)


def _bar(console: Console, label: str, unit: str) -> Iterator[Tick]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=28),
        TextColumn("{task.percentage:>3.0f} %"),
        _Speed(),
        _Left(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None, unit=unit)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(console: Console, label: str, unit: str) -> Iterator[Tick]:
    started_s, done_so_far = time.perf_counter(), 0

    def tick(done: int, total: int | None) -> None:
        nonlocal done_so_far
        done_so_far = done

    yield tick
    if done_so_far:
        speed = done_so_far / max(time.perf_counter() - started_s, 1e-9)
        line = f"{label}: {done_so_far} {unit}, {speed:.0f} {unit}/s"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
