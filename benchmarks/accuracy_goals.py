"""What the programme is to reach, beside what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.accuracy_cases import ANY, Case
from benchmarks.accuracy_clips import REAL, RECOMMENDED, REPORT, SAMPLES, THIRTY_OFF, TUNE
from benchmarks.accuracy_score import Tally
from benchmarks.accuracy_sums import Sum
from benchmarks.accuracy_tables import Table, percent

REPORTED = {REPORT: "reported set", SAMPLES: "samples (tuned on)", TUNE: "tuning set"}
"""Which rendered clips speak for the goals: the first of these that there is."""


@dataclass(frozen=True)
class Goal:
    """One number to reach.

    Attributes:
        where: On which clips.
        what: What is measured.
        bound: The number, a share where `is_share`.
        reached: What was measured, None where there was nothing to measure.
        of: On how many clips, repetitions or faults; the fewer, the less it says.
        at_least: Whether more is better.
        is_share: Whether it is shown as a percentage.
    """

    where: str
    what: str
    bound: float
    reached: float | None
    of: int
    at_least: bool = True
    is_share: bool = True

    @property
    def met(self) -> bool | None:
        """Whether it was reached; None where it was not measured."""
        if self.reached is None:
            return None
        return self.reached >= self.bound if self.at_least else self.reached <= self.bound

    def row(self) -> list[str]:
        """Return the cells of the table."""
        words = {None: "not measured", True: "yes", False: "**no**"}
        reached = self._exactly(self.reached)
        return [self.where, self.what, self._bound(), reached, str(self.of), words[self.met]]

    def _exactly(self, value: float | None) -> str:
        """Return a number fine enough to tell it from the goal it missed."""
        if value is None or value == 1 or not self.is_share:
            return self._shown(value) or "-"
        missed_by_a_hair = not self.met and round(value, 3) == round(self.bound, 3)
        return f"{100 * value:.{2 if missed_by_a_hair else 1}f} %"

    def _bound(self) -> str:
        if self.is_share and self.bound == 1:
            return "all"
        if self.bound == 0:
            return "none"
        return f"{self._shown(self.bound)} or {'more' if self.at_least else 'less'}"

    def _shown(self, value: float | None) -> str:
        if self.is_share or value is None:
            return percent(value)
        return f"{value:.2f}".rstrip("0").rstrip(".")


def goals(cases: Sequence[Case], more: Sequence[Goal] = ()) -> Table:
    """Return goals beside numbers, those of label sets among them."""
    rows = [goal.row() for goal in (*_rendered(cases), *_real(cases), *_recognition(cases), *more)]
    return Table("Goals", ("clips", "what", "goal", "reached", "of", "met"), rows)


def reported_group(cases: Sequence[Case]) -> str:
    """Return the name of the rendered clips that speak for the goals."""
    there = {case.clip.group for case in cases}
    return next((group for group in REPORTED if group in there), REPORT)


def _rendered(cases: Sequence[Case]) -> list[Goal]:
    group = reported_group(cases)
    own = [case for case in cases if case.clip.group == group]
    straight = Sum([case for case in own if case.view == RECOMMENDED])
    oblique = Sum([case for case in own if case.view == THIRTY_OFF])
    where = f"rendered, {REPORTED[group]}"
    best, off = f"{where}; recommended view", f"{where}; 30 degrees off"
    return [
        _share(best, "clips counted exactly", 0.97, straight.within(0)),
        _share(best, "off by at most one", 0.99, straight.within(1)),
        _share(best, "holds within 0.5 s or 5 %", 1.0, straight.tally("holds")),
        _share(best, "faults told", 0.90, straight.tally("faults")),
        _alarms(best, straight),
        _share(off, "clips counted exactly", 0.90, oblique.within(0)),
        _alarms(off, oblique),
    ]


def _share(where: str, what: str, bound: float, reached: Tally) -> Goal:
    return Goal(where, what, bound, reached.share, reached.of)


def _alarms(where: str, group: Sum) -> Goal:
    what, reached, good = "false alarms in 20 good ones", group.false_alarms_in_20, group.total("good")
    return Goal(where, what, 1.0, reached, good, at_least=False, is_share=False)


def _real(cases: Sequence[Case]) -> list[Goal]:
    own = [case for case in cases if case.clip.group == REAL and case.clip.exercise != ANY]
    group = Sum(own)
    strays = group.total("outside") + sum(len(case.nothing or ()) for case in own) if own else None
    what = "counted in lead-in, lead-out or where nothing is done"
    return [
        _share("real", "counted exactly", 0.90, group.within(0)),
        _share("real", "off by at most one", 0.97, group.within(1)),
        Goal("real", what, 0.0, strays, len(own), at_least=False, is_share=False),
    ]


def _recognition(cases: Sequence[Case]) -> list[Goal]:
    told = Sum([case for case in cases if case.clip.group != TUNE]).verdicts()
    total, where = sum(told.values()), "rendered and real"
    right, wrong = (told[word] / total if total else None for word in ("right", "wrong"))
    return [
        Goal(where, "recognised right", 0.95, right, total),
        Goal(where, "recognised wrong", 0.02, wrong, total, at_least=False),
    ]
