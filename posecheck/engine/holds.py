"""Times a hold by the stream's own clock: it runs while the position is kept and forgives a short break."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from posecheck.engine.body import BodySide
from posecheck.engine.filters import RESTART_GAP_S, Lasting
from posecheck.engine.geometry import crossing_s
from posecheck.engine.movement import COAST_S
from posecheck.exercises.conditions import Condition, all_hold, any_holds
from posecheck.exercises.counting import HoldRule

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A finished hold; `seconds` leaves out forgiven breaks and losses from view.

    `side` is the one that worked for most of it, None where sides do not matter.
    """

    start_s: float
    end_s: float
    seconds: float
    side: BodySide | None = None


class HoldTimer:
    """The state machine of one hold after another.

    Attributes:
        judged: Whether form is judged now: in a hold, and not while the person comes out of it, which other
            signals than the main one tell.
    """

    def __init__(self, rule: HoldRule) -> None:
        self._rule = rule
        self._getting_up = [c for c in rule.leave if c.signal != rule.signal]
        self._entering = Lasting()
        self._leaving = Lasting()
        self._start_s = math.nan
        self._kept_s = math.nan
        self._last_s = math.nan
        self._values: Values = {}
        self._entered_s = math.nan
        self._seconds = 0.0
        self._left_s = 0.0
        self._sided_s = 0.0
        self.judged = False

    @property
    def holding(self) -> bool:
        """Whether the clock is running or forgiving a break."""
        return not math.isnan(self._start_s)

    @property
    def hold_s(self) -> float:
        """Seconds of the hold under way."""
        return self._seconds if self.holding else 0.0

    @property
    def side(self) -> BodySide | None:
        """Side that worked for most of the hold under way; None where sides do not matter."""
        if not self.holding or not self._sided_s:
            return None
        return "left" if self._left_s > self._sided_s / 2 else "right"

    def step(self, t_s: float, values: Values, working: BodySide | None = None) -> HeldSpan | None:
        """Take the values of one frame, and the side that works; return the hold that ended with it."""
        before_s, self._last_s = self._last_s, t_s
        before = self._values if t_s - before_s <= RESTART_GAP_S else {}
        self._values = dict(values)
        self.judged = self.holding and not any_holds(self._getting_up, values, {})
        if not self.holding:
            self._maybe_begin(t_s, values, before_s, before)
            self._take_side(t_s - before_s, working)
            return None
        if math.isnan(values[self._rule.signal]):
            return self.end() if t_s - self._kept_s > COAST_S else None
        leaving = bool(any_holds(self._rule.leave, values, {}))
        if self._leaving.step(t_s, leaving) >= self._rule.leave_s and leaving:
            return self.end()
        if not leaving:
            self._keep(t_s, before_s)
            self._take_side(t_s - before_s, working)
        elif before_s == self._kept_s:
            left_s = min(_passed_s(self._rule.leave, before_s, before, t_s, values), default=before_s)
            self._keep(left_s, before_s)
        return None

    def end(self) -> HeldSpan | None:
        """End the hold where it was last kept; None where none was under way or it was too short to tell."""
        if not self.holding:
            return None
        span = HeldSpan(self._start_s, self._kept_s, self._seconds, self.side)
        self._start_s = math.nan
        self._left_s = self._sided_s = 0.0
        self._entering.clear()
        self._leaving.clear()
        return span if span.seconds >= self._rule.min_s else None

    def _maybe_begin(self, t_s: float, values: Values, before_s: float, before: Values) -> None:
        inside = bool(all_hold(self._rule.enter, values, {}, self._rule.signal))
        if not inside:
            self._left_s = self._sided_s = 0.0
        held_s = self._entering.step(t_s, inside)
        if inside and self._entering.since_s == t_s:
            self._entered_s = max(_passed_s(self._rule.enter, before_s, before, t_s, values), default=t_s)
        if inside and held_s >= self._rule.enter_s:
            self._start_s = self._entered_s
            self._seconds = t_s - self._start_s
            self._kept_s = t_s

    def _keep(self, t_s: float, before_s: float) -> None:
        """Let the clock run on from the frame before, where that was kept too."""
        if before_s == self._kept_s and t_s - before_s <= COAST_S:
            self._seconds += t_s - before_s
        self._kept_s = t_s

    def _take_side(self, dt_s: float, working: BodySide | None) -> None:
        """Count the time for the side that works; a longer loss counts no more than what is forgiven."""
        if working and not math.isnan(dt_s):
            self._sided_s += min(dt_s, COAST_S)
            self._left_s += min(dt_s, COAST_S) if working == "left" else 0.0


def _passed_s(
    conditions: list[Condition],
    before_s: float,
    before: Values,
    t_s: float,
    values: Values,
) -> list[float]:
    """Return when conditions came true between two frames, as if what they look at moved evenly."""
    return [
        crossing_s(before_s, before[c.signal], t_s, values[c.signal], c.bound)
        for c in conditions
        if before and c.holds(before[c.signal]) is False and c.holds(values[c.signal])
    ]
