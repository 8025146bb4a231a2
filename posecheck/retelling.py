"""Signals of an exercise that was recognised: which to show is known only once the recording was seen."""

from __future__ import annotations

from dataclasses import replace

from posecheck.exercises.library import Library
from posecheck.judging import AUTO, judge_for
from posecheck.outputs import Outputs, Writers
from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.result import SessionResult
from posecheck.session import Session, recorded
from posecheck.step import Briefing, Moment


class KeptPoses:
    """Keeps the poses of a recording whose exercise is not named, where its signals are wanted.

    Args:
        exercise: Id of the exercise as it was asked for.
        outputs: The files that were asked for.
    """

    def __init__(self, exercise: str, outputs: Outputs) -> None:
        self._signals = replace(outputs, json=None, video=None, track=None)
        self._wanted = exercise == AUTO and bool(outputs.csv or outputs.plot)
        self._poses: list[PoseFrame] = []

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Nothing to prepare."""

    def write(self, moment: Moment) -> None:
        """Keep one pose."""
        if self._wanted:
            self._poses.append(moment.step.pose)

    def close(self) -> None:
        """Nothing to finish."""

    def retell(
        self,
        result: SessionResult,
        library: Library,
        source: StreamInfo,
        model: ModelInfo | None,
    ) -> None:
        """Write table and plot anew with the signals of the one exercise that was recognised.

        Of several exercises in one recording neither can show the signals: each has its own.

        Raises:
            OutputError: A file cannot be written.
        """
        if not self._wanted or len(result.blocks or ()) != 1:
            return
        session = Session(judge_for(result.exercise["id"], library), source, model)
        writers = Writers(self._signals, source, model, session.briefing)
        session.run(recorded(self._poses), writers.sinks)
        writers.finish(result)
        if session.troubles:
            raise session.troubles[0]
