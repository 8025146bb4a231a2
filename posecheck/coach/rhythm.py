"""Accompanies what goes on for minutes: the time and cadence now and then, or each beat of a pace."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.coach.channel import EPSILON_S, Offer, Rank
from posecheck.coach.words import cadence_words, minutes_words, set_done
from posecheck.step import Beat, Cue, Step

EVERY_S = 60.0
MINUTE_STANDS_S = 3.0
BEAT_STANDS_S = 1.5
"""A beat that could not be said by then comes too late."""
DONE_STANDS_S = 3.0


@dataclass
class RhythmWatch:
    """Offers minutes and cadence once a minute; to call each step would be noise."""

    unit: str
    _minutes: int = 0
    _told_minutes: int = 0

    def see(self, step: Step) -> list[Offer]:
        """Return what there is to say about the rhythm at this frame."""
        rhythm = step.rhythm
        if rhythm is None or rhythm.cadence_per_min is None:
            return []
        self._minutes = int((rhythm.active_s + EPSILON_S) // EVERY_S)
        late_s = rhythm.active_s - self._minutes * EVERY_S
        if self._minutes <= self._told_minutes or late_s > MINUTE_STANDS_S:
            return []
        words = f"{minutes_words(self._minutes)}, {cadence_words(rhythm.cadence_per_min, self.unit)}."
        return [Offer(Rank.COUNT, Cue("cadence", words, "count", step.pose.t_s), limited=False)]

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        if cue.id == "cadence":
            self._told_minutes = self._minutes


@dataclass
class BeatWatch:
    """Offers each beat at its time, and a rest after the set."""

    rounds: int
    _beat: tuple[int, int] | None = None
    _since_s: float = float("-inf")
    _fresh: bool = False

    def see(self, step: Step) -> list[Offer]:
        """Return what there is to say about the pace at this frame."""
        now = step.pose.t_s
        beat = (step.beat.round, step.beat.n) if step.beat else None
        if beat != self._beat:
            self._beat, self._since_s, self._fresh = beat, now, step.phase == "hold"
        if step.beat:
            return [self._offer(step.beat, now)]
        done = self._fresh and now - self._since_s <= DONE_STANDS_S + EPSILON_S
        cue = Cue("finish", set_done(self.rounds), "count", now)
        return [Offer(Rank.COUNT, cue, limited=False)] if done else []

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        if cue.id in ("beat", "finish"):
            self._fresh = False

    def _offer(self, beat: Beat, now_s: float) -> Offer:
        due = self._fresh and now_s - self._since_s <= BEAT_STANDS_S + EPSILON_S
        return Offer(Rank.COUNT, Cue("beat", beat.say, "count", now_s), due, readable=True, limited=False)
