"""Counts repetitions: each phase begins and ends by different evidence, so a noisy signal counts once."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace

from posecheck.engine.attempt import Attempt
from posecheck.engine.body import BodySide
from posecheck.engine.filters import Lasting, TrailingMedian
from posecheck.engine.geometry import crossing_s
from posecheck.engine.movement import COAST_S, Movement, RepPhase
from posecheck.engine.plateau import Stay
from posecheck.engine.sides import side_of
from posecheck.exercises.conditions import all_hold, any_holds
from posecheck.exercises.counting import Count
from posecheck.exercises.parts import Unit
from posecheck.result import Reason

LEAVE_SHARE = 0.45
"""Share of the person's own range below which the peak is over (domain reference, personal scaling)."""
STRETCH_LEAVE_SHARE = 2 / 3
"""The same of a stretch, which is over when a third of the range is lost."""
_TAIL_S = 3.0
GLITCH_S = 0.5
"""The level at rest is an extreme, which limbs taken for each other for a few frames would set; so it is the
extreme of the median over so long."""

PLATEAU_SPEED: dict[Unit, float] = {"deg": 15.0, "ratio": 0.10}
"""Faster than this per second the limb is still on its way, so form at the peak is not judged yet.

The domain reference's plateau is 6 degrees per second; the landmark noise at 30 frames/s alone reaches 10.
"""
SPEED_WINDOW_S = 0.2


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
        side: None, since a movement goes one way only; which limb works is told from outside.
    """

    side: BodySide | None = None

    def __init__(self, rule: Count, unit: Unit, max_hold_s: float, rest: float | None = None) -> None:
        self._rule = rule
        self._unit = unit
        self._known_rest = rest
        self._beside_peak = [c for c in rule.peak if c.signal != rule.signal]
        self._beside_leave = [c for c in rule.leave if c.signal != rule.signal]
        self._leave_share = STRETCH_LEAVE_SHARE if rule.plateau else LEAVE_SHARE
        self._sign = 1.0 if rule.peak[0].at_least else -1.0
        self._max_hold_s = max_hold_s
        self.phase: RepPhase = "ready"
        self.started = False
        self._rest: dict[str, float] = {}
        self._lately: dict[str, TrailingMedian] = {}
        self._course: deque[tuple[float, float]] = deque()
        self._worked: deque[tuple[float, float, BodySide]] = deque()
        self._attempt: Attempt | None = None
        self._lasting = {name: Lasting() for name in ("enter", "peak", "leave", "done")}
        self._t_s = math.nan

    @property
    def hold_s(self) -> float:
        """Seconds of the hold in the movement under way."""
        return self._attempt.hold_s if self._attempt and self.phase == "hold" else 0.0

    @property
    def judged_phase(self) -> RepPhase:
        """Phase by which form is judged: `hold` only while the limb is still, else the way there or back."""
        if self.phase != "hold":
            return self.phase
        velocity = self._sign * self._velocity()
        if abs(velocity) <= PLATEAU_SPEED[self._unit]:
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
        told = attempt is not None and reason is not None and self._far(attempt)
        movement = self._finished(attempt, self._t_s, reason) if attempt and told else None
        self._back_to_ready()
        self._rest.clear()
        self._lately.clear()
        self._course.clear()
        self._worked.clear()
        return movement

    def _finished(self, attempt: Attempt, end_s: float, reason: Reason | None) -> Movement:
        """Return a movement that ended, with the side that worked."""
        movement = attempt.finished(self._course, end_s, reason)
        worked = (
            (t, attempt.share(v), side) for t, v, side in self._worked if movement.start_s <= t <= end_s
        )
        return replace(movement, side=side_of(worked, self._rule.working_told))

    def finish(self) -> Movement | None:
        """End the stream: what had come back most of the way counts, and a stretch that is held."""
        attempt = self._attempt
        if self._rule.plateau and self.phase == "hold":
            return self.cut()
        if attempt is None or self.phase != "back" or not attempt.mostly_back():
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
        if working:
            self._worked.append((t_s, value, working))
        if self._attempt is None:
            self._follow_rest(t_s, values)
            self._maybe_begin(t_s, values)
            return None
        self._follow(self._attempt, t_s, value)
        return self._advance(self._attempt, t_s, dt_s, values)

    def recall(self, t_s: float, values: dict[str, float]) -> Movement | None:
        """Take the values of a frame long past, of which the working side is not known."""
        return self.step(t_s, values, None)

    def _follow_rest(self, t_s: float, values: dict[str, float]) -> None:
        for condition in self._rule.enter:
            if condition.from_rest:
                lately = self._lately.setdefault(condition.signal, TrailingMedian(GLITCH_S))
                lately.step(t_s, values[condition.signal])
                value, rest = lately.value(), self._rest.get(condition.signal, math.nan)
                lowest = min if condition.at_least else max
                if not math.isnan(value):
                    self._rest[condition.signal] = value if math.isnan(rest) else lowest(value, rest)
        while self._course and self._course[-1][0] - self._course[0][0] > _TAIL_S:
            self._course.popleft()
        while self._worked and self._worked[0][0] < self._course[0][0]:
            self._worked.popleft()

    def _maybe_begin(self, t_s: float, values: dict[str, float]) -> None:
        if self._lasts("enter", t_s, all_hold(self._rule.enter, values, self._rest, self._rule.signal)):
            rest = self._rest.get(self._rule.signal, self._lately_at_rest())
            rest = rest if self._known_rest is None else self._known_rest
            begin_seen = self._lasting["enter"].since_s > self._course[0][0]
            stay = Stay(self._rule.plateau, self._unit, rest) if self._rule.plateau else None
            self._attempt = Attempt(rest, values[self._rule.signal], t_s, begin_seen, stay)
            self.started = True
            self._to("out")

    def _lately_at_rest(self) -> float:
        """Return how far back the signal was lately: right after a repetition it has not come to rest yet."""
        return self._sign * min(self._sign * value for _, value in self._course)

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

    def _follow(self, attempt: Attempt, t_s: float, value: float) -> None:
        if self._sign * (value - attempt.extreme) > 0:
            attempt.extreme = value
        if self.phase == "back" and not self._sign * (value - attempt.valley) >= 0:
            attempt.valley, attempt.valley_s = value, t_s

    def _advance(
        self, attempt: Attempt, t_s: float, dt_s: float, values: dict[str, float]
    ) -> Movement | None:
        rule, main = self._rule, self._rule.signal
        only_stays = rule.plateau is not None and rule.plateau.only
        at_peak = False if only_stays else all_hold(rule.peak, values, self._rest, main)
        leaves = self._leaves(attempt, values)
        if self.phase == "hold" and at_peak:
            attempt.beyond = True
            attempt.beyond_s += dt_s
        just_left = rule.plateau is not None and t_s - attempt.left_s < GLITCH_S
        if not leaves:
            attempt.left_s = t_s
        if attempt.stay:
            attempt.stay.step(self._course, self._may_stay(attempt, values, leaves))
        if self.phase in ("out", "back") and (self._lasts("peak", t_s, at_peak) or attempt.staying):
            self._reach(attempt, t_s)
        elif self.phase == "hold" and self._lasts("leave", t_s, leaves):
            self._leave(attempt)
        elif self.phase in ("out", "back") and self._is_back(t_s, values) and not just_left:
            return self._complete(attempt, self._return_s(attempt, self._lasting["done"].since_s))
        elif self.phase == "back" and attempt.turned(values[main]):
            if not just_left:
                return self._complete(attempt, attempt.valley_s)
            attempt.valley = math.nan  # it is out again: limbs were taken for each other
        if t_s - self._course[0][0] > self._longest_s(attempt) + _TAIL_S:
            return self._complete(attempt, t_s)
        return None

    def _is_back(self, t_s: float, values: dict[str, float]) -> bool:
        return self._lasts("done", t_s, all_hold(self._rule.done, values, self._rest, self._rule.signal))

    def _reach(self, attempt: Attempt, t_s: float) -> None:
        """It went far enough: beyond the peak bound, or to where the person stays."""
        since_s = self._lasting["peak"].since_s
        if not math.isnan(since_s):
            attempt.beyond_s += t_s - since_s
            attempt.beyond = attempt.beyond or t_s - since_s >= self._rule.dwell_s
        attempt.reached = True
        attempt.valley = math.nan
        self._to("hold")

    def _leave(self, attempt: Attempt) -> None:
        if attempt.stay:
            attempt.stay.end(self._lasting["leave"].since_s)
        self._to("back")

    def _may_stay(self, attempt: Attempt, values: dict[str, float], leaves: bool) -> bool:
        """Return whether it is far enough from rest to stay there, with all else that belongs to the peak."""
        assert self._rule.plateau is not None  # asked of stretches only
        far = abs(values[self._rule.signal] - attempt.rest) >= self._rule.plateau.travel
        beside = [c.told(values, self._rest) for c in self._beside_peak]
        return far and not leaves and False not in beside

    def _leaves(self, attempt: Attempt, values: dict[str, float]) -> bool:
        """Return whether the peak is over, by the definition or by the person's own range.

        Who stays short of the peak bound may be on the near side of the one that ends it.
        """
        own = attempt.share(values[self._rule.signal]) <= self._leave_share
        rules = self._beside_leave if self._rule.plateau and not attempt.beyond else self._rule.leave
        return own or bool(any_holds(rules, values, self._rest))

    def _longest_s(self, attempt: Attempt) -> float:
        """Return how long it may take; a stretch may be held for longer than the dose asks for."""
        stayed_s = attempt.stay.seconds if attempt.stay else 0.0
        return self._rule.max_s + max(self._max_hold_s, stayed_s)

    def _far(self, attempt: Attempt) -> bool:
        """Return whether it had gone far enough to be worth telling."""
        if attempt.reached:
            return True
        travel = abs(attempt.extreme - attempt.rest)
        if self._rule.plateau:
            return travel >= self._rule.plateau.travel
        goal = next(c for c in self._rule.peak if c.signal == self._rule.signal).limit(attempt.rest)
        way = goal - attempt.rest
        return way != 0 and (attempt.extreme - attempt.rest) / way >= self._rule.partial

    def _complete(self, attempt: Attempt, end_s: float) -> Movement | None:
        movement = self._finished(attempt, end_s, None)
        reason = self._reason(attempt, movement)
        self._back_to_ready()
        self._rest.clear()
        self._lately.clear()
        self._course = deque((t, v) for t, v in self._course if t >= end_s)
        self._worked = deque(frame for frame in self._worked if frame[0] >= end_s)
        if reason and not self._far(attempt):
            return None
        if reason == "fast" and not attempt.begin_seen:
            return None  # it was under way when it came into view
        return replace(movement, reason=reason)

    def _reason(self, attempt: Attempt, movement: Movement) -> Reason | None:
        if not attempt.reached:
            return "shallow"
        length_s = movement.end_s - movement.start_s
        if length_s < self._rule.min_s:
            return "fast"
        return "slow" if length_s > self._longest_s(attempt) else None

    def _return_s(self, attempt: Attempt, since_s: float) -> float:
        """Return when it came back to the `done` bound, between frames."""
        level = next(c for c in self._rule.done if c.signal == self._rule.signal).limit(attempt.rest)
        course = list(self._course)
        for before, after in zip(reversed(course[:-1]), reversed(course[1:]), strict=True):
            if after[0] <= since_s:
                return crossing_s(*before, *after, level)
        return since_s
