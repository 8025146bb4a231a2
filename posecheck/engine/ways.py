"""Counts that go both ways from neutral: two counters on one signal, side by side, one a way."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from posecheck.engine.body import BodySide
from posecheck.engine.movement import Movement, RepPhase
from posecheck.engine.reps import RepCounter
from posecheck.exercises.counting import Count
from posecheck.exercises.parts import Unit
from posecheck.result import Reason

NEUTRAL = 0.0
"""Level at rest of a signal that is set against the person's neutral, or that is 0 in the middle."""


class Ways:
    """The counters of both ways.

    Args:
        rules: The count of each way, by name.
        unit: Unit of the main signal.
        max_hold_s: By how much a hold may lengthen a repetition.
    """

    def __init__(self, rules: dict[str, Count], unit: Unit, max_hold_s: float) -> None:
        self._ways = {name: RepCounter(rule, unit, max_hold_s, NEUTRAL) for name, rule in rules.items()}

    @property
    def phase(self) -> RepPhase:
        """Where in the movement the person is."""
        moving = self._moving()
        return moving[1].phase if moving else "ready"

    @property
    def judged_phase(self) -> RepPhase:
        """Phase by which form is judged."""
        moving = self._moving()
        return moving[1].judged_phase if moving else self.phase

    @property
    def hold_s(self) -> float:
        """Seconds of the hold in the movement under way."""
        moving = self._moving()
        return moving[1].hold_s if moving else 0.0

    def _moving(self) -> tuple[str, RepCounter] | None:
        """Return the way under way and its counter; of two, the one that is not on its way back."""
        moving = [way for way in self._ways.items() if way[1].phase != "ready"]
        return min(moving, key=lambda way: way[1].phase == "back", default=None)


class EachWay(Ways):
    """Tells every way as a repetition of its own, of the side that the way is named after.

    Args:
        rule: The definition's count, with its other way.
        unit: Unit of the main signal.
        max_hold_s: By how much a hold may lengthen a repetition.

    Attributes:
        started: Whether a repetition began with the last frame.
        side: The side moved to now, or last.
    """

    def __init__(self, rule: Count, unit: Unit, max_hold_s: float) -> None:
        whole = {name: way.model_copy(update={"min_s": rule.min_s}) for name, way in rule.ways().items()}
        super().__init__(whole, unit, max_hold_s)
        self.started = False
        self.side: BodySide | None = None

    def step(self, t_s: float, values: dict[str, float], working: BodySide | None) -> Movement | None:
        """Take the values of one frame; return a repetition, counted or rejected, that ended with it."""
        told = {name: counter.step(t_s, values, working) for name, counter in self._ways.items()}
        self.started = any(counter.started for counter in self._ways.values())
        moving = self._moving()
        self.side = cast(BodySide, moving[0]) if moving else self.side
        return _one_sided(told)

    def recall(self, t_s: float, values: dict[str, float]) -> Movement | None:
        """Take the values of a frame long past."""
        return self.step(t_s, values, None)

    def clear(self, reason: Reason | None = None) -> Movement | None:
        """Drop the repetition under way; return it as rejected where a reason is given and it had got far."""
        return _one_sided({name: counter.clear(reason) for name, counter in self._ways.items()})

    def finish(self) -> Movement | None:
        """End the stream: a repetition that had come back most of the way counts."""
        return _one_sided({name: counter.finish() for name, counter in self._ways.items()})


def _one_sided(told: dict[str, Movement | None]) -> Movement | None:
    """Return the movement that one of the ways told, as that side's; two never end at once."""
    for name, movement in told.items():
        if movement:
            return replace(movement, side=cast(BodySide, name))
    return None
