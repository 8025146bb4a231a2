"""Counts any movement that repeats, without a definition: nothing is known of it but that it comes again.

The last seconds are looked at twice a second. While their swings are alike (`cycles.likeness`), the cycles in
them are told, those before the decision included; hence the first one or two come late, together. Gestures, a
walk through the picture and standing about are mostly not alike enough, or too small. One cycle alone is no
repetition; cycles longer than some 8 s are not found; walking on the spot is a repetition like any other. In
frames stretched to the person's box each, small movements look large, and gestures are often counted.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.engine.cycles import GRID_HZ, Array, Motion, motion_of

WINDOW_S = 12.0
LOOK_EVERY_S = 0.5
FIRST_LOOK_S = 3.0
SETTLE_S = 0.8
"""A turn is believed this long after it; until then the movement may still go on the same way."""
GAP_S = 0.6
"""A person who is out of sight for longer begins anew."""
SMALLEST = 0.12
"""Range of the movement over all joints [body sizes] below which it is trembling."""
ALIKE = -0.15
PLAIN = 0.6
"""Smaller movements than this [body sizes] must be more alike: hands that talk are small."""
CAUTION = 1.2
STILL_SHARE = 0.15
"""Share of a swing that still belongs to the rest before and after it."""

_LOOK = round(LOOK_EVERY_S * GRID_HZ)
_FIRST_LOOK = round(FIRST_LOOK_S * GRID_HZ)
_SAME = 3
"""Samples by which the same turn may be seen to move."""
_JOINTS = [0, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]
_NAMES = ("head", *(n for n in ("shoulders", "elbows", "hands", "hips", "knees", "feet") for _ in "lr"))


@dataclass(frozen=True, slots=True)
class Repetition:
    """One cycle of a movement: away from where it began and back.

    Attributes:
        start_s: Stream time at which it leaves.
        peak_s: Stream time at which it turns.
        end_s: Stream time at which it is back.
        moved: What moves most, in a word: head, shoulders, elbows, hands, hips, knees or feet.
    """

    start_s: float
    peak_s: float
    end_s: float
    moved: str


class AnyMovement:
    """Counts repetitions of whatever a person repeats; its state follows from the steps alone."""

    def __init__(self) -> None:
        self._grid = _Grid()
        self._told: int | None = None

    def step(self, t_s: float, points: NDArray[np.floating] | None) -> list[Repetition]:
        """Take one frame; return the repetitions that are sure now, oldest first.

        Args:
            t_s: Stream time, rising.
            points: (33, 2) or (33, 3) landmarks in any one unit; None or NaN where nobody is seen.
        """
        found = self.finish() if self._grid.lost(t_s) else []
        if points is None:
            return found
        joints = np.asarray(points, np.float64)[_JOINTS, :2]
        if np.isfinite(joints).all():
            before = self._grid.count
            self._grid.add(t_s, joints)
            if self._grid.count // _LOOK > before // _LOOK and self._grid.count >= _FIRST_LOOK:
                found += self._look(SETTLE_S)
        return found

    def finish(self) -> list[Repetition]:
        """Return what is left at the end of the stream, or of a person's stay in it."""
        self._grid.close()
        found = self._look(0.0) if self._grid.count >= 2 * GRID_HZ else []
        self._grid, self._told = _Grid(), None
        return found

    def _look(self, settle_s: float) -> list[Repetition]:
        """Return the cycles since the last one told, as far as they have settled."""
        points, first = self._grid.stretch()
        motion = motion_of(points)
        if motion is None or not repeats(motion):
            return []
        found = []
        turns, until = motion.turns, len(points) - settle_s * GRID_HZ
        for i in range(self._next_turn(turns, first), len(turns) - 2, 2):
            start, peak, end = turns[i : i + 3]
            if end <= until and (self._told is None or first + end > self._told + _SAME):
                found.append(_repetition(motion, start, peak, end, first))
                self._told = first + end
        return found

    def _next_turn(self, turns: list[int], first: int) -> int:
        """Return which turn the next cycle starts at: the one at which the last told ended, as seen now."""
        if self._told is None:
            return 0
        told = self._told - first
        nearest = min(range(len(turns)), key=lambda i: abs(turns[i] - told))
        if abs(turns[nearest] - told) <= 0.5 * float(np.median(np.diff(turns))):
            return nearest
        return next((i for i, turn in enumerate(turns) if turn > told), len(turns))


def repeats(motion: Motion) -> bool:
    """Return whether a movement is large enough, and its cycles alike enough, to be told."""
    least = ALIKE + CAUTION * max(0.0, PLAIN - motion.size)
    return motion.size > SMALLEST and motion.likeness > least


def _repetition(motion: Motion, start: int, peak: int, end: int, first: int) -> Repetition:
    """Return a cycle without the rest before and after it; `first` numbers the stretch in the stream."""
    leaves = start + _last_within(motion.course[start : peak + 1])
    back = end - _last_within(motion.course[peak : end + 1][::-1])
    start_s, peak_s, end_s = ((first + at) / GRID_HZ for at in (leaves, peak, back))
    return Repetition(start_s, peak_s, end_s, _NAMES[int(np.argmax(motion.swing))])


def _last_within(stroke: Array) -> int:
    """Return the last sample of a stroke that is still near its first."""
    near = np.abs(stroke - stroke[0]) <= STILL_SHARE * abs(stroke[-1] - stroke[0])
    return int(np.flatnonzero(near)[-1])


class _Grid:
    """Joints on an even grid of time, whatever the frame rate; short gaps bridged by straight lines."""

    def __init__(self) -> None:
        self.count = 0
        self._rows: deque[Array] = deque(maxlen=round(WINDOW_S * GRID_HZ))
        self._sizes: deque[float] = deque(maxlen=round(WINDOW_S * GRID_HZ))
        self._pending: list[tuple[float, Array]] = []
        self._last: tuple[float, Array] | None = None
        self._next = 0

    def lost(self, t_s: float) -> bool:
        """Return whether the person has been out of sight for too long."""
        return bool(self._pending) and t_s - self._pending[-1][0] > GAP_S

    def add(self, t_s: float, joints: Array) -> None:
        """Take the joints (J, 2) of one frame."""
        if self._pending and int(t_s * GRID_HZ) > int(self._pending[0][0] * GRID_HZ):
            self.close()
        self._pending.append((t_s, joints))

    def close(self) -> None:
        """Enter the mean of the frames that belong together, and the samples up to it."""
        if not self._pending:
            return
        t_s = sum(t for t, _ in self._pending) / len(self._pending)
        joints = np.mean([j for _, j in self._pending], axis=0)
        if self._last is None:
            self._next = math.ceil(t_s * GRID_HZ)
        while self._next <= t_s * GRID_HZ:
            self._enter(self._between(t_s, joints, self._next / GRID_HZ))
        self._last, self._pending = (t_s, joints), []

    def _between(self, t_s: float, joints: Array, at_s: float) -> Array:
        if self._last is None or t_s <= self._last[0]:
            return joints
        share = (at_s - self._last[0]) / (t_s - self._last[0])
        return self._last[1] + share * (joints - self._last[1])

    def _enter(self, joints: Array) -> None:
        self._rows.append(joints.ravel())
        self._sizes.append(float(np.ptp(joints, axis=0).max()))
        self._next += 1
        self.count += 1

    def stretch(self) -> tuple[Array, int]:
        """Return the window (n, 2 J) in body sizes, and the number of its first sample in the stream."""
        size = max(float(np.median(self._sizes)), 1e-6)
        return np.array(self._rows) / size, self._next - len(self._rows)
