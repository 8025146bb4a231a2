"""What a result tells beyond what each repetition told when it ended."""

from __future__ import annotations

import pytest

from posecheck.engine.ledger import Ledger
from posecheck.engine.summary import summarize
from posecheck.exercises.library import Library
from posecheck.pose import StreamInfo
from posecheck.result import Fault, Rep

ROW = Library().get("seated_row_band")


def pull(n: int, start_s: float, faults: tuple[str, ...] = ()) -> Rep:
    return Rep(n, None, start_s, start_s + 1, start_s + 3, 0.5, {"arm": 60}, "deg", 1.0, {}, faults)


def fault(id_: str, start_s: float) -> Fault:
    return Fault(id_, None, "bad", start_s, start_s + 1.5, "trunk", 66, 74, "deg", "Stay tall as you return")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (fault("lean_fwd", 4.9), [("lean_fwd",), ()]),
        (fault("lean_fwd", 5.1), [("lean_fwd",), ()]),
        (fault("lean_fwd", 2.9), [(), ()]),
        (fault("lean_fwd", 5.8), [(), ()]),
        (fault("lean_back", 5.1), [(), ()]),
        (fault("jerk", 5.1), [(), ()]),
    ],
)
def test_what_follows_the_way_back_belongs_to_it(told: Fault, expected: list[tuple[str, ...]]):
    """Of a pull with its peak at 3.0 and its end at 5.0 s: a check of the way back and the rest after it."""
    ledger = Ledger()
    ledger.add([pull(1, 2.0), told, pull(2, 7.0)])
    result = summarize(ROW, "", ledger, StreamInfo("film", 640, 480, 30.0, None), None, [])
    assert [rep.faults for rep in result.reps] == expected
