"""Shared truths: every sample clip is looked at by the network once, on all cores, for all tests."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from posecheck.pose import PoseTrack

SAMPLES = Path(__file__).parents[1] / "samples"


def truth_of(name: str) -> dict[str, Any]:
    """Return the truth beside a sample clip."""
    truth: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return truth


def sample_names() -> list[str]:
    """Return the names of all sample clips."""
    return sorted(path.stem for path in SAMPLES.glob("*.mp4"))


def track_clip(name: str) -> PoseTrack:
    """Return the poses that the default network finds in a sample clip, in one process."""
    from posecheck.tracking import Tracking

    with closing(Tracking(SAMPLES / f"{name}.mp4", "full", 1)) as tracking:
        poses = tuple(tracking)
        exercise = truth_of(name)["exercise"]
        return PoseTrack(poses, tracking.info, tracking.model, exercise, tuple(tracking.warnings))


def _save(name: str, folder: str) -> None:
    track_clip(name).save(Path(folder) / f"{name}.npz")


@pytest.fixture(scope="session")
def sample_track(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], PoseTrack]:
    """Return a function from the name of a sample clip to its track."""
    folder = tmp_path_factory.mktemp("tracks")
    names = sample_names()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), spawn) as pool:
        list(pool.map(_save, names, [str(folder)] * len(names)))
    return lambda name: PoseTrack.load(folder / f"{name}.npz")
