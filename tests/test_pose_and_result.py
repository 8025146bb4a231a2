"""Tracks and results come back as they went out; damaged files are one clear line."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecheck.api import replay
from posecheck.errors import OutputError, SourceError
from posecheck.outputs import Outputs
from posecheck.pose import (
    LANDMARK_INDEX,
    LANDMARKS,
    MIRROR,
    ModelInfo,
    PoseFrame,
    PoseTrack,
    StreamInfo,
    empty_pose,
    mirrored,
)
from posecheck.result import SessionResult
from tests import figures


@pytest.fixture(scope="module")
def track() -> PoseTrack:
    poses = figures.bird_dog_film("lr")
    return PoseTrack(
        tuple(poses), StreamInfo("clip.mp4", 1280, 720), ModelInfo("full", "abc"), "bird_dog", ("w",)
    )


def test_mirror_pairs_exchange_left_and_right():
    for name in LANDMARKS:
        twin = LANDMARKS[MIRROR[LANDMARK_INDEX[name]]]
        assert twin == name.replace("left", "?").replace("right", "left").replace("?", "right")


def test_poses_are_frozen():
    pose = empty_pose(0, 0.0)
    with pytest.raises(ValueError, match="read-only"):
        pose.xy[0, 0] = 1.0
    assert not pose.seen


def test_mirrored_twice_is_the_original(track: PoseTrack):
    twice = mirrored(mirrored(track.poses[100]))
    np.testing.assert_array_equal(twice.xy, track.poses[100].xy)
    np.testing.assert_array_equal(twice.world, track.poses[100].world)


def test_a_track_comes_back_without_loss(track: PoseTrack, tmp_path: Path):
    with_back = PoseTrack(
        (
            *track.poses[:3],
            PoseFrame(3, 0.1, np.ones((33, 2)), np.ones((33, 3)), np.ones(33), np.ones((5, 2)), 2),
        ),
        track.source,
        track.model,
        track.exercise,
        track.warnings,
    )
    with_back.save(tmp_path / "a.track.npz")
    again = PoseTrack.load(tmp_path / "a.track.npz")
    assert (again.source, again.model, again.exercise, again.warnings) == (
        track.source,
        track.model,
        "bird_dog",
        ("w",),
    )
    for a, b in zip(again, with_back, strict=True):
        assert (a.index, a.t_s, a.people) == (b.index, b.t_s, b.people)
        np.testing.assert_array_equal(a.xy, b.xy)
        np.testing.assert_array_equal(a.back, b.back)


def test_replay_of_a_saved_track_is_byte_for_byte_the_same(track: PoseTrack, tmp_path: Path):
    track.save(tmp_path / "a.track.npz")
    assert replay(tmp_path / "a.track.npz").to_json() == replay(track).to_json()


def test_a_result_comes_back(track: PoseTrack, tmp_path: Path):
    result = replay(track, outputs=Outputs(json=tmp_path / "r.json"))
    again = SessionResult.load(tmp_path / "r.json")
    assert again.to_json() == result.to_json()
    assert [rep.side for rep in again.reps] == ["left", "right"]
    assert again.to_dict()["schema"] == "posecheck.result/1"


def test_result_keys_are_those_of_the_contract(track: PoseTrack):
    data = json.loads(replay(track).to_json())
    assert {
        "schema", "posecheck", "source", "model", "exercise", "coverage", "view", "reps", "rejected", "holds",
        "faults", "symmetry", "summary", "warnings",
    } <= set(data)  # fmt: skip
    assert {
        "n", "side", "start_s", "peak_s", "end_s", "hold_s", "range", "range_unit", "score", "score_parts",
        "faults",
    } <= set(data["reps"][0])  # fmt: skip
    assert data["view"]["facing"] == "left"
    symmetry = data["symmetry"]
    assert (symmetry["left"], symmetry["right"]) == (1, 1)
    assert symmetry["range_ratio"] == pytest.approx(1.0, abs=0.01)
    assert symmetry["held_s"] == {rep["side"]: rep["hold_s"] for rep in data["reps"]}


@pytest.mark.parametrize("content", [b"", b"no track", b"PK\x03\x04 broken"])
def test_a_damaged_track_is_one_line(content: bytes, tmp_path: Path):
    path = tmp_path / "x.track.npz"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="is not a posecheck track, or is damaged"):
        PoseTrack.load(path)


def test_a_track_with_any_byte_wrong_is_one_line_or_whole(track: PoseTrack, tmp_path: Path):
    path = tmp_path / "x.track.npz"
    track.save(path)
    whole = path.read_bytes()
    chance = np.random.default_rng(3)
    for spot in chance.integers(0, len(whole), 200):
        path.write_bytes(whole[:spot] + bytes([whole[spot] ^ 0xFF]) + whole[spot + 1 :])
        with suppress(SourceError):  # nothing else may come out
            assert len(PoseTrack.load(path)) == len(track)


def test_one_joint_missing_in_one_frame_spoils_no_other():
    poses = figures.plank_film(lambda _: 0.0, 12)
    xy = poses[100].xy.copy()
    xy[11] = np.nan
    spoilt = [*poses[:100], replace(poses[100], xy=xy), *poses[101:]]
    films = [PoseTrack(tuple(film), StreamInfo("x")) for film in (poses, spoilt)]
    whole, told = (replay(film, "plank_forearm") for film in films)
    assert whole.summary["held_s"] > 3
    assert told.summary["held_s"] == pytest.approx(whole.summary["held_s"], abs=0.1)
    assert told.coverage == pytest.approx(whole.coverage, abs=0.02)


def test_without_depth_the_view_is_unknown_and_the_result_still_json(track: PoseTrack):
    flat = [replace(pose, world=np.full((33, 3), np.nan)) for pose in track.poses]
    told = replay(replace(track, poses=tuple(flat)))
    assert told.view["seen"] is None
    assert "NaN" not in told.to_json()


def test_a_missing_track_is_one_line(tmp_path: Path):
    with pytest.raises(SourceError, match="does not exist"):
        PoseTrack.load(tmp_path / "none.npz")


def test_a_missing_folder_is_told_before_anything_is_done(track: PoseTrack, tmp_path: Path):
    with pytest.raises(OutputError, match="does not exist"):
        replay(track, outputs=Outputs(json=tmp_path / "no" / "r.json"))
