"""Guides the person into place, says when they are ready, notices that they left and came back."""

from __future__ import annotations

from dataclasses import dataclass, field

from posecheck.coach.channel import EPSILON_S, Offer, Rank
from posecheck.coach.words import GONE, READY, WELCOME
from posecheck.step import Cue, Step

PATIENCE_S = 1.0
GONE_PATIENCE_S = 2.0
REST_PATIENCE_S = 10.0
"""After work somebody out of position is most likely resting: do not call them back at once."""
REPEAT_S = 8.0
LATE_REPEAT_S = 30.0
PROMPT_REPEATS = 3
OTHER_NEED_GAP_S = 3.0
AWAY_S = 3.0
GREETING_STANDS_S = 4.0
REST_NEEDS = ("position", "still")


@dataclass
class PresenceWatch:
    """Offers set-up needs and greetings; its memory is plain data."""

    ready: str = READY
    _was_in_place: bool = False
    _placed_since_s: float | None = None
    _away_since_s: float | None = None
    _need_since_s: float | None = None
    _told_gone: bool = False
    _greeting: str | None = None
    _invitation: str | None = None
    _told: dict[str, tuple[float, int]] = field(default_factory=dict)

    def see(self, step: Step) -> list[Offer]:
        """Return what presence has to say at this frame."""
        self._follow(step)
        return self._need_offers(step) if step.need else self._greeting_offers(step)

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        if cue.kind != "setup":
            return
        if cue.id == "ready":
            self._greeting, self._invitation = None, cue.text
        else:
            self._told_gone = self._told_gone or cue.text == GONE
            self._told[cue.id] = (cue.t_s, self._told.get(cue.id, (0.0, 0))[1] + 1)

    def away_s(self, now_s: float) -> float:
        """Return for how long the person has been out of position [s]."""
        return 0.0 if self._away_since_s is None else now_s - self._away_since_s

    def _follow(self, step: Step) -> None:
        now = step.pose.t_s
        if step.phase in ("nobody", "setup"):
            self._away_since_s = now if self._away_since_s is None else self._away_since_s
            self._placed_since_s = None
        elif self._placed_since_s is None:
            self._arrive(now)
        if step.phase != "ready":
            self._invitation = None
        if step.need is None:
            self._need_since_s = None
        elif self._need_since_s is None:
            self._need_since_s = now

    def _arrive(self, now: float) -> None:
        if self._told_gone:
            self._greeting = WELCOME
        elif not self._was_in_place or self.away_s(now) >= AWAY_S:
            self._greeting = self.ready
        self._placed_since_s, self._away_since_s, self._was_in_place = now, None, True
        self._told_gone = False
        self._told = {need_id: (last_s, 0) for need_id, (last_s, _) in self._told.items()}

    def _need_offers(self, step: Step) -> list[Offer]:
        assert step.need is not None
        assert self._need_since_s is not None
        now = step.pose.t_s
        lasted_s = now - self._need_since_s + EPSILON_S
        gone = self._was_in_place and step.need.id == "nobody"
        cue = Cue(step.need.id, GONE if gone else step.need.cue, "setup", now)
        patience_s = self._patience_s(step.need.id)
        due = lasted_s >= patience_s and self._rested(cue, now)
        readable = lasted_s >= (patience_s if gone else min(patience_s, PATIENCE_S))
        return [Offer(Rank.SETUP, cue, due, readable, limited=False)]

    def _patience_s(self, need_id: str) -> float:
        if not self._was_in_place:
            return PATIENCE_S if self._told else 0.0
        if need_id == "nobody":
            return GONE_PATIENCE_S
        return REST_PATIENCE_S if need_id in REST_NEEDS else PATIENCE_S

    def _rested(self, cue: Cue, now: float) -> bool:
        if cue.id not in self._told:
            last_of_any_s = max((t_s for t_s, _ in self._told.values()), default=float("-inf"))
            return now - last_of_any_s >= OTHER_NEED_GAP_S - EPSILON_S
        last_s, times = self._told[cue.id]
        gap_s = REPEAT_S if times < PROMPT_REPEATS else LATE_REPEAT_S
        return now - last_s >= gap_s - EPSILON_S

    def _greeting_offers(self, step: Step) -> list[Offer]:
        now = step.pose.t_s
        if self._placed_since_s is None:
            return []
        if self._invitation:
            cue = Cue("ready", self._invitation, "setup", now)
            return [Offer(Rank.SETUP, cue, due=False, readable=True)]
        fresh = now - self._placed_since_s < GREETING_STANDS_S
        if self._greeting and fresh and (step.phase == "ready" or self._greeting == WELCOME):
            cue = Cue("ready", self._greeting, "setup", now)
            return [Offer(Rank.SETUP, cue, readable=True, limited=False)]
        return []
