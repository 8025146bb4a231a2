"""Arithmetic of the truth table: what one clip's result is worth against its truth. No files, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.accuracy_clips import Span, TrueEvent, Truth
from posecheck.result import Fault, Hold, Rep, SessionResult

TIME_S = 0.5
HOLD_S, HOLD_SHARE = 0.5, 0.05
EDGE_S = 0.5
"""What is counted so far outside the labels is lead-in or lead-out."""
OF_THE_DOSE = {"short_hold"}
"""No false alarm where it is not labelled: clips hold for seconds what people hold for half a minute."""
Told = Rep | Hold


@dataclass
class Tally:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Take one more case."""
        self.right += right
        self.of += 1

    def __add__(self, more: Tally) -> Tally:
        """Return both together."""
        return Tally(self.right + more.right, self.of + more.of)

    @property
    def share(self) -> float | None:
        """Share of right ones, None of none."""
        return self.right / self.of if self.of else None


@dataclass
class Score:
    """What one clip showed and what was told of it.

    Attributes:
        true: Repetitions and holds that are there; None where they were not labelled.
        told: Those that were counted.
        times: Those of known times whose start and end were told within half a second.
        sides: Those of a known side that were told on it.
        holds: Holds timed within half a second or 5 %.
        hold_errors_s: By how much each hold that was found was mistimed.
        rep_holds: The same for the hold inside a repetition.
        rep_holds_off_s: By how much each of these was told longer than it is.
        partial: Partial repetitions, and those not counted.
        faults: Faults that are there, and those told.
        good: Good repetitions and holds in which a false alarm could be told.
        false_alarms: Faults told of them, or where nothing is done.
        outside: Counted where nothing may be.
        unjudged: Share of the time in position in which something needed was not seen.
        notes: What went wrong, in words.
    """

    true: int | None = None
    told: int = 0
    times: Tally = field(default_factory=Tally)
    sides: Tally = field(default_factory=Tally)
    holds: Tally = field(default_factory=Tally)
    hold_errors_s: list[float] = field(default_factory=list)
    rep_holds: Tally = field(default_factory=Tally)
    rep_holds_off_s: list[float] = field(default_factory=list)
    partial: Tally = field(default_factory=Tally)
    faults: Tally = field(default_factory=Tally)
    good: int = 0
    false_alarms: int = 0
    outside: int = 0
    unjudged: float | None = None
    notes: list[str] = field(default_factory=list)


def score(truth: Truth, result: SessionResult, counts: bool = True) -> Score:
    """Compare a result with the truth; what is only paced or logged does not count, its form is judged."""
    told: list[Told] = sorted([*result.reps, *result.holds], key=lambda event: event.start_s)
    pairs = matched(truth.events, told)
    found = Score(true=truth.count if counts else None, told=len(told))
    found.unjudged = None if result.coverage is None else 1 - result.coverage
    if counts:
        _score_counting(found, truth, told, pairs)
    if truth.judges_form and truth.count is not None:
        _score_form(found, truth, pairs, result.faults)
    return found


def matched(true: Sequence[TrueEvent], told: Sequence[Told]) -> list[Told | None]:
    """Return what was told of each true event: one each, those that overlap most first."""
    overlaps = [
        (shared, t, k)
        for t, event in enumerate(true)
        for k, other in enumerate(told)
        if (shared := overlap((event.start_s, event.end_s), (other.start_s, other.end_s))) > 0
    ]
    pairs: dict[int, int] = {}
    for _, t, k in sorted(overlaps, key=lambda item: -item[0]):
        if t not in pairs and k not in pairs.values():
            pairs[t] = k
    return [told[pairs[t]] if t in pairs else None for t in range(len(true))]


def overlap(a: Span, b: Span) -> float:
    """Return the seconds that two spans share."""
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0]))


def _score_counting(found: Score, truth: Truth, told: Sequence[Told], pairs: Sequence[Told | None]) -> None:
    if found.true is not None and found.told != found.true:
        found.notes.append(f"{found.true} there, {found.told} counted")
    for true, event in zip(truth.events, pairs, strict=True):
        _score_event(found, true, event)
    for part in truth.partial:
        _score_partial(found, part, told)
    _score_outside(found, truth, told)


def _score_event(found: Score, true: TrueEvent, told: Told | None) -> None:
    where = f"{true.start_s:.1f}-{true.end_s:.1f} s"
    in_time = told is not None and _in_time(true, told)
    found.times.add(in_time)
    if told is None:
        found.notes.append(f"nothing counted at {where}")
    elif not in_time:
        found.notes.append(f"times of {where} told as {told.start_s:.1f}-{told.end_s:.1f}")
    if true.side:
        found.sides.add(told is not None and told.side == true.side)
        if told is not None and told.side != true.side:
            found.notes.append(f"{true.side} side at {where} told as {told.side}")
    if true.seconds is not None:
        _score_hold(found, true, true.seconds, told)


def _in_time(true: TrueEvent, told: Told) -> bool:
    return max(abs(true.start_s - told.start_s), abs(true.end_s - told.end_s)) <= TIME_S


def _score_hold(found: Score, true: TrueEvent, seconds: float, told: Told | None) -> None:
    tally = found.holds if true.is_hold else found.rep_holds
    if told is None:
        tally.add(False)
        return
    held_s = told.hold_s if isinstance(told, Rep) else told.seconds
    right = abs(held_s - seconds) <= max(HOLD_S, HOLD_SHARE * seconds) + 1e-9
    tally.add(right)
    if not true.is_hold:
        found.rep_holds_off_s.append(held_s - seconds)
        return
    found.hold_errors_s.append(abs(held_s - seconds))
    if not right:
        found.notes.append(f"held {seconds:.1f} s from {true.start_s:.1f} s, told {held_s:.1f} s")


def _score_partial(found: Score, part: TrueEvent, told: Sequence[Told]) -> None:
    counted = any(part.start_s <= middle(event) <= part.end_s for event in told)
    found.partial.add(not counted)
    if counted:
        found.notes.append(f"partial one at {part.start_s:.1f}-{part.end_s:.1f} s counted")


def middle(event: Told | Fault | TrueEvent) -> float:
    """Return the middle of an event [s]."""
    return (event.start_s + event.end_s) / 2


def _score_form(found: Score, truth: Truth, pairs: Sequence[Told | None], faults: Sequence[Fault]) -> None:
    """Score faults by the events they fall on; one told where nothing is done is a false alarm."""
    done = [*truth.events, *truth.partial]
    events: list[Told | None] = [*pairs, *[None] * len(truth.partial)]
    for true, event in zip(done, events, strict=True):
        told = set(event.faults) if event else set()
        told |= {fault.id for fault in faults if _falls_on(fault, true)}
        _score_faults(found, true, told, is_partial=true in truth.partial)
    for fault in faults:
        if not any(_touches(fault, true) for true in done):
            found.false_alarms += 1
            found.notes.append(f"{fault.id} told at {fault.start_s:.1f} s, where nothing is done")


def _touches(fault: Fault, true: TrueEvent) -> bool:
    return fault.start_s <= true.end_s and fault.end_s >= true.start_s


def _falls_on(fault: Fault, true: TrueEvent) -> bool:
    """Return whether half of the fault, or of a shorter event, lies in the other."""
    shorter = min(fault.end_s - fault.start_s, true.end_s - true.start_s)
    shared = overlap((fault.start_s, fault.end_s), (true.start_s, true.end_s))
    return shared >= shorter / 2 if shorter > 0 else true.start_s <= middle(fault) <= true.end_s


def _score_faults(found: Score, true: TrueEvent, told: set[str], is_partial: bool) -> None:
    where = f"{true.start_s:.1f}-{true.end_s:.1f} s"
    for fault in sorted(true.faults):
        found.faults.add(fault in told)
        if fault not in told:
            found.notes.append(f"{fault} at {where} not told")
    if true.faults or is_partial:
        return
    told = told - OF_THE_DOSE
    found.good += 1
    found.false_alarms += len(told)
    if told:
        found.notes.append(f"{', '.join(sorted(told))} told of a good one at {where}")


def _score_outside(found: Score, truth: Truth, told: Sequence[Told]) -> None:
    """Count what lies in quiet spans, or before the first and after the last labelled event."""
    spans = [*truth.quiet]
    if truth.events:
        first = min(event.start_s for event in [*truth.events, *truth.partial])
        last = max(event.end_s for event in [*truth.events, *truth.partial])
        spans += [(-1.0, first - EDGE_S), (last + EDGE_S, float("inf"))]
    for event in told:
        if any(start <= middle(event) <= end for start, end in spans):
            found.outside += 1
            found.notes.append(f"counted outside at {event.start_s:.1f}-{event.end_s:.1f} s")
