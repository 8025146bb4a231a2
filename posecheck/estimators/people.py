"""Which of several people is the one who exercises, and how to stay with them. Pure: no clock, no picture.

At first the person with the highest `score` is chosen. From then on it is whoever is where that person was a
moment ago, until they have been gone for a while, or until somebody else clearly is the one who exercises.
The tracker follows one person only, and may hop to another or go along with a passer-by; the keeper notices,
has a look around, and says whom to aim at. Looks that can wait are taken up at the next picture, so that the
tracker need not wait for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

LOOK_EVERY_S = 2.0
"""Stream time between two looks for other people; on a fixed grid, so that any cut of a stream agrees."""
SEARCH_EVERY_S = 0.25
"""The same while the tracker moves away from where the chosen person was."""
GONE_S = 1.5
"""How long the chosen person may be out of sight before somebody else is followed."""
CLEARLY = 1.5
"""Somebody whose score is this much higher, at two regular looks in a row, is the one who exercises."""
REACH = 1.0
"""How far a torso moves between two sights of it [torso lengths]; further away is somebody else."""
SMALLEST = 0.35
"""A person smaller than this, compared with the chosen one, stands far behind and is not counted."""

_CORNERS = [11, 12, 23, 24]

Points = NDArray[np.floating]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom [image heights]."""
Look = Callable[[], Sequence["Person"]]
"""A look around that has begun; called, it waits for whom there was to see."""
BeginLook = Callable[["Person"], Look]
"""Begins to look for other people than this one; that costs time, so it is done only when needed."""


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody in view.

    Attributes:
        xy: (33, 2) image landmarks [image heights].
    """

    xy: Points

    @cached_property
    def torso(self) -> Point:
        """Vector from mid-hip to mid-shoulder [image heights]."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self._corners
        return (ax + bx - cx - dx) / 2, (ay + by - cy - dy) / 2

    @cached_property
    def centre(self) -> Point:
        """Middle of the torso [image heights]."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self._corners
        return (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4

    @cached_property
    def size(self) -> float:
        """Diagonal of the box around all landmarks [image heights]."""
        return math.hypot(*(self.xy.max(axis=0) - self.xy.min(axis=0)))

    def box(self, margin: float) -> Box:
        """Return the box around all landmarks, wider by a share of the size on every side."""
        (left, top), (right, bottom) = self.xy.min(axis=0), self.xy.max(axis=0)
        room = margin * self.size
        return float(left - room), float(top - room), float(right + room), float(bottom + room)

    def is_where(self, other: Person) -> bool:
        """Whether this may be the other person, a moment later."""
        moved = math.dist(self.centre, other.centre)
        if moved < REACH * max(math.hypot(*self.torso), math.hypot(*other.torso)):
            return True
        # A torso seen from its end is short: then a quarter of the body says how far is far.
        return moved < REACH * max(self.size, other.size) / 4

    @cached_property
    def _corners(self) -> list[list[float]]:
        """Shoulders and hips, left and right."""
        corners: list[list[float]] = self.xy[_CORNERS].tolist()
        return corners


def score(person: Person, aspect: float) -> float:
    """Return how likely a person is the one who exercises, 0..2: large, central, and on the floor.

    Size counts up to 1 (as large as the picture), being central up to a half, a level torso up to a half.

    Args:
        person: Somebody in view.
        aspect: Width of the picture [image heights].
    """
    size = min(1.0, person.size / math.hypot(aspect, 1.0))
    central = max(0.0, 1.0 - abs(person.centre[0] - aspect / 2) / (aspect / 2))
    across, along = map(abs, person.torso)
    level = across / max(across + along, 1e-6)
    return size + 0.5 * central + 0.5 * level


@dataclass(frozen=True)
class Verdict:
    """What to do about the person that the tracker sees.

    Attributes:
        act: keep them; aim the tracker at `target`; or wait for the chosen person's return.
        people: How many people are in view.
        target: Whom to aim at.
    """

    act: Literal["keep", "aim", "wait"]
    people: int
    target: Person | None = None


class Keeper:
    """Stays with one person.

    Args:
        aspect: Width of the picture [image heights].
    """

    def __init__(self, aspect: float) -> None:
        self._aspect = aspect
        self._chosen: Person | None = None
        self._seen_s = -np.inf
        self._home: Person | None = None  # the chosen person at the last regular look
        self._home_s = -np.inf  # when they were last there
        self._others = 0
        self._looked_at = self._searched_at = -1
        self._look: Look | None = None  # begun at the last picture
        self._outdone = False

    def judge(self, t_s: float, seen: Person | None, begin_look: BeginLook) -> Verdict:
        """Say whether the person that the tracker sees is the chosen one.

        Args:
            t_s: Stream time.
            seen: The person that the tracker sees.
            begin_look: How to look for others.
        """
        look, self._look = self._look, None
        if seen is None:
            return Verdict("wait", 0)
        if self._chosen is None or self._home is None or t_s - self._seen_s > GONE_S:
            return self._choose(t_s, seen, begin_look(seen)())
        if not seen.is_where(self._chosen):
            return self._find_again(t_s, seen, self._chosen, begin_look(seen)())
        if not seen.is_where(self._home):
            return self._go_along(t_s, seen, self._home, look, begin_look)
        self._home_s = t_s
        if int(t_s // LOOK_EVERY_S) != self._looked_at:
            if look is not None:
                return self._compare(t_s, seen, look())
            self._look = begin_look(seen)
        return self._keep(t_s, seen)

    def _choose(self, t_s: float, seen: Person, others: Sequence[Person]) -> Verdict:
        best = max((seen, *others), key=self._score)
        self._note(t_s, best, [person for person in (seen, *others) if person is not best])
        return self._keep(t_s, seen) if best is seen else self._aim(t_s, best)

    def _compare(self, t_s: float, seen: Person, others: Sequence[Person]) -> Verdict:
        """A regular look: who is here, and is the one who exercises perhaps another?"""
        self._note(t_s, seen, others)
        best = max((seen, *others), key=self._score)
        outdone_before = self._outdone
        self._outdone = self._score(best) > CLEARLY * self._score(seen)
        return self._aim(t_s, best) if self._outdone and outdone_before else self._keep(t_s, seen)

    def _find_again(self, t_s: float, seen: Person, chosen: Person, others: Sequence[Person]) -> Verdict:
        """The tracker has hopped."""
        for person in others:
            if person.is_where(chosen):
                return self._aim(t_s, person)
        if (
            not others and not self._others
        ):  # nobody else was or is here: they moved fast, or the film was cut
            return self._keep(t_s, seen)
        return Verdict("wait", 1 + len(others))

    def _go_along(
        self, t_s: float, seen: Person, home: Person, look: Look | None, begin_look: BeginLook
    ) -> Verdict:
        """The tracker moves away: with the chosen person, or with somebody who passed in front of them."""
        if t_s - self._home_s > LOOK_EVERY_S:
            self._home, self._home_s = seen, t_s
        elif look is not None:
            for person in look():
                if person.is_where(home):
                    return self._aim(t_s, person)
        elif int(t_s // SEARCH_EVERY_S) != self._searched_at:
            self._searched_at = int(t_s // SEARCH_EVERY_S)
            self._look = begin_look(seen)
        return self._keep(t_s, seen)

    def _score(self, person: Person) -> float:
        return score(person, self._aspect)

    def _note(self, t_s: float, chosen: Person, others: Sequence[Person]) -> None:
        self._looked_at = int(t_s // LOOK_EVERY_S)
        self._others = sum(person.size >= SMALLEST * chosen.size for person in others)
        self._home, self._home_s = chosen, t_s

    def _keep(self, t_s: float, person: Person) -> Verdict:
        self._chosen, self._seen_s = person, t_s
        return Verdict("keep", 1 + self._others)

    def _aim(self, t_s: float, person: Person) -> Verdict:
        self._chosen = self._home = person
        self._seen_s = self._home_s = t_s
        self._others = max(1, self._others)  # the one the tracker saw instead
        self._outdone = False
        return Verdict("aim", 1 + self._others, person)
