"""Shared truths: every sample clip is looked at by the network once, for all tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from posecheck.pose import Frame, PoseTrack
from posecheck.tracking.parts import Recording
from tests.looking import Looks, plan, turn_of

SAMPLES = Path(__file__).parents[1] / "samples"
WHOLE = ("bird_dog_good", "bridge_good", "plank_forearm_good", "bird_dog_vfr", "bridge_feet_far")
"""Samples that are looked at frame by frame: those of the laws, and where times are near the tolerance."""


def truth_of(name: str) -> dict[str, Any]:
    """Return the truth beside a sample clip."""
    truth: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return truth


def sample_names() -> list[str]:
    """Return the names of all sample clips."""
    return sorted(path.stem for path in SAMPLES.glob("*.mp4"))


def every_other(path: str, start_s: float | None, end_s: float | None) -> Recording:
    """Open a video of which every other frame is left out."""
    from posecheck.sources.video import VideoSource

    class EveryOther(VideoSource):
        def __iter__(self) -> Iterator[Frame]:
            return (frame for frame in super().__iter__() if frame.index % 2 == 0)

    return EveryOther(path, start_s, end_s)


def track_clip(name: str) -> PoseTrack:
    """Return the poses that the default network finds in a sample clip, in one process.

    Most are looked at at half the rate: no count may depend on it, and it saves two fifths.
    """
    from posecheck.tracking import REAL, Tracking

    parts = REAL if name in WHOLE else replace(REAL, source=every_other)
    with closing(Tracking(SAMPLES / f"{name}.mp4", "full", 1, parts=parts)) as tracking:
        poses = tuple(tracking)
        exercise = truth_of(name)["exercise"]
        return PoseTrack(poses, tracking.info, tracking.model, exercise, tuple(tracking.warnings))


plan("sample_track", track_clip, [(name,) for name in sample_names()])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that wait for looks come last, so that no core is idle."""
    items.sort(key=lambda item: turn_of(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session", autouse=True)
def looks(request: pytest.FixtureRequest) -> Iterator[Looks]:
    """Begin to look at the clips with the first test."""
    begun = Looks({name for item in request.session.items for name in getattr(item, "fixturenames", ())})
    yield begun
    begun.close()


@pytest.fixture(scope="session")
def sample_track(looks: Looks) -> Callable[[str], PoseTrack]:
    """Return a function from the name of a sample clip to its track."""
    return partial(looks.wait, "sample_track")
