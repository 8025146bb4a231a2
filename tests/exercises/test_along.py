"""A signal that is set beside another names one that is there and is a plain one."""

from __future__ import annotations

import pytest

from posecheck.exercises.library import Library
from posecheck.exercises.sense import nonsense

SWIMMING = Library().get("pilates_swimming")


@pytest.mark.parametrize(("along", "problem"), [("kik", "kik"), ("hand_with_foot", "plain")])
def test_beside_nothing_or_itself_is_a_problem(along: str, problem: str):
    beside = SWIMMING.signals["hand_with_foot"].model_copy(update={"along": along})
    wrong = SWIMMING.model_copy(update={"signals": SWIMMING.signals | {"hand_with_foot": beside}})
    assert nonsense(SWIMMING) == []
    assert [problem in text for text in nonsense(wrong)] == [True]
