"""From a finished movement or hold to what is told of it: range, tempo, faults, score."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

from posecheck.engine.holds import HeldSpan
from posecheck.engine.movement import Movement
from posecheck.engine.rules import Evidence
from posecheck.engine.score import score
from posecheck.engine.tempo import BACK_BAD, Tempo, tempo_of
from posecheck.exercises.counting import Count
from posecheck.exercises.schema import Exercise
from posecheck.exercises.signals import Signal
from posecheck.result import Event, Fault, Hold, Rejected, Rep

GENERIC_CUES = {"jerk": "Slow and smooth", "too_fast_back": "Return slowly"}
"""Checks that hold for every counted exercise (domain reference, generic checks)."""
SHORT_HOLD = "short_hold"
SHORT_SHARE = 0.6
"""A hold of less than this share of the dose was released early (domain reference, knee to chest)."""
REACH_SHARE = 0.6
"""Weight of getting there against staying there (domain reference, rep quality score)."""


def rejected(exercise: Exercise, movement: Movement) -> Rejected:
    """Return a movement that does not count, with its reason."""
    assert movement.reason is not None  # callers ask for rejected ones only
    cue = _short_cue(exercise.count, movement) if exercise.count else ""
    return Rejected(movement.side, movement.start_s, movement.end_s, movement.reason, movement.short, cue)


def generic_cues(exercise: Exercise) -> dict[str, str]:
    """Return what is said of faults that no check of the definition is about, by fault."""
    if exercise.count is None:
        return {}
    short = {SHORT_HOLD: exercise.dose.short_cue} if exercise.dose.short_cue else {}
    return short if _by_depth(exercise.signals[exercise.main_signal]) else GENERIC_CUES | short


def _by_depth(signal: Signal) -> bool:
    """Return whether a signal is told by depth: too unsteady to tell how smoothly somebody moves."""
    return signal.measure.startswith("turn")


def _tempo_of(part: Movement, signal: Signal, way: float) -> Tempo:
    tempo = tempo_of(part, signal.unit, way)
    return replace(tempo, judged=False) if _by_depth(signal) else tempo


def _short_cue(rule: Count, movement: Movement) -> str:
    """Return what the definition says of a movement that did not go far enough, if anything."""
    if movement.reason != "shallow":
        return ""
    way = movement.side if rule.each else next(iter(movement.short), None)
    return rule.ways()[way].cue if way else rule.cue


def rep_and_faults(
    exercise: Exercise, movement: Movement, evidence: dict[str, Evidence], n: int, view_suits: bool
) -> list[Event]:
    """Return the n-th repetition, after the faults of its tempo and hold; none from an unsuited view."""
    signal = movement.by or exercise.main_signal
    unit = exercise.signals[signal].unit
    parts = movement.parts.values() or [movement]
    way = sum(abs(part.peak - part.rest) for part in parts)
    tempos = [(part, _tempo_of(part, exercise.signals[signal], way)) for part in parts]
    faults = [f for part, tempo in tempos for f in _tempo_faults(exercise, part, tempo)]
    faults = [*faults, *_hold_faults(exercise, movement)] if view_suits else []
    total, rounded = score(
        _parts(exercise, movement, [tempo for _, tempo in tempos]), exercise.checks, evidence
    )
    rep = Rep(
        n=n,
        side=movement.side,
        start_s=movement.start_s,
        peak_s=movement.peak_s,
        end_s=movement.end_s,
        hold_s=movement.hold_s,
        range={signal: way},
        range_unit=unit,
        score=None if movement.by else total,
        score_parts=rounded,
        faults=(*_told(evidence), *dict.fromkeys(fault.id for fault in faults)),
        ways={name: abs(part.peak - part.rest) for name, part in movement.parts.items()},
        by=movement.by,
    )
    return [*faults, rep]


def _parts(exercise: Exercise, movement: Movement, tempos: list[Tempo]) -> dict[str, float | None]:
    """Return the shares of the score that the movement itself gives, of each way the tempo."""
    smooth = [share for tempo in tempos if (share := tempo.smoothness()) is not None]
    return {
        "range": _range_share(movement, exercise.dose.hold_s),
        "tempo": fmean(tempo.calm(exercise.dose.out_s, exercise.dose.back_s) for tempo in tempos),
        "smoothness": min(smooth, default=None),
    }


def hold(exercise: Exercise, span: HeldSpan, evidence: dict[str, Evidence]) -> Hold:
    """Return a finished hold."""
    target_s = exercise.dose.hold_s
    parts = {
        "range": min(1.0, span.seconds / target_s) if target_s else 1.0,
        "tempo": None,
        "smoothness": None,
    }
    total, rounded = score(parts, exercise.checks, evidence)
    return Hold(span.side, span.start_s, span.end_s, span.seconds, total, _told(evidence), rounded)


def _told(evidence: dict[str, Evidence]) -> tuple[str, ...]:
    return tuple(name for name, seen in evidence.items() if seen.told)


def _range_share(movement: Movement, hold_target_s: float) -> float:
    held = min(1.0, movement.hold_s / hold_target_s) if hold_target_s else 1.0
    return REACH_SHARE + (1 - REACH_SHARE) * held


def _tempo_faults(exercise: Exercise, movement: Movement, tempo: Tempo) -> list[Fault]:
    unit = exercise.signals[exercise.main_signal].unit
    if tempo.sudden:
        return [_fault(exercise, movement, "jerk", "speed", tempo.peak_speed, tempo.bad_speed, f"{unit}/s")]
    if tempo.dropped:
        share = tempo.back_share
        return [_fault(exercise, movement, "too_fast_back", "back_over_out", share, BACK_BAD, "ratio")]
    return []


def _hold_faults(exercise: Exercise, movement: Movement) -> list[Fault]:
    least_s = SHORT_SHARE * exercise.dose.hold_s
    if not exercise.dose.short_cue or movement.hold_s >= least_s:
        return []
    return [_fault(exercise, movement, SHORT_HOLD, "hold_s", movement.hold_s, least_s, "s")]


def _fault(
    exercise: Exercise, movement: Movement, id_: str, signal: str, worst: float, limit: float, unit: str
) -> Fault:
    return Fault(
        id=id_,
        side=movement.side,
        severity="bad",
        start_s=movement.start_s,
        end_s=movement.end_s,
        signal=signal,
        worst=worst,
        limit=limit,
        unit=unit,
        cue=generic_cues(exercise)[id_],
    )
