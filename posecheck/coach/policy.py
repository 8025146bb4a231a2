"""Decides what to tell the person, and when: a pure function of the steps so far, so a replay says the same.

Time is the stream's. The policy is plain data and can be pickled between two frames.
"""

from __future__ import annotations

from typing import Protocol

from posecheck.coach.channel import EPSILON_S, Board, Channel, Offer
from posecheck.coach.faults import FaultWatch
from posecheck.coach.naming import NameWatch
from posecheck.coach.presence import PresenceWatch
from posecheck.coach.progress import HoldWatch, RepWatch
from posecheck.coach.rhythm import BeatWatch, RhythmWatch
from posecheck.coach.sight import BackWatch
from posecheck.coach.words import READY, READY_PACED
from posecheck.step import Briefing, Cue, Step

NEW_SET_AFTER_S = 5.0


class Watch(Protocol):
    """Who looks at every step for one sort of thing to say."""

    def see(self, step: Step) -> list[Offer]:
        """Return what there is to say at this frame."""
        ...

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        ...


def _progress(briefing: Briefing) -> Watch:
    """Return who says how far the person has come."""
    if briefing.counts == "cycles":
        return RhythmWatch(briefing.unit)
    if briefing.counts == "rounds":
        return BeatWatch(briefing.set_rounds)
    return RepWatch() if briefing.counts == "reps" else HoldWatch(briefing.hold_target_s)


class CuePolicy:
    """One cue at a time, the most important first, seldom the same, never late.

    Args:
        briefing: The exercise: whether it counts or holds, for how long, whether it needs the back.
        naming: Who says which exercise was recognised, in place of the invitation to begin.
    """

    def __init__(self, briefing: Briefing, naming: NameWatch | None = None) -> None:
        """Start with nothing said."""
        self._channel = Channel()
        self._board = Board()
        ready = READY_PACED if briefing.counts == "rounds" else READY
        self._presence = PresenceWatch("" if naming else ready)
        self._faults = FaultWatch()
        progress = _progress(briefing)
        of_back = (BackWatch(),) if briefing.judges_back else ()
        named = (naming,) if naming else ()
        self._watches: tuple[Watch, ...] = (*named, *of_back, self._presence, self._faults, progress)

    def step(self, step: Step) -> tuple[Cue | None, Cue | None]:
        """Return what is to be spoken at this frame, and what is to be read.

        Call it once a frame, in order. The first is set on the one frame at which speaking begins; the second
        for as long as it is to be read.
        """
        now_s = step.pose.t_s
        offers = [offer for watch in self._watches for offer in watch.see(step)]
        if self._presence.away_s(now_s) >= NEW_SET_AFTER_S - EPSILON_S:
            self._begin_set()
        say = self._channel.choose(offers, now_s)
        if say is not None:
            for watch in self._watches:
                watch.told(say)
        return say, self._board.show(offers, say, now_s)

    def _begin_set(self) -> None:
        self._channel.new_set()
        self._faults.new_set()
