"""Sessions from Python: what is told of the source, and what is kept when a stream breaks off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from posecheck import api
from posecheck.errors import ModelError
from posecheck.estimators import mediapipe
from posecheck.outputs import write_text
from posecheck.pose import Frame, ModelInfo, PoseFrame, PoseTrack, StreamInfo, empty_pose
from posecheck.result import SessionResult
from tests.media import every, make_video


def test_poses_with_pictures_are_taken_to_their_end(tmp_path: Path):
    """They end with what there is to be said of the source."""
    told = []

    def poses() -> Iterator[PoseFrame]:
        yield from (empty_pose(n, n / 30) for n in range(10))
        told.append("The picture is dark")

    seen = list(api._with_pictures(make_video(tmp_path / "v.mp4", every(10)), poses()))
    assert [(frame.index, pose.index) for frame, pose in seen if frame] == [(n, n) for n in range(10)]
    assert told == ["The picture is dark"]


RESULT = api.replay(PoseTrack((empty_pose(0, 0.0),), StreamInfo("x")), "bridge").to_dict()


class Breaking:
    """A network that no longer answers after a second."""

    model = ModelInfo("fake", "0" * 64)

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def estimate(self, frame: Frame) -> PoseFrame:
        if frame.t_s >= 1.0:
            raise ModelError("The pose library no longer answers", "Try again")
        return empty_pose(frame.index, frame.t_s)

    def close(self) -> None:
        pass


def test_a_live_session_that_breaks_off_is_kept_and_the_reason_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mediapipe, "MediaPipeEstimator", Breaking)
    camera = str(make_video(tmp_path / "v.mp4", every(60)))
    folder = tmp_path / "kept"
    with pytest.raises(ModelError, match="no longer answers"):
        api.live("bridge", camera=camera, voice=False, window=False, record=folder)
    (track,), (result,) = folder.glob("*.npz"), folder.glob("*.json")
    assert len(PoseTrack.load(track)) == SessionResult.load(result).source["frames"] > 10


def test_a_file_name_that_is_no_text_is_spelt_out_in_the_result(tmp_path: Path):
    named = SessionResult.from_dict({**RESULT, "source": {"path": "bad\udcff.mp4", "seen_s": 1.0}})
    write_text(tmp_path / "r.json", named.to_json())
    assert SessionResult.load(tmp_path / "r.json").source["path"] == "bad\udcff.mp4"
