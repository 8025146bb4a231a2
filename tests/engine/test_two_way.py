"""Both ways of a repetition: what one is short of, the other may go further where the definition says so."""

from __future__ import annotations

import pytest

from posecheck.engine.two_way import TwoWayCounter
from posecheck.exercises.counting import Count
from posecheck.result import Reason
from tests.figures import rep_course

FPS = 30


def told(left: float, right: float, together: bool) -> list[Reason | None]:
    """Go so far to the left, then to the right, three times; return why each does not count."""
    rule = Count.model_validate(
        {
            "signal": "hands",
            "name": "left",
            "together": together,
            "enter": ["hands >= 0.2"],
            "peak": ["hands >= 0.5"],
            "leave": ["hands <= 0.3"],
            "done": ["hands <= 0.1"],
            "other": {
                "name": "right",
                "enter": ["hands <= -0.2"],
                "peak": ["hands <= -0.5"],
                "leave": ["hands >= -0.3"],
                "done": ["hands >= -0.1"],
            },
            "source": "made up",
        }
    )
    counter = TwoWayCounter(rule, "ratio", 0.0)
    movements = []
    for index in range(48 * FPS):
        t_s = index / FPS % 16
        hands = left * rep_course(t_s, 1) - right * rep_course(t_s, 8)
        movements.append(counter.step(index / FPS, {"hands": hands}, None))
    return [movement.reason for movement in movements if movement]


@pytest.mark.parametrize(
    ("left", "right", "apart", "together"),
    [(0.6, 0.6, None, None), (0.35, 0.9, "shallow", None), (0.45, 0.45, "shallow", "shallow")],
)
def test_one_way_makes_up_for_the_other(
    left: float, right: float, apart: Reason | None, together: Reason | None
):
    assert told(left, right, together=False) == [apart] * 3
    assert told(left, right, together=True) == [together] * 3
