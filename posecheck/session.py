"""The only loop: a stream of poses through an assessor to the sinks."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import Protocol

from posecheck.coach.naming import NameWatch
from posecheck.coach.policy import CuePolicy
from posecheck.errors import PosecheckError
from posecheck.pose import Frame, ModelInfo, PoseFrame, StreamInfo
from posecheck.result import Event, SessionResult
from posecheck.step import Briefing, Estimator, Moment, Sink, Source, Step, Stop

Seen = tuple[Frame | None, PoseFrame]
"""A picture, where there is one, and the pose in it."""


def estimated(source: Source, estimator: Estimator) -> Iterator[Seen]:
    """Yield every frame of a source with its pose."""
    for frame in source:
        yield frame, estimator.estimate(frame)


def recorded(track: Iterable[PoseFrame]) -> Iterator[Seen]:
    """Yield the poses of a recorded track, without pictures."""
    for pose in track:
        yield None, pose


def _end(stream: Iterable[Seen]) -> None:
    """Close a stream that can be closed, so that its source completes its warnings."""
    if isinstance(stream, Generator):
        stream.close()


class Judge(Protocol):
    """Who turns poses into steps and a result: of one exercise, of whichever is done, of any movement."""

    @property
    def reads_back(self) -> bool:
        """Whether the outline of the back matters to it."""
        ...

    def briefing(self) -> Briefing:
        """Return what sinks need to know before the first frame."""
        ...

    def step(self, pose: PoseFrame) -> Step:
        """Judge one frame."""
        ...

    def finish(self) -> list[Event]:
        """End the stream; return what the end completed."""
        ...

    def result(
        self, source: StreamInfo, model: ModelInfo | None, warnings: Sequence[str] = ()
    ) -> SessionResult:
        """Return what was found; call `finish` first."""
        ...


class Session:
    """From the first frame to the result.

    Args:
        judge: Who judges the poses.
        source: What is known of the stream.
        model: The network that makes the poses, if known.
    """

    def __init__(self, judge: Judge, source: StreamInfo, model: ModelInfo | None) -> None:
        self._judge = judge
        self.briefing = self._doing = judge.briefing()
        self._policy = CuePolicy(self.briefing)
        self._source = source
        self._model = model
        self.troubles: list[PosecheckError] = []

    def run(self, stream: Iterable[Seen], sinks: Sequence[Sink] = ()) -> None:
        """Take the stream to its end, or until a sink asks to stop; Ctrl-C passes once the sinks are closed.

        A sink that fails on the way (a full disk) is let go, its error kept in `troubles`; the rest goes on.

        Args:
            stream: Pictures and poses in order of time.
            sinks: Who gets every moment; closed in the end, also after an error.
        """
        active = list(sinks)
        with ExitStack() as stack:
            for sink in sinks:
                stack.callback(self._close, sink)
                sink.open(self.briefing, self._source)
            stack.callback(_end, stream)  # before the sinks: then the source has said all it has to say
            with suppress(Stop):  # the user asked to end; what was seen is the session
                for frame, pose in stream:
                    moment = self.step(frame, pose)
                    active = [sink for sink in active if self._write(sink, moment)]

    def _write(self, sink: Sink, moment: Moment) -> bool:
        """Pass a moment on; return whether the sink can go on."""
        try:
            sink.write(moment)
        except PosecheckError as error:
            self.troubles.append(error)
            return False
        return True

    def _close(self, sink: Sink) -> None:
        try:
            sink.close()
        except PosecheckError as error:
            self.troubles.append(error)

    def step(self, frame: Frame | None, pose: PoseFrame) -> Moment:
        """Judge one frame and decide what to say; for those who bring their own loop."""
        step = self._judge.step(pose)
        if step.doing is not None and step.doing.id != self._doing.id:
            self._doing = step.doing
            self._policy = CuePolicy(step.doing, NameWatch(step.doing.name, step.doing.high_load))
        say, show = self._policy.step(step)
        return Moment(frame, step, say, show)

    def result(self, warnings: Iterable[str] = ()) -> SessionResult:
        """End the session and return its result.

        Args:
            warnings: What the source had to say.
        """
        self._judge.finish()
        return self._judge.result(self._source, self._model, [*warnings, *map(str, self.troubles)])
