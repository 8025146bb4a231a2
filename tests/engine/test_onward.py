"""How far someone has shifted, the way they face: a glance back moves nobody, who comes back begins anew."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecheck.engine.body import BodyTracker
from posecheck.engine.signals import SignalBank
from posecheck.exercises.schema import Exercise
from posecheck.pose import LANDMARK_INDEX, PoseFrame

TORSO = 0.25
SHIFT = Exercise.model_validate(
    {
        "id": "shift",
        "name": "Shifting forward",
        "family": "half_kneeling",
        "kind": "hold",
        "setup": "Kneel",
        "signals": {"shift": {"measure": "onward", "points": ["hip"], "side": "mid", "since": "neutral"}},
        "hold": {"signal": "shift", "enter": [], "leave": [], "source": "test"},
        "dose": {"source": "test"},
    }
)


def upright(t_s: float, x: float, faces: int) -> PoseFrame:
    """Return a person upright at `x` who looks to the right (1) or to the left (-1)."""
    xy = np.full((33, 2), (x, 0.5))
    xy[0] = (x + 0.05 * faces, 0.5)
    for side in ("left", "right"):
        xy[LANDMARK_INDEX[f"{side}_hip"]] = (x, 0.5 + TORSO)
    return PoseFrame(0, t_s, xy, np.zeros((33, 3)), np.ones(33), np.zeros((0, 2)))


class Watched:
    """A bank that watches one person at 30 frames a second."""

    def __init__(self) -> None:
        self.bank, self.tracker, self.frame = SignalBank(SHIFT), BodyTracker(), 0

    def see(self, x: float, faces: int, rests: bool, arrives: bool = False) -> float:
        """Return the shift after a second at a place."""
        for i in range(30):
            self.frame += 1
            body = self.tracker.step(upright(self.frame / 30, x, faces))
            assert body
            if arrives and i == 0:
                self.bank.arrive(body)
            shift = self.bank.step(self.frame / 30, body, None)["shift"]
            if rests:
                self.bank.rest(body, None)
        return shift


@pytest.mark.parametrize("faces", [1, -1])
def test_forward_is_the_way_the_person_faces(faces: int):
    watched = Watched()
    watched.see(0.5, faces, rests=True)
    assert watched.see(0.5 + faces * 0.3 * TORSO, faces, rests=False) == pytest.approx(0.3, abs=0.01)


def test_a_glance_back_moves_nobody():
    watched = Watched()
    watched.see(0.5, 1, rests=True)
    assert watched.see(0.5, -1, rests=False) == pytest.approx(0, abs=0.01)


def test_who_comes_back_elsewhere_has_not_shifted():
    watched = Watched()
    watched.see(0.5, 1, rests=True)
    assert math.isnan(watched.see(0.8, 1, rests=False, arrives=True))
    assert watched.see(0.8, 1, rests=True) == pytest.approx(0, abs=0.01)
