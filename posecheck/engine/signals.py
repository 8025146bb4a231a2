"""From a body to the numbers of a definition: measured, filtered by true time, set against a reference."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

from posecheck.engine import geometry as geo
from posecheck.engine.body import SEEN, TRACKED, Body, BodySide, other
from posecheck.engine.filters import LowPass
from posecheck.engine.geometry import Point
from posecheck.engine.references import Slope, Unrest, reference_for
from posecheck.exercises.schema import Exercise, Signal

CUTOFF_HZ = 3.0
"""Low-pass of every signal (domain reference, rule 6 of the tolerance bands)."""


Place = BodySide | Literal["mid"]


def _ratio(function: Callable[..., float]) -> Callable[[list[Point], float], float]:
    return lambda points, torso: function(*points) / torso


MEASURES: dict[str, Callable[[list[Point], float], float]] = {
    "angle": lambda p, _: geo.angle_deg(*p),
    "angle_above": lambda p, _: geo.angle_above_deg(*p),
    "angle_below": lambda p, _: 360 - geo.angle_above_deg(*p),
    "inclination": lambda p, _: geo.inclination_deg(*p),
    "pitch": lambda p, _: geo.pitch_deg(*p),
    "offset": _ratio(geo.offset),
    "above": _ratio(lambda a, b: a[1] - b[1]),
    "ahead": _ratio(lambda a, b: a[0] - b[0]),
    "distance": _ratio(geo.distance),
}
"""Value of each measure from its points [image heights] and the torso's length."""


def column(name: str, signal: Signal) -> str:
    """Return the name of the signal with its unit, as tables show it."""
    return name if name.endswith(f"_{signal.unit}") else f"{name}_{signal.unit}"


class SignalBank:
    """Measures every signal of one exercise on every frame."""

    def __init__(self, exercise: Exercise) -> None:
        self._signals = exercise.signals
        self._working_by = exercise.working
        self._filters = {name: LowPass(CUTOFF_HZ) for name in self._signals}
        self._references = {name: reference_for(s.since) for name, s in self._signals.items()}
        self._unrest = Unrest()
        self._slopes = {name: Slope() for name, s in self._signals.items() if s.per_10_s}
        self.working: BodySide | None = None

    def step(self, t_s: float, body: Body | None) -> dict[str, float]:
        """Return every signal's value, NaN where unknown."""
        if body is None:
            return dict.fromkeys(self._signals, math.nan)
        self.working = self._pick_working(body)
        unrest = self._unrest.step(body)
        return {name: self._value(name, s, body, unrest, t_s) for name, s in self._signals.items()}

    def _pick_working(self, body: Body) -> BodySide:
        """Return the side of the limb that moves, or the near one where sides do not alternate."""
        if self._working_by is None:
            return body.near
        return higher_side(self._signals[self._working_by], body)

    def _value(self, name: str, signal: Signal, body: Body, unrest: float, t_s: float) -> float:
        raw = unrest if signal.measure == "unrest" else self._measured(signal, body)
        value = self._filters[name].step(t_s, raw)
        reference = self._references[name]
        if reference is not None:
            value = reference.against(t_s, value)
        if signal.per_10_s:
            value = self._slopes[name].step(t_s, value)
        return abs(value) if signal.absolute else value

    def _measured(self, signal: Signal, body: Body) -> float:
        return measure(signal, body, self._side(signal, body))

    def _side(self, signal: Signal, body: Body) -> Place:
        working = self.working or body.near
        if signal.side == "higher":
            return higher_side(signal, body)
        sides: dict[str, Place] = {"near": body.near, "far": other(body.near), "mid": "mid"}
        return sides.get(signal.side) or (working if signal.side == "working" else other(working))

    def rest(self, body: Body) -> None:
        """Take this body as part of the person's neutral.

        At rest both limbs stand alike and the far one is hidden, so the near one stands for either.
        """
        for name, reference in self._references.items():
            if reference is not None:
                signal = self._signals[name]
                side: Place = "mid" if signal.side == "mid" else body.near
                reference.rest(body.t_s, measure(signal, body, side))

    def begin_hold(self) -> None:
        """Begin anew what counts from the start of a hold."""
        for reference in self._references.values():
            if reference is not None:
                reference.begin_hold()
        for slope in self._slopes.values():
            slope.clear()
        self._unrest.clear()


def measure(signal: Signal, body: Body, side: Place) -> float:
    """Return the unfiltered value of a signal on one side of the body, NaN where a point was not seen."""
    least = TRACKED if signal.side == "higher" else SEEN
    points = [body.point(joint, side, least) for joint in signal.points]
    if any(math.isnan(p[0]) for p in points):
        return math.nan
    if signal.toward == "feet":
        points = [(-ahead, up) for ahead, up in points]
    return MEASURES[signal.measure](points, body.torso)


def higher_side(signal: Signal, body: Body) -> BodySide:
    """Return the side on which the signal is higher; the seen one where the other is hidden."""
    left, right = measure(signal, body, "left"), measure(signal, body, "right")
    if math.isnan(left) or math.isnan(right):
        return "right" if math.isnan(left) else "left"
    return "left" if left > right else "right"
