"""What the rest of the house uses: a video's path in, its poses out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.tracking.single import REAL, Parts, Single

Progress = Callable[[int, int | None], None]
"""Called with frames done and frames expected, None where unknown."""


class Tracking:
    """The poses of a video; iterate over it once.

    Args:
        path: The file.
        model: "lite", "full", "heavy" or the path of a bundle.
        workers: Processes that look at the video; None for one a core, and one for a short video.
        progress: Told how far it is, in the thread that iterates.
        parts: Where frames and landmarks come from.

    Attributes:
        info: The stream; its length is the header's until the whole has been read.
        model: The network.
        warnings: What the source had to say; complete when iterating ends.

    Raises:
        SourceError: The path is no video that can be read.
        ModelError: The model is missing or damaged.
    """

    def __init__(
        self,
        path: str | Path,
        model: str = "full",
        workers: int | None = None,
        progress: Progress | None = None,
        parts: Parts = REAL,
    ) -> None:
        self._progress = progress
        self._poses = Single(parts.source(path, None, None), model, parts)

    @property
    def info(self) -> StreamInfo:
        """The stream; its length is the header's until the whole has been read."""
        return self._poses.info

    @property
    def model(self) -> ModelInfo:
        """The network."""
        return self._poses.model

    @property
    def warnings(self) -> list[str]:
        """What the source had to say; complete when iterating ends."""
        return self._poses.warnings

    def __iter__(self) -> Iterator[PoseFrame]:
        """Yield one pose a frame, in order of time."""
        expected = self.info.frames
        for done, pose in enumerate(self._poses, start=1):
            yield pose
            if self._progress is not None:
                self._progress(done, expected)

    def close(self) -> None:
        """Let go of file, network and processes; safe to call twice, and at any time."""
        self._poses.close()
