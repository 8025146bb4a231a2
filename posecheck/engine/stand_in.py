"""Counts by another signal while the main one cannot be seen, and tells movements it had no part in.

The head nods along with the back: where a loose shirt hides the back, the head still tells the rounds; where
the back is seen and only the head moves, it was none.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace

from posecheck.engine.body import BodySide
from posecheck.engine.movement import Movement, RepPhase
from posecheck.engine.reps import RepCounter
from posecheck.engine.two_way import TwoWayCounter
from posecheck.engine.ways import EachWay
from posecheck.exercises.counting import Count
from posecheck.result import Reason

SEEN_SHARE = 0.5
"""Share of a movement for which the main signal must be known to say that it had no part in it."""
_MEMORY_S = 60.0

Counter = RepCounter | TwoWayCounter | EachWay


class StandIn:
    """A main counter and the one that stands in for it.

    Args:
        rule: The definition's count.
        main: Its counter.
        instead: The counter of the other signal.

    Attributes:
        started: Whether a repetition began with the last frame.
    """

    def __init__(self, rule: Count, main: Counter, instead: Counter) -> None:
        assert rule.instead is not None  # who has no stand-in needs none of this
        self._signal, self._by = rule.signal, rule.instead.signal
        self._main, self._instead = main, instead
        self._known: deque[tuple[float, bool]] = deque()
        self._told_until_s = -math.inf
        self.started = False

    @property
    def phase(self) -> RepPhase:
        """Where in the repetition the person is."""
        return self._leading.phase

    @property
    def judged_phase(self) -> RepPhase:
        """Phase by which form is judged."""
        return self._leading.judged_phase

    @property
    def side(self) -> BodySide | None:
        """Side of the way under way; None where the ways are no sides."""
        return self._leading.side

    @property
    def hold_s(self) -> float:
        """Seconds of the hold in the movement under way."""
        return self._leading.hold_s

    @property
    def _leading(self) -> Counter:
        """The counter that can see now."""
        blind = bool(self._known) and not self._known[-1][1]
        return self._instead if blind and self._main.phase == "ready" else self._main

    def step(self, t_s: float, values: dict[str, float], working: BodySide | None) -> Movement | None:
        """Take the values of one frame; return a repetition, counted or rejected, that ended with it."""
        self._known.append((t_s, not math.isnan(values[self._signal])))
        while t_s - self._known[0][0] > _MEMORY_S:
            self._known.popleft()
        movement = self._main.step(t_s, values, working)
        beside = self._instead.step(t_s, values, working)
        self.started = self._leading.started
        if movement:
            self._told_until_s = movement.end_s
            return movement
        return self._beside(beside) if beside else None

    def recall(self, t_s: float, values: dict[str, float]) -> Movement | None:
        """Take the values of a frame long past, which only the main counter needs."""
        movement = self._main.recall(t_s, values)
        self._told_until_s = movement.end_s if movement else self._told_until_s
        return movement

    def _beside(self, beside: Movement) -> Movement | None:
        """Return what a full movement of the other signal is worth; nothing where the main one moved."""
        if beside.reason or self._main.phase != "ready" or beside.start_s < self._told_until_s:
            return None
        if self._known_share(beside) < SEEN_SHARE:
            return replace(beside, by=self._by)
        return replace(beside, reason="shallow", short=tuple(beside.parts))

    def _known_share(self, movement: Movement) -> float:
        known = [seen for t_s, seen in self._known if movement.start_s <= t_s <= movement.end_s]
        return sum(known) / len(known) if known else 0.0

    def clear(self, reason: Reason | None = None) -> Movement | None:
        """Drop the repetition under way; return it as rejected where a reason is given and it had got far."""
        self._instead.clear()
        return self._main.clear(reason)

    def finish(self) -> Movement | None:
        """End the stream: a repetition that had come back most of the way counts."""
        movement, beside = self._main.finish(), self._instead.finish()
        return movement or (self._beside(beside) if beside else None)
