"""The truth table in short pieces: counting, times, form, joint angles, recognition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.accuracy_angles import JOINTS
from benchmarks.accuracy_cases import Case
from benchmarks.accuracy_clips import OTHER, RECOMMENDED, THIRTY_OFF
from benchmarks.accuracy_recognition import NOTHING
from benchmarks.accuracy_score import Tally
from benchmarks.accuracy_sums import Sum

VIEWS = (RECOMMENDED, THIRTY_OFF, OTHER)
NONE = ""
"""What a cell shows where there was nothing to measure."""


@dataclass(frozen=True)
class Table:
    """A table with a heading.

    Attributes:
        title: The heading.
        head: Names of the columns.
        rows: The cells.
        words: How many columns hold words, and are flush left.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 2

    def markdown(self) -> str:
        """Return it as Markdown, the heading on the fourth level."""
        lines = [self.head, ["---"] * self.words + ["--:"] * (len(self.head) - self.words), *self.rows]
        body = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        return f"#### {self.title}\n\n{body}\n"


def counting(cases: Sequence[Case]) -> Table:
    """Return how many there were and how many were counted."""
    head = (
        "exercise",
        "view",
        "clips",
        "true",
        "counted",
        "exact",
        "off by one",
        "partial refused",
        "outside",
    )

    def cells(group: Sum, is_all: bool) -> list[str]:
        judged = len(group.scores)
        clips = str(len(group.cases)) if judged == len(group.cases) else f"{judged} of {len(group.cases)}"
        exact, near = (shown(group.within(off), is_all) for off in (0, 1))
        partial, outside = shown(group.tally("partial"), is_all), str(group.total("outside"))
        if not judged:
            return [clips, NONE, problem(group), NONE, NONE, NONE, NONE]
        numbers = [str(group.true), str(group.told)] if group.counted else [NONE, "not labelled"]
        return [clips, *numbers, exact, near, partial, outside]

    return Table("Counting", head, list(_rows(cases, cells)))


def timing(cases: Sequence[Case]) -> Table:
    """Return how true times, sides and held seconds are."""
    head = (
        "exercise",
        "view",
        "times",
        "sides",
        "holds",
        "mean error s",
        "held in a repetition",
        "mean longer s",
    )

    def cells(group: Sum, is_all: bool) -> list[str]:
        times, sides, holds, inside = (
            shown(group.tally(name), is_all) for name in ("times", "sides", "holds", "rep_holds")
        )
        return [times, sides, holds, number(group.hold_error_s, 2), inside, number(group.rep_hold_off_s, 1)]

    return Table("Times and holds", head, list(_rows(_judged(cases), cells)))


def form(cases: Sequence[Case]) -> Table:
    """Return which faults were told, and which that are not there."""
    head = ("exercise", "view", "faults told", "good ones", "false alarms", "in 20 good ones", "cannot judge")

    def cells(group: Sum, is_all: bool) -> list[str]:
        return [
            shown(group.tally("faults"), is_all),
            str(group.total("good")),
            str(group.total("false_alarms")),
            number(group.false_alarms_in_20, 1),
            percent(group.unjudged),
        ]

    return Table("Form", head, list(_rows(_judged(cases), cells)))


def angles(cases: Sequence[Case]) -> Table:
    """Return the mean error of the joint angles."""

    def cells(group: Sum, _: bool) -> list[str]:
        return [number(group.joint_error_deg(joint), 1) for joint in JOINTS]

    rows = [row for row in _rows(cases, cells) if any(row[2:])]
    return Table("Joint angles on the near side, mean error in degrees", ("exercise", "view", *JOINTS), rows)


def recognition(cases: Sequence[Case]) -> Table:
    """Return how often the right exercise was named."""
    names = sorted({taken.exercise for case in cases for taken in case.recognised or ()} - {NOTHING})
    rows = []
    for name in [*names, NOTHING, None]:
        told = Sum(cases).verdicts(name)
        total = sum(told.values())
        if total:
            of_all = [
                f"{told[word]} ({percent(told[word] / total)})" for word in ("right", "wrong", "not sure")
            ]
            rows.append([f"`{name}`" if name in names else name or "**all**", str(total), *of_all])
    return Table("Recognition", ("exercise", "blocks", "right", "wrong", "not sure"), rows)


def nothing(cases: Sequence[Case]) -> Table:
    """Return what was counted in clips that show none of our exercises."""
    rows = [
        [case.clip.label, str(len(case.nothing)), ", ".join(sorted(set(case.nothing))) or "-"]
        for case in cases
        if case.nothing is not None
    ]
    return Table("Counted where nothing is done", ("clip", "events of all definitions", "which"), rows)


def _judged(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.score is not None]


Cells = Callable[[Sum, bool], list[str]]


def _rows(cases: Sequence[Case], cells: Cells) -> Iterator[list[str]]:
    """Yield a row for each exercise and view, then one for each view over all exercises."""
    told = [case for case in cases if case.clip.exercise]
    for exercise in sorted({str(case.clip.exercise) for case in told}):
        for view in VIEWS:
            group = [case for case in told if case.clip.exercise == exercise and case.view == view]
            if group:
                yield [f"`{exercise}`", view, *cells(Sum(group), False)]
    for view in VIEWS:
        group = [case for case in told if case.view == view]
        if group:
            yield ["**all**", view, *cells(Sum(group), True)]


def problem(group: Sum) -> str:
    """Return why the clips of a row were not judged."""
    told = sorted({case.problem.split(":")[0] for case in group.cases if case.problem})
    return ", ".join(told) or "not judged"


def shown(tally: Tally, with_share: bool = False) -> str:
    """Return so many of so many, with the share where asked."""
    if not tally.of:
        return NONE
    share = f" ({percent(tally.share)})" if with_share else ""
    return f"{tally.right}/{tally.of}{share}"


def percent(share: float | None) -> str:
    """Return a share as a percentage; never rounded up to 100."""
    if share is None:
        return NONE
    return "100 %" if share == 1 else f"{min(100 * share, 99.9):.{1 if share > 0.99 else 0}f} %"


def number(value: float | None, digits: int) -> str:
    """Return a number, nothing where there is none."""
    return NONE if value is None else f"{value:.{digits}f}"
