"""What a repetition, or a paced stretch, is set against: the level at rest."""

from __future__ import annotations

import pytest

from posecheck.engine.assessor import Assessor
from posecheck.engine.reps import RepCounter
from posecheck.exercises.conditions import parse_condition
from posecheck.exercises.counting import Count
from posecheck.exercises.library import Library
from tests.figures import bridge_film, rep_course

RULE = Count.model_validate(
    {
        "signal": "trunk",
        "enter": ["trunk >= 30"],
        "peak": ["trunk >= 60"],
        "leave": ["trunk <= 50"],
        "done": ["trunk <= 20"],
        "source": "made up",
    }
)
"""Bounds that are plain numbers, so that no condition follows the level at rest."""


def test_every_range_counts_from_rest_and_not_from_where_the_one_before_was_done():
    counter = RepCounter(RULE, "deg", 2.0)
    movements = []
    for index in range(30 * 24):
        t_s = index / 30
        movement = counter.step(t_s, {"trunk": 70 * rep_course(t_s % 8, 1)}, None)
        movements += [movement] if movement else []
    assert [m.rest for m in movements] == pytest.approx([0, 0, 0], abs=1)
    assert movements[1].start_s - movements[0].start_s == pytest.approx(8, abs=0.05)


def test_limbs_taken_for_each_other_for_three_frames_are_no_level_at_rest():
    """The trunk reads 40 degrees too low for a fifth of a second before the second repetition."""
    from_rest = RULE.model_copy(
        update={
            "enter": [parse_condition("trunk >= rest + 15")],
            "done": [parse_condition("trunk <= rest + 9")],
        }
    )
    counter = RepCounter(from_rest, "deg", 2.0)
    told = []
    for index in range(15 * 24):
        t_s = index / 15
        glitch = -40.0 if 8.4 <= t_s < 8.6 else 0.0
        told.append(counter.step(t_s, {"trunk": 70 * rep_course(t_s % 8, 1) + glitch}, None))
    assert [m.reason for m in told if m] == [None] * 3


def test_who_moves_before_the_pace_begins_is_still_told_what_moved():
    """Bridges from two seconds on, while the first beat comes later: neutral is the still start.

    Hips that rise swing the thighs too, which is told once.
    """
    assessor = Assessor(Library().get("pelvic_tilt"))
    for pose in bridge_film(2):
        assessor.step(pose)
    assessor.finish()
    assert {fault.id for fault in assessor.ledger.faults} == {"becomes_bridge"}
