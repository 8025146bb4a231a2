"""A torso that looks shorter must not feign a change, and who leans back keeps looking the same way."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecheck.engine.body import BodyTracker
from posecheck.engine.signals import SignalBank
from posecheck.exercises.schema import Exercise
from posecheck.pose import LANDMARK_INDEX, PoseFrame

TALL = Exercise.model_validate(
    {
        "id": "tall",
        "name": "Sitting tall",
        "family": "seated",
        "kind": "hold",
        "setup": "Sit",
        "signals": {
            "share": {
                "measure": "above",
                "points": ["shoulder", "hip"],
                "side": "mid",
                "since": "neutral",
                "share": True,
            },
            "hips": {"measure": "height", "points": ["hip"], "side": "mid", "since": "neutral"},
        },
        "hold": {"signal": "hips", "enter": [], "leave": [], "source": "test"},
        "dose": {"source": "test"},
    }
)
HIP = (0.5, 0.8)
TORSO = 0.25


def sitting(t_s: float, torso: float = TORSO, lean_deg: float = 0.0) -> PoseFrame:
    """Return a person who looks to the right, the shoulders a torso above the hips, leaning back."""
    tip = (
        HIP[0] - torso * math.sin(math.radians(lean_deg)),
        HIP[1] - torso * math.cos(math.radians(lean_deg)),
    )
    xy = np.full((33, 2), tip)
    xy[0] = (tip[0] + 0.05, tip[1])
    for side in ("left", "right"):
        xy[LANDMARK_INDEX[f"{side}_hip"]] = HIP
    return PoseFrame(0, t_s, xy, np.zeros((33, 3)), np.ones(33), np.zeros((0, 2)))


def test_a_slump_is_seen_and_feigns_no_drop_of_the_hips():
    bank, tracker = SignalBank(TALL), BodyTracker()
    for i in range(60):
        seen = tracker.step(sitting(i / 30))
        assert seen
        bank.step(i / 30, seen, None)
        bank.rest(seen, None)
    for i in range(60, 240):
        seen = tracker.step(sitting(i / 30, 0.8 * TORSO))
        values = bank.step(i / 30, seen, None)
    assert values["share"] == pytest.approx(0.8, abs=0.005)
    assert values["hips"] == pytest.approx(0, abs=0.005)


@pytest.mark.parametrize(("lean_deg", "heading"), [(0, 1), (-30, 1), (30, 1), (60, -1)])
def test_who_leans_back_looks_the_same_way_who_lies_down_has_the_head_there(lean_deg: int, heading: int):
    tracker = BodyTracker()
    tracker.step(sitting(0.0))
    seen = tracker.step(sitting(0.1, lean_deg=lean_deg))
    assert seen
    assert seen.heading == heading


@pytest.mark.parametrize("lean_deg", [-25, 0, 25])
def test_who_leans_from_the_first_picture_on_looks_where_the_face_is(lean_deg: int):
    seen = BodyTracker().step(sitting(0.0, lean_deg=lean_deg))
    assert seen
    assert seen.heading == 1
