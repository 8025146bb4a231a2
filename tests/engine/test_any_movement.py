"""Truths about counting a movement that nobody defined, on bodies moved by formula."""

from __future__ import annotations

import math
import pickle
from itertools import pairwise

import numpy as np
import pytest

from posecheck.engine.any_movement import AnyMovement, Repetition
from posecheck.engine.cycles import main_direction, smoothed, turning_points
from posecheck.pose import LANDMARK_INDEX

UPRIGHT = {
    "shoulder": (0.08, 0.22), "elbow": (0.11, 0.36), "wrist": (0.12, 0.48), "hip": (0.05, 0.5),
    "knee": (0.05, 0.7), "ankle": (0.05, 0.9), "heel": (0.05, 0.92), "foot_index": (0.06, 0.94),
}  # fmt: skip


def upright() -> np.ndarray:
    points = np.tile([0.0, 0.1], (33, 1))
    for joint, (x, y) in UPRIGHT.items():
        points[LANDMARK_INDEX[f"left_{joint}"]] = (x, y)
        points[LANDMARK_INDEX[f"right_{joint}"]] = (-x, y)
    points[17:23] = points[[15, 16] * 3]
    return points


def joints(*names: str) -> list[int]:
    return [LANDMARK_INDEX[f"{side}_{name}"] for name in names for side in ("left", "right")]


def squat(depth: float, points: np.ndarray) -> np.ndarray:
    points[: LANDMARK_INDEX["left_knee"], 1] += 0.25 * depth
    points[joints("knee"), 1] += 0.08 * depth
    return points


def arm_raise(height: float, points: np.ndarray) -> np.ndarray:
    points[joints("wrist"), 1] -= 0.3 * height
    points[joints("elbow"), 1] -= 0.15 * height
    return points


def moving(move, seconds=20.0, fps=30.0, period_s=2.5, lead_s=2.0, count=6, seed=0):
    """Yield (t, points): `count` cycles after `lead_s` of standing, with a landmark noise of 3 mm in 1 m."""
    random = np.random.default_rng(seed)
    for i in range(int(seconds * fps)):
        at = (i / fps - lead_s) / period_s
        depth = (1 - math.cos(2 * math.pi * at)) / 2 if 0 <= at < count else 0.0
        yield i / fps, move(depth, upright()) + random.normal(0, 0.003, (33, 2))


def counted(frames) -> list[Repetition]:
    engine = AnyMovement()
    return [rep for t_s, points in frames for rep in engine.step(t_s, points)] + engine.finish()


def stretched(points: np.ndarray) -> np.ndarray:
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - low) / (high - low)


@pytest.mark.parametrize("move", [squat, arm_raise])
@pytest.mark.parametrize("period_s", [1.2, 2.5, 4.0])
def test_it_counts_what_it_was_never_told_of(move, period_s):
    assert len(counted(moving(move, 6 * period_s + 5, period_s=period_s))) == 6


def test_times_lie_where_the_movement_is():
    reps = counted(moving(squat))
    peaks = [2.0 + 2.5 * (k + 0.5) for k in range(6)]
    assert [rep.peak_s for rep in reps] == pytest.approx(peaks, abs=0.2)
    assert all(rep.start_s < rep.peak_s < rep.end_s for rep in reps)
    assert all(a.end_s <= b.start_s for a, b in pairwise(reps))


def test_it_names_what_moves_most():
    assert {rep.moved for rep in counted(moving(arm_raise))} == {"hands"}


@pytest.mark.parametrize("fps", [10, 15, 24, 60])
def test_the_frame_rate_does_not_matter(fps):
    assert len(counted(moving(squat, fps=fps))) == 6


def test_size_place_and_unit_do_not_matter():
    frames = [(t_s, 640 * points + 300) for t_s, points in moving(squat)]
    assert len(counted(frames)) == 6


def test_frames_stretched_to_their_own_box_count_the_same():
    frames = [(t_s, stretched(points)) for t_s, points in moving(arm_raise)]
    assert len(counted(frames)) == 6


def test_depth_is_not_looked_at():
    frames = [(t_s, np.c_[points, np.full(33, t_s)]) for t_s, points in moving(squat)]
    assert counted(frames) == counted(moving(squat))


def test_it_tells_while_the_person_still_moves():
    engine, told = AnyMovement(), 0
    for t_s, points in moving(squat):
        told += len(engine.step(t_s, points))
        if t_s >= 2.0 + 4 * 2.5:
            break
    assert told >= 2


def test_short_drop_outs_lose_nothing():
    frames = ((t, None if 0.4 < t % 3 < 0.8 else points) for t, points in moving(squat))
    assert len(counted(frames)) == 6


def test_who_comes_back_goes_on_counting():
    frames = list(moving(squat)) + [(20.0 + k / 30, None) for k in range(60)]
    frames += [(22.0 + t_s, points) for t_s, points in moving(squat)]
    assert len(counted(frames)) == 12


def test_nan_is_nobody():
    missing = np.full((33, 2), np.nan)
    assert counted([(k / 30, missing) for k in range(300)]) == []


def test_a_pickled_counter_goes_on_as_if_nothing_had_happened():
    engine, found = AnyMovement(), []
    for k, (t_s, points) in enumerate(moving(squat)):
        if k % 97 == 0:
            engine = pickle.loads(pickle.dumps(engine))
        found += engine.step(t_s, points)
    assert found + engine.finish() == counted(moving(squat))


def test_once_is_no_repetition():
    assert counted(moving(squat, count=1)) == []


def test_standing_is_not_counted():
    assert counted(moving(squat, seconds=60, count=0)) == []


def sway(seed: int, frames: int, tau_s: float, width: int) -> np.ndarray:
    """Return smooth random courses (frames, width) of unit spread."""
    random = np.random.default_rng(seed)
    keep, course = math.exp(-1 / 30 / tau_s), np.zeros((2, width))
    rows = []
    for _ in range(frames):
        course[0] = keep * course[0] + random.normal(size=width)
        course[1] = keep * course[1] + (1 - keep) * course[0]
        rows.append(course[1].copy())
    return np.array(rows) / np.std(rows, axis=0)


def test_talking_hands_are_hardly_ever_counted():
    """20 people gesture for 30 s each, without a pause, hands 8 cm to and fro: at most one is taken in."""
    fooled = 0
    for seed in range(20):
        hands = 0.05 * sway(seed, 900, 0.2 + 0.02 * seed, 4).reshape(-1, 2, 2)
        frames = [(k / 30, points) for k, (_, points) in enumerate(moving(squat, 30, count=0, seed=seed))]
        for (_, points), hand in zip(frames, hands, strict=True):
            points[joints("wrist")] += hand
            points[joints("elbow")] += 0.4 * hand
        fooled += bool(counted(frames))
    assert fooled <= 1


@pytest.mark.parametrize("speed", [0.4, 0.8, -0.6])
def test_walking_through_is_not_counted(speed):
    frames = []
    for t_s, points in moving(squat, 6, count=0):
        swing = math.sin(2 * math.pi * t_s / 1.1)
        for side, sign in (("left", 1), ("right", -1)):
            for joint, reach in (("knee", 0.09), ("ankle", 0.18), ("wrist", -0.1)):
                points[LANDMARK_INDEX[f"{side}_{joint}"], 0] += reach * sign * swing
        frames.append((t_s, points + np.array([speed * t_s, 0])))
    assert counted(frames) == []


def test_turning_points_need_a_way_back():
    assert turning_points([0, 1, 0.9, 2, 0, 0.1, 0, 2], 1.0) == [0, 3, 4, 7]
    assert turning_points([0.0] * 9, 0.0) == []


def test_the_main_direction_is_the_one_of_the_largest_swing():
    course = np.sin(np.arange(60) / 4)
    direction = main_direction(np.c_[0.2 * course, np.cos(np.arange(60)), -3 * course])
    assert abs(direction[2]) == pytest.approx(0.99, abs=0.02)
    assert float(direction @ direction) == pytest.approx(1)


def test_smoothing_keeps_what_is_constant():
    assert smoothed(np.ones((20, 3)), 0.5) == pytest.approx(np.ones((20, 3)))
