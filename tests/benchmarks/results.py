"""Builds truths and results for tests of the truth table."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.accuracy_clips import TrueEvent
from posecheck.result import Fault, Hold, Rep, SessionResult


def rep(start_s: float, end_s: float, *faults: str, side: str | None = None, hold_s: float = 1.0) -> Rep:
    return Rep(1, side, start_s, (start_s + end_s) / 2, end_s, hold_s, {}, "deg", 90, {}, faults)  # type: ignore[arg-type]


def hold(start_s: float, end_s: float, seconds: float | None = None) -> Hold:
    return Hold(None, start_s, end_s, end_s - start_s if seconds is None else seconds, 90)


def fault(name: str, start_s: float, end_s: float) -> Fault:
    return Fault(name, None, "bad", start_s, end_s, "knee", 1.0, 0.5, "deg", "Straighten")


def true(start_s: float, end_s: float, *faults: str, side: str | None = None) -> TrueEvent:
    return TrueEvent(start_s, end_s, None, side, frozenset(faults))


def true_hold(start_s: float, end_s: float) -> TrueEvent:
    return TrueEvent(start_s, end_s, end_s - start_s, is_hold=True)


def result(
    reps: Sequence[Rep] = (),
    holds: Sequence[Hold] = (),
    faults: Sequence[Fault] = (),
    coverage: float | None = 1.0,
) -> SessionResult:
    return SessionResult(
        "0", {}, None, {}, coverage, {}, tuple(reps), (), tuple(holds), tuple(faults), None, {}, ()
    )
