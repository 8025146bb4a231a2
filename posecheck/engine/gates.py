"""Is the person in view, seen from the right side, and in position? If not, what should they do?"""

from __future__ import annotations

import math
from collections.abc import Mapping

from posecheck.engine.body import Body, BodySide, other
from posecheck.engine.filters import Lasting
from posecheck.exercises.conditions import Condition
from posecheck.exercises.schema import Exercise
from posecheck.step import Need

LOST_S = 1.5
"""A person gone for longer has left (domain reference: coast through up to 1.5 s of loss)."""
LEFT_S = 1.0
"""Who has been out of position for longer is no longer exercising."""

PARTS = {
    "nose": "face", "eye": "face", "ear": "head", "shoulder": "shoulders", "elbow": "elbows",
    "wrist": "hands", "index": "hands", "hip": "hips", "knee": "knees", "ankle": "feet", "heel": "feet",
    "foot_index": "feet",
}  # fmt: skip
"""What people call the part of the body at a landmark."""

NOBODY = Need("nobody", "Step into view")
FRAMING = Need("framing", "Step back until I see all of you")


class Gate:
    """Opens when the person is in position, closes when they leave; tells whether the view suits.

    In an unsuited view counting goes on, since large movements can be told from anywhere; form is not judged.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._view = exercise.view
        self._position = exercise.position
        self._view_need = Need("view", exercise.view.cue)
        self._position_need = Need("position", exercise.position.cue)
        self._wanted = wanted_joints(exercise)
        self._ready = Lasting()
        self._away = Lasting()
        self._gone = Lasting()
        self.open = False
        self.gone = False
        self.wide_view = False
        self.view_suits = False

    def step(self, t_s: float, body: Body | None, values: Mapping[str, float]) -> Need | None:
        """Take one frame; return what the person should do, None while all is well."""
        gone_s = self._gone.step(t_s, body is None)
        if body is None:
            self.gone = gone_s > LOST_S
            self.open = self.open and not self.gone
            self._ready.clear()
            return None if self.open else NOBODY
        self.gone = False
        self._look(body.view.off_deg(self._view.need))
        need = self._stay(t_s, values) if self.open else self._enter(t_s, values)
        return need if self.view_suits else self._view_need

    def _look(self, off_deg: float) -> None:
        self.view_suits = off_deg <= self._view.max_off_deg
        self.wide_view = off_deg > self._view.wide_off_deg

    def _enter(self, t_s: float, values: Mapping[str, float]) -> Need | None:
        need = self._what_is_missing(values)
        if self._ready.step(t_s, need is None) >= self._position.start_s and need is None:
            self.open = True
            self._away.clear()
        return need

    def _what_is_missing(self, values: Mapping[str, float]) -> Need | None:
        if _fails(self._position.start, values):
            return self._position_need
        return FRAMING if _unknown(self._position.start, values) else None

    def _stay(self, t_s: float, values: Mapping[str, float]) -> Need | None:
        if self._away.step(t_s, _fails(self._position.stay, values)) > LEFT_S:
            self.open = False
            self._ready.clear()
            return self._position_need
        return None

    def unseen(self, body: Body | None, working: BodySide | None) -> tuple[str, ...]:
        """Return the body parts that the checks need and that cannot be seen now, in words.

        Args:
            body: The body, None where nobody was found.
            working: Side of the limb that moves; None at rest, when the near side stands for both.
        """
        if body is None:
            return ()
        sides: dict[str, BodySide] = {"near": body.near, "working": working or body.near}
        sides["resting"] = other(working) if working else body.near
        missing = [PARTS[j] for j, side in self._wanted if math.isnan(body.point(j, sides[side])[0])]
        return tuple(dict.fromkeys(missing))


_LOOKED_AT = {"mid": "near", "mean": "near", "difference": "near", "higher": "working", "lower": "working"}
"""The side whose landmarks must be seen for a signal of both sides."""


def wanted_joints(exercise: Exercise) -> list[tuple[str, str]]:
    """Return the (joint, side) pairs that the count and the checks are measured on, without the far side."""
    names = {exercise.main_signal, *(check.signal for check in exercise.checks.values())}
    pairs = []
    for signal in (exercise.signals[name] for name in names):
        if signal.side != "far":
            side = _LOOKED_AT.get(signal.side, signal.side)
            pairs += [(joint, side) for joint in signal.points]
    return sorted(set(pairs))


def _fails(conditions: list[Condition], values: Mapping[str, float]) -> bool:
    return any(c.told(values) is False for c in conditions)


def _unknown(conditions: list[Condition], values: Mapping[str, float]) -> bool:
    return any(c.told(values) is None for c in conditions)
