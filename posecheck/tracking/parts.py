"""Where tracking gets frames and landmarks from, and how one stretch of a video is tracked with them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Protocol

from posecheck.errors import LeftOutError
from posecheck.pose import Frame, ModelInfo, PoseFrame
from posecheck.step import Estimator, Source
from posecheck.tracking.ahead import Ahead
from posecheck.tracking.stretches import Stretch


class Recording(Source, Protocol):
    """A source that may be read in stretches."""

    @property
    def jumps(self) -> bool:
        """Whether a stretch can be read without decoding all that is before it."""
        ...


class Looker(Estimator, Protocol):
    """An estimator whose work may be shared between three threads."""

    def picture(self, frame: Frame) -> Any:
        """Do with a frame what can be done before; anywhere."""
        ...

    def looks(self, pictures: Iterable[Any]) -> Generator[Callable[[], PoseFrame]]:
        """Do what must be done in the stream's order, in one thread that ends with it.

        Yields:
            For each picture what does the rest, anywhere.
        """
        ...


@dataclass(frozen=True)
class Parts:
    """How to open a recording and load a network.

    Attributes:
        source: From path, start and end [s, None for the recording's own] to an open recording.
        estimator: From the model's name to a loaded network.
    """

    source: Callable[[str, float | None, float | None], Recording]
    estimator: Callable[[str], Looker]


def video_source(path: str, start_s: float | None, end_s: float | None) -> Recording:
    """Open a video file."""
    from posecheck.sources.video import VideoSource

    return VideoSource(path, start_s, end_s)


def pose_network(model: str, *, outline: bool = True) -> Looker:
    """Load the pose network."""
    from posecheck.estimators.mediapipe import MediaPipeEstimator

    return MediaPipeEstimator(model, outline=outline)


REAL = Parts(video_source, pose_network)
LANDMARKS_ALONE = Parts(video_source, partial(pose_network, outline=False))
"""Where nobody asks for the outline of the back: quicker, and the landmarks are the same."""


@dataclass(frozen=True)
class Warned:
    """Something the source had to say."""

    text: str


@dataclass(frozen=True)
class Seam:
    """What the network saw in the last frame before the stretch; None where there was none."""

    run_in: PoseFrame | None


Told = ModelInfo | Seam | PoseFrame | Warned
"""What comes out of tracking a stretch, in this order: the network, the seam, poses, warnings."""


@dataclass(frozen=True)
class Job:
    """What to track, with what.

    Attributes:
        path: The recording.
        model: Name of the model.
        parts: Where frames and landmarks come from.
    """

    path: str
    model: str
    parts: Parts

    def track(self, stretch: Stretch) -> Generator[Told]:
        """Track one stretch with a network that starts anew: nothing before the run-in matters.

        Where the network leaves a picture out, the stretch is begun again, and what was told is passed over.
        """
        told = 0
        with suppress(LeftOutError), closing(self._quickly(stretch)) as quickly:
            for item in quickly:
                told += 1
                yield item
            return
        with closing(self._surely(stretch)) as surely:
            yield from islice(surely, told, None)

    def _quickly(self, stretch: Stretch) -> Generator[Told]:
        """Decode, ask the network, and make poses of its answers each in a thread."""
        with (
            closing(self.parts.estimator(self.model)) as estimator,
            closing(self.parts.source(self.path, stretch.run_in_s, stretch.end_s)) as source,
            closing(Ahead(_pictures(estimator, source))) as pictures,
            closing(Ahead(estimator.looks(pictures))) as looks,
        ):
            yield estimator.model
            yield from _from_seam((look() for look in looks), stretch.start_s or 0.0)
            yield from map(Warned, source.warnings)

    def _surely(self, stretch: Stretch) -> Generator[Told]:
        """Find the same one picture after the other, of which none is ever left out."""
        with (
            closing(self.parts.estimator(self.model)) as estimator,
            closing(self.parts.source(self.path, stretch.run_in_s, stretch.end_s)) as source,
        ):
            yield estimator.model
            yield from _from_seam(map(estimator.estimate, source), stretch.start_s or 0.0)
            yield from map(Warned, source.warnings)


def _pictures(estimator: Looker, source: Recording) -> Generator[Any]:
    yield from map(estimator.picture, source)


def _from_seam(poses: Iterator[PoseFrame], start_s: float) -> Iterator[Seam | PoseFrame]:
    run_in: PoseFrame | None = None
    for pose in poses:
        if pose.t_s >= start_s:
            yield Seam(run_in)
            yield pose
            break
        run_in = pose
    yield from poses
