"""Counts repetitions that go both ways from neutral: one movement each way, in either order, makes one."""

from __future__ import annotations

import math
from dataclasses import replace

from posecheck.engine.body import BodySide
from posecheck.engine.movement import Movement, RepPhase
from posecheck.engine.ways import Ways
from posecheck.exercises.counting import Count
from posecheck.exercises.parts import Unit
from posecheck.result import Reason

PAUSE_S = 8.0
"""Who rests in neutral for longer after one way is not on the way to the other."""


class TwoWayCounter(Ways):
    """Two counters and what the first of them found while the other is awaited.

    Args:
        rule: The definition's count, with its other way.
        unit: Unit of the main signal.
        max_hold_s: By how much a hold may lengthen a repetition.

    Attributes:
        started: Whether a repetition began with the last frame.
        side: None, since its ways are no sides.
    """

    side: BodySide | None = None

    def __init__(self, rule: Count, unit: Unit, max_hold_s: float) -> None:
        super().__init__(rule.ways(), unit, max_hold_s)
        self._max_s = rule.max_s + max_hold_s
        self._enough = rule.smallest if rule.together else math.inf
        self._waiting: tuple[str, Movement] | None = None
        self.started = False

    @property
    def phase(self) -> RepPhase:
        """Where in the repetition the person is; `back` in neutral between the two ways."""
        return "back" if self._waiting and not self._moving() else super().phase

    def step(self, t_s: float, values: dict[str, float], working: BodySide | None) -> Movement | None:
        """Take the values of one frame; return a repetition, counted or rejected, that ended with it."""
        told = None
        for name, counter in self._ways.items():
            movement = counter.step(t_s, values, working)
            told = self._take(name, movement) if movement else told
        self.started = self._waiting is None and any(c.started for c in self._ways.values())
        return told or self._overdue(t_s)

    def recall(self, t_s: float, values: dict[str, float]) -> Movement | None:
        """Take the values of a frame long past, of which the working side is not known."""
        return self.step(t_s, values, None)

    def _take(self, name: str, movement: Movement) -> Movement | None:
        """Set a finished movement beside the one that waits; of two the same way the better one is kept."""
        waiting = self._waiting
        if waiting is not None and waiting[0] != name:
            self._waiting = None
            return self._both({waiting[0]: waiting[1], name: movement})
        if waiting is not None and movement.reason and not waiting[1].reason:
            return None
        self._waiting = (name, movement)
        return self._alone(*waiting) if waiting else None

    def _both(self, parts: dict[str, Movement]) -> Movement:
        parts = self._made_up(parts)
        movement = _joined(parts)
        reasons = [part.reason for part in parts.values() if part.reason]
        too_slow: Reason | None = "slow" if movement.end_s - movement.start_s > self._max_s else None
        short = tuple(name for name, part in parts.items() if part.reason == "shallow")
        return replace(movement, reason="shallow" if short else next(iter(reasons), too_slow), short=short)

    def _made_up(self, parts: dict[str, Movement]) -> dict[str, Movement]:
        """Return the parts, none of them short where both together went far enough."""
        if sum(abs(part.peak - part.rest) for part in parts.values()) < self._enough:
            return parts
        return {
            name: replace(part, reason=None) if part.reason == "shallow" else part
            for name, part in parts.items()
        }

    def _alone(self, name: str, movement: Movement) -> Movement:
        """Return a movement whose counterpart never came, as rejected."""
        short = tuple(way for way in self._ways if way != name or movement.reason == "shallow")
        return replace(_joined({name: movement}), reason="shallow", short=short)

    def _overdue(self, t_s: float) -> Movement | None:
        if self._waiting is None or self._moving() or t_s - self._waiting[1].end_s <= PAUSE_S:
            return None
        waiting, self._waiting = self._waiting, None
        return self._alone(*waiting)

    def clear(self, reason: Reason | None = None) -> Movement | None:
        """Drop the repetition under way; return it as rejected where a reason is given and it had got far."""
        parts = dict([self._waiting] if self._waiting else [])
        self._waiting = None
        for name, counter in self._ways.items():
            movement = counter.clear(reason)
            if movement:
                parts.setdefault(name, movement)
        return replace(_joined(parts), reason=reason) if parts and reason else None

    def finish(self) -> Movement | None:
        """End the stream: a repetition counts whose second way had reached its peak."""
        for name, counter in self._ways.items():
            second = self._waiting is not None and self._waiting[0] != name
            movement = counter.cut() if second else counter.finish()
            told = self._take(name, movement) if movement else None
            if told:
                return told
        waiting, self._waiting = self._waiting, None
        return self._alone(*waiting) if waiting else None


def _joined(parts: dict[str, Movement]) -> Movement:
    """Return movements that follow each other as one; its peak is the first one's."""
    in_order = sorted(parts.values(), key=lambda part: part.start_s)
    return replace(
        in_order[0],
        end_s=in_order[-1].end_s,
        hold_s=sum(part.hold_s for part in in_order),
        reason=None,
        course=tuple(sample for part in in_order for sample in part.course),
        parts=parts,
    )
