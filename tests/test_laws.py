"""The laws of the plan on real pixels: replay equals live, step equals whole, mirrored equals original."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecheck.api import live, replay
from posecheck.exercises.library import Library
from posecheck.judging import judge_for
from posecheck.pose import PoseFrame, PoseTrack, mirrored
from posecheck.result import SessionResult
from posecheck.session import Session, recorded
from tests.conftest import SAMPLES, truth_of

pytestmark = pytest.mark.slow

Track = Callable[[str], PoseTrack]
CLIPS = ["bird_dog_good", "bridge_good", "plank_forearm_good"]


def counts(result: SessionResult) -> tuple[list[object], int]:
    return [rep.side for rep in result.reps], len(result.holds)


def true_counts(name: str) -> tuple[list[object], int]:
    truth = truth_of(name)
    return [rep["side"] for rep in truth["reps"]], len(truth["holds"])


def session_of(track: PoseTrack) -> Session:
    library = Library()
    assert track.exercise is not None
    return Session(judge_for(track.exercise, library), track.source, track.model)


def thinned(track: PoseTrack, keep: Callable[[PoseFrame], bool]) -> PoseTrack:
    return replace(track, poses=tuple(pose for pose in track if keep(pose)))


@pytest.mark.parametrize("name", CLIPS)
def test_step_by_step_equals_the_whole(name: str, sample_track: Track):
    track = sample_track(name)
    stepped = session_of(track)
    for pose in track:
        stepped.step(None, pose)
    whole = session_of(track)
    whole.run(recorded(track))
    assert stepped.result().to_json() == whole.result().to_json()


@pytest.mark.parametrize("name", CLIPS)
def test_pickled_midway_equals_not(name: str, sample_track: Track):
    track = sample_track(name)
    session = session_of(track)
    for pose in track.poses[: len(track) // 2]:
        session.step(None, pose)
    session = pickle.loads(pickle.dumps(session))
    for pose in track.poses[len(track) // 2 :]:
        session.step(None, pose)
    assert session.result().to_json() == replay(track).to_json()


@pytest.mark.parametrize("name", CLIPS)
def test_a_mirrored_track_has_its_sides_swapped_and_nothing_else(name: str, sample_track: Track):
    track = sample_track(name)
    original = replay(track)
    swapped = replay(replace(track, poses=tuple(mirrored(pose) for pose in track)))
    other = {"left": "right", "right": "left", None: None}
    assert [rep.side for rep in swapped.reps] == [other[rep.side] for rep in original.reps]
    assert [rep.start_s for rep in swapped.reps] == pytest.approx(
        [rep.start_s for rep in original.reps], abs=0.01
    )
    assert [h.seconds for h in swapped.holds] == pytest.approx([h.seconds for h in original.holds], abs=0.01)


@pytest.mark.parametrize("name", CLIPS)
@pytest.mark.parametrize("every", [2, 4])
def test_lower_frame_rates_count_the_same(name: str, every: int, sample_track: Track):
    slow = thinned(sample_track(name), lambda pose: pose.index % every == 0)
    assert counts(replay(slow)) == true_counts(name)


@pytest.mark.parametrize("name", CLIPS)
def test_a_higher_frame_rate_counts_the_same(name: str, sample_track: Track):
    track = sample_track(name)
    between = [
        PoseFrame(a.index, (a.t_s + b.t_s) / 2, (a.xy + b.xy) / 2, (a.world + b.world) / 2, b.visibility)
        for a, b in zip(track.poses, track.poses[1:], strict=False)
    ]
    both = sorted([*track.poses, *between], key=lambda pose: pose.t_s)
    assert counts(replay(replace(track, poses=tuple(both)))) == true_counts(name)


@pytest.mark.parametrize("name", CLIPS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_third_of_the_frames_may_drop(name: str, seed: int, sample_track: Track):
    rng = np.random.default_rng(seed)
    assert counts(replay(thinned(sample_track(name), lambda _: rng.random() > 0.3))) == true_counts(name)


def test_replay_of_a_live_session_is_byte_for_byte_its_result(tmp_path: Path):
    live("bridge", camera=str(SAMPLES / "bridge_partial.mp4"), window=False, voice=False, record=tmp_path)
    recorded_track, recorded_result = next(tmp_path.glob("*.npz")), next(tmp_path.glob("*.json"))
    assert replay(recorded_track).to_json() == recorded_result.read_text(encoding="utf-8")
    assert json.loads(recorded_result.read_text())["exercise"]["id"] == "bridge"
