"""Two signals that beat in turn are steps; one alone, uneven or together they are none."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable

import numpy as np
import pytest

from posecheck.engine.filters import LowPass
from posecheck.engine.in_turn import InTurnCounter
from posecheck.engine.leading import LeadingCounter
from posecheck.engine.rounds import Round
from posecheck.engine.signals import CYCLIC_CUTOFF_HZ
from posecheck.exercises.counting import Cycle, InTurn

TURNS = InTurn(near="knee", near_beyond=0.02, far="hand", far_beyond=0.06, source="test")
STEPS = Cycle(
    signal="lift",
    around="middle",
    beyond=0.05,
    name="step",
    sided=True,
    min_s=0.15,
    source="test",
    instead=TURNS,
)
Course = Callable[[float], float]
STILL: Course = lambda _t_s: 0.0  # noqa: E731


def beating(
    beats: int, stride_s: float, size: float, from_s: float, lag_s: Callable[[int], float] | None = None
):
    """Return a signal that goes up and back within half of every stride and rests in the other half."""

    def at(t_s: float) -> float:
        k = int((t_s - from_s) // stride_s)
        since_s = t_s - from_s - k * stride_s - (lag_s(k) if lag_s else 0.0)
        inside = 0 <= k < beats and 0 <= since_s < stride_s / 2
        return size * math.sin(2 * math.pi * since_s / stride_s) ** 2 if inside else 0.0

    return at


def count(counter, length_s: float, fps: float = 30, noise: float = 0.004, **courses: Course) -> list[Round]:
    """Return what is told of courses by name; those left out stay still."""
    smooth, rng = (
        {name: LowPass(CYCLIC_CUTOFF_HZ) for name in ("lift", "knee", "hand")},
        np.random.default_rng(1),
    )
    told: list[Round] = []
    for t_s in np.arange(0, length_s, 1 / fps):
        values = {
            name: one.step(t_s, courses.get(name, STILL)(t_s) + rng.normal(0, noise))
            for name, one in smooth.items()
        }
        told += counter.step(t_s, values)
    return told + counter.clear()


def shuffling(strides: int, stride_s: float) -> dict[str, Course]:
    return {
        "knee": beating(strides, stride_s, 0.08, 1.0),
        "hand": beating(strides, stride_s, 0.4, 1.0 + stride_s / 2),
    }


@pytest.mark.parametrize("fps", [15, 30, 60])
@pytest.mark.parametrize("stride_s", [0.9, 1.2, 1.8])
def test_beats_in_turn_are_steps_of_both_sides(fps: float, stride_s: float):
    told = count(InTurnCounter(STEPS, TURNS), 8 * stride_s + 3, fps, **shuffling(8, stride_s))
    assert [(r.side, r.by) for r in told] == [("left", "knee"), ("right", "hand")] * 8
    middles = [(r.start_s + r.end_s) / 2 for r in told]
    assert middles == pytest.approx([1.0 + stride_s * (0.25 + k / 2) for k in range(16)], abs=0.12)


def test_a_far_hand_taken_for_the_near_one_beats_for_nobody():
    """The near hand goes ahead with the far foot; the far hand, taken for it, with the near foot."""
    steps = shuffling(8, 1.2)
    own, other = steps["hand"], beating(8, 1.2, 0.35, 1.0)
    told = count(InTurnCounter(STEPS, TURNS), 13, knee=steps["knee"], hand=lambda t_s: own(t_s) + other(t_s))
    assert [(r.side, r.by) for r in told] == [("left", "knee"), ("right", "hand")] * 8


@pytest.mark.parametrize("only", ["knee", "hand"])
def test_one_signal_alone_is_no_step(only: str):
    course = {only: shuffling(8, 1.2)[only]}
    assert count(LeadingCounter(STEPS, TURNS), 13, **course) == []


def test_both_together_are_no_steps():
    both = {"knee": beating(8, 1.2, 0.08, 1.0), "hand": beating(8, 1.2, 0.4, 1.0)}
    assert count(LeadingCounter(STEPS, TURNS), 13, **both) == []


def test_uneven_beats_are_no_steps():
    def late_s(k: int) -> float:
        return 0.9 * (k % 2)

    uneven = {"knee": beating(6, 2.0, 0.08, 1.0, late_s), "hand": beating(6, 2.0, 0.4, 2.0)}
    assert count(LeadingCounter(STEPS, TURNS), 15, **uneven) == []


def test_five_beats_are_too_few():
    few = {"knee": beating(3, 1.2, 0.08, 1.0), "hand": beating(2, 1.2, 0.4, 1.6)}
    assert count(LeadingCounter(STEPS, TURNS), 8, **few) == []


def test_no_step_is_counted_by_both():
    lift = lambda t_s: 0.3 * math.sin(math.pi * (t_s - 1) / 0.6) if 1 <= t_s < 10.6 else 0.0  # noqa: E731
    told = count(LeadingCounter(STEPS, TURNS), 14, lift=lift, **shuffling(8, 1.2))
    assert len(told) == 16
    assert {r.by for r in told} == {None}


def test_a_bout_by_each_is_told_by_each():
    from_s = 20.0
    lift = lambda t_s: 0.3 * math.sin(math.pi * (t_s - from_s) / 0.6) if from_s <= t_s < 26 else 0.0  # noqa: E731
    counter = LeadingCounter(STEPS, TURNS)
    told = count(counter, 30, lift=lift, **shuffling(8, 1.2))
    assert [r.by for r in told] == ["knee", "hand"] * 8 + [None] * 10


def test_it_is_told_alike_after_a_pause_of_the_program():
    courses, counter, told = shuffling(8, 1.2), LeadingCounter(STEPS, TURNS), []
    for t_s in np.arange(0, 13, 1 / 30):
        counter = pickle.loads(pickle.dumps(counter))
        told += counter.step(t_s, {"lift": 0.0} | {name: course(t_s) for name, course in courses.items()})
    assert len(told) == 16
    assert told == _plain(courses)


def _plain(courses: dict[str, Course]) -> list[Round]:
    counter = LeadingCounter(STEPS, TURNS)
    stamps = np.arange(0, 13, 1 / 30)
    return [r for t in stamps for r in counter.step(t, {"lift": 0.0} | {n: c(t) for n, c in courses.items()})]


def test_beats_slower_than_the_cadence_are_no_steps():
    rule = STEPS.model_copy(update={"per_min": (50, 150)})
    assert count(LeadingCounter(rule, TURNS), 26, **shuffling(8, 2.6)) == []
