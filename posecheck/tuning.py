"""Shows what every signal did in each repetition, beside the file's thresholds, for setting them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.engine.assessor import Assessor
from posecheck.engine.signals import column
from posecheck.exercises.library import require_seen
from posecheck.exercises.parts import Unit
from posecheck.exercises.schema import Exercise, JudgedPhase
from posecheck.exercises.sense import all_conditions
from posecheck.pose import PoseFrame
from posecheck.result import Side

PERCENTILES = (0, 5, 50, 95, 100)


@dataclass(frozen=True)
class Stretch:
    """A part of the track: a repetition, a rejected one, a hold, or the whole; times in stream seconds."""

    label: str
    side: Side | None
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Spread:
    """How a signal was spread over a stretch; NaN where it was never seen."""

    lowest: float
    p5: float
    median: float
    p95: float
    highest: float


@dataclass(frozen=True)
class SignalTuning:
    """One signal: its thresholds in the file, and its spread in every stretch."""

    name: str
    unit: Unit
    thresholds: tuple[str, ...]
    spreads: tuple[tuple[Stretch, Spread], ...]


def tune(
    exercise: Exercise, poses: Iterable[PoseFrame], phase: JudgedPhase | None = None
) -> list[SignalTuning]:
    """Apply a definition to a track and measure every signal in every stretch.

    Args:
        exercise: The definition.
        poses: The track.
        phase: Only frames that the checks judge as this phase; None for all.

    Raises:
        UsageError: No camera can see the exercise.
    """
    require_seen(exercise)
    run = _Run(exercise, poses, phase)
    return [
        SignalTuning(
            name=column(name, signal),
            unit=signal.unit,
            thresholds=tuple(thresholds(exercise, name)),
            spreads=tuple((stretch, run.spread(column(name, signal), stretch)) for stretch in run.stretches),
        )
        for name, signal in exercise.signals.items()
    ]


class _Run:
    """The values of one track under one definition."""

    def __init__(self, exercise: Exercise, poses: Iterable[PoseFrame], phase: JudgedPhase | None) -> None:
        assessor = Assessor(exercise)
        steps, judged = [], []
        for pose in poses:
            steps.append(assessor.step(pose))
            judged.append(assessor.judged_phase)
        assessor.finish()
        self._t_s = np.array([step.pose.t_s for step in steps])
        self._wanted = np.array([phase is None or phase == now for now in judged], bool)
        names = assessor.briefing().signals
        self._values = {name: np.array([step.values[name] for step in steps]) for name in names}
        self.stretches = [*_stretches(assessor), *self._whole()]

    def _whole(self) -> list[Stretch]:
        return [Stretch("whole", None, float(self._t_s[0]), float(self._t_s[-1]))] if len(self._t_s) else []

    def spread(self, name: str, stretch: Stretch) -> Spread:
        """Return the spread of one signal over one stretch."""
        inside = (self._t_s >= stretch.start_s) & (self._t_s <= stretch.end_s) & self._wanted
        return spread(self._values[name][inside])


def _stretches(assessor: Assessor) -> list[Stretch]:
    """Return repetitions, rejected ones and holds in order of time."""
    ledger = assessor.ledger
    found = [Stretch(f"rep {rep.n}", rep.side, rep.start_s, rep.end_s) for rep in ledger.reps]
    found += [Stretch(r.reason, r.side, r.start_s, r.end_s) for r in ledger.rejected]
    found += [Stretch(f"hold {n}", h.side, h.start_s, h.end_s) for n, h in enumerate(ledger.holds, 1)]
    return sorted(found, key=lambda stretch: stretch.start_s)


def spread(values: NDArray[np.float64]) -> Spread:
    """Return minimum, percentiles and maximum of the known values."""
    known = values[np.isfinite(values)]
    if not len(known):
        return Spread(*[float("nan")] * len(PERCENTILES))
    return Spread(*(float(v) for v in np.percentile(known, PERCENTILES)))


def thresholds(exercise: Exercise, name: str) -> Iterator[str]:
    """Yield every number of the file that bounds a signal, by its key."""
    for key, conditions in all_conditions(exercise):
        bounds = (bound for c in conditions for bound in c.bounds())
        yield from (f"{key} {str(c).partition(' ')[2]}" for c in bounds if c.signal == name)
    for check_id, check in exercise.checks.items():
        if check.signal == name:
            for edge in ("min", "max"):
                ok, warn = getattr(check, f"ok_{edge}"), getattr(check, f"warn_{edge}")
                if ok is not None:
                    yield f"{check_id}: ok_{edge} {ok:g}, warn_{edge} {warn:g}"
