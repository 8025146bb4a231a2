"""A recording whose exercise is not named still leaves its signals, once it is known which it was."""

from __future__ import annotations

from pathlib import Path

from posecheck import replay
from posecheck.outputs import Outputs
from posecheck.pose import PoseFrame, PoseTrack, StreamInfo
from tests.engine.test_auto import after
from tests.figures import bridge_film, cat_cow_course, cat_cow_film

BRIDGES = bridge_film(2)


def table(poses: list[PoseFrame], exercise: str, path: Path) -> str:
    track = PoseTrack(tuple(poses), StreamInfo("clip"))
    replay(track, exercise, outputs=Outputs(csv=path))
    return path.read_text(encoding="utf-8")


def test_the_table_of_one_recognised_exercise_is_that_of_the_named_one(tmp_path: Path):
    told = table(BRIDGES, "bridge", tmp_path / "told.csv")
    assert "hip_off_ratio" in told.splitlines()[0]
    assert table(BRIDGES, "auto", tmp_path / "auto.csv") == told


def test_of_several_exercises_the_table_has_no_signals(tmp_path: Path):
    both = after(BRIDGES, cat_cow_film(cat_cow_course(2), 20))
    first = table(both, "auto", tmp_path / "auto.csv").splitlines()[0]
    assert first == "frame,t_s,phase,rep,side,back_turn_deg,back_confidence"
