"""Tracks a video within this process: decoding, network and consumer each have a thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posecheck.pose import PoseFrame
from posecheck.tracking.ahead import Ahead
from posecheck.tracking.parts import Job, Told
from posecheck.tracking.seams import joined
from posecheck.tracking.stretches import Stretch


class Single:
    """Tracks one stretch after the other.

    Args:
        job: What to track.
        stretches: Its parts, in order.

    Attributes:
        done: How many poses have been found so far.
    """

    def __init__(self, job: Job, stretches: Sequence[Stretch]) -> None:
        self.done = 0
        self._told = Ahead(joined(stretches, job.track))

    def __iter__(self) -> Iterator[Told]:
        """Yield what comes out of tracking."""
        for told in self._told:
            self.done += isinstance(told, PoseFrame)
            yield told

    def close(self) -> None:
        """End the threads and let go of file and network; safe to call twice."""
        self._told.close()
