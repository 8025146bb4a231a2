"""Says which exercise was recognised, once; of a heavy one, for whom it is."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.coach.channel import Offer, Rank
from posecheck.step import Cue, Step

STANDS_S = 4.0
CARE = "Only without pain."
"""Nobody could be asked before: which exercise it would be was not known."""


@dataclass
class NameWatch:
    """Offers the name of the exercise until it was said, for a few seconds at most.

    Attributes:
        name: The exercise in words.
        high_load: Not for who has pain now.
    """

    name: str
    high_load: bool = False
    _since_s: float | None = None
    _told: bool = False

    def see(self, step: Step) -> list[Offer]:
        """Return the name while it is new."""
        now_s = step.pose.t_s
        self._since_s = now_s if self._since_s is None else self._since_s
        if now_s - self._since_s > STANDS_S:
            return []
        text = f"{self.name}. {CARE}" if self.high_load else f"{self.name}."
        cue = Cue("name", text, "setup", now_s)
        return [Offer(Rank.SETUP, cue, due=not self._told, readable=True, limited=False)]

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        self._told = self._told or cue.id == "name"
