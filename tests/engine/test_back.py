"""The back in the engine: its signals, its neutral, repetitions that go both ways, faults that name it."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from posecheck.api import replay
from posecheck.engine.assessor import Assessor
from posecheck.engine.back import BackReader, trusted
from posecheck.engine.body import BodyTracker
from posecheck.engine.doubts import Flicker, Shirt
from posecheck.exercises.library import Library
from posecheck.pose import PoseFrame, PoseTrack, StreamInfo, empty_pose, mirrored
from posecheck.result import Rep, SessionResult
from posecheck.step import Step
from tests import figures

LIBRARY = Library()
CAT_COW = LIBRARY.get("cat_cow")


def steps(poses: list[PoseFrame], exercise: str = "cat_cow") -> list[Step]:
    assessor = Assessor(LIBRARY.get(exercise))
    return [assessor.step(pose) for pose in poses]


def result(poses: list[PoseFrame], exercise: str = "cat_cow") -> SessionResult:
    return replay(PoseTrack(tuple(poses), StreamInfo("clip")), exercise)


def rounds(reps: int, **course: float) -> list[PoseFrame]:
    return figures.cat_cow_film(figures.cat_cow_course(reps, **course), 3 + 8 * reps)


def rejected(found: SessionResult) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.reason, r.short) for r in found.rejected]


@pytest.mark.parametrize("change_deg", [-20.0, -5.0, 0.0, 10.0, 30.0])
def test_the_signal_is_the_change_from_the_still_start(change_deg: float):
    """An arc that turns by 20 degrees and then by another amount, reached within a second."""
    poses = figures.cat_cow_film(lambda t: 20 + change_deg * figures.min_jerk((t - 3) / 1.0), 6)
    last = steps(poses)[-1].values
    assert last["back_deg"] == pytest.approx(change_deg, abs=1.0)


def test_halves_and_bow_have_their_own_signals():
    signals = CAT_COW.signals | {
        "bow": CAT_COW.signals["back"].model_copy(update={"measure": "back_bow", "since": None})
    }
    assessor = Assessor(CAT_COW.model_copy(update={"signals": signals}))
    values: dict[str, float] = {}
    for pose in figures.cat_cow_film(lambda t: 10 + 20 * figures.min_jerk((t - 3) / 1.0), 6):
        values = dict(assessor.step(pose).values)
    # An arc of 30 degrees stands tan(30 / 4) / 2 = 0.066 of its chord over it (circle geometry).
    assert values["bow_ratio"] == pytest.approx(0.066, abs=0.004)
    # Of an arc, both parts turn the same way and together by most of the whole.
    assert min(values["back_lower_deg"], values["back_upper_deg"]) > 4
    assert values["back_lower_deg"] + values["back_upper_deg"] == pytest.approx(20, rel=0.35)


def rough(pose: PoseFrame) -> PoseFrame:
    """Return the pose with an outline as no back has it."""
    noise = np.random.default_rng(pose.index).normal(0, 0.01, pose.back.shape)
    return replace(pose, back=pose.back + noise)


@pytest.mark.parametrize("spoil", [rough, lambda p: replace(p, back=np.empty((0, 2)))])
def test_a_back_that_cannot_be_trusted_is_unknown(spoil: Callable[[PoseFrame], PoseFrame]):
    poses = [spoil(p) if p.t_s > 4 else p for p in figures.cat_cow_film(lambda _: 20.0, 6)]
    values = [(step.pose.t_s, step.values["back_deg"]) for step in steps(poses)]
    assert all(math.isnan(v) for t, v in values if t > 4)
    assert all(abs(v) < 1 for t, v in values if 2.5 < t < 4)


def test_a_short_gap_makes_no_jump():
    poses = [
        replace(p, back=np.empty((0, 2))) if 5.0 < p.t_s < 5.4 else p
        for p in figures.cat_cow_film(lambda t: 20 + 2 * t, 8)
    ]
    values = [step.values["back_deg"] for step in steps(poses) if step.pose.t_s > 3]
    known = [v for v in values if not math.isnan(v)]
    assert max(abs(b - a) for a, b in pairwise(known)) < 2


def test_an_unseen_back_counts_nothing_and_is_said():
    found = result([replace(p, back=np.empty((0, 2))) for p in rounds(2)])
    assert (found.reps, found.rejected) == ((), ())
    assert found.back_seen == 0
    assert any(w.startswith("the shape of the back could not be seen for") for w in found.warnings)
    assert found.coverage == 0


def test_passing_through_neutral_does_not_change_it():
    """Cat and cow without a rest between: the last cat reads as far as the first."""
    course = figures.cat_cow_course(4)
    values = [(s.pose.t_s, s.values["back_deg"]) for s in steps(figures.cat_cow_film(course, 35))]
    cats = [max(v for t, v in values if 2 + 8 * k < t < 6 + 8 * k) for k in range(4)]
    assert cats == pytest.approx([24.0] * 4, abs=1.0)


def test_a_lasting_cat_does_not_become_the_neutral():
    poses = figures.cat_cow_film(lambda t: 20 + 24 * figures.min_jerk((t - 3) / 1.5), 14)
    assert steps(poses)[-1].values["back_deg"] == pytest.approx(24, abs=1)


def test_who_rests_rounder_later_is_held_against_the_start():
    poses = figures.cat_cow_film(lambda t: 20 + 6 * figures.min_jerk((t - 4) / 3), 14)
    assert steps(poses)[-1].values["back_deg"] == pytest.approx(6, abs=1)


def waves(t_s: float) -> float:
    """Return the turning of a back that never rests: 30 degrees each way from 20, once in 5 s."""
    return 20 + 30 * math.sin(2 * math.pi * t_s / 5)


def test_nothing_is_known_before_somebody_was_still_or_turned_at_both_ends():
    values = [(step.pose.t_s, step.values["back_deg"]) for step in steps(figures.cat_cow_film(waves, 10))]
    # The second turn is at 3.75 s; a quarter of the range of 60 back from there takes 0.83 s more.
    assert all(math.isnan(value) for t, value in values if t < 4.5)
    assert all(value == pytest.approx(waves(t - 0.1) - 20, abs=4) for t, value in values if t > 5)


def test_a_clip_cut_to_begin_in_the_movement_counts_all_the_same():
    found = result(figures.cat_cow_film(waves, 20.3))
    assert [rep.start_s for rep in found.reps] == pytest.approx([0.4, 5.3, 10.3, 15.3], abs=0.35)
    assert found.reps[1].ways == pytest.approx({"cat": 30, "cow": 30}, abs=3)
    assert found.rejected == ()


def test_a_clip_cut_at_the_last_peak_counts_it():
    found = result(figures.cat_cow_film(waves, 19))
    assert len(found.reps) == 4
    assert found.faults == ()
    assert len(result(figures.cat_cow_film(waves, 17)).reps) == 3


def test_a_head_kept_still_while_the_back_moves_is_not_its_neutral():
    film = figures.cat_cow_film(waves, 12, head_at=lambda t: 60.0 if t > 6 else 0.0)
    assert all(math.isnan(step.values["head_deg"]) for step in steps(film))


def test_who_keeps_still_at_an_end_is_not_in_neutral_there():
    course = figures.cat_cow_film(lambda t: -20 + 50 * figures.min_jerk((t - 0.6) / 1.5), 6)
    assert all(math.isnan(step.values["back_deg"]) for step in steps(course))


def nearer(pose: PoseFrame, scale: float) -> PoseFrame:
    middle = np.array([0.9, 0.6])
    xy, back = (middle + scale * (points - middle) for points in (pose.xy, pose.back))
    return replace(pose, xy=xy, back=back)


def test_a_moved_camera_makes_a_new_neutral():
    """After the jump the back looks 12 degrees rounder, and nothing has been done by the person."""
    poses = figures.cat_cow_film(lambda t: 20.0 if t < 5 else 32.0, 14)
    stayed = steps(poses)[-1].values["back_deg"]
    moved = steps([nearer(p, 1.3) if p.t_s >= 5 else p for p in poses])[-1].values["back_deg"]
    assert stayed == pytest.approx(12, abs=1)
    assert moved == pytest.approx(0, abs=1)


def test_what_a_moved_camera_saw_before_is_no_part_of_a_repetition():
    """Still for 5 s; then the camera is nearer, and the person moves to and fro without another rest."""
    poses = figures.cat_cow_film(lambda t: waves(max(t, 5.0) - 5.0), 20)
    reps = result([nearer(p, 1.3) if p.t_s >= 5 else p for p in poses]).reps
    assert len(reps) >= 2
    assert reps[0].start_s >= 5


def test_who_turns_round_gets_a_new_neutral():
    first = figures.cat_cow_film(lambda _: 20.0, 5)
    away = [empty_pose(0, 5 + i / 30) for i in range(1, 90)]
    second = [replace(p, t_s=p.t_s + 8) for p in figures.cat_cow_film(lambda _: 32.0, 5, head="right")]
    values = [step.values["back_deg"] for step in steps([*first, *away, *second])]
    assert values[len(first) - 1] == pytest.approx(0, abs=0.5)
    after = values[len(first) + len(away) :]
    assert math.isnan(after[15])
    assert after[-1] == pytest.approx(0, abs=0.5)


def test_cat_and_cow_make_one():
    reps = result(rounds(4)).reps
    assert len(reps) == 4
    for k, rep in enumerate(reps):
        assert rep.ways == pytest.approx({"cat": 24, "cow": 20}, abs=1.5)
        assert rep.range == pytest.approx({"back": 44}, abs=2.5)
        # A tenth of a minimum-jerk way of 2 s is made after 0.50 s.
        assert rep.start_s == pytest.approx(2 + 8 * k + 0.5, abs=0.3)
        assert rep.end_s == pytest.approx(2 + 8 * k + 7.6, abs=0.4)
        assert rep.peak_s == pytest.approx(2 + 8 * k + 2.5, abs=0.3)
        assert rep.side is None
        assert rep.faults == ()


def test_the_cow_may_come_first():
    found = result(rounds(3, cat_deg=-20.0, cow_deg=24.0))
    assert len(found.reps) == 3
    assert found.reps[0].ways == pytest.approx({"cat": 24, "cow": 20}, abs=1.5)
    assert found.rejected == ()


def test_half_the_way_counts_nothing_and_says_what_was_short():
    found = result(rounds(2, cat_deg=11.0, cow_deg=-10.0))
    assert found.reps == ()
    assert rejected(found) == [("shallow", ("cat", "cow"))] * 2


@pytest.mark.parametrize(
    ("course", "short"),
    [({"cow_deg": -10.0}, ("cow",)), ({"cat_deg": 11.0}, ("cat",)), ({"cow_deg": 0.0}, ("cow",))],
)
def test_one_way_alone_is_told_with_the_way_that_lacks(course: dict[str, float], short: tuple[str, ...]):
    found = result(rounds(2, **course))
    assert found.reps == ()
    assert rejected(found) == [("shallow", short)] * 2


def test_small_turns_are_nothing():
    found = result(rounds(2, cat_deg=4.0, cow_deg=-4.0))
    assert (found.reps, found.rejected) == ((), ())


def test_a_short_pause_in_neutral_still_makes_one_and_a_long_one_two_halves():
    def neutral_between(pause_s: float) -> list[PoseFrame]:
        def back_at(t_s: float) -> float:
            cat = min_jerk_there_and_back(t_s, 2)
            cow = min_jerk_there_and_back(t_s, 6.5 + pause_s)
            return 25 + 24 * cat - 20 * cow

        return figures.cat_cow_film(back_at, 13 + pause_s)

    assert len(result(neutral_between(4)).reps) == 1
    long = result(neutral_between(12))
    assert long.reps == ()
    assert rejected(long) == [("shallow", ("cow",)), ("shallow", ("cat",))]


def min_jerk_there_and_back(t_s: float, start_s: float) -> float:
    return figures.rep_course(t_s, start_s, out_s=1.5, hold_s=1.0, back_s=1.5) if t_s > start_s else 0.0


def test_mirrored_counts_the_same():
    poses = rounds(3)
    original, swapped = result(poses), result([mirrored(p) for p in poses])
    assert [rep.ways for rep in swapped.reps] == [pytest.approx(rep.ways, abs=0.01) for rep in original.reps]
    assert len(swapped.reps) == 3


@pytest.mark.parametrize("fps", [7.5, 15, 60])
def test_any_frame_rate_counts_the_same(fps: float):
    wanted = result(rounds(3)).reps
    got = result(figures.cat_cow_film(figures.cat_cow_course(3), 27, fps=fps)).reps
    assert len(got) == len(wanted) == 3
    for a, b in zip(got, wanted, strict=True):
        assert (a.start_s, a.end_s) == pytest.approx((b.start_s, b.end_s), abs=0.2)


def test_a_pickled_assessor_goes_on_alike():
    poses = rounds(2)
    whole, half = Assessor(CAT_COW), Assessor(CAT_COW)
    told: list[Step] = []
    for i, pose in enumerate(poses):
        whole.step(pose)
        told.append(half.step(pose))
        if i == 170:
            half = pickle.loads(pickle.dumps(half))
    assert half.ledger.reps == whole.ledger.reps
    assert [event.n for step in told for event in step.events if isinstance(event, Rep)] == [1, 2]


def test_the_result_file_keeps_both_ways():
    found = result([*rounds(1), *[replace(p, t_s=p.t_s + 20) for p in rounds(1, cow_deg=-10.0)]])
    again = SessionResult.from_dict(found.to_dict())
    assert set(again.reps[0].ways) == {"cat", "cow"}
    assert again.rejected[0].short == ("cow",)
    assert again.rejected[0].cue == "Let your belly sink a little more"


def test_a_look_at_the_screen_is_no_fault():
    found = result(figures.cat_cow_film(lambda _: 25.0, 14, head_at=lambda t: 20.0 if 4 < t < 10 else 0.0))
    assert (found.reps, found.rejected, found.faults) == ((), (), ())


def nods(t_s: float) -> float:
    """Return two rounds of the head, down and up."""
    rounds = [
        -30 * min_jerk_there_and_back(t_s, 3 + k) + 25 * min_jerk_there_and_back(t_s, 7 + k) for k in (0, 9)
    ]
    return sum(rounds)


def test_rounds_of_the_head_alone_are_refused():
    found = result(figures.cat_cow_film(lambda _: 25.0, 22, head_at=nods))
    assert found.reps == ()
    assert rejected(found) == [("shallow", ("cat", "cow"))] * 2
    assert {fault.id for fault in found.faults} == {"head_only"}


def test_an_unseen_back_is_counted_from_the_head_and_marked_so():
    found = result(figures.cat_cow_film(lambda _: None, 22, head_at=nods))
    assert [rep.by for rep in found.reps] == ["head", "head"]
    assert [rep.score for rep in found.reps] == [None, None]
    assert found.reps[0].ways == pytest.approx({"cat": 30, "cow": 25}, abs=2)
    assert found.back_seen == 0
    assert "2 counted from the head, since the back could not be seen" in found.warnings


def test_a_back_seen_for_a_part_of_the_time_counts_every_round_once():
    course = figures.cat_cow_course(4)
    film = figures.cat_cow_film(course, 35, head_at=lambda t: -1.2 * (course(t) - 25))
    found = result([replace(p, back=np.empty((0, 2))) if 9.8 < p.t_s < 18 else p for p in film])
    assert [rep.by for rep in found.reps] == [None, "head", None, None]
    assert found.rejected == ()


def test_a_head_that_goes_with_the_back_is_fine():
    course = figures.cat_cow_course(2)
    found = result(figures.cat_cow_film(course, 19, head_at=lambda t: -1.2 * (course(t) - 25)))
    assert len(found.reps) == 2
    assert found.faults == ()


def sagging_bird_dog(back_deg: float) -> list[PoseFrame]:
    """Return a film of two bird dogs whose back turns by as much while the leg is up."""
    poses = []
    for pose in figures.bird_dog_film("lr"):
        share = sum(figures.rep_course(pose.t_s, 2 + 8 * k) for k in range(2)) if pose.t_s > 2 else 0.0
        joints = figures.all_fours()
        arc = figures.figure(pose.t_s, joints, joints, back_deg=25 + share * back_deg).back
        poses.append(replace(pose, back=arc))
    return poses


@pytest.mark.parametrize(
    ("back_deg", "fault", "part"),
    [
        (-40.0, "flat_back_sag", "back_lower"),
        (40.0, "flat_back_round", "back_lower"),
        (-8.0, None, None),
        (8.0, None, None),
    ],
)
def test_a_back_that_leaves_its_shape_is_told(back_deg: float, fault: str | None, part: str | None):
    """Of an arc, the lower part that is measured turns by some half."""
    told = steps(sagging_bird_dog(back_deg), "bird_dog")
    marks = {active.landmarks for step in told for active in step.faults if active.id == fault}
    assert marks == ({(part,)} if fault else set())
    assert {f.id for f in result(sagging_bird_dog(back_deg), "bird_dog").faults} == ({fault} - {None})


def sagging_plank(back_deg: float, hip_off: float = 0.0) -> list[PoseFrame]:
    """Return a film of a plank whose back turns by as much from the fourth second on."""
    poses = []
    for pose in figures.plank_film(lambda t: hip_off if t > 4 else 0.0, 10):
        joints = figures.plank()
        turn = back_deg * figures.min_jerk(pose.t_s - 4)
        arc = figures.figure(pose.t_s, joints, joints, back_deg=15 + turn).back
        poses.append(replace(pose, back=arc))
    return poses


@pytest.mark.parametrize(
    ("back_deg", "fault"), [(-20.0, "back_sag"), (20.0, "back_round"), (-9.0, None), (9.0, None)]
)
def test_the_back_of_a_plank_is_held_against_its_start(back_deg: float, fault: str | None):
    found = {f.id for f in result(sagging_plank(back_deg), "plank_forearm").faults}
    assert found == ({fault} - {None})


def test_sagging_hips_give_one_cue():
    found = {f.id for f in result(sagging_plank(-20.0, hip_off=-0.16), "plank_forearm").faults}
    assert "hip_sag" in found
    assert "back_sag" not in found


def test_a_bird_dog_whose_back_is_unseen_counts_and_gets_no_verdict_on_it():
    found = result(figures.bird_dog_film("lr"), "bird_dog")
    assert len(found.reps) == 2
    assert found.faults == ()


def watched(course: Callable[[float], float], fps: float = 30) -> list[bool]:
    """Return for each frame of 3 s whether a back that turns like that is trusted."""
    flicker = Flicker()
    return [not flicker.step(n / fps, course(n / fps)) for n in range(round(3 * fps))]


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_a_back_that_flickers_is_not_trusted_for_a_while(fps: float):
    told = watched(lambda t: 25.0 if 1.0 <= t < 1.2 else 0.0, fps)
    assert all(told[: round(1.1 * fps)])
    assert not any(told[round(1.35 * fps) : round(1.6 * fps)])
    assert all(told[round(1.9 * fps) :])


def test_a_quick_back_that_goes_on_is_trusted():
    assert all(watched(lambda t: 60 * figures.min_jerk((t - 1) / 0.4)))


def in_a_shirt(poses: list[PoseFrame], depth: float) -> list[PoseFrame]:
    """Return the same person with a trunk of this depth."""
    return [replace(pose, trunk_depth=depth) for pose in poses]


@pytest.mark.parametrize(("depth", "told"), [(0.45, True), (0.60, False)])
def test_a_sag_under_a_shirt_that_hangs_is_not_judged(depth: float, told: bool):
    found = result(in_a_shirt(list(sagging_plank(-20.0)), depth), "plank_forearm")
    assert [f.id for f in found.faults] == ["back_sag"] * told
    assert (found.back_seen > 0.9) == told
    assert any("tuck in a loose shirt" in warning for warning in found.warnings) != told


def hangs(depths: list[float], fps: float = 30) -> bool:
    """Return whether a shirt hangs by these depths, a second each."""
    shirt = Shirt()
    for n in range(round(len(depths) * fps)):
        shirt.see(n / fps, depths[int(n / fps)])
    return shirt.hangs


@pytest.mark.parametrize("any_shirt", [False, True])
def test_a_back_under_a_shirt_that_hangs_is_trusted_where_the_exercise_says_so(any_shirt: bool):
    tracker, reader = BodyTracker(), BackReader(any_shirt=any_shirt)
    backs = [reader.step(pose, tracker.step(pose)) for pose in in_a_shirt(list(sagging_plank(-20.0)), 0.6)]
    assert any(trusted(back) for back in backs) == any_shirt


@pytest.mark.parametrize("fps", [7.5, 30, 60])
def test_a_trunk_that_is_deep_only_while_it_rounds_wears_no_loose_shirt(fps: float):
    assert not hangs([0.47, 0.47, 0.57, 0.57, 0.57, 0.47, 0.47, 0.57, 0.57, 0.57], fps)
    assert hangs([0.56, 0.56, 0.64, 0.64, 0.64, 0.56, 0.56, 0.64, 0.64, 0.64], fps)


def test_who_folds_over_keeps_the_shirt_they_had():
    assert hangs([0.6] * 3 + [math.nan] * 20)
    assert not hangs([0.4] * 3 + [math.nan] * 20)
    assert not hangs([math.nan] * 5)
