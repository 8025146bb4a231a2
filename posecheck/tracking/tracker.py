"""What the rest of the house uses: a video's path in, its poses out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from posecheck.errors import UsageError
from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.tracking.crew import Crew
from posecheck.tracking.parts import REAL, Job, Parts, Told, Warned
from posecheck.tracking.stretches import Stretch, stretches_of, usable_cores

Progress = Callable[[int, int | None], None]
"""Called with frames done and frames expected, None where unknown."""


class Tracking:
    """The poses of a video; iterate over it once.

    The poses are the same whatever the number of workers.

    Args:
        path: The file.
        model: "lite", "full", "heavy" or the path of a bundle.
        workers: Networks that look at the video side by side; None for one a core, and one for a short video.
        progress: Told how far it is, in the thread that iterates.
        parts: Where frames and landmarks come from.

    Attributes:
        info: The stream; its length is the header's until the whole has been read.
        model: The network.
        warnings: What the source had to say; complete when iterating ends.

    Raises:
        SourceError: The path is no video that can be read.
        ModelError: The model is missing or damaged.
        UsageError: Fewer than one worker.
    """

    def __init__(
        self,
        path: str | Path,
        model: str = "full",
        workers: int | None = None,
        progress: Progress | None = None,
        parts: Parts = REAL,
    ) -> None:
        job = Job(str(path), model, parts)
        self._progress = progress
        self.warnings: list[str] = []
        self.info, stretches = _looked_at(job)
        self._crew = Crew(job, stretches, _workers(workers, len(stretches)))
        try:
            self._told = iter(self._crew)
            self.model = self._loaded()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[PoseFrame]:
        """Yield one pose a frame, in order of time."""
        pose: PoseFrame | None = None
        for told in self._told:
            if isinstance(told, PoseFrame):
                pose = told
                yield pose
                self._tell_progress()
            elif isinstance(told, Warned) and told.text not in self.warnings:
                self.warnings.append(told.text)
        if pose is not None:
            self.info = replace(self.info, duration_s=pose.t_s, frames=pose.index + 1)

    def close(self) -> None:
        """Let go of files and networks; safe to call twice, and at any time."""
        self._crew.close()

    def _loaded(self) -> ModelInfo:
        told: Told = next(self._told)
        assert isinstance(told, ModelInfo)  # every stretch begins with its network
        return told

    def _tell_progress(self) -> None:
        if self._progress is not None:
            self._progress(self._crew.done, self.info.frames)


def _looked_at(job: Job) -> tuple[StreamInfo, list[Stretch]]:
    """Open the recording once, so that a bad one is told at once, and plan."""
    with closing(job.parts.source(job.path, None, None)) as source:
        return source.info, stretches_of(source.info, source.jumps)


def _workers(wanted: int | None, stretches: int) -> int:
    if wanted is not None and wanted < 1:
        raise UsageError(f"{wanted} workers cannot look at a video", "Use --workers 1 or more")
    return min(wanted or usable_cores(), stretches)
