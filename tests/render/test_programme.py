"""The rendered programme: its sets are separate, and its truth is told in one way for all exercises."""

from itertools import combinations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from samples.render.motion import Mark, Stop, Window, min_jerk
from samples.render.programme_cast import CASTS
from samples.render.programme_catalogue import entries
from samples.render.programme_truth import Course, events_of, joint_angles

FPS = 50
TENTH = 0.2466  # share of a minimum-jerk course's time in which it covers a tenth of its way


def _course(at: Any, duration_s: float) -> Course:
    """Twelve joints that move together along z."""
    t_s = np.arange(round(duration_s * FPS)) / FPS
    body = np.zeros((len(t_s), 12, 3))
    body[:, :, 2] = np.array([at(t) for t in t_s])[:, None]
    return Course(t_s, body, {"knee_left_deg": 90.0 + 10.0 * body[:, 0, 2]}, 0.5)


def _motion(*stops: tuple[float, float, Mark | None]) -> Any:
    """Stops (travel, stay, mark) and their windows."""
    windows, now = [], 0.0
    for travel_s, stay_s, _ in stops:
        windows.append(Window(now, now + travel_s, now + travel_s + stay_s))
        now += travel_s + stay_s
    made = [Stop(None, travel_s, stay_s, mark) for travel_s, stay_s, mark in stops]  # type: ignore[arg-type]
    return SimpleNamespace(stops=made, windows=windows)


def _up_and_down(t_s: float) -> float:
    return min_jerk((t_s - 2) / 2) - min_jerk((t_s - 7) / 1)


@pytest.fixture
def one_rep() -> tuple[Course, Any]:
    """Two seconds of rest, two up, three there, one down, two of rest."""
    mark = Mark("rep", "left", ("knee_bent",))
    return _course(_up_and_down, 10), _motion((0, 2, None), (2, 3, mark), (1, 2, None))


def test_a_rep_starts_and_ends_at_a_tenth_of_its_way(one_rep: tuple[Course, Any]) -> None:
    rep = events_of(*one_rep, 10.0, several=False)["reps"][0]
    assert rep["start_s"] == pytest.approx(2 + 2 * TENTH, abs=0.03)
    assert rep["end_s"] == pytest.approx(7 + 1 * (1 - TENTH), abs=0.03)
    assert rep["peak_s"] == 5.5
    assert (rep["side"], rep["faults"]) == ("left", ["knee_bent"])


def test_a_hold_lasts_while_a_tenth_of_the_way_from_the_peak(one_rep: tuple[Course, Any]) -> None:
    rep = events_of(*one_rep, 10.0, several=False)["reps"][0]
    assert rep["still_s"] == 3.0
    assert rep["hold_s"] == pytest.approx(3 + 2 * TENTH + 1 * TENTH, abs=0.06)
    assert rep["at_peak"] == {"knee_left_deg": 100.0}


def test_what_lies_around_a_rep_is_quiet(one_rep: tuple[Course, Any]) -> None:
    assert events_of(*one_rep, 10.0, several=False)["quiet"] == [[0.0, 2.1], [8.16, 10.0]]


def test_a_movement_that_turns_back_is_no_rep() -> None:
    motion = _motion((0, 2, None), (2, 3, Mark("shallow", "right")), (1, 2, None))
    events = events_of(_course(_up_and_down, 10), motion, 10.0, several=False)
    assert events["reps"] == []
    assert [(item["side"], item["reason"]) for item in events["rejected"]] == [("right", "shallow")]


def test_beats_follow_one_another_without_a_gap() -> None:
    beats = [(1.0, 0.0, Mark("beat", side)) for side in ("left", "right", "left")]
    motion = _motion((0, 2, None), *beats, (1, 1, None))
    reps = events_of(_course(lambda t: np.sin(t), 8), motion, 8.0, several=False)["reps"]
    assert [(rep["start_s"], rep["peak_s"], rep["end_s"]) for rep in reps] == [
        (2.5, 3.0, 3.5),
        (3.5, 4.0, 4.5),
        (4.5, 5.0, 5.5),
    ]


def test_a_held_plank_is_one_hold_with_all_its_faults() -> None:
    parts = [(2.0, 1.5, Mark("hold")), (0.0, 1.5, Mark("hold", None, ("hip_sag",)))]
    motion = _motion((0, 2, None), *parts, (1, 2, None))
    hold = events_of(_course(_up_and_down, 10), motion, 10.0, several=False)["holds"][0]
    assert hold["start_s"] == pytest.approx(4 - 2 * TENTH, abs=0.03)
    assert hold["end_s"] == pytest.approx(7 + 1 * TENTH, abs=0.03)
    assert hold["faults"] == ["hip_sag"]


def test_several_exercises_are_told_as_blocks() -> None:
    first, second = Mark("rep", exercise="bridge"), Mark("rep", exercise="cobra")
    motion = _motion(
        (0, 1, None),
        *[(1, 1, mark) if mark else (1, 1, None) for mark in (first, None, first, None, second, None)],
    )
    course = _course(lambda t: abs((t - 1) % 4 - 2), 14)
    blocks = events_of(course, motion, 14.0, several=True)["blocks"]
    assert [block["exercise"] for block in blocks] == ["bridge", "cobra"]
    assert blocks[0]["end_s"] < blocks[1]["start_s"]


def test_angles_are_those_seen_in_the_plane() -> None:
    point = {name: np.array([0, k, 2.0]) for k, name in enumerate(("elbow", "wrist"))}
    point["hip"] = np.zeros(3)
    point |= {
        "shoulder": np.array([0, 0, 1.0]),
        "knee": np.array([1.0, -1.0, 0]),
        "ankle": np.array([1.0, -1.0, -1.0]),
    }
    both = {f"{side}_{name}": value for side in ("left", "right") for name, value in point.items()}
    assert joint_angles(both, "side")["hip_left_deg"] == pytest.approx(90.0)
    assert joint_angles(both, "side")["knee_right_deg"] == pytest.approx(90.0)
    assert joint_angles(both, "space")["knee_right_deg"] == pytest.approx(90.0)


@pytest.mark.parametrize(("one", "other"), list(combinations(CASTS, 2)))
def test_two_sets_share_nobody_and_no_seed(one: str, other: str) -> None:
    first, second = entries(one), entries(other)
    for part in (lambda e: e.cast.shape, lambda e: e.cast.outfit, lambda e: e.cast.room, lambda e: e.seed):
        assert not {repr(part(e)) for e in first} & {repr(part(e)) for e in second}
    assert [e.name for e in first] == [e.name for e in second]
    assert len({e.name for e in first}) == len(first)


def test_every_exercise_is_shown_good_from_both_sides_and_askew() -> None:
    tune = entries("tune")
    exercises = {e.exercise for e in tune if e.exercise}
    assert len(exercises) == 30
    for exercise in exercises:
        names = {e.name for e in tune if e.exercise == exercise}
        assert {f"{exercise}_{end}" for end in ("good", "good_other_side", "good_30")} <= names
