"""Adds up the scores of many clips: the numbers of one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from statistics import fmean

import numpy as np

from benchmarks.accuracy_cases import Case
from benchmarks.accuracy_score import Score, Tally


@dataclass(frozen=True)
class Sum:
    """Cases of one row.

    Attributes:
        cases: All of them; those that could not be judged count as clips alone.
    """

    cases: Sequence[Case]

    @property
    def scores(self) -> list[Score]:
        """Scores of the clips that were judged."""
        return [case.score for case in self.cases if case.score is not None]

    @property
    def counted(self) -> list[tuple[int, int]]:
        """True and told number of each clip whose number is known."""
        return [(score.true, score.told) for score in self.scores if score.true is not None]

    @property
    def true(self) -> int:
        """Repetitions and holds that are there."""
        return sum(true for true, _ in self.counted)

    @property
    def told(self) -> int:
        """Repetitions and holds that were counted."""
        return sum(told for _, told in self.counted)

    def within(self, off: int) -> Tally:
        """Return clips whose count is off by no more than that."""
        return Tally(sum(abs(true - told) <= off for true, told in self.counted), len(self.counted))

    def tally(self, name: str) -> Tally:
        """Return the sum of one of the scores' tallies."""
        tallies: list[Tally] = [getattr(score, name) for score in self.scores]
        return reduce(add, tallies, Tally())

    def total(self, name: str) -> int:
        """Return the sum of one of the scores' numbers."""
        return sum(getattr(score, name) for score in self.scores)

    @property
    def hold_error_s(self) -> float | None:
        """Mean error of the holds that were found."""
        errors = [error for score in self.scores for error in score.hold_errors_s]
        return fmean(errors) if errors else None

    @property
    def rep_hold_off_s(self) -> float | None:
        """By how much holds inside repetitions were told longer than they are, in the mean."""
        off = [seconds for score in self.scores for seconds in score.rep_holds_off_s]
        return fmean(off) if off else None

    @property
    def false_alarms_in_20(self) -> float | None:
        """False alarms in twenty good repetitions and holds."""
        good = self.total("good")
        return 20 * self.total("false_alarms") / good if good else None

    @property
    def unjudged(self) -> float | None:
        """Mean share of the time in position in which something needed was not seen."""
        shares = [score.unjudged for score in self.scores if score.unjudged is not None]
        return fmean(shares) if shares else None

    def joint_error_deg(self, joint: str) -> float | None:
        """Mean error of a joint angle over all frames."""
        errors = [case.errors[joint] for case in self.cases if len(case.errors.get(joint, ()))]
        return float(np.concatenate(errors).mean()) if errors else None

    def verdicts(self, exercise: str | None = None) -> dict[str, int]:
        """Return how many blocks were recognised right, wrong or not at all."""
        told = [
            taken.verdict
            for case in self.cases
            for taken in case.recognised or ()
            if exercise in (None, taken.exercise)
        ]
        return {word: told.count(word) for word in ("right", "wrong", "not sure")}
