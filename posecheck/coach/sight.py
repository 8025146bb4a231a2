"""Whether the back is seen well enough to show it and to speak of it; asked by the coach and the sinks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from posecheck.back import BackCurve
from posecheck.coach.channel import EPSILON_S, Offer, Rank
from posecheck.coach.words import SHOW_BACK
from posecheck.engine.back import TRUSTED as TRUSTED
from posecheck.step import Cue, Step

BACK_PARTS = frozenset({"back", "back_lower", "back_upper"})
"""What a fault calls the parts of the back's line, where others name landmarks."""

PATIENCE_S = 5.0
"""An arm that passes, or hangs down while somebody stands between repetitions, hides the back for less."""
STANDS_S = 4.0

_IN_POSITION = frozenset({"ready", "out", "hold", "back"})


def is_in_place(step: Step) -> bool:
    """Return whether somebody is in position and seen from the side that the exercise asks for."""
    return step.phase in _IN_POSITION and step.need is None and step.pose.seen


def trusted_back(step: Step) -> BackCurve | None:
    """Return the back of a person in place, None where it cannot be trusted.

    A raised arm may hide its upper part: what is seen, and judged, is the lower one then.
    """
    back = step.back
    if back is None or not is_in_place(step):
        return None
    return back if back.confidence >= TRUSTED else None


def is_of_back(landmarks: Sequence[str]) -> bool:
    """Return whether a fault with these landmarks is one of the back."""
    return not BACK_PARTS.isdisjoint(landmarks)


@dataclass
class BackSight:
    """Tells for how long the back of somebody in place has been out of sight."""

    _known_s: float | None = None

    def unseen_s(self, step: Step) -> float:
        """Return the seconds since the back was last trusted or not looked for; call it once a frame."""
        now = step.pose.t_s
        if self._known_s is None or trusted_back(step) or not is_in_place(step):
            self._known_s = now
        return now - self._known_s


@dataclass
class BackWatch:
    """Says once a session how to let the back be seen; that it is not seen stands on the screen anyway."""

    _sight: BackSight = field(default_factory=BackSight)
    _told_s: float | None = None

    def see(self, step: Step) -> list[Offer]:
        """Return the way out while the back is lastingly out of sight."""
        now = step.pose.t_s
        if self._sight.unseen_s(step) < PATIENCE_S - EPSILON_S:
            return []
        cue = Cue("back_unseen", SHOW_BACK, "setup", now)
        if self._told_s is None:
            return [Offer(Rank.MINOR, cue)]
        fresh = now - self._told_s < STANDS_S
        return [Offer(Rank.SETUP, cue, due=False, readable=True)] if fresh else []

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        if cue.id == "back_unseen":
            self._told_s = cue.t_s
