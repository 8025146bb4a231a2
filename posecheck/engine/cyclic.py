"""Counts what goes to and fro without a rest: steps, strokes, turns of a pedal, each by hysteresis."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from statistics import median

from posecheck.engine.alternating import (
    FEW,
    filled,
    lacks_between,
    lost_from_sight,
    unseen_between,
    usual_s,
)
from posecheck.engine.body import BodySide
from posecheck.engine.cadence import cadence_per_min
from posecheck.engine.first_rounds import Swung, swings_of, whole_swings, without_rest
from posecheck.engine.geometry import crossing_s
from posecheck.engine.rounds import Round, Swing
from posecheck.exercises.counting import Cycle

MIDDLE_S = 3.0
"""The middle lies between both ends of the last seconds (domain reference, stationary cycling)."""
LEAVE_SHARE = 0.5
"""A swing begins and ends at this share of `beyond`, which noise about the middle does not reach."""
USUAL_SHARE = 0.4
"""A swing of less than this share of the bout's usual one is none, such as a rest beside the middle."""
EVEN_SHARE = 0.5
"""The same for whole rounds, since a crank makes each as large as the last: the far leg, taken for the near
one on its way, makes up to 0.45 of a large swing (measured on rendered clips)."""
GOES_ON_SHARE = 0.75
"""Share of `beyond` that is enough while a bout goes on, since not every step is as large as the others."""
STAYS_SHARE = 0.7
"""Who rests at an end, and comes to stay as far out as this share of the usual, has done the last round."""
GROWN = 1.05
SOON_SHARE = SMALL_SHARE = 0.6
"""Sooner after the last to its side, and smaller, than this share of the usual is an error of the network: no
one doubles the cadence from one step to the next by halving the steps."""
LATE = 2.0
"""What takes longer than so many of the usual rounds is no last round, but a shift of weight at rest."""
RECENT = 10
"""Rounds over which the cadence of the moment is told (domain reference, walking)."""


class CycleCounter:
    """Tells each round of a cyclic movement; the first ones of a bout once there are enough of them.

    Attributes:
        active: Whether a bout goes on.
        since_s: When it began.
    """

    def __init__(self, rule: Cycle) -> None:
        self._rule = rule
        self._leave = LEAVE_SHARE * rule.beyond
        self._window: deque[tuple[float, float]] = deque()
        self._past: deque[tuple[float, float]] = deque()
        self._rests_out = False
        self._begun_sign = 0.0
        self._before: tuple[float, float] | None = None
        self._swing: Swing | None = None
        self._first: Swing | None = None
        self._slight: Round | None = None
        self._closed_by = 0.0
        self._recent: deque[Round] = deque(maxlen=RECENT + 2)
        self.since_s = math.nan
        self._latest_s = math.nan
        self.active = False

    @property
    def cadence_per_min(self) -> float | None:
        """Rounds a minute over the last ten of this bout; None between bouts."""
        return cadence_per_min([r.start_s for r in self._recent], self._rule) if self.active else None

    def step(self, t_s: float, value: float) -> list[Round]:
        """Take one value, NaN where unknown; return the rounds that are told with it."""
        last = self._pause() if t_s - self._latest_s > self._rule.max_s else []
        if math.isnan(value):
            return last
        middle, was_active = self._middle(t_s, value), self.active
        before = self._before or (t_s, value)
        self._before = t_s, value
        self._remember(t_s, value)
        told = self._follow((before[0], before[1] - middle), (t_s, value - middle), value)
        if self.active and not was_active and self._rule.each == "half":
            told = self._begun(middle)
        return last + told

    def _remember(self, t_s: float, value: float) -> None:
        """Keep the time in which a bout can begin before it is known to be one."""
        self._past.append((t_s, value))
        while t_s - self._past[0][0] > self._rule.fewest * self._rule.max_s:
            self._past.popleft()

    def _begun(self, middle: float) -> list[Round]:
        """Return the first rounds of a bout, counted again about the middle known by now; none if too few."""
        swings = swings_of([(t_s, value - middle) for t_s, value in self._past], self._leave)
        swings = [swing for swing in swings if swing.peak[1] >= self._rule.beyond]
        swings = whole_swings(swings, self._rule.min_s)
        kept, self._rests_out = without_rest(swings) if swings else ([], False)
        rounds = filled(self._in_a_row([self._round(swing) for swing in kept]), self._leave)
        self._recent.clear()
        self._recent.extend(rounds)
        self.active = len(rounds) >= self._rule.fewest - 1
        self.since_s = rounds[0].start_s if rounds else math.nan
        self._begun_sign = rounds[0].sign if rounds else 0.0
        return rounds if self.active else []

    def _round(self, swing: Swung) -> Round:
        peak_s, reach = swing.peak
        return Round(swing.start_s, peak_s, swing.back_s, reach, self._side(swing.sign), swing.sign)

    def _in_a_row(self, rounds: list[Round]) -> list[Round]:
        """Return those that follow each other as the rounds of a bout do, up to the last of them."""
        row: list[Round] = []
        for found in rounds:
            if row and self._is_part_of(row[-1], found):
                continue
            if row and found.start_s - row[-1].end_s > self._rule.max_s:
                row = []
            row.append(found)
        return row

    def _is_part_of(self, before: Round, found: Round) -> bool:
        """Return whether a round follows too soon; to the same side, whether there was time for the other."""
        if found.sign and found.sign == before.sign:
            later_s = found.start_s - before.end_s
        else:  # where the middle is off, one starts late; where it peaks does not depend on the middle
            later_s = max(found.start_s - before.start_s, found.peak_s - before.peak_s)
        twitch = found.end_s - found.start_s < self._rule.min_s / 2
        return twitch or later_s < self._rule.min_s

    def _breaks_rhythm(self, found: Round) -> bool:
        """Return whether a half round is both too soon and too small for those to its side so far."""
        alike = [r for r in self._recent if r.sign == found.sign]
        if not found.sign or len(alike) < FEW:
            return False
        small = found.reach < SMALL_SHARE * median(r.reach for r in alike)
        return small and found.peak_s - alike[-1].peak_s < SOON_SHARE * usual_s(alike)

    def _side(self, sign: float) -> BodySide | None:
        side: BodySide = "left" if sign > 0 else "right"
        return side if self._rule.sided else None

    def clear(self) -> list[Round]:
        """End the bout: the person has left; return a round that was all but complete."""
        last = self._pause()
        self._swing = self._before = None
        self._window.clear()
        return last

    def _pause(self) -> list[Round]:
        """End the bout; a whole round that stays at its second end is the last of it."""
        first, swing = self._first, self._swing
        last: list[Round] = self._last_half(swing) if swing and self._rule.each == "half" else []
        if first and swing and swing.sign != first.sign and not math.isnan(swing.reached_s):
            reach = first.reach + swing.reach
            in_time = swing.grown_s - first.start_s <= self._rule.max_s
            end_s = swing.grown_s if in_time else swing.reached_s
            last = self._add(Round(first.start_s, first.peak_s, end_s, reach, None))
        self.active = False
        self._recent.clear()
        self._first = self._slight = None
        self._closed_by, self._latest_s = 0.0, math.nan
        self._past.clear()
        if swing:
            swing.stale = True
        return last

    def _last_half(self, swing: Swing) -> list[Round]:
        """Return the half round that did not come back to the middle, since the body rests beside it.

        A bout that began on the side of the rest has all of that side's already: then it is the rest.
        """
        if swing.stale or not self.active or swing.reach < self._least:
            return []
        to_rest = self._rests_out and swing.sign != self._begun_sign
        stays = to_rest and swing.reach >= STAYS_SHARE * self._usual
        end_s = swing.grown_s if stays else swing.back_s
        longest_s = LATE * median(r.end_s - r.start_s for r in self._recent)
        if stays and end_s - swing.start_s > longest_s:  # further than usual goes the rest, as it drifts
            end_s = swing.usual_s
        if not end_s - swing.start_s <= longest_s:
            return []
        return self._add(
            Round(swing.start_s, swing.peak_s, end_s, swing.reach, self._side(swing.sign), swing.sign)
        )

    @property
    def _usual(self) -> float:
        """How far the rounds of this bout go as a rule; 0 between bouts."""
        return median(found.reach for found in self._recent if found.seen) if self.active else 0.0

    @property
    def _least(self) -> float:
        """How far a swing must go to be one."""
        if self._rule.each == "whole":
            return max(self._rule.beyond, EVEN_SHARE / 2 * self._usual)
        enough = GOES_ON_SHARE if self.active else 1.0
        return max(enough * self._rule.beyond, USUAL_SHARE * self._usual)

    def _middle(self, t_s: float, value: float) -> float:
        if self._rule.around == "zero":
            return 0.0
        self._window.append((t_s, value))
        while t_s - self._window[0][0] > MIDDLE_S:
            self._window.popleft()
        values = [v for _, v in self._window]
        return (min(values) + max(values)) / 2

    def _follow(self, before: tuple[float, float], now: tuple[float, float], value: float) -> list[Round]:
        """Follow the swing under way to its end, and the next from its beginning."""
        told: list[Round] = []
        t_s, out = now
        ended_s = -math.inf
        if self._swing:
            self._come_back(self._swing, t_s, value)
        if self._swing and self._swing.sign * out < self._leave:
            ended_s = crossing_s(*before, *now, self._swing.sign * self._leave)
            told = self._ended(self._swing, ended_s)
            self._swing = None
        if self._swing is None and abs(out) >= self._leave:
            sign = math.copysign(1.0, out)
            begun_s = crossing_s(*before, *now, sign * self._leave)
            self._swing = Swing(sign, max(begun_s, ended_s), t_s, 0.0)  # the middle may have moved meanwhile
        if self._swing and self._swing.sign * out > self._swing.reach:
            self._swing.peak = value
            self._reach(self._swing, t_s, abs(out))
        return told

    @staticmethod
    def _come_back(swing: Swing, t_s: float, value: float) -> None:
        """Take note of since when a swing has lost half of its reach."""
        if not swing.sign * (swing.peak - value) >= swing.reach / 2:
            swing.back_s = math.nan
        elif math.isnan(swing.back_s):
            swing.back_s = t_s

    def _reach(self, swing: Swing, t_s: float, reach: float) -> None:
        """Take note of how far a swing has gone, and whether that is far enough."""
        swing.peak_s, swing.reach, swing.back_s = t_s, reach, math.nan
        if reach >= GROWN * swing.grown:
            swing.grown, swing.grown_s = reach, t_s
        if self.active and reach >= self._usual and math.isnan(swing.usual_s):
            swing.usual_s = t_s
        if reach < self._rule.beyond:
            return
        if math.isnan(swing.reached_s):
            swing.reached_s = t_s
        if math.isnan(self._latest_s) and not swing.stale:
            self._latest_s = swing.start_s

    def _ended(self, swing: Swing, end_s: float) -> list[Round]:
        """Take a finished swing; return the rounds that are told with it."""
        if swing.stale:
            return []
        if self._rule.each == "half":
            return self._ended_half(swing, end_s)
        if swing.reach < self._least:
            return []
        self._latest_s = end_s
        first, self._first = self._first, None
        if (
            first is None and swing.sign == self._closed_by
        ):  # the end of the last round, cut in two by an error
            return []
        if first is None or first.sign == swing.sign or self._too_long(first, swing):
            self._first = swing
            return []
        self._closed_by = swing.sign
        return self._add(Round(first.start_s, first.peak_s, end_s, first.reach + swing.reach, None))

    def _ended_half(self, swing: Swing, end_s: float) -> list[Round]:
        """Take a finished half round; who rests beside the middle is back no later than the way out took."""
        side = self._side(swing.sign)
        found = Round(swing.start_s, swing.peak_s, end_s, swing.reach, side, swing.sign)
        if swing.reach < self._least:
            self._slight = found
            return []
        if math.isnan(swing.back_s):  # only the middle has moved
            return []
        found = replace(found, end_s=min(end_s, 2 * swing.back_s - swing.peak_s))
        self._latest_s = found.end_s
        slight, self._slight = self._slight, None
        between = self._between(slight, found)
        self._recent.extend(between)
        told = self._add(found)
        if not told:  # then nothing need be between
            for _ in between:
                self._recent.pop()
        return [*between, *told] if told else []

    def _between(self, slight: Round | None, found: Round) -> list[Round]:
        """Return the half round that must be between two of the other side, slight or unseen."""
        last = self._recent[-1] if self.active else None
        if not last or not lacks_between(self._recent, last, found):
            return []
        if slight and slight.sign == -found.sign and slight.start_s >= last.end_s:
            return [slight]
        lost = lost_from_sight(self._recent, -found.sign)
        return [unseen_between(self._recent, last, found, self._leave)] if lost else []

    def _too_long(self, first: Swing, second: Swing) -> bool:
        """Return whether both swings take too long for one round; from peak to peak is half of it."""
        return 2 * (second.peak_s - first.peak_s) > self._rule.max_s

    def _add(self, found: Round) -> list[Round]:
        """Take a round into the bout; return it, or all so far where they have become enough."""
        if self._recent and (self._is_part_of(self._recent[-1], found) or self._breaks_rhythm(found)):
            return []
        if not self._recent:
            self.since_s = found.start_s
        self._recent.append(found)
        if self.active:
            return [found]
        self.active = len(self._recent) >= self._rule.fewest
        return list(self._recent) if self.active else []
