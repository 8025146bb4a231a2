"""Long looks at clips, on all cores and behind all else: they go on while tests run that need none."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Collection, Hashable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from posecheck.tracking.stretches import usable_cores

Case = Hashable
"""What is looked at: arguments of the look, as a tuple."""

_PLANNED: dict[str, tuple[Callable[..., Any], list[tuple[Any, ...]]]] = {}
LAST_IN_TURN = 19


def plan(fixture: str, look: Callable[..., Any], cases: Iterable[tuple[Any, ...]]) -> None:
    """Say what a fixture will want to see; a look is a function that another process can import."""
    _PLANNED[fixture] = look, list(cases)


def turn_of(fixtures: Collection[str]) -> int:
    """Return when a test with these fixtures has its turn: at 0 if it waits for no look, else as planned."""
    return max((turn for turn, planned in enumerate(_PLANNED, 1) if planned in fixtures), default=0)


class Looks:
    """What was planned for the fixtures that are needed, under way from now on.

    Args:
        needed: Names of fixtures.
    """

    def __init__(self, needed: Collection[str]) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(usable_cores(), spawn, initializer=_step_back)
        self._seen: dict[tuple[str, Case], Future[Any]] = {}
        for fixture, (look, cases) in _PLANNED.items():
            for case in cases if fixture in needed else ():
                self._seen[fixture, case] = self._pool.submit(look, *case)

    def wait(self, fixture: str, *case: Any) -> Any:
        """Return what a look at a case has seen; an error of the look is raised here."""
        return self._seen[fixture, case].result()

    def close(self) -> None:
        """Drop what has not begun, and wait for the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _step_back() -> None:
    """Let the tests come first, where the system knows that."""
    if hasattr(os, "nice"):
        os.nice(LAST_IN_TURN)
