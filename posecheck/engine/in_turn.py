"""Tells rounds by two signals that beat in turn: small movements of which the rhythm is sure, not the size.

Feet that hardly leave the floor swing by no more than the network errs. But the near knee goes ahead with
every step of its own side, and the near arm with every step of the other, in turn and as evenly as a clock.
Hands that talk, and a body that shifts its weight, do one of both, but not both in turn. A far hand that the
network takes for the near one makes the latter beat with every step: what beats together with the near side
is left out.
"""

from __future__ import annotations

import math
from bisect import insort
from dataclasses import replace
from itertools import pairwise
from statistics import median

from posecheck.engine.alternating import lacks_between, lost_from_sight, unseen_between
from posecheck.engine.body import BodySide
from posecheck.engine.cadence import A_MINUTE_S
from posecheck.engine.cyclic import CycleCounter
from posecheck.engine.rounds import Round
from posecheck.exercises.counting import Cycle, InTurn

GAP_SHARE = 0.25
"""A beat comes no sooner after the other than this share of the time between two of its own."""
_KEPT = 2
"""So many rows of the fewest beats are looked back upon."""


class InTurnCounter:
    """Tells the beats of two signals once so many have come in turn, and evenly.

    Args:
        cycle: The cycle in whose place they are told; its cadence is theirs as well.
        rule: Which signals, and how many beats in a row.
    """

    def __init__(self, cycle: Cycle, rule: InTurn) -> None:
        self._rule, self._max_s = rule, cycle.max_s
        slowest, quickest = cycle.per_min or (A_MINUTE_S / cycle.max_s, A_MINUTE_S / cycle.min_s)
        self._both_s = 2 * A_MINUTE_S / quickest, 2 * A_MINUTE_S / slowest
        self._counters = {
            name: CycleCounter(_swing_of(cycle, name, beyond))
            for name, beyond in ((rule.near, rule.near_beyond), (rule.far, rule.far_beyond))
        }
        self._beats: list[Round] = []
        self._told_s = -math.inf

    def step(self, t_s: float, values: dict[str, float]) -> list[Round]:
        """Take the values of one frame; return the beats that are told with it, in order."""
        found = [
            beat
            for name, counter in self._counters.items()
            for beat in self._beats_of(name, counter.step(t_s, values[name]))
        ]
        return self._take(found)

    def clear(self) -> list[Round]:
        """End what goes on; return the beats that are told with that."""
        ended = [
            beat for name, counter in self._counters.items() for beat in self._beats_of(name, counter.clear())
        ]
        told = self._take(ended)
        self._beats = []
        return told

    def _beats_of(self, name: str, rounds: list[Round]) -> list[Round]:
        """Return the rounds that go ahead: the way back is where the other signal beats."""
        near = name == self._rule.near
        side: BodySide = "left" if near else "right"  # the near one's, and the other's
        sign = 1.0 if near else -1.0
        return [replace(found, side=side, by=name, sign=sign) for found in rounds if found.sign > 0]

    def _take(self, found: list[Round]) -> list[Round]:
        if not found:
            return []
        for beat in found:
            insort(self._beats, beat, key=_middle_s)
        rows = self._rows(self._apart())
        told = [beat for row in rows if len(row) >= self._rule.fewest for beat in self._new(row)]
        self._beats = self._beats[-_KEPT * self._rule.fewest :]
        return told

    def _new(self, row: list[Round]) -> list[Round]:
        """Return the beats of a row that were not told before, and take them for told."""
        new = [beat for beat in row if _middle_s(beat) > self._told_s]
        self._told_s = _middle_s(new[-1]) if new else self._told_s
        return new

    def _apart(self) -> list[Round]:
        """Return the beats without those of the far side that come together with one of the near side."""
        near_s = [_middle_s(beat) for beat in self._beats if beat.by == self._rule.near]
        if len(near_s) < 2:
            return self._beats
        together_s = GAP_SHARE * median(b - a for a, b in pairwise(near_s))
        return [
            beat
            for beat in self._beats
            if beat.by == self._rule.near or all(abs(_middle_s(beat) - at_s) >= together_s for at_s in near_s)
        ]

    def _rows(self, beats: list[Round]) -> list[list[Round]]:
        """Return beats in rows, in each of which they come in turn and evenly."""
        rows: list[list[Round]] = []
        for beat in beats:
            if rows and self._goes_on([*rows[-1], beat]):
                rows[-1].append(beat)
            elif rows and _lost_between(rows[-1], beat):
                rows[-1] += [self._unseen(rows[-1], beat), beat]
            else:
                rows.append(self._anew(rows[-1] if rows else [], beat))
        return rows

    def _unseen(self, row: list[Round], beat: Round) -> Round:
        """Return the beat of the other signal that must be between the last of a row and the next."""
        near = beat.by == self._rule.far
        by, reach = (
            (self._rule.near, self._rule.near_beyond) if near else (self._rule.far, self._rule.far_beyond)
        )
        return replace(unseen_between(row, row[-1], beat, reach), by=by)

    def _anew(self, before: list[Round], beat: Round) -> list[Round]:
        """Begin a row with a beat, and with the one before it where both may belong together."""
        pair = [*before[-1:], beat]
        return pair if len(before) > 1 and self._goes_on(pair) else [beat]

    def _goes_on(self, row: list[Round]) -> bool:
        """Return whether the last beat of a row goes on with it."""
        if row[-1].by == row[-2].by:
            return False
        at_s = [_middle_s(beat) for beat in row]
        gaps_s = [b - a for a, b in pairwise(at_s)]
        if len(row) == 2:
            return gaps_s[0] <= self._max_s
        both_s = [b - a for a, b in zip(at_s, at_s[2:], strict=False)]
        usual_s = median(both_s)
        even = abs(both_s[-1] - usual_s) <= self._rule.evenly * usual_s
        in_between = all(gap_s >= GAP_SHARE * usual_s for gap_s in gaps_s[-2:])
        return even and in_between and self._both_s[0] <= usual_s <= self._both_s[1]


def _lost_between(row: list[Round], beat: Round) -> bool:
    """Return whether one of the other signal went unseen between the last of a row and the next."""
    return lacks_between(row, row[-1], beat) and lost_from_sight(row, -beat.sign)


def _swing_of(cycle: Cycle, signal: str, beyond: float) -> Cycle:
    """Return the rule by which one of both signals swings."""
    each = {"signal": signal, "beyond": beyond, "around": "middle", "each": "half"}
    return cycle.model_copy(update=each | {"instead": None, "sided": False})


def _middle_s(beat: Round) -> float:
    return (beat.start_s + beat.end_s) / 2
