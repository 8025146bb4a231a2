"""Counts repetitions: each phase begins and ends by different evidence, so a noisy signal counts once."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field, replace

from posecheck.engine.body import BodySide
from posecheck.engine.filters import Lasting
from posecheck.engine.geometry import crossing_s
from posecheck.engine.movement import Movement, RepPhase
from posecheck.exercises.conditions import all_hold, any_holds
from posecheck.exercises.schema import Count, Unit
from posecheck.result import Reason

ONSET_SHARE = 0.10
"""A repetition starts where it has left rest by this share of its range."""
PLATEAU_SHARE = 0.90
LEAVE_SHARE = 0.45
"""Share of the person's own range below which the peak is over (domain reference, personal scaling)."""
TURN_BACK_SHARE = 0.6
TURN_OUT_SHARE = 0.25
"""Who has come back this far and moves out again by this much has begun the next repetition."""
COAST_S = 1.5
"""A loss this short pauses the repetition; a longer one ends it (domain reference, rep state machine)."""
_TAIL_S = 3.0

PLATEAU_SPEED: dict[Unit, float] = {"deg": 15.0, "ratio": 0.10}
"""Faster than this per second the limb is still on its way, so form at the peak is not judged yet.

The domain reference's plateau is 6 degrees per second; the landmark noise at 30 frames/s alone reaches 10.
"""
SPEED_WINDOW_S = 0.2


@dataclass
class _Attempt:
    """What is known of the movement under way."""

    rest: float
    extreme: float
    begun_s: float
    valley: float = math.nan
    valley_s: float = math.nan
    begin_seen: bool = True
    reached: bool = False
    hold_s: float = 0.0
    side_s: dict[BodySide, float] = field(default_factory=lambda: {"left": 0.0, "right": 0.0})


class RepCounter:
    """The state machine ready, out, hold, back for one exercise.

    Args:
        rule: The definition's count.
        unit: Unit of the main signal.
        max_hold_s: By how much a hold may lengthen a repetition.
        rest: Level of the main signal at rest where it is known beforehand.

    Attributes:
        phase: Where in the movement the person is.
        started: Whether a movement began with the last frame.
    """

    def __init__(self, rule: Count, unit: Unit, max_hold_s: float, rest: float | None = None) -> None:
        self._rule = rule
        self._known_rest = rest
        self._plateau_speed = PLATEAU_SPEED[unit]
        self._sign = 1.0 if rule.peak[0].at_least else -1.0
        self._max_s = rule.max_s + max_hold_s
        self.phase: RepPhase = "ready"
        self.started = False
        self._rest: dict[str, float] = {}
        self._course: deque[tuple[float, float]] = deque()
        self._attempt: _Attempt | None = None
        self._lasting = {name: Lasting() for name in ("enter", "peak", "leave", "done")}
        self._t_s = math.nan

    @property
    def hold_s(self) -> float:
        """Seconds beyond the peak bound in the movement under way."""
        return self._attempt.hold_s if self._attempt and self.phase == "hold" else 0.0

    @property
    def judged_phase(self) -> RepPhase:
        """Phase by which form is judged: `hold` only while the limb is still, else the way there or back."""
        if self.phase != "hold":
            return self.phase
        velocity = self._sign * self._velocity()
        if abs(velocity) <= self._plateau_speed:
            return "hold"
        return "out" if velocity > 0 else "back"

    def _velocity(self) -> float:
        """Return the change of the main signal over the last 0.2 s, per second."""
        newest_s, newest = self._course[-1]
        for t_s, value in reversed(self._course):
            if newest_s - t_s >= SPEED_WINDOW_S:
                return (newest - value) / (newest_s - t_s)
        return math.inf

    def clear(self, reason: Reason | None = None) -> Movement | None:
        """Drop the movement under way; return it as rejected where a reason is given and it had got far."""
        attempt = self._attempt
        movement = (
            self._finished(attempt, self._t_s, reason) if attempt and reason and self._far(attempt) else None
        )
        self._back_to_ready()
        self._rest.clear()
        self._course.clear()
        return movement

    def finish(self) -> Movement | None:
        """End the stream: a movement that had come back most of the way counts."""
        attempt = self._attempt
        if attempt is None or self.phase != "back" or not self._mostly_back(attempt):
            return self.clear()
        movement = self._finished(attempt, self._t_s, None)
        self._back_to_ready()
        return movement

    def cut(self) -> Movement | None:
        """End the stream: a movement that reached its peak is taken as it is."""
        attempt = self._attempt
        if attempt is None or not attempt.reached:
            return self.clear()
        movement = self._finished(attempt, self._t_s, None)
        self._back_to_ready()
        return movement

    def step(self, t_s: float, values: dict[str, float], working: BodySide | None) -> Movement | None:
        """Take the values of one frame; return a movement that ended with it."""
        self.started = False
        value = values[self._rule.signal]
        if math.isnan(value):
            return None
        dt_s = 0.0 if math.isnan(self._t_s) else min(t_s - self._t_s, COAST_S)
        self._t_s = t_s
        self._course.append((t_s, value))
        if self._attempt is None:
            self._follow_rest(values)
            self._maybe_begin(t_s, values)
            return None
        self._follow(self._attempt, t_s, dt_s, value, working)
        return self._advance(self._attempt, t_s, dt_s, values)

    def recall(self, t_s: float, values: dict[str, float]) -> Movement | None:
        """Take the values of a frame long past, of which the working side is not known."""
        return self.step(t_s, values, None)

    def _follow_rest(self, values: dict[str, float]) -> None:
        for condition in self._rule.enter:
            if condition.from_rest:
                value, rest = values[condition.signal], self._rest.get(condition.signal, math.nan)
                lowest = min if condition.at_least else max
                if not math.isnan(value):
                    self._rest[condition.signal] = value if math.isnan(rest) else lowest(value, rest)
        while self._course and self._course[-1][0] - self._course[0][0] > _TAIL_S:
            self._course.popleft()

    def _maybe_begin(self, t_s: float, values: dict[str, float]) -> None:
        if self._lasts("enter", t_s, all_hold(self._rule.enter, values, self._rest, self._rule.signal)):
            rest = self._rest.get(self._rule.signal, self._course[0][1])
            rest = rest if self._known_rest is None else self._known_rest
            begin_seen = self._lasting["enter"].since_s > self._course[0][0]
            self._attempt = _Attempt(rest, values[self._rule.signal], t_s, begin_seen=begin_seen)
            self.started = True
            self._to("out")

    def _lasts(self, name: str, t_s: float, holds: bool | None) -> bool:
        held_s = self._lasting[name].step(t_s, bool(holds))
        return bool(holds) and held_s >= self._rule.dwell_s

    def _to(self, phase: RepPhase) -> None:
        self.phase = phase
        for lasting in self._lasting.values():
            lasting.clear()

    def _back_to_ready(self) -> None:
        self._attempt = None
        self._to("ready")

    def _follow(
        self, attempt: _Attempt, t_s: float, dt_s: float, value: float, working: BodySide | None
    ) -> None:
        if self._sign * (value - attempt.extreme) > 0:
            attempt.extreme = value
        if self.phase == "back" and not self._sign * (value - attempt.valley) >= 0:
            attempt.valley, attempt.valley_s = value, t_s
        if working and self._share(attempt, value) > 0.5:
            attempt.side_s[working] += dt_s

    def _advance(
        self, attempt: _Attempt, t_s: float, dt_s: float, values: dict[str, float]
    ) -> Movement | None:
        rule, main = self._rule, self._rule.signal
        at_peak = all_hold(rule.peak, values, self._rest, main)
        if self.phase == "hold" and at_peak:
            attempt.hold_s += dt_s
        if self.phase in ("out", "back") and self._lasts("peak", t_s, at_peak):
            attempt.reached = True
            attempt.valley = math.nan
            attempt.hold_s += t_s - self._lasting["peak"].since_s
            self._to("hold")
        elif self.phase == "hold" and self._lasts("leave", t_s, self._leaves(attempt, values)):
            self._to("back")
        elif self.phase in ("out", "back") and self._lasts(
            "done", t_s, all_hold(rule.done, values, self._rest, main)
        ):
            return self._complete(attempt, self._return_s(attempt, self._lasting["done"].since_s))
        elif self.phase == "back" and self._turned(attempt, values[main]):
            return self._complete(attempt, attempt.valley_s)
        if t_s - self._course[0][0] > self._max_s + _TAIL_S:
            return self._complete(attempt, t_s)
        return None

    def _leaves(self, attempt: _Attempt, values: dict[str, float]) -> bool:
        """Return whether the peak is over, by the definition or by the person's own range."""
        own = self._share(attempt, values[self._rule.signal]) <= LEAVE_SHARE
        return own or bool(any_holds(self._rule.leave, values, self._rest))

    def _share(self, attempt: _Attempt, value: float) -> float:
        """Return how far a value is on the way from rest to the extreme, 0..1."""
        travel = attempt.extreme - attempt.rest
        return (value - attempt.rest) / travel if travel else 0.0

    def _mostly_back(self, attempt: _Attempt) -> bool:
        return self._share(attempt, attempt.valley) <= 1 - TURN_BACK_SHARE

    def _turned(self, attempt: _Attempt, value: float) -> bool:
        if math.isnan(attempt.valley) or not self._mostly_back(attempt):
            return False
        return self._share(attempt, value) - self._share(attempt, attempt.valley) >= TURN_OUT_SHARE

    def _far(self, attempt: _Attempt) -> bool:
        """Return whether it had gone far enough to be worth telling."""
        goal = next(c for c in self._rule.peak if c.signal == self._rule.signal).limit(attempt.rest)
        way = goal - attempt.rest
        return attempt.reached or (way != 0 and (attempt.extreme - attempt.rest) / way >= self._rule.partial)

    def _complete(self, attempt: _Attempt, end_s: float) -> Movement | None:
        movement = self._finished(attempt, end_s, None)
        reason = self._reason(attempt, movement)
        self._back_to_ready()
        self._rest.clear()
        self._course = deque((t, v) for t, v in self._course if t >= end_s)
        if reason and not self._far(attempt):
            return None
        if reason == "fast" and not attempt.begin_seen:
            return None  # it was under way when it came into view
        return replace(movement, reason=reason)

    def _reason(self, attempt: _Attempt, movement: Movement) -> Reason | None:
        if not attempt.reached:
            return "shallow"
        length_s = movement.end_s - movement.start_s
        if length_s < self._rule.min_s:
            return "fast"
        return "slow" if length_s > self._max_s else None

    def _return_s(self, attempt: _Attempt, since_s: float) -> float:
        """Return when it came back to the `done` bound, between frames."""
        level = next(c for c in self._rule.done if c.signal == self._rule.signal).limit(attempt.rest)
        course = list(self._course)
        for before, after in zip(reversed(course[:-1]), reversed(course[1:]), strict=True):
            if after[0] <= since_s:
                return crossing_s(*before, *after, level)
        return since_s

    def _finished(self, attempt: _Attempt, end_s: float, reason: Reason | None) -> Movement:
        course = [(t, v) for t, v in self._course if t <= end_s]
        start = self._onset(attempt, course)
        near_peak = [t for t, v in course if self._share(attempt, v) >= PLATEAU_SHARE]
        peak_s = (near_peak[0] + near_peak[-1]) / 2 if near_peak else end_s
        left, right = attempt.side_s["left"], attempt.side_s["right"]
        side: BodySide | None = None if left == right else ("left" if left > right else "right")
        moving = tuple((t, v) for t, v in course if t >= start)
        return Movement(
            start, peak_s, end_s, attempt.hold_s, attempt.rest, attempt.extreme, side, reason, moving
        )

    def _onset(self, attempt: _Attempt, course: list[tuple[float, float]]) -> float:
        """Return when it last left rest by ONSET_SHARE before going out, between frames."""
        level = attempt.rest + ONSET_SHARE * (attempt.extreme - attempt.rest)
        for i in range(len(course) - 1, 0, -1):
            if course[i][0] <= attempt.begun_s and self._share(attempt, course[i - 1][1]) < ONSET_SHARE:
                return crossing_s(*course[i - 1], *course[i], level)
        return course[0][0] if course else self._t_s
