"""Tracks a stretch of a video within this process, decoding ahead of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.step import Estimator, Source
from posecheck.tracking.ahead import Ahead


@dataclass(frozen=True)
class Parts:
    """Where a worker gets its frames and landmarks from; both are called by name in every process.

    Attributes:
        source: Path, start and end [s, None for the file's own] to a source.
        estimator: Model name to an estimator.
    """

    source: Callable[[str | Path, float | None, float | None], Source]
    estimator: Callable[[str], Estimator]


def video_source(path: str | Path, start_s: float | None, end_s: float | None) -> Source:
    """Open a video file."""
    from posecheck.sources.video import VideoSource

    return VideoSource(path, start_s, end_s)


def pose_network(model: str) -> Estimator:
    """Load the pose network."""
    from posecheck.estimators.mediapipe import MediaPipeEstimator

    return MediaPipeEstimator(model)


REAL = Parts(video_source, pose_network)


class Single:
    """Poses of a whole video, in this process.

    Args:
        source: The open video; closed with this.
        model: Name of the model.
        parts: Where the estimator comes from.
    """

    def __init__(self, source: Source, model: str, parts: Parts) -> None:
        self._source = source
        self._closers = ExitStack()
        self._closers.callback(source.close)
        try:
            self._estimator = parts.estimator(model)
        except BaseException:
            self._closers.close()
            raise
        self._closers.callback(self._estimator.close)

    @property
    def model(self) -> ModelInfo:
        """The network."""
        return self._estimator.model

    @property
    def info(self) -> StreamInfo:
        """The stream; exact once it has been read to its end."""
        return self._source.info

    @property
    def warnings(self) -> list[str]:
        """What the source had to say."""
        return self._source.warnings

    def __iter__(self) -> Iterator[PoseFrame]:
        """Yield the poses in order; decoding, network and consumer each have their own thread."""
        frames = Ahead(self._source)
        poses = Ahead(self._estimator.estimate(frame) for frame in frames)
        self._closers.callback(frames.close)
        self._closers.callback(poses.close)
        yield from poses

    def close(self) -> None:
        """End the threads, then let go of file and network; safe to call twice."""
        self._closers.close()
