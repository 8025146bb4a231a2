"""The one mouth: which of several things to say is said now, and what is on the screen meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from posecheck.coach.words import speaking_s
from posecheck.step import Cue

SAME_CUE_GAP_S = 6.0
SAME_CUE_PER_SET = 3
READABLE_S = 2.5
NEED_READABLE_S = 1.0
EPSILON_S = 1e-6
"""Timestamps are rounded; a limit of 6 s is met by 5.9999999."""


class Rank(IntEnum):
    """What goes first when several things are to be said."""

    SAFETY = 0
    SETUP = 1
    MAJOR = 2
    REACH = 3
    COUNT = 4
    PRAISE = 5
    MINOR = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that could be told at this frame.

    Attributes:
        rank: Its place in the order.
        cue: The words.
        due: Whether it may be spoken now.
        readable: Whether it may stand on the screen for as long as it is offered.
        limited: Whether the limits on repeating the same cue apply.
    """

    rank: Rank
    cue: Cue
    due: bool = True
    readable: bool = False
    limited: bool = True


@dataclass
class Channel:
    """Says one thing at a time, the same not within 6 s and at most three times a set."""

    _busy_until_s: float = float("-inf")
    _last_s: dict[str, float] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)

    def choose(self, offers: Sequence[Offer], now_s: float) -> Cue | None:
        """Return what is to be said now and occupy the channel with it."""
        if now_s < self._busy_until_s - EPSILON_S:
            return None
        allowed = [offer for offer in offers if offer.due and self._allows(offer, now_s)]
        if not allowed:
            return None
        cue = min(allowed, key=lambda offer: offer.rank).cue
        self._busy_until_s = now_s + speaking_s(cue.text)
        self._last_s[cue.id] = now_s
        self._times[cue.id] = self._times.get(cue.id, 0) + 1
        return cue

    def new_set(self) -> None:
        """Forget how often each cue was told."""
        self._times.clear()

    def _allows(self, offer: Offer, now_s: float) -> bool:
        if not offer.limited:
            return True
        rested = now_s - self._last_s.get(offer.cue.id, float("-inf")) >= SAME_CUE_GAP_S - EPSILON_S
        return rested and self._times.get(offer.cue.id, 0) < SAME_CUE_PER_SET


@dataclass
class Board:
    """Keeps what is to be read: the words just spoken, then whatever still holds."""

    _cue: Cue | None = None
    _keep_until_s: float = float("-inf")

    def show(self, offers: Sequence[Offer], said: Cue | None, now_s: float) -> Cue | None:
        """Return the cue on the screen at this frame; spoken counts are not repeated there."""
        if said and said.id != "count":
            self._put(said, now_s)
        elif self._may_change(offers, now_s):
            standing = _standing(offers)
            if _words(standing) != _words(self._cue):
                self._put(standing, now_s)
        return self._cue

    def _may_change(self, offers: Sequence[Offer], now_s: float) -> bool:
        urgent = any(offer.rank is Rank.SAFETY and offer.readable for offer in offers)
        return now_s >= self._keep_until_s - EPSILON_S or urgent

    def _put(self, cue: Cue | None, now_s: float) -> None:
        self._cue = cue
        brief = cue is None or cue.kind == "setup"
        self._keep_until_s = now_s + (NEED_READABLE_S if brief else READABLE_S)


def _words(cue: Cue | None) -> tuple[str, str] | None:
    return (cue.id, cue.text) if cue else None


def _standing(offers: Sequence[Offer]) -> Cue | None:
    readable = [offer for offer in offers if offer.readable]
    return min(readable, key=lambda offer: offer.rank).cue if readable else None
