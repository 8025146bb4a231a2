"""From a body to the numbers of a definition: measured, filtered by true time, set against a reference."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

from posecheck.back import BackCurve
from posecheck.engine import geometry as geo
from posecheck.engine.back import back_value
from posecheck.engine.body import SEEN, TRACKED, Body, BodySide, other
from posecheck.engine.ends import Ends, Sample
from posecheck.engine.filters import LowPass
from posecheck.engine.geometry import Point
from posecheck.engine.neutral import RESTLESS, HeldNeutral, Standpoint
from posecheck.engine.references import (
    Alike,
    Bounce,
    Highest,
    Lopsided,
    Range,
    Reference,
    Slope,
    Unrest,
    reference_for,
)
from posecheck.exercises.schema import Exercise
from posecheck.exercises.signals import Signal

CUTOFF_HZ = 3.0
CYCLIC_CUTOFF_HZ = 6.0
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
    "swing": lambda p, _: geo.swing_deg(*p),
    "offset": _ratio(geo.offset),
    "above": _ratio(lambda a, b: a[1] - b[1]),
    "ahead": _ratio(lambda a, b: a[0] - b[0]),
    "distance": _ratio(geo.distance),
    "height": _ratio(lambda a: a[1]),
    "across": _ratio(lambda a: a[0]),
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
        cutoff_hz = CYCLIC_CUTOFF_HZ if exercise.kind == "cyclic" else CUTOFF_HZ
        self._filters = {name: LowPass(cutoff_hz) for name in self._signals}
        self._references = {name: _reference(s, exercise) for name, s in self._signals.items()}
        self._held = [r for r in self._references.values() if isinstance(r, HeldNeutral)]
        self._standpoint = Standpoint(sided=exercise.view.need != "front")
        self._main = exercise.main_signal
        self._ends = Ends(exercise.count.smallest) if exercise.count and exercise.both_ways else None
        self._whole_way = exercise.count.smallest / 2 if exercise.count and exercise.both_ways else math.nan
        self._level = math.nan
        restful = any(signal.measure == "unrest" for signal in self._signals.values())
        self._unrest = Unrest() if restful or self._held else None
        self._restless = False
        self._slopes = {name: Slope() for name, s in self._signals.items() if s.per_10_s}
        self._ranges = {name: Range(s.range_s, s.outermost) for name, s in self._signals.items() if s.range_s}
        self._highest = {name: Highest(s.highest_s) for name, s in self._signals.items() if s.highest_s}
        self._bounces = {name: Bounce(s.bounce_s) for name, s in self._signals.items() if s.bounce_s}
        self._lopsided = {name: Lopsided(s.lopsided_s) for name, s in self._signals.items() if s.lopsided_s}
        self._alike = {name: Alike(s.along_s) for name, s in self._signals.items() if s.along}
        self.working: BodySide | None = None

    def step(self, t_s: float, body: Body | None, back: BackCurve | None) -> dict[str, float]:
        """Return every signal's value, NaN where unknown.

        Args:
            t_s: Stream time.
            body: The body, None where nobody was found.
            back: The shape of its back, None where none was seen.
        """
        if body is None:
            self._level = math.nan
            return dict.fromkeys(self._signals, math.nan)
        self.working = self._pick_working(body)
        unrest = self._unrest.step(body) if self._unrest else math.nan
        self._restless = unrest > RESTLESS
        values = {
            name: self._value(name, signal, self._raw(signal, body, back, unrest), t_s) / _unit(signal, body)
            for name, signal in self._signals.items()
        }
        return values | self._along(t_s, values)

    def _along(self, t_s: float, values: dict[str, float]) -> dict[str, float]:
        """Return how alike signals move with those that they are set beside."""
        beside = {name: values[self._signals[name].along or name] for name in self._alike}
        return {name: self._alike[name].step(t_s, values[name], value) for name, value in beside.items()}

    def _pick_working(self, body: Body) -> BodySide:
        """Return the side of the limb that moves, or the near one where sides do not alternate."""
        if self._working_by is None:
            return body.near
        return picked_side(self._signals[self._working_by], body)

    def _raw(self, signal: Signal, body: Body, back: BackCurve | None, unrest: float) -> float:
        if signal.measure == "unrest":
            return unrest
        if signal.of_back:
            return back_value(signal, back)
        return (
            whole_body(signal, body)
            if signal.takes_no_side
            else measure(signal, body, self._side(signal, body))
        )

    def _value(self, name: str, signal: Signal, raw: float, t_s: float) -> float:
        value = self._filters[name].step(t_s, raw)
        reference = self._references[name]
        if name == self._main:
            self._level = value
        if reference is not None:
            change = reference.against(t_s, value)
            value = _share(value, value - change) if signal.share else change
        if signal.per_10_s:
            value = self._slopes[name].step(t_s, value)
        if signal.range_s:
            value = self._ranges[name].step(t_s, value)
        if signal.highest_s:
            value = self._highest[name].step(t_s, value)
        if signal.bounce_s:
            value = self._bounces[name].step(t_s, value)
        if signal.lopsided_s:
            value = self._lopsided[name].step(t_s, value)
        return abs(value) if signal.absolute else value

    def _side(self, signal: Signal, body: Body) -> Place:
        working = self.working or body.near
        if signal.side in ("higher", "lower"):
            return picked_side(signal, body)
        if signal.side == "mid":
            return "mid"
        if signal.side == "working":
            return working
        if signal.side == "resting":
            return other(working)
        return body.near if signal.side == "near" else other(body.near)

    def arrive(self, body: Body) -> None:
        """Take note that the person has come into position: the next still rest is their new neutral."""
        if self._standpoint.differs(body):
            self._forget()
        if self._ends:
            self._ends.clear()
        for held in self._held:
            held.renew()

    def moved(self, body: Body, resting: bool) -> bool:
        """Return whether camera or mat has moved: then there is no neutral until the next still rest.

        Nor is there a middle between ends that were seen from elsewhere.
        """
        moved = self._standpoint.moved(body, resting)
        if moved:
            self._forget()
            if self._ends:
                self._ends.clear()
        return moved

    def _forget(self) -> None:
        self._standpoint.forget()
        for held in self._held:
            held.forget()

    def recall(self, t_s: float, last: bool = False) -> list[Sample]:
        """Return the main signal's course so far where its neutral is found only now, else nothing.

        Call it once a frame while somebody is in position.

        Args:
            t_s: Stream time.
            last: Whether the stream ends.
        """
        held = self._references[self._main]
        if self._ends is None or not isinstance(held, HeldNeutral) or held.known:
            return []
        if not last:
            self._ends.step(t_s, self._level)
        middle = self._ends.middle(last)
        if math.isnan(middle):
            return []
        held.place(middle)
        return self._ends.course(middle)

    def rest(self, body: Body, back: BackCurve | None) -> None:
        """Take this body as part of the person's neutral.

        At rest both limbs stand alike and the far one is hidden, so the near one stands for either.
        """
        self._restless = self._restless or self._at_an_end(body, back)
        if self._restless:
            for held in self._held:
                held.stir()
        for name, reference in self._references.items():
            if reference is None:
                continue
            value = _at_rest(self._signals[name], body, back)
            if not isinstance(reference, HeldNeutral):
                reference.rest(body.t_s, value)
            elif not self._restless:
                reference.listen(body.t_s, value)
        self._learn(body)

    def _at_an_end(self, body: Body, back: BackCurve | None) -> bool:
        """Return whether who goes both ways rests at an end: of those seen, or a whole way from this rest.

        What is hidden is guessed at rest, and the guess of a hand that is held out may lie before the body.
        """
        if self._ends is None:
            return False
        resting = _at_rest(self._signals[self._main], body, back)
        return self._ends.holds(self._level) or abs(self._level - resting) >= self._whole_way

    def _learn(self, body: Body) -> None:
        """Let the held neutrals learn: together with the main signal, where that is one and can be seen."""
        main = self._references[self._main]
        if isinstance(main, HeldNeutral) and not math.isnan(self._level):
            main.learn(body.t_s)
            if not (main.settled or main.learnt_s == body.t_s):
                return
        for held in self._held:
            held.learn(body.t_s)
        if any(held.learnt_s == body.t_s for held in self._held):
            self._standpoint.take(body)

    def begin_hold(self) -> None:
        """Begin anew what counts from the start of a hold."""
        for reference in self._references.values():
            if reference is not None:
                reference.begin_hold(self.working or "")
        for slope in self._slopes.values():
            slope.clear()
        if self._unrest:
            self._unrest.clear()


def _reference(signal: Signal, exercise: Exercise) -> Reference | None:
    """Return what a signal is set against.

    Who passes through neutral without a rest, or goes on before it has lasted, keeps the first still one.
    """
    if signal.since == "neutral" and (
        signal.of_back or exercise.both_ways or exercise.cycle or exercise.pace
    ):
        return HeldNeutral(signal.unit)
    return reference_for(signal.since)


def _at_rest(signal: Signal, body: Body, back: BackCurve | None) -> float:
    if signal.of_back:
        return back_value(signal, back)
    if signal.takes_no_side:
        return whole_body(signal, body)
    if signal.side == "mid":  # hands that rest together hide each other by turns: their middle stays
        return measure(signal, body, "mid", TRACKED)
    return measure(signal, body, body.near)


def whole_body(signal: Signal, body: Body) -> float:
    """Return the unfiltered value of a signal of both sides together, NaN where one of them is not known."""
    if signal.measure == "turn":
        return body.sight.turn_shoulders_deg - body.sight.turn_hips_deg
    if signal.measure.startswith("turn"):
        sight = body.sight
        return sight.turn_shoulders_deg if signal.measure == "turn_shoulders" else sight.turn_hips_deg
    left, right = measure(signal, body, "left"), measure(signal, body, "right")
    return (left + right) / 2 if signal.side == "mean" else left - right


def _share(value: float, reference: float) -> float:
    return value / reference if reference else math.nan


_PLACES = ("height", "across")
_OF_BOTH = ("higher", "lower", "mean", "difference")


def measure(signal: Signal, body: Body, side: Place, least: float | None = None) -> float:
    """Return the unfiltered value of a signal on one side of the body, NaN where a point was not seen.

    Args:
        signal: What is measured.
        body: On whom.
        side: Whose points.
        least: Visibility from which a point counts as seen; as the signal has it where it is left out.
    """
    if least is None:
        least = signal.seen or (TRACKED if signal.side in _OF_BOTH else SEEN)
    key = signal.way, side, least
    value = body.known.get(key)
    if value is None:
        value = body.known[key] = _measured(signal, body, side, least)
    return value


def _measured(signal: Signal, body: Body, side: Place, least: float) -> float:
    points = []
    for joint in signal.points:
        point = body.point(joint, side, least)
        if math.isnan(point[0]):
            return math.nan
        points.append(point)
    if signal.measure == "across":
        points = [(body.heading * ahead, up) for ahead, up in points]
    elif signal.toward != "head":
        way = -1 if signal.toward == "feet" else body.left_ahead
        points = [(way * ahead, up) for ahead, up in points]
    return MEASURES[signal.measure](points, 1.0 if _in_picture(signal) else body.torso)


def _in_picture(signal: Signal) -> bool:
    """Return whether a length stays in image heights, since a torso that leans away would feign a change."""
    return signal.measure in _PLACES or signal.share


def _unit(signal: Signal, body: Body) -> float:
    """Return what a change of a height is told in, once it is known."""
    plain = not (signal.share or signal.lopsided_s)
    return body.torso if signal.measure in _PLACES and plain else 1.0


def picked_side(signal: Signal, body: Body) -> BodySide:
    """Return the side on which the signal is higher, or lower; the seen one where the other is hidden."""
    left, right = measure(signal, body, "left"), measure(signal, body, "right")
    if math.isnan(left) or math.isnan(right):
        return "right" if math.isnan(left) else "left"
    return "left" if (left > right) == (signal.side != "lower") else "right"
