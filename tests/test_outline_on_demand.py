"""The outline of the back is only looked for where somebody reads it, and the verdict is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

import posecheck
from posecheck import tracking
from posecheck.estimators.mediapipe import NO_BACK
from posecheck.exercises.library import Library
from posecheck.judging import judge_for
from posecheck.outputs import Outputs
from posecheck.pose import PoseFrame, PoseTrack

Track = Callable[[str], PoseTrack]


def without_outline(track: PoseTrack) -> PoseTrack:
    poses = [replace(pose, back=NO_BACK, trunk_depth=float("nan")) for pose in track]
    return replace(track, poses=tuple(poses))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bridge_good", "bridge_low_hips"])
def test_who_does_not_read_the_back_finds_the_same(name: str, sample_track: Track):
    track = sample_track(name)
    alone = posecheck.replay(without_outline(track))
    assert alone.to_json() == posecheck.replay(track).to_json()


class AskedError(Exception):
    """What analyze would track with."""


@pytest.mark.parametrize(
    ("exercise", "output", "outline"),
    [
        ("bridge", None, False),
        ("any", None, False),
        ("bridge", "json", False),
        ("bridge", "csv", True),
        ("bridge", "track", True),
        ("plank_high", None, True),
        ("auto", None, True),
    ],
)
def test_it_is_looked_for_where_it_is_read(exercise, output, outline, tmp_path, monkeypatch):
    def ask(path, model, workers, progress, parts) -> Iterator[PoseFrame]:
        raise AskedError(parts)

    monkeypatch.setattr(tracking, "Tracking", ask)
    outputs = Outputs(**{output: tmp_path / "file"}) if output else Outputs()
    with pytest.raises(AskedError) as asked:
        posecheck.analyze("clip.mp4", exercise, outputs=outputs)
    assert asked.value.args == (tracking.REAL if outline else tracking.LANDMARKS_ALONE,)


def test_it_is_read_where_a_signal_is_of_the_back():
    library = Library()
    for exercise in library.all():
        if exercise.kind != "log":
            of_back = any(signal.of_back for signal in exercise.signals.values())
            assert judge_for(exercise.id, library).reads_back == of_back
