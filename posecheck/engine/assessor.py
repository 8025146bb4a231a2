"""Knows one exercise and turns poses into steps; its state is a function of the poses alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from posecheck.back import BackCurve
from posecheck.engine.back import BackReader, trusted
from posecheck.engine.body import Body, BodySide, BodyTracker
from posecheck.engine.catch_up import CatchUp
from posecheck.engine.counters import counter_of
from posecheck.engine.flows import CyclicFlow, flow_of
from posecheck.engine.gates import Gate
from posecheck.engine.holds import HeldSpan, HoldTimer
from posecheck.engine.ledger import Ledger
from posecheck.engine.marks import MarkedSides, active_faults
from posecheck.engine.movement import Movement
from posecheck.engine.rules import RuleBook
from posecheck.engine.signals import SignalBank, column
from posecheck.engine.summary import summarize
from posecheck.engine.verdicts import hold, rejected, rep_and_faults
from posecheck.exercises.schema import Exercise
from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.result import Event, Hold, SessionResult
from posecheck.step import ActiveFault, Briefing, Need, Phase, Step

COUNTS: dict[str, Literal["reps", "hold", "cycles", "rounds"]] = {
    "reps": "reps", "hold": "hold", "cyclic": "cycles", "timer": "rounds",
}  # fmt: skip
"""What the big number is, by the kind of an exercise."""


class Watched(NamedTuple):
    """What was counted on one frame.

    Attributes:
        phase: Where in the movement the person is.
        values: Every signal's value, by its name in the definition.
        events: What ended with the frame.
        hold_s: Seconds of the hold under way.
    """

    phase: Phase
    values: dict[str, float]
    events: tuple[Event, ...]
    hold_s: float


class Assessor:
    """Judges one exercise, frame by frame.

    Args:
        exercise: The definition.
        definition_sha256: Checksum of its text, for the result.

    Attributes:
        exercise: As given.
        ledger: What was found so far.
        reads_back: Whether the outline of the back matters to it.
    """

    def __init__(self, exercise: Exercise, definition_sha256: str = "") -> None:
        self.exercise = exercise
        self._definition_sha256 = definition_sha256
        self.ledger = Ledger()
        self._tracker = BodyTracker()
        self._back = BackReader(exercise.view.back_off_deg, exercise.view.any_shirt)
        self._signals = SignalBank(exercise)
        self._gate = Gate(exercise)
        self._rules = RuleBook(exercise)
        self._reps = counter_of(exercise)
        self._hold = HoldTimer(exercise.hold) if exercise.hold else None
        self._flow = flow_of(exercise)
        self._catch_up = CatchUp(exercise) if exercise.cycle else None
        self._phase: Phase = "nobody"
        self._judged_phase: Phase = "nobody"
        self._was_open = False
        self.reads_back = any(signal.of_back for signal in exercise.signals.values())
        self._columns = {column(name, s): name for name, s in exercise.signals.items()}

    def step(self, pose: PoseFrame) -> Step:
        """Judge one frame."""
        body = self._tracker.step(pose)
        return self.judge(pose, body, self._back.step(pose, body))

    def judge(self, pose: PoseFrame, body: Body | None, back: BackCurve | None) -> Step:
        """Judge one frame whose body and back are measured already, for those who judge it several times."""
        values, need, events = self._follow(pose.t_s, body, back)
        judged = values if self._gate.view_suits else dict.fromkeys(values, math.nan)
        frame = judged, self._gate.wide_view, self._side()
        faults = self._rules.step(pose.t_s, self._judged_phase, *frame)
        if self._catch_up and self._phase == "ready":
            self._catch_up.keep(pose.t_s, *frame)
        events = [*faults, *events]
        main_known = not math.isnan(values[self.exercise.main_signal])
        unseen = self.ledger.see(pose, body, self._gate, main_known, self._moving_side())
        if self.reads_back:
            self.ledger.see_back(trusted(back), self._gate.open)
            self.ledger.see_shirt(self._back.shirt_hangs, self._gate.open)
        self.ledger.add(events)
        return self._step(pose, values, events, need, unseen, back)

    def watch(self, t_s: float, body: Body, back: BackCurve | None) -> Watched:
        """Count as `judge` does, and judge no form, for those who only want to know what is done."""
        values, _, events = self._follow(t_s, body, back)
        self.ledger.add(events)
        return Watched(self._phase, values, tuple(events), self._hold_s)

    def _follow(
        self, t_s: float, body: Body | None, back: BackCurve | None
    ) -> tuple[dict[str, float], Need | None, list[Event]]:
        """Measure one frame and count; return the values, what the person should do, and what ended."""
        values = self._signals.step(t_s, body, back)
        need = self._gate.step(t_s, body, values)
        if body:
            self._watch_standpoint(body)
        events = [*self._recalled(t_s), *self._advance(t_s, values)]
        self._tell_phase(body)
        if body and self._rests(values):
            self._signals.rest(body, back)
        return values, need, events

    def finish(self) -> list[Event]:
        """End the stream; return what the end completed."""
        events = self._recalled(math.nan, last=True)
        if self._reps and (movement := self._reps.finish()):
            events += self._told(movement)
        if self._hold and (span := self._hold.end()):
            events.append(self._held(span))
        if self._flow:
            events += self._flow.end(self._told_faults())
        events = [*self._rules.finish(self._side()), *events]
        self.ledger.add(events)
        return events

    def result(
        self, source: StreamInfo, model: ModelInfo | None, warnings: Sequence[str] = ()
    ) -> SessionResult:
        """Return what was found; call `finish` first.

        Args:
            source: What is known of the stream.
            model: The network that made the poses, if known.
            warnings: What the source had to say.
        """
        return summarize(self.exercise, self._definition_sha256, self.ledger, source, model, list(warnings))

    @property
    def _hold_s(self) -> float:
        """Seconds of the hold under way."""
        timed = self._hold or self._flow
        return timed.hold_s if timed else (self._reps.hold_s if self._reps else 0.0)

    @property
    def in_position(self) -> bool:
        """Whether somebody is in the position of the exercise."""
        return self._gate.open

    @property
    def judged_phase(self) -> Phase:
        """Phase by which form was judged last: `hold` only while the body is still."""
        return self._judged_phase

    def briefing(self) -> Briefing:
        """Return what sinks need to know before the first frame."""
        exercise = self.exercise
        return Briefing(
            id=exercise.id,
            name=exercise.name,
            counts=COUNTS[exercise.kind],
            hold_target_s=exercise.dose.hold_s,
            setup=exercise.setup,
            signals=tuple(self._columns),
            back_signals=tuple(shown for shown, name in self._columns.items() if self._is_of_back(name)),
            unit=exercise.cycle.name if exercise.cycle else "",
            set_rounds=exercise.pace.rounds if exercise.pace else 0,
            high_load=exercise.high_load,
        )

    def _is_of_back(self, name: str) -> bool:
        return self.exercise.signals[name].of_back

    def _watch_standpoint(self, body: Body) -> None:
        """Take note of who comes into position, and of a camera or mat that moves under who is there."""
        if self._gate.open and not self._was_open:
            self._signals.arrive(body)
        resting = self._phase == "ready"
        if (resting or self.exercise.both_ways) and self._signals.moved(body, resting) and self._reps:
            self._reps.clear()

    def _rests(self, values: dict[str, float]) -> bool:
        """Return whether this may be rest: not at the peak of what stands in for the count."""
        if self._phase != "ready":
            return False
        stand_in = self.exercise.count.instead if self.exercise.count else None
        return stand_in is None or not all(condition.told(values) for condition in stand_in.peak)

    def _recalled(self, t_s: float, last: bool = False) -> list[Event]:
        """Count what was seen before neutral was known, once it is."""
        course = self._signals.recall(t_s, last) if self._gate.open and self._was_open else []
        unknown = dict.fromkeys(self.exercise.signals, math.nan)
        told = [
            self._reps.recall(t, unknown | {self.exercise.main_signal: v}) for t, v in course if self._reps
        ]
        return [event for movement in told if movement for event in self._told(movement)]

    def _advance(self, t_s: float, values: dict[str, float]) -> list[Event]:
        """Step the counting; leaving position or view drops what was under way."""
        opened, closed = self._gate.open and not self._was_open, self._was_open and not self._gate.open
        self._was_open = self._gate.open
        if closed:
            return self._closed()
        if not self._gate.open:
            return []
        if opened and self._reps:
            self._reps.clear()
        if self._reps:
            movement = self._reps.step(t_s, values, self._working())
            return self._told(movement) if movement else []
        if self._flow:
            return self._flowed(t_s, values)
        assert self._hold is not None  # an exercise counts, holds or flows
        was_holding = self._hold.holding
        span = self._hold.step(t_s, values, self._working())
        if self._hold.holding and not was_holding:
            self._begin()
        return [self._held(span)] if span else []

    def _flowed(self, t_s: float, values: dict[str, float]) -> list[Event]:
        assert self._flow is not None  # callers ask for such exercises only
        if isinstance(self._flow, CyclicFlow) and self._signals.working:
            self._flow.near = self._signals.working
        events = self._flow.step(t_s, values, self._told_faults())
        if self._flow.begun:
            self._begin()
            events += self._caught_up()
        return events

    def _caught_up(self) -> list[Event]:
        """Judge what of a bout was seen before it was known to be one."""
        if not (self._catch_up and isinstance(self._flow, CyclicFlow)):
            return []
        self._rules.begin(self._flow.since_s)
        return [*self._catch_up.judge(self._rules, self._flow.since_s)]

    def _told_faults(self) -> tuple[str, ...]:
        return tuple(name for name, seen in self._rules.evidence().items() if seen.told)

    def _closed(self) -> list[Event]:
        if self._flow:
            return self._flow.end(self._told_faults())
        if self._reps:
            gone = self._gate.gone
            movement = self._reps.clear("lost" if gone else None)
            return self._told(movement) if movement else []
        span = self._hold.end() if self._hold else None
        return [self._held(span)] if span else []

    def _begin(self) -> None:
        """A repetition or a hold begins: evidence is gathered anew."""
        self._rules.begin()
        self._signals.begin_hold()

    def _tell_phase(self, body: Body | None) -> None:
        """Tell the phase that is shown and the one that form is judged by."""
        judged_before = self._judged_phase
        if not self._gate.open:
            self._phase = self._judged_phase = "nobody" if body is None else "setup"
        elif self._reps:
            self._phase, self._judged_phase = self._reps.phase, self._reps.judged_phase
        elif self._hold:
            self._phase = "hold" if self._hold.holding else "ready"
            self._judged_phase = "hold" if self._hold.judged else "ready"
        elif self._flow:
            self._phase = self._judged_phase = self._flow.phase
        if self._reps and self._gate.open and self._reps.started:
            self._rules.begin()
        if self._reps and self._judged_phase == "hold" and judged_before == "out":
            self._signals.begin_hold()

    def _working(self) -> BodySide | None:
        """Return the side of the limb that moves in this frame, None where sides do not matter."""
        return self._signals.working if self.exercise.working else None

    def _side(self) -> BodySide | None:
        """Return the side of the repetition or hold under way, None where sides do not matter."""
        if self._reps and self._reps.side:
            return self._reps.side
        return (self._hold.side if self._hold else None) or self._working()

    def _moving_side(self) -> BodySide | None:
        return self._side() if self._phase in ("out", "hold", "back") else None

    def _told(self, movement: Movement) -> list[Event]:
        if movement.reason:
            return [rejected(self.exercise, movement)]
        n = len(self.ledger.reps) + 1
        return rep_and_faults(self.exercise, movement, self._rules.evidence(), n, self._gate.view_suits)

    def _held(self, span: HeldSpan) -> Hold:
        return hold(self.exercise, span, self._rules.evidence())

    def _active(self) -> tuple[ActiveFault, ...]:
        sides = MarkedSides(self._tracker.near, self._signals.working)
        return active_faults(self.exercise, self._rules.active(), sides)

    def _step(
        self,
        pose: PoseFrame,
        values: dict[str, float],
        events: list[Event],
        need: Need | None,
        unseen: tuple[str, ...],
        back: BackCurve | None,
    ) -> Step:
        flow = self._flow
        timed = self._hold or flow
        return Step(
            pose=pose,
            phase=self._phase,
            need=need,
            unseen=unseen,
            reps=flow.rounds if flow else len(self.ledger.reps),
            rejected=len(self.ledger.rejected),
            side=self._moving_side(),
            hold_s=self._hold_s,
            held_s=sum(h.seconds for h in self.ledger.holds) + (timed.hold_s if timed else 0.0),
            values={shown: values[name] for shown, name in self._columns.items()},
            faults=self._active(),
            events=tuple(events),
            back=back,
            rhythm=flow.rhythm if flow else None,
            beat=flow.beat if flow else None,
        )
