"""What the command line's tests share: a runner, recorded figures, and an analysis without a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from posecheck import api
from posecheck.cli import app
from posecheck.errors import SourceError
from posecheck.outputs import Outputs
from posecheck.pose import PoseTrack, StreamInfo, empty_pose
from posecheck.result import SessionResult
from tests.figures import bird_dog_film, plank_film

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Return a function that runs the command with arguments."""
    runner = CliRunner()
    return lambda *args: runner.invoke(app, [str(arg) for arg in args])


def _track(poses: list[Any], exercise: str | None) -> PoseTrack:
    return PoseTrack(tuple(poses), StreamInfo("film.mp4", 854, 480), None, exercise)


@pytest.fixture(scope="session")
def bird_dog_track() -> PoseTrack:
    """Two bird dogs, left then right."""
    return _track(bird_dog_film("lr"), "bird_dog")


@pytest.fixture(scope="session")
def bird_dog_file(bird_dog_track: PoseTrack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file."""
    path = tmp_path_factory.mktemp("tracks") / "film.track.npz"
    bird_dog_track.save(path)
    return path


@pytest.fixture(scope="session")
def two_reps(bird_dog_track: PoseTrack) -> SessionResult:
    """The result of two bird dogs."""
    return api.replay(bird_dog_track)


@pytest.fixture(scope="session")
def one_hold() -> SessionResult:
    """The result of a ten-second plank."""
    return api.replay(_track(plank_film(lambda _: 0.0, 10.0), "plank_forearm"))


@pytest.fixture(scope="session")
def nobody() -> SessionResult:
    """The result of an empty room."""
    return api.replay(_track([empty_pose(i, i / 30) for i in range(60)], "bird_dog"))


@dataclass
class FakeAnalysis:
    """Stands in for the network: "bad" in a name cannot be read, "empty" shows nobody."""

    seen: SessionResult
    empty: SessionResult
    calls: list[tuple[str, Outputs]] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    def __call__(self, path: Path, exercise: str, *, outputs: Outputs, **_: Any) -> SessionResult:
        self.calls.append((path.name, outputs))
        self.named.append(exercise)
        if "bad" in path.name:
            raise SourceError(f"{path} is not a video", "Give a video file")
        return self.empty if "empty" in path.name else self.seen


@pytest.fixture
def analysis(monkeypatch: pytest.MonkeyPatch, two_reps: SessionResult, nobody: SessionResult) -> FakeAnalysis:
    """Replace the analysis by a fake, and return it."""
    fake = FakeAnalysis(two_reps, nobody)
    monkeypatch.setattr(api, "analyze", fake)
    return fake
