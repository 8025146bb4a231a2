"""Judges checks: a bound on one signal in named phases, told only when it lasts."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from posecheck.exercises.parts import Unit
from posecheck.exercises.schema import Check, Exercise
from posecheck.exercises.signals import Signal
from posecheck.result import Fault, Level, Side

PERSIST_S = {"A": 0.5, "B": 0.5, "C": 1.5, "D": 1.5}
"""How long a fault must last, by class of measurement (domain reference, rule 3)."""
TOLERANCE: dict[str, dict[Unit, float]] = {
    "A": {"deg": 5, "ratio": 0.04},
    "B": {"deg": 8, "ratio": 0.06},
    "C": {"deg": 12, "ratio": 0.10},
    "D": {"deg": 18, "ratio": 0.15},
}
"""Tolerance bands by class (domain reference, classes used)."""
WIDE_VIEW_SHARE = 0.5
"""In an oblique view the bounds move out by half a tolerance (domain reference, view gate: times 1.5)."""
DEG_PER_BOW = 458.0
"""Turning of an arc over its height in shares of its chord (domain reference, circle geometry)."""
DECAY = 1.5
"""Time inside the bounds counts against time outside by this, so that 60 % of a window outside is told."""

LONGEST_STEP_S = 0.5
"""What lies between two frames further apart was not seen."""


@dataclass
class Evidence:
    """What was seen of one check since the repetition or hold began, in seconds."""

    judged_s: float = 0.0
    known_s: float = 0.0
    points_s: float = 0.0
    bad_s: float = 0.0
    told: bool = False


@dataclass
class _Watch:
    """The persistence of one check."""

    strain_s: float = 0.0
    since_s: float = math.nan
    worst: float = math.nan
    active: bool = False
    evidence: Evidence = field(default_factory=Evidence)


class RuleBook:
    """All checks of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.checks = exercise.checks
        self._signals = exercise.signals
        self._watches = {name: _Watch() for name in exercise.checks}
        self._t_s = self._begun_s = math.nan

    def begin(self, since_s: float = math.nan) -> None:
        """Begin to gather evidence anew: a repetition, a hold or a bout starts.

        Args:
            since_s: Where frames already past are to be judged again: when the first of them was.
        """
        if not math.isnan(since_s):
            self._t_s = math.nan
        self._begun_s = since_s if not math.isnan(since_s) else self._t_s
        for watch in self._watches.values():
            watch.evidence = Evidence(told=watch.active)

    def evidence(self) -> dict[str, Evidence]:
        """Return what was gathered since `begin`, by check."""
        return {name: watch.evidence for name, watch in self._watches.items()}

    def active(self) -> dict[str, float]:
        """Return the faults present now: check id to the time it began."""
        return {name: watch.since_s for name, watch in self._watches.items() if watch.active}

    def step(
        self, t_s: float, phase: str, values: dict[str, float], wide_view: bool, side: Side | None
    ) -> list[Fault]:
        """Judge one frame; return the faults that ended with it."""
        dt_s = 0.0 if math.isnan(self._t_s) else min(t_s - self._t_s, LONGEST_STEP_S)
        self._t_s = t_s
        ended = []
        for name, check in self.checks.items():
            given = [c.told(values) for c in check.given]
            due = phase in check.when
            if due and False in given:
                _ease(self._watches[name], dt_s)
            elif due:
                silent = None in given or self._broken(check.unless, values)
                value = math.nan if silent else values[check.signal]
                self._judge(name, check, t_s, dt_s, value, wide_view)
            if self._over(name, due):
                ended.append(self._end(name, t_s, side))
        return [fault for fault in ended if fault]

    def finish(self, side: Side | None) -> list[Fault]:
        """End the stream: return the faults still present."""
        return [
            f
            for name, w in self._watches.items()
            if w.active
            for f in [self._end(name, self._t_s, side)]
            if f
        ]

    def _broken(self, name: str | None, values: dict[str, float]) -> bool:
        """Return whether a check is seen to be broken now, or was told in this repetition or hold."""
        if name is None:
            return False
        watch = self._watches[name]
        seen = not math.isnan(values[self.checks[name].signal])
        return watch.evidence.told or (seen and watch.strain_s > 0)

    def _judge(self, name: str, check: Check, t_s: float, dt_s: float, value: float, wide_view: bool) -> None:
        watch = self._watches[name]
        watch.evidence.judged_s += dt_s
        if math.isnan(value):
            return
        slack = WIDE_VIEW_SHARE * tolerance(check, self._signals[check.signal]) if wide_view else 0.0
        points = points_of(check, value, slack)
        bad = points < 0.5
        watch.evidence.known_s += dt_s
        watch.evidence.points_s += points * dt_s
        watch.evidence.bad_s += dt_s if bad else 0.0
        self._strain(watch, check, t_s, dt_s, value, bad)

    def _strain(self, watch: _Watch, check: Check, t_s: float, dt_s: float, value: float, bad: bool) -> None:
        if bad:
            if math.isnan(watch.since_s):
                watch.since_s = self._since_s(check, t_s)
            watch.worst = worse(check, watch.worst, value)
            watch.strain_s = min(watch.strain_s + dt_s, persist_s(check) + 0.5)
        else:
            _ease(watch, dt_s)
        if watch.strain_s >= persist_s(check):
            watch.active = watch.evidence.told = True

    def _since_s(self, check: Check, t_s: float) -> float:
        """Return since when it is so: what is measured over a window tells of all of it."""
        window_s = self._signals[check.signal].window_s
        return max(t_s - window_s, min(self._begun_s, t_s)) if window_s else t_s

    def _over(self, name: str, due: bool) -> bool:
        watch = self._watches[name]
        return not math.isnan(watch.since_s) and (not due or watch.strain_s == 0.0)

    def _end(self, name: str, t_s: float, side: Side | None) -> Fault | None:
        watch, check = self._watches[name], self.checks[name]
        fault = None
        if watch.active:
            high = check.warn_max is not None and watch.worst > check.warn_max
            limit = check.warn_max if high else check.warn_min
            assert limit is not None  # a check that was broken has the bound it broke
            unit = self._signals[check.signal].unit
            level: Level = "bad" if check.grade in "AB" else "warn"
            fault = Fault(
                name, side, level, watch.since_s, t_s, check.signal, watch.worst, limit, unit, check.cue
            )
        watch.strain_s, watch.since_s, watch.worst, watch.active = 0.0, math.nan, math.nan, False
        return fault


def _ease(watch: _Watch, dt_s: float) -> None:
    """Let a fault fade; so also where it is not asked for, since noise alone may do that for a frame."""
    watch.strain_s = max(watch.strain_s - DECAY * dt_s, 0.0)


def persist_s(check: Check) -> float:
    """Return how long a fault must last before it is told [s]."""
    return PERSIST_S[check.grade] if check.lasts_s is None else check.lasts_s


def tolerance(check: Check, signal: Signal) -> float:
    """Return the tolerance of a check in its signal's unit."""
    if signal.measure == "back_bow":
        return TOLERANCE[check.grade]["deg"] / DEG_PER_BOW
    return TOLERANCE[check.grade][signal.unit]


def points_of(check: Check, value: float, slack: float = 0.0) -> float:
    """Return 1 inside the fine range, 1 to 0.5 across the warning band, 0.5 to 0 across the next as wide.

    Args:
        check: The bounds.
        value: The signal's value, known.
        slack: By how much the bounds are moved outwards, in the signal's unit.
    """
    points = 1.0
    if check.ok_max is not None and check.warn_max is not None:
        points = min(points, _across(value - slack - check.ok_max, check.warn_max - check.ok_max))
    if check.ok_min is not None and check.warn_min is not None:
        points = min(points, _across(check.ok_min - value - slack, check.ok_min - check.warn_min))
    return points


def _across(beyond: float, band: float) -> float:
    return min(1.0, max(0.0, 1.0 - 0.5 * beyond / band))


def worse(check: Check, a: float, b: float) -> float:
    """Return the value that breaks the check more; NaN gives way."""
    if math.isnan(a):
        return b
    return a if points_unclipped(check, a) <= points_unclipped(check, b) else b


def points_unclipped(check: Check, value: float) -> float:
    """Return how far a value is inside the bounds, in warning bands; negative outside."""
    inside = math.inf
    if check.ok_max is not None and check.warn_max is not None:
        inside = min(inside, (check.warn_max - value) / (check.warn_max - check.ok_max))
    if check.ok_min is not None and check.warn_min is not None:
        inside = min(inside, (value - check.warn_min) / (check.ok_min - check.warn_min))
    return inside
