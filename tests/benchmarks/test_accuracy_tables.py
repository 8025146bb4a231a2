"""Sums, shares, goals, recognition and the page, with known numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy_angles import interior_deg, joint_errors
from benchmarks.accuracy_cases import NO_DEFINITION, Case, nothing_done
from benchmarks.accuracy_clips import Clip, TrueEvent, Truth
from benchmarks.accuracy_goals import Goal, goals
from benchmarks.accuracy_page import fails, page
from benchmarks.accuracy_recognition import NOTHING, Taken, taken, verdicts
from benchmarks.accuracy_score import Score, Tally
from benchmarks.accuracy_sums import Sum
from benchmarks.accuracy_tables import counting, form, percent, recognition, shown
from posecheck.pose import LANDMARK_INDEX, PoseFrame, PoseTrack, StreamInfo


def case(true: int, told: int, *, exercise: str = "bridge", group: str = "report", **more: object) -> Case:
    found = Score(
        true=true, told=told, notes=[] if true == told else [f"{true} there, {told} counted"], **more
    )  # type: ignore[arg-type]
    return Case(
        Clip(Path(f"{exercise}.mp4"), f"{exercise}_a", exercise, group, {}, Truth(true)), "recommended", found
    )


def unknown(exercise: str) -> Case:
    clip = Clip(Path("x.mp4"), "x", exercise, "report", {}, Truth(3))
    return Case(clip, "recommended", problem=NO_DEFINITION)


def test_exact_and_off_by_one_are_shares_of_clips():
    group = Sum([case(3, 3), case(3, 2), case(4, 1), unknown("bridge")])
    assert (group.true, group.told) == (10, 6)
    assert (group.within(0), group.within(1)) == (Tally(1, 3), Tally(2, 3))


def test_clips_of_unknown_number_are_no_exact_ones():
    assert Sum([Case(case(0, 0).clip, "recommended", Score(true=None, told=2))]).within(0) == Tally(0, 0)


def test_false_alarms_are_told_per_twenty_good_ones():
    group = Sum([case(3, 3, good=30, false_alarms=1), case(3, 3, good=10, false_alarms=2)])
    assert group.false_alarms_in_20 == 1.5
    assert Sum([case(1, 1)]).false_alarms_in_20 is None


def test_tables_have_a_row_for_each_exercise_and_one_for_all():
    rows = counting([case(3, 3), case(2, 3, exercise="cobra"), unknown("wall_angels")]).rows
    assert [row[0] for row in rows] == ["`bridge`", "`cobra`", "`wall_angels`", "**all**"]
    assert rows[0][2:7] == ["1", "3", "3", "1/1", "1/1"]
    assert rows[2][2:5] == ["0 of 1", "", NO_DEFINITION]
    assert rows[3][2:7] == ["2 of 3", "5", "6", "1/2 (50 %)", "2/2 (100 %)"]
    assert [row[0] for row in form([case(3, 3), unknown("wall_angels")]).rows] == ["`bridge`", "**all**"]


@pytest.mark.parametrize(("share", "text"), [(1, "100 %"), (0.9999, "99.9 %"), (0.966, "97 %"), (None, "")])
def test_shares_are_never_rounded_up_to_all(share: float | None, text: str):
    assert percent(share) == text


def test_counts_are_shown_with_what_they_are_of():
    assert (shown(Tally(3, 4)), shown(Tally(3, 4), True), shown(Tally())) == ("3/4", "3/4 (75 %)", "")


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Goal("real", "exact", 0.97, 0.97, 9), True),
        (Goal("real", "exact", 0.97, 0.96, 9), False),
        (Goal("real", "alarms", 1.0, 1.01, 9, at_least=False), False),
        (Goal("real", "alarms", 1.0, 0.0, 9, at_least=False), True),
        (Goal("real", "exact", 0.97, None, 9), None),
    ],
)
def test_goals(goal: Goal, met: bool | None):
    assert goal.met is met


@pytest.mark.parametrize(
    ("reached", "shown_as"), [(161 / 166, "96.99 %"), (0.97, "97.0 %"), (0.952, "95.2 %"), (1.0, "100 %")]
)
def test_a_goal_missed_by_a_hair_is_not_shown_as_reached(reached: float, shown_as: str):
    assert Goal("rendered", "exact", 0.97, reached, 166).row()[3] == shown_as


def test_goals_are_held_against_the_reported_set():
    rows = goals(
        [case(3, 3), case(3, 0, group="tune"), case(2, 2, group="real"), case(9, 0, group="samples")]
    ).rows
    reached = {(row[0], row[1]): f"{row[3]} of {row[4]}" for row in rows}
    assert reached["rendered, reported set; recommended view", "clips counted exactly"] == "100 % of 1"
    assert reached["real", "counted exactly"] == "100 % of 1"


def test_the_exercise_named_for_most_of_the_time_decides():
    span = (10.0, 20.0)
    assert taken("bridge", span, [("bridge", 11, 18), ("cobra", 18, 22)]) == ("bridge", "right", "bridge")
    assert taken("bridge", span, [("bridge", 0, 12), ("cobra", 12, 22)]) == ("bridge", "wrong", "cobra")
    assert taken("bridge", span, [("cobra", 0, 9)]) == ("bridge", "not sure", "")


def test_naming_anything_where_nothing_is_done_is_wrong():
    assert verdicts(Truth(0, blocks=()), []) == [(NOTHING, "right", "")]
    assert verdicts(Truth(0, blocks=()), [("cobra", 1, 5)]) == [(NOTHING, "wrong", "cobra")]
    one = Truth(1, blocks=(("bridge", 0, 10),))
    told = verdicts(one, [("bridge", 1, 9), ("cobra", 12, 15)])
    assert told == [("bridge", "right", "bridge"), (NOTHING, "wrong", "cobra")]


def test_without_a_complete_repetition_only_a_wrong_name_counts():
    half = Truth(0, partial=(TrueEvent(0, 10),), blocks=(("bridge", 0, 10),))
    assert verdicts(half, []) == []
    assert verdicts(half, [("cobra", 1, 9)]) == [("bridge", "wrong", "cobra")]


def test_recognition_is_counted_by_exercise():
    clip = case(1, 1).clip
    told = [
        Case(clip, "recommended", recognised=[Taken("bridge", word)]) for word in ("right", "wrong", "right")
    ]  # type: ignore[list-item]
    assert recognition(told).rows[0] == ["`bridge`", "3", "2 (67 %)", "1 (33 %)", "0 (0 %)"]
    assert recognition([case(1, 1)]).rows == []


def test_where_nothing_is_done_is_told_by_quiet_spans_or_the_lack_of_blocks():
    assert nothing_done(Truth(0, blocks=()), 8) == [(0, 8)]
    assert nothing_done(Truth(None, quiet=((1, 2),), blocks=()), 8) == [(1, 2)]
    assert nothing_done(Truth(None, blocks=()), 8) == []
    assert nothing_done(Truth(0, blocks=(("bridge", 1, 2),)), 8) == []


def pose(t_s: float, knee_deg: float, visibility: float = 1.0) -> PoseFrame:
    """Return a left leg bent by so much, the left side near to the camera."""
    xy, world = np.zeros((33, 2)), np.zeros((33, 3))
    at = {name: LANDMARK_INDEX[f"left_{name}"] for name in ("hip", "knee", "ankle")}
    xy[at["hip"]], xy[at["knee"]] = (0, 0), (1, 0)
    xy[at["ankle"]] = (1 - np.cos(np.radians(knee_deg)), np.sin(np.radians(knee_deg)))
    world[[LANDMARK_INDEX["left_shoulder"], at["hip"]], 2] = -0.2
    return PoseFrame(0, t_s, xy, world, np.full(33, visibility))


def test_joint_errors_are_against_the_truth_of_that_moment():
    track = PoseTrack((pose(0, 95), pose(1, 100), pose(2, 0, visibility=0.4)), StreamInfo(""))
    truth = Truth(0, angles={"t_s": [0, 2], "knee_left_deg": [90, 130], "hip_right_deg": [0, 0]})
    assert joint_errors(track, truth)["knee"] == pytest.approx([5, 10], abs=1e-3)
    assert list(joint_errors(track, truth)) == ["knee"]
    gone = Truth(0, angles=truth.angles, absent=((0.5, 1.5),))
    assert joint_errors(track, gone)["knee"] == pytest.approx([5], abs=1e-3)


def test_interior_angles():
    a, b, c = np.array([[0.0, 1]]), np.array([[0.0, 0]]), np.array([[-1.0, 0]])
    assert interior_deg(a, b, c) == pytest.approx([90])


def test_the_page_names_versions_failures_and_missing_definitions():
    cases = [case(3, 3), case(2, 3, exercise="cobra"), unknown("wall_angels")]
    text = page(
        cases,
        ([], [Goal("sequences", "off by at most one", 0.58, 0.6, 9)]),
        {"model": "full", "sha256": "ab" * 32, "out": "accuracy.md", "more": " --told"},
        {"report/cobra_a": "a longer clip"},
    )
    assert "mediapipe" in text
    assert "--model full --out accuracy.md --told\n" in text
    assert "abababababababab" in text
    assert "| report/cobra_a | recommended | 2 there, 3 counted | a longer clip |" in text
    assert "No definition yet: `wall_angels`." in text
    assert "1 of 3 clips" in text
    assert [fails(one) for one in cases] == [False, True, False]
