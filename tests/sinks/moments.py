"""Made-up moments for the tests of the file sinks."""

from __future__ import annotations

import resource
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from posecheck.errors import OutputError
from posecheck.pose import Frame, PoseFrame, StreamInfo
from posecheck.step import Briefing, Moment, Phase, Sink, Step

SIGNALS = ("hip_deg", "line_off_ratio")
BRIEFING = Briefing("bridge", "Bridge", "reps", 3.0, "Lie on your back, knees bent, feet flat", SIGNALS)
SOURCE = StreamInfo("clip.mp4", 64, 48, 2.0, 60, 0, 30.0)
LIVE = StreamInfo("0", 64, 48)


def pose_at(t_s: float, index: int) -> PoseFrame:
    """Return landmarks that differ from frame to frame."""
    points = np.linspace(0, 1, 33)[:, None] + index
    return PoseFrame(index, t_s, np.hstack([points] * 2), np.hstack([points] * 3), np.full(33, 0.9))


def moment(t_s: float, index: int, phase: Phase = "ready", image: Any = None, **step: Any) -> Moment:
    """Return a moment with a pose, and with a picture where one is given."""
    frame = None if image is None else Frame(index, t_s, image)
    return Moment(frame, Step(pose_at(t_s, index), phase, **step))


def feed(sink: Sink, moments: Iterable[Moment], source: StreamInfo = SOURCE) -> None:
    """Take a sink through a whole session."""
    sink.open(BRIEFING, source)
    for item in moments:
        sink.write(item)
    sink.close()


@contextmanager
def small_disk(limit_bytes: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def errors_of(sink: Sink, moments: Iterable[Moment]) -> list[OutputError]:
    """Take an open sink through a session as the loop does: after its first error it gets no more moments."""
    errors = []
    try:
        for item in moments:
            sink.write(item)
    except OutputError as error:
        errors.append(error)
    try:
        sink.close()
    except OutputError as error:
        errors.append(error)
    return errors


def plain(count: int, fps: float = 30, image: Any = None) -> Sequence[Moment]:
    """Return `count` moments at rest."""
    return [moment(i / fps, i, image=image) for i in range(count)]
