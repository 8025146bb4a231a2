"""The only loop: a stream of poses through an assessor to the sinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack

from posecheck.coach.policy import CuePolicy
from posecheck.engine.assessor import Assessor
from posecheck.engine.summary import summarize
from posecheck.exercises.schema import Exercise
from posecheck.pose import Frame, ModelInfo, PoseFrame, PoseTrack, StreamInfo
from posecheck.result import SessionResult
from posecheck.step import Estimator, Moment, Sink, Source, Stop

Seen = tuple[Frame | None, PoseFrame]
"""A picture, where there is one, and the pose in it."""


def estimated(source: Source, estimator: Estimator) -> Iterator[Seen]:
    """Yield every frame of a source with its pose."""
    for frame in source:
        yield frame, estimator.estimate(frame)


def recorded(track: PoseTrack) -> Iterator[Seen]:
    """Yield the poses of a recorded track, without pictures."""
    for pose in track:
        yield None, pose


class Session:
    """One exercise from the first frame to the result.

    Args:
        exercise: The definition.
        definition_sha256: Checksum of its text, for the result.
        source: What is known of the stream.
        model: The network that makes the poses, if known.
        sinks: Who gets every moment.
    """

    def __init__(
        self,
        exercise: Exercise,
        definition_sha256: str,
        source: StreamInfo,
        model: ModelInfo | None,
        sinks: Sequence[Sink] = (),
    ) -> None:
        self.assessor = Assessor(exercise)
        self._policy = CuePolicy(self.assessor.briefing())
        self._definition_sha256 = definition_sha256
        self._source = source
        self._model = model
        self._sinks = sinks

    def run(self, stream: Iterable[Seen], warnings: Sequence[str] = ()) -> SessionResult:
        """Take the stream to its end, or until a sink asks to stop, and return what was found.

        Args:
            stream: Pictures and poses in order of time.
            warnings: What the source has to say; read when the stream has ended.
        """
        with ExitStack() as stack:
            for sink in self._sinks:
                stack.callback(sink.close)
                sink.open(self.assessor.briefing(), self._source)
            try:
                for frame, pose in stream:
                    self._pass_on(frame, pose)
            except (Stop, KeyboardInterrupt):
                pass  # the user asked to end; what was seen so far is the session
        return self.result(list(warnings))

    def _pass_on(self, frame: Frame | None, pose: PoseFrame) -> None:
        step = self.assessor.step(pose)
        say, show = self._policy.step(step)
        moment = Moment(frame, step, say, show)
        for sink in self._sinks:
            sink.write(moment)

    def result(self, warnings: list[str]) -> SessionResult:
        """End the session and return its result."""
        self.assessor.finish()
        return summarize(
            self.assessor.exercise,
            self._definition_sha256,
            self.assessor.ledger,
            self._source,
            self._model,
            warnings,
        )
