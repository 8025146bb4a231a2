"""The files a session can leave: result, signal table, plot, annotated video, track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import OutputError
from posecheck.pose import ModelInfo, StreamInfo
from posecheck.result import SessionResult
from posecheck.sinks.draft import Draft
from posecheck.step import Briefing, Moment, Sink

if TYPE_CHECKING:
    from posecheck.sinks.columns import ColumnsSink

Image = NDArray[np.uint8]
Target = str | Path | None


@dataclass(frozen=True)
class Outputs:
    """Which files to write, None for those not wanted.

    Attributes:
        json: The result file.
        csv: The signals, one row a frame.
        plot: The signals as a picture, with phases, repetitions and faults.
        video: The video with the overlay; needs the pictures, so not in a replay.
        track: The landmarks, for replay.
    """

    json: Target = None
    csv: Target = None
    plot: Target = None
    video: Target = None
    track: Target = None

    @property
    def tell_back(self) -> bool:
        """Whether one of the files holds the outline of the back, whatever the exercise."""
        return bool(self.csv or self.track)

    def check(self) -> None:
        """Fail early where a file could not be written.

        Raises:
            OutputError: A folder does not exist.
        """
        for path in (self.json, self.csv, self.plot, self.video, self.track):
            if path is not None and not Path(path).resolve().parent.is_dir():
                raise OutputError(f"The folder of {path} does not exist", "Make it first, or name another")


class Writers:
    """The sinks for the wanted files, and what is written when the session has ended.

    Args:
        outputs: Which files.
        source: The stream, for the track and the video's sound.
        model: The network, for the track.
        briefing: The exercise.
        warnings: What the source has to say, for the track; may grow until the session ends.
    """

    def __init__(
        self,
        outputs: Outputs,
        source: StreamInfo,
        model: ModelInfo | None,
        briefing: Briefing,
        warnings: Sequence[str] = (),
    ) -> None:
        outputs.check()
        self._outputs = outputs
        self._briefing = briefing
        self._warnings = warnings
        self._columns: ColumnsSink | None = None
        self.sinks: list[Sink] = []
        if outputs.csv:
            self._add_csv(outputs.csv)
        if outputs.plot:
            self._add_columns()
        if outputs.video:
            self._add_video(outputs.video, source)
        if outputs.track:
            self._add_track(outputs.track, source, model)

    def _add_csv(self, path: str | Path) -> None:
        from posecheck.sinks.signals_csv import SignalsCsvSink

        self.sinks.append(SignalsCsvSink(path))

    def _add_columns(self) -> None:
        from posecheck.sinks.columns import ColumnsSink

        self._columns = ColumnsSink()
        self.sinks.append(self._columns)

    def _add_video(self, path: str | Path, source: StreamInfo) -> None:
        from posecheck.sinks.painter import Painter
        from posecheck.sinks.video_file import VideoFileSink

        painter = Painter(self._briefing)

        def painted(moment: Moment) -> Image:
            assert moment.frame is not None  # only streams with pictures are painted
            return painter.paint(moment.frame.image, moment)

        self.sinks.append(VideoFileSink(path, painted, audio_from=source.path))

    def _add_track(self, path: str | Path, source: StreamInfo, model: ModelInfo | None) -> None:
        from posecheck.sinks.track_file import TrackFileSink

        self.sinks.append(TrackFileSink(path, source, model, self._briefing.id, self._warnings))

    def finish(self, result: SessionResult) -> None:
        """Write what needs the whole session.

        Raises:
            OutputError: A file cannot be written.
        """
        if self._outputs.json:
            write_text(self._outputs.json, result.to_json())
        if self._outputs.plot and self._columns:
            from posecheck.sinks.plot import plot_session

            plot_session(self._outputs.plot, self._columns.columns, result, self._briefing)


def write_text(path: str | Path, text: str) -> None:
    """Write a text file whole or not at all; of a file name that is no text, its bytes are spelt out.

    Raises:
        OutputError: It cannot be written.
    """
    draft = Draft(path)
    with draft.guarded():
        draft.path.write_text(text, encoding="utf-8", errors="backslashreplace")
        draft.publish()
