"""Made-up moments for the tests of the file sinks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

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


def plain(count: int, fps: float = 30, image: Any = None) -> Sequence[Moment]:
    """Return `count` moments at rest."""
    return [moment(i / fps, i, image=image) for i in range(count)]
