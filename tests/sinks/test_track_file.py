"""Truths about recording a track: nothing is lost in the file, and little when the program is killed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posecheck.errors import OutputError
from posecheck.pose import ModelInfo, PoseTrack
from posecheck.sinks.track_file import TrackFileSink
from tests.sinks.moments import BRIEFING, LIVE, SOURCE, feed, moment, plain

MODEL = ModelInfo("full", "abc")


def test_the_track_comes_back_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "t.npz"
    feed(TrackFileSink(path, SOURCE, MODEL, "bridge"), [moment(i * 0.04, i) for i in (0, 1, 3)])
    track = PoseTrack.load(path)
    assert [p.index for p in track] == [0, 1, 3]
    assert [p.t_s for p in track] == [0.0, 0.04, 0.12]
    assert np.array_equal(track.poses[2].xy, moment(0.12, 3).step.pose.xy)
    assert (track.source, track.model, track.exercise) == (SOURCE, MODEL, "bridge")
    assert [p.name for p in tmp_path.iterdir()] == ["t.npz"]


def test_a_session_that_never_began_leaves_an_old_track_alone(tmp_path: Path) -> None:
    (tmp_path / "t.npz").write_bytes(b"an old one")
    feed(TrackFileSink(tmp_path / "t.npz", SOURCE, MODEL, "bridge"), [])
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("t.npz", b"an old one")]


def killed_after(path: Path, source, seconds: float) -> int | None:
    """Return how many frames are on disk when a session at 5 frames/s is killed, None for no file."""
    sink = TrackFileSink(path, source, MODEL, "bridge")
    sink.open(BRIEFING, source)
    for item in plain(round(seconds * 5) + 1, fps=5):
        sink.write(item)
        if sink._saving is not None:
            sink._saving.join()
    return len(PoseTrack.load(path)) if path.exists() else None


@pytest.mark.parametrize(("seconds", "kept"), [(4.8, None), (5.0, 26), (9.8, 26), (31.0, 151)])
def test_a_killed_live_session_keeps_all_but_the_last_seconds(
    tmp_path: Path, seconds: float, kept: int | None
) -> None:
    assert killed_after(tmp_path / "t.npz", LIVE, seconds) == kept


def test_a_recorded_video_is_saved_once_at_the_end(tmp_path: Path) -> None:
    assert killed_after(tmp_path / "t.npz", SOURCE, 100.0) is None


def test_saving_on_the_way_grows_rare_in_long_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[int] = []
    monkeypatch.setattr(TrackFileSink, "_save", lambda _, poses: saved.append(len(poses)))
    feed(TrackFileSink(tmp_path / "t.npz", LIVE, MODEL, "bridge"), plain(7201, fps=1), LIVE)
    gaps = np.diff([0, *saved[:-1]])
    assert gaps[:18].tolist() == [6] + [5] * 17
    assert gaps.max() <= 0.05 * 7201 + 1
    assert sum(saved) < 25 * 7201


@pytest.mark.parametrize(
    ("name", "words"), [("missing/t.npz", "its folder does not exist"), ("taken.npz", "it is a folder")]
)
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "taken.npz").mkdir()
    with pytest.raises(OutputError, match=words):
        feed(TrackFileSink(tmp_path / name, SOURCE, MODEL, "bridge"), plain(2))
    assert [p.name for p in tmp_path.iterdir()] == ["taken.npz"]


def test_a_failure_on_the_way_is_told_by_the_next_frame_and_once(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    sink = TrackFileSink(folder / "t.npz", LIVE, MODEL, "bridge")
    sink.open(BRIEFING, LIVE)
    (folder / ".t.npz.part").unlink()
    folder.rmdir()
    sink.write(moment(31, 0))
    assert sink._saving is not None
    sink._saving.join()
    with pytest.raises(OutputError, match=r"t\.npz: its folder does not exist"):
        sink.write(moment(32, 1))
    sink.close()
