"""The ring that fills: the same however many frames it took, and empty again for the next hold."""

from __future__ import annotations

import numpy as np

from posecheck.sinks.canvas import GREEN, SKY
from posecheck.sinks.dial import Dial

SIZE, RING = 200, 12


def share_of(dial: Dial, share: float, colour: tuple[int, int, int]) -> float:
    """Return how much of the ring has the colour when a share is filled."""
    added = dial.filled(share).add.astype(int)
    length = np.pi * (SIZE - 3 * RING)
    return (np.abs(added - colour).max(axis=2) < 12).sum() / (length * RING)


def test_the_ring_shows_the_share():
    for share in (0.1, 0.25, 0.5, 0.9):
        assert abs(share_of(Dial(SIZE, RING), share, SKY) - share) < 0.08


def test_many_small_steps_fill_it_as_one_step_does():
    slow = Dial(SIZE, RING)
    for share in np.linspace(0, 0.7, 60):
        many = slow.filled(share)
    once = Dial(SIZE, RING).filled(0.7)
    for a, b in ((many.add, once.add), (many.keep, once.keep)):
        differs = np.abs(a.astype(int) - b).max(axis=2) > 24
        assert differs.mean() < 0.01  # single pixels of its edge, where steps meet


def test_a_full_ring_is_green_and_wider():
    dial = Dial(SIZE, RING)
    assert share_of(dial, 0.999, GREEN) == 0
    assert share_of(dial, 1.0, GREEN) > 1.25
    assert share_of(dial, 1.0, SKY) == 0


def test_the_next_hold_begins_with_an_empty_ring():
    dial, fresh = Dial(SIZE, RING), Dial(SIZE, RING)
    dial.filled(1.0)
    dial.filled(0.3)
    again = dial.filled(0.1)
    once = fresh.filled(0.1)
    assert (again.add == once.add).all()
    assert (again.keep == once.keep).all()
    assert (dial.filled(0.0).add == Dial(SIZE, RING).filled(0.0).add).all()
