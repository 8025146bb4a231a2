"""Lets one of two counters of a cyclic movement tell it: whoever found a bout first, until it has ended."""

from __future__ import annotations

import math
from typing import Literal

from posecheck.engine.cadence import cadence_per_min
from posecheck.engine.cyclic import RECENT, CycleCounter
from posecheck.engine.in_turn import InTurnCounter
from posecheck.engine.rounds import Round
from posecheck.exercises.counting import Cycle, InTurn


class LeadingCounter:
    """Tells each round once, by the main signal or by those that beat in its place.

    Args:
        cycle: How rounds are told by the main signal.
        instead: How they are told by others.

    Attributes:
        active: Whether a bout goes on.
        since_s: When it began.
    """

    def __init__(self, cycle: Cycle, instead: InTurn) -> None:
        self._rule = cycle
        self._main = CycleCounter(cycle)
        self._beside = InTurnCounter(cycle, instead)
        self._fewest = {"main": cycle.fewest, "beside": instead.fewest}
        self._waiting: dict[Literal["main", "beside"], list[Round]] = {"main": [], "beside": []}
        self._leads: Literal["main", "beside"] | None = None
        self._bout: list[Round] = []
        self._told_s = -math.inf

    @property
    def active(self) -> bool:
        """Whether a bout goes on."""
        return self._leads is not None

    @property
    def since_s(self) -> float:
        """When the bout under way began."""
        return self._bout[0].start_s if self._bout else math.nan

    @property
    def cadence_per_min(self) -> float | None:
        """Rounds a minute over the last ten of this bout; None between bouts."""
        return cadence_per_min([r.start_s for r in self._bout[-RECENT - 2 :]], self._rule)

    def step(self, t_s: float, values: dict[str, float]) -> list[Round]:
        """Take the values of one frame; return the rounds that are told with it."""
        self._wait("main", self._main.step(t_s, values[self._rule.signal]))
        self._wait("beside", self._beside.step(t_s, values))
        told = self._told()
        if self._bout and self._is_over(t_s):
            self._end()
            told += self._told()
        return told

    def clear(self) -> list[Round]:
        """End the bout: the person has left; return what was all but complete."""
        self._wait("main", self._main.clear())
        self._wait("beside", self._beside.clear())
        told = self._told()
        self._end()
        self._waiting = {"main": [], "beside": []}
        return told

    def _wait(self, name: Literal["main", "beside"], found: list[Round]) -> None:
        """Let rounds wait to be told; what lies a pause before them is of another bout."""
        waiting = self._waiting[name]
        if found and waiting and found[0].start_s - waiting[-1].end_s > self._rule.max_s:
            waiting.clear()
        waiting += found

    def _is_over(self, t_s: float) -> bool:
        late = t_s - self._bout[-1].end_s > self._rule.max_s
        return not self._main.active if self._leads == "main" else late

    def _end(self) -> None:
        self._bout, self._leads = [], None

    def _told(self) -> list[Round]:
        """Return what the leading counter has found; where none leads, the first with rounds enough does."""
        for name, waiting in self._waiting.items():
            waiting[:] = [found for found in waiting if found.start_s >= self._told_s]
            if self._leads is None and len(waiting) >= self._fewest[name]:
                self._leads = name
        if self._leads is None:
            return []
        told, self._waiting[self._leads] = self._waiting[self._leads], []
        self._bout += told
        self._told_s = told[-1].end_s if told else self._told_s
        return told
