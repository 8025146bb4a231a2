"""The neutral of those who pass through it: learnt from a still start, kept until person or camera has moved.

A back that rounds and hollows by turns is in neutral for an instant only, and who tires rests in another
shape than at the start. So this neutral does not follow: it is the first still second in position.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from posecheck.engine.body import Body, BodySide
from posecheck.engine.filters import RESTART_GAP_S, Lasting
from posecheck.engine.references import NEUTRAL_WINDOW_S
from posecheck.exercises.parts import Unit

STILL_S = 1.0
"""So long at least somebody must keep still; the rest of the window makes the neutral surer."""
STILL_WITHIN: dict[Unit, float] = {"deg": 4.0, "ratio": 0.04}
"""A signal whose level differs by more between the thirds of that time is moving; a slow cat makes 8 degrees
in a second, the noise of a third's median is below 2."""
RESTLESS = 0.05
"""Unrest of the body from which it is not still (domain reference, wobble)."""
TORSO_CHANGE = 0.15
"""A torso longer or shorter in the picture by this share: camera or mat has moved."""


class HeldNeutral:
    """Against the median of the first still rest.

    Args:
        unit: Unit of the signal.

    Attributes:
        learnt_s: When the neutral was last learnt or made surer; NaN before.
    """

    def __init__(self, unit: Unit) -> None:
        self._within = STILL_WITHIN[unit]
        self._samples: deque[tuple[float, float]] = deque()
        self._neutral = math.nan
        self._fixed = False
        self.learnt_s = math.nan

    def against(self, t_s: float, value: float) -> float:
        """Return the change from neutral."""
        return value - self._neutral

    def rest(self, t_s: float, value: float) -> None:
        """Listen to a person at rest, and learn; two still seconds settle it."""
        self.listen(t_s, value)
        self.learn(t_s)

    def listen(self, t_s: float, value: float) -> None:
        """Take a value at rest."""
        if self._fixed or math.isnan(value):
            return
        if self._samples and t_s - self._samples[-1][0] > RESTART_GAP_S:
            self._samples.clear()
        self._samples.append((t_s, value))
        while t_s - self._samples[0][0] > NEUTRAL_WINDOW_S:
            self._samples.popleft()

    def learn(self, t_s: float) -> None:
        """Take what was heard as neutral, if it was still and goes on until now."""
        if self._fixed or not self._samples or self._samples[-1][0] < t_s:
            return
        span_s = t_s - self._samples[0][0]
        if span_s >= STILL_S and self._still(t_s - span_s, span_s / 3):
            self._neutral, self.learnt_s = median(v for _, v in self._samples), t_s
            self._fixed = span_s >= 0.95 * NEUTRAL_WINDOW_S

    @property
    def settled(self) -> bool:
        """Whether two still seconds have been heard."""
        return self._fixed

    @property
    def known(self) -> bool:
        """Whether there is a neutral."""
        return not math.isnan(self._neutral)

    def place(self, neutral: float) -> None:
        """Take a neutral that was found in another way, until the next still rest."""
        self._neutral = neutral

    def _still(self, since_s: float, third_s: float) -> bool:
        thirds: list[list[float]] = [[], [], []]
        for t_s, value in self._samples:
            thirds[min(2, int((t_s - since_s) / third_s))].append(value)
        levels = [median(third) for third in thirds if third]
        return len(levels) == 3 and max(levels) - min(levels) <= self._within

    def begin_hold(self, side: str) -> None:
        """Keep the neutral: a hold does not change it."""

    def stir(self) -> None:
        """Drop what was heard so far: the body moves."""
        self._samples.clear()

    def renew(self) -> None:
        """Let the next still rest replace the neutral, which stays until then."""
        self._samples.clear()
        self._fixed = False

    def forget(self) -> None:
        """Have no neutral until the next still rest."""
        self.renew()
        self._neutral = math.nan


class Standpoint:
    """From where the person was seen when the neutral was learnt.

    Two things tell that camera or mat moved: the other side is near, or the torso has another length in the
    picture. Where in the picture the person is tells nothing: a shape stays the same there.

    Args:
        sided: Whether a side is near at all: of who faces the camera it changes with every turn.
    """

    def __init__(self, sided: bool = True) -> None:
        self._sided = sided
        self._near: BodySide | None = None
        self._torso = math.nan
        self._moved = Lasting()

    def take(self, body: Body) -> None:
        """Remember from where this body is seen."""
        self._near, self._torso = body.near, body.torso

    def forget(self) -> None:
        """Remember nothing."""
        self._near, self._torso = None, math.nan

    def differs(self, body: Body, resting: bool = True) -> bool:
        """Return whether this body is seen from elsewhere; False while nothing is remembered.

        Args:
            body: The body.
            resting: Whether it rests; of a moving body left and right may be mistaken for each other.
        """
        other_side = self._sided and resting and self._near is not None and body.near != self._near
        return other_side or abs(body.torso / self._torso - 1) > TORSO_CHANGE

    def moved(self, body: Body, resting: bool) -> bool:
        """Return whether a body has been seen from elsewhere for a second; once a frame."""
        differs = self.differs(body, resting)
        return self._moved.step(body.t_s, differs) >= STILL_S and differs
