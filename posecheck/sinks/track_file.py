"""Keeps the landmarks of a session in a track file; a live session that is killed loses little of it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from posecheck.errors import OutputError
from posecheck.pose import ModelInfo, PoseFrame, PoseTrack, StreamInfo
from posecheck.sinks.draft import Draft
from posecheck.step import Briefing, Moment

_EVERY_S = 5.0
_SHARE = 0.05


class TrackFileSink:
    """Writes the track when the session ends and, in a live session, on the way.

    A save on the way runs in its own thread. It takes about 1 ms for each second of the track, so one comes
    every 5 s, and beyond 100 s each time the track has grown by a twentieth: whatever the length, saving
    takes less than a fortieth of one core, and a kill loses 5 s or a twentieth.

    Args:
        path: The track file.
        source_info: The stream; one without a duration is live.
        model: The network that makes the poses.
        exercise: Id of the exercise.
        warnings: What the source has to say; read when the track is saved, so it may still grow.

    Raises:
        OutputError: From `open`, `write` and `close`, when the file cannot be written.
    """

    def __init__(
        self,
        path: str | Path,
        source_info: StreamInfo,
        model: ModelInfo | None,
        exercise: str | None,
        warnings: Sequence[str] = (),
    ) -> None:
        self._draft = Draft(path)
        self._source, self._model, self._exercise = source_info, model, exercise
        self._warnings = warnings
        self._poses: list[PoseFrame] = []
        self._live = source_info.duration_s is None
        self._next_s = _EVERY_S
        self._saving: threading.Thread | None = None
        self._failure: OutputError | None = None

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Find out at once whether the file can be written."""
        with self._draft.guarded():
            self._draft.path.touch()

    def write(self, moment: Moment) -> None:
        """Keep the pose; in a live session save now and then."""
        pose = moment.step.pose
        self._poses.append(pose)
        if self._failure is not None:
            raise self._failure
        if self._live and pose.t_s >= self._next_s and not self._busy():
            self._next_s = pose.t_s + max(_EVERY_S, _SHARE * pose.t_s)
            self._saving = threading.Thread(target=self._save_quietly, args=(tuple(self._poses),))
            self._saving.start()

    def close(self) -> None:
        """Save the whole track, unless saving failed before or the session never began."""
        if self._saving is not None:
            self._saving.join()
        if not self._poses:
            self._draft.discard()
        elif self._failure is None:
            self._save(tuple(self._poses))

    def _busy(self) -> bool:
        return self._saving is not None and self._saving.is_alive()

    def _save_quietly(self, poses: tuple[PoseFrame, ...]) -> None:
        """Save in the thread; the next `write` raises what failed."""
        try:
            self._save(poses)
        except OutputError as error:
            self._failure = error

    def _save(self, poses: tuple[PoseFrame, ...]) -> None:
        track = PoseTrack(poses, self._source, self._model, self._exercise, tuple(self._warnings))
        with self._draft.guarded():
            try:
                track.save(self._draft.path)
            except OutputError as error:
                # It names the draft, which the user has never heard of.
                raise error.__cause__ or error from None
            self._draft.publish()
