"""What goes on without single repetitions or holds: a rhythm that is counted, a pace that is set."""

from __future__ import annotations

import math
from collections.abc import Mapping

from posecheck.engine.body import BodySide, other
from posecheck.engine.cyclic import CycleCounter
from posecheck.engine.holds import HeldSpan
from posecheck.engine.leading import LeadingCounter
from posecheck.engine.outright import OutrightRounds
from posecheck.engine.pacing import Pacer
from posecheck.engine.rounds import Round
from posecheck.exercises.counting import Cycle, Pace
from posecheck.exercises.schema import Exercise
from posecheck.exercises.signals import Signal
from posecheck.result import Event, Hold, Rep
from posecheck.step import Beat, Phase, Rhythm


class CyclicFlow:
    """Tells steps, strokes or turns as repetitions without a score.

    Attributes:
        phase: `out` while a bout goes on, else `ready`.
        begun: Whether a bout was found with this frame, so that evidence is gathered anew.
        near: Side that faces the camera: where the signal is of the near side, the positive half is its.
    """

    hold_s = 0.0
    beat: Beat | None = None
    near: BodySide = "left"

    def __init__(self, rule: Cycle, signals: Mapping[str, Signal]) -> None:
        self._rule, self._signals = rule, signals
        self._counter = LeadingCounter(rule, rule.instead) if rule.instead else CycleCounter(rule)
        self._outright = OutrightRounds(rule, rule.outright) if rule.outright else None
        self._n = 0
        self._active_s, self._until_s = 0.0, -math.inf
        self.phase: Phase = "ready"
        self.begun = False

    @property
    def rounds(self) -> int:
        """Steps, strokes or turns so far."""
        return self._n

    @property
    def rhythm(self) -> Rhythm:
        """Cadence and time so far."""
        return Rhythm(self._active_s, self._counter.cadence_per_min)

    def step(self, t_s: float, values: dict[str, float], told: tuple[str, ...]) -> list[Event]:
        """Take the signals of one frame in position; return what it completed.

        Args:
            t_s: Stream time.
            values: Every signal's value, NaN where unknown.
            told: Faults told since the bout or stretch began.
        """
        in_a_row = self._in_a_row(t_s, values)
        if not self._outright:
            return self._told(in_a_row)
        return self._told(self._outright.step(t_s, values, in_a_row, self._counter.active))

    def _in_a_row(self, t_s: float, values: dict[str, float]) -> list[Round]:
        if isinstance(self._counter, LeadingCounter):
            return self._counter.step(t_s, values)
        return self._counter.step(t_s, values[self._rule.signal])

    def end(self, told: tuple[str, ...]) -> list[Event]:
        """End what goes on: the person has left, or the stream ends."""
        in_a_row = self._counter.clear()
        return self._told(self._outright.clear(in_a_row) if self._outright else in_a_row)

    @property
    def since_s(self) -> float:
        """When the bout began."""
        return self._counter.since_s

    def _told(self, rounds: list[Round]) -> list[Event]:
        self.begun = self._counter.active and self.phase == "ready"
        self.phase = "out" if self._counter.active else "ready"
        return [self._rep(found) for found in rounds]

    def _side(self, found: Round) -> BodySide | None:
        of_near = found.by or self._signals[self._rule.signal].side == "near"
        return other(found.side) if found.side and of_near and self.near == "right" else found.side

    def _rep(self, found: Round) -> Rep:
        self._n += 1
        pauses = found.start_s - self._until_s > self._rule.max_s
        self._active_s += found.end_s - (found.start_s if pauses else self._until_s)
        self._until_s = found.end_s
        by = found.by or self._rule.signal
        return Rep(
            n=self._n,
            side=self._side(found),
            start_s=found.start_s,
            peak_s=found.peak_s,
            end_s=found.end_s,
            hold_s=0.0,
            range={by: found.reach},
            range_unit=self._signals[by].unit,
            score=None,
            score_parts={},
            by=found.by,
            seen=found.seen,
        )


class PacedFlow:
    """Tells the stretches in position as holds without a score; attributes as in `CyclicFlow`.

    Attributes:
        phase: `hold` while the clock runs, else `ready`.
        begun: Whether the clock started with this frame.
    """

    rhythm: Rhythm | None = None

    def __init__(self, rule: Pace) -> None:
        self._pacer, self._signal = Pacer(rule), rule.signal
        self.phase: Phase = "ready"
        self.begun = False

    @property
    def beat(self) -> Beat | None:
        """What is paced now."""
        return self._pacer.beat

    @property
    def rounds(self) -> int:
        """Rounds that were paced to their end."""
        return self._pacer.rounds

    @property
    def hold_s(self) -> float:
        """Seconds of the stretch under way."""
        return self._pacer.seconds

    def step(self, t_s: float, values: dict[str, float], told: tuple[str, ...]) -> list[Event]:
        """Take the signals of one frame in position; as in `CyclicFlow`."""
        return self._told(self._pacer.step(t_s, values[self._signal]), told)

    def end(self, told: tuple[str, ...]) -> list[Event]:
        """End the stretch."""
        return self._told(self._pacer.end(), told)

    def _told(self, span: HeldSpan | None, told: tuple[str, ...]) -> list[Event]:
        self.begun = self._pacer.running and self.phase == "ready"
        self.phase = "hold" if self._pacer.running else "ready"
        return [Hold(None, span.start_s, span.end_s, span.seconds, None, told)] if span else []


Flow = CyclicFlow | PacedFlow


def flow_of(exercise: Exercise) -> Flow | None:
    """Return what follows an exercise of such a kind, None for all others."""
    if exercise.cycle:
        return CyclicFlow(exercise.cycle, exercise.signals)
    return PacedFlow(exercise.pace) if exercise.pace else None
