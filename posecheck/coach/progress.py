"""Says what was done: counts repetitions, tells how a hold is getting on, encourages after a near miss."""

from __future__ import annotations

from dataclasses import dataclass, field

from posecheck.coach.channel import EPSILON_S, Offer, Rank
from posecheck.coach.words import FAST, HALFWAY, HOLD_BEGINS, SHALLOW, number_words, seconds_words
from posecheck.result import Rejected, Rep
from posecheck.step import Cue, Step

COUNT_STANDS_S = 0.5
NEAR_MISS_STANDS_S = 1.5
_NEAR_MISSES = {"shallow": (Rank.REACH, SHALLOW), "fast": (Rank.MINOR, FAST)}


@dataclass
class RepWatch:
    """Offers the number of each completed repetition, briefly, and a word after a rejected one."""

    _count: Cue | None = None
    _near_miss: Cue | None = None

    def see(self, step: Step) -> list[Offer]:
        """Return what there is to say about repetitions at this frame."""
        now = step.pose.t_s
        for event in step.events:
            if isinstance(event, Rep):
                self._count, self._near_miss = Cue("count", number_words(event.n), "count", now), None
            elif isinstance(event, Rejected) and event.reason in _NEAR_MISSES:
                text = event.cue or _NEAR_MISSES[event.reason][1]
                self._near_miss = Cue(event.reason, text, "fault", now)
        self._drop_stale(now)
        offers = []
        if self._count:
            offers.append(Offer(Rank.COUNT, Cue("count", self._count.text, "count", now), limited=False))
        if self._near_miss:
            miss = self._near_miss
            offers.append(Offer(_NEAR_MISSES[miss.id][0], Cue(miss.id, miss.text, "fault", now)))
        return offers

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        if cue.id == "count":
            self._count = None
        elif cue.id in _NEAR_MISSES:
            self._near_miss = None

    def _drop_stale(self, now_s: float) -> None:
        if self._count and now_s - self._count.t_s > COUNT_STANDS_S + EPSILON_S:
            self._count = None
        if self._near_miss and now_s - self._near_miss.t_s > NEAR_MISS_STANDS_S + EPSILON_S:
            self._near_miss = None


BEGUN_S = 0.3
BEGIN_STANDS_S = 2.0
MARK_STANDS_S = 3.0
MARK_GAP_S = 5.0
LONG_HOLD_S = 20.0
BEYOND_TARGET_EVERY_S = 10.0


@dataclass
class HoldWatch:
    """Offers word of a hold under way: begun, halfway, at the target, and every ten seconds beyond.

    A person in a plank sees no screen; these are their clock.
    """

    target_s: float
    _done: set[float] = field(default_factory=set)
    _last_said_s: float = float("-inf")
    _last_hold_s: float = 0.0

    def see(self, step: Step) -> list[Offer]:
        """Return what there is to say about the hold at this frame."""
        if step.hold_s < self._last_hold_s:
            self._done.clear()
        self._last_hold_s = step.hold_s
        mark_s = self._mark(step.hold_s)
        too_soon = step.pose.t_s - self._last_said_s < MARK_GAP_S - EPSILON_S
        if mark_s is None or step.phase != "hold" or too_soon:
            return []
        return [Offer(Rank.COUNT, self._cue(mark_s, step.pose.t_s), limited=False)]

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        mark_s = self._mark(self._last_hold_s)
        if cue.id in ("hold", "finish") and mark_s is not None:
            self._done.add(mark_s)
            self._last_said_s = cue.t_s

    def _mark(self, hold_s: float) -> float | None:
        """Return the mark that was passed a moment ago and not told yet, by its second of the hold."""
        for mark_s in self._marks(hold_s):
            stands_s = BEGIN_STANDS_S if mark_s == BEGUN_S else MARK_STANDS_S
            passed = mark_s - EPSILON_S <= hold_s <= mark_s + stands_s
            if passed and mark_s not in self._done:
                return mark_s
        return None

    def _marks(self, hold_s: float) -> list[float]:
        target_s = self.target_s
        marks = [] if 0 < target_s < MARK_GAP_S + BEGIN_STANDS_S else [BEGUN_S]
        if target_s >= LONG_HOLD_S:
            marks.append(target_s / 2)
        if target_s > 0:
            marks.append(target_s)
        beyond = max(0.0, hold_s - target_s) // BEYOND_TARGET_EVERY_S
        return [*marks, target_s + beyond * BEYOND_TARGET_EVERY_S] if beyond else marks

    def _cue(self, mark_s: float, now_s: float) -> Cue:
        if mark_s == BEGUN_S:
            return Cue("hold", HOLD_BEGINS, "count", now_s)
        if mark_s == self.target_s:
            return Cue("finish", f"{seconds_words(mark_s)} Rest when you like.", "count", now_s)
        text = HALFWAY if mark_s < self.target_s else seconds_words(mark_s)
        return Cue("hold", text, "count", now_s)
