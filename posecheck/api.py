"""What the command line and other people's programs call: analyze a video, coach live, replay a track."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from posecheck.errors import ModelError, OutputError, PosecheckError, SourceError, UsageError
from posecheck.exercises.library import Library
from posecheck.judging import judge_for
from posecheck.outputs import Outputs, Writers
from posecheck.pose import PoseFrame, PoseTrack
from posecheck.result import SessionResult
from posecheck.retelling import KeptPoses
from posecheck.session import Judge, Seen, Session, estimated, recorded
from posecheck.step import Sink

Folders = Sequence[str | Path]
Progress = Callable[[int, int | None], None]
NO_OUTPUTS = Outputs()


def analyze(
    path: str | Path,
    exercise: str,
    *,
    model: str = "full",
    exercises: Folders = (),
    outputs: Outputs = NO_OUTPUTS,
    sinks: Iterable[Sink] = (),
    workers: int | None = None,
    progress: Progress | None = None,
) -> SessionResult:
    """Judge a recorded video.

    Args:
        path: The video file.
        exercise: Id of the exercise, such as "bird_dog"; "auto" for whichever is done, "any"
            for any movement.
        model: "lite", "full", "heavy" or the path of a bundle.
        exercises: Folders with more definitions, or others of the same id.
        outputs: Files to write.
        sinks: Further sinks of your own.
        workers: Networks that look at the video side by side; None for as many as there are cores.
        progress: Called with frames done and frames expected, None where unknown.

    Returns:
        What was found.

    Raises:
        PosecheckError: The video, the model, the definition or an output file is no good; says what to do.
    """
    from posecheck.tracking import LANDMARKS_ALONE, REAL, Tracking

    library = Library(exercises)
    judge, sinks = judge_for(exercise, library), list(sinks)
    outputs.check()
    parts = REAL if _wants_outline(judge, outputs, sinks) else LANDMARKS_ALONE
    with closing(Tracking(path, model, workers, progress, parts)) as tracking:
        session = Session(judge, tracking.info, tracking.model)
        writers = Writers(outputs, tracking.info, tracking.model, session.briefing, tracking.warnings)
        stream = _with_pictures(path, tracking) if outputs.video else ((None, pose) for pose in tracking)
        kept = KeptPoses(exercise, outputs)
        session.run(stream, [*writers.sinks, kept, *sinks])
    result = _finished(session, writers, tracking.warnings)
    kept.retell(result, library, tracking.info, tracking.model)
    return result


def _wants_outline(judge: Judge, outputs: Outputs, sinks: Sequence[Sink]) -> bool:
    """Return whether somebody reads the outline of the back; to find it takes a tenth of the time."""
    return judge.reads_back or outputs.tell_back or bool(sinks)


def _with_pictures(path: str | Path, poses: Iterable[PoseFrame]) -> Iterator[Seen]:
    """Yield poses with the pictures they were found in, read anew."""
    from posecheck.sources.video import VideoSource

    with closing(VideoSource(path)) as source:
        for pose, frame in zip(poses, source, strict=False):  # the poses first: they end with warnings
            yield frame, pose


def replay(
    track: str | Path | PoseTrack,
    exercise: str | None = None,
    *,
    exercises: Folders = (),
    outputs: Outputs = NO_OUTPUTS,
    sinks: Iterable[Sink] = (),
) -> SessionResult:
    """Judge a recorded track again, without the model.

    Args:
        track: The track, or its file.
        exercise: Id of the exercise; None for the one it was recorded for.
        exercises: Folders with more definitions, or others of the same id.
        outputs: Files to write; a video needs pictures, so it is refused.
        sinks: Further sinks of your own.

    Raises:
        PosecheckError: The track, the definition or an output file is no good; says what to do.
    """
    if outputs.video:
        raise UsageError("A track holds no pictures", "Use analyze for an annotated video")
    track = track if isinstance(track, PoseTrack) else PoseTrack.load(track)
    wanted = exercise or track.exercise
    if wanted is None:
        raise UsageError("The track does not say which exercise it shows", "Name one with --exercise")
    library = Library(exercises)
    session = Session(judge_for(wanted, library), track.source, track.model)
    writers = Writers(outputs, track.source, track.model, session.briefing, track.warnings)
    kept = KeptPoses(wanted, outputs)
    session.run(recorded(track), [*writers.sinks, kept, *sinks])
    result = _finished(session, writers, track.warnings)
    kept.retell(result, library, track.source, track.model)
    return result


def _finished(session: Session, writers: Writers, warnings: Iterable[str]) -> SessionResult:
    """Write what needs the whole session; then tell of a file that could not be written on the way."""
    result = session.result(warnings)
    writers.finish(result)
    if session.troubles:
        raise session.troubles[0]
    return result


def live(
    exercise: str,
    *,
    camera: str = "0",
    model: str = "full",
    exercises: Folders = (),
    mirror: bool = False,
    voice: bool = True,
    window: bool = True,
    record: str | Path | None = None,
    sinks: Iterable[Sink] = (),
) -> SessionResult:
    """Coach a person in front of a camera until they stop; return what was found.

    Args:
        exercise: Id of the exercise, "auto" for whichever is done, "any" for any movement.
        camera: Number, device path, rtsp or http address, or a video file that then plays in real time.
        model: "lite", "full", "heavy" or the path of a bundle.
        exercises: Folders with more definitions, or others of the same id.
        mirror: Show the picture as a mirror does; the model never sees it mirrored.
        voice: Speak the cues.
        window: Show the picture with the overlay.
        record: Folder for the session's track and result.
        sinks: Further sinks of your own.

    Raises:
        PosecheckError: The camera, the model, the definition or the display is no good; says what to do.
    """
    from posecheck.estimators.mediapipe import MediaPipeEstimator
    from posecheck.sources.camera import CameraSource

    library = Library(exercises)
    judge, sinks = judge_for(exercise, library), list(sinks)
    if window:
        from posecheck.sinks.screen import require_display

        require_display()
    outputs = _recording(record, exercise) if record else NO_OUTPUTS
    outline = _wants_outline(judge, outputs, sinks)
    with (
        closing(CameraSource(camera)) as source,
        closing(MediaPipeEstimator(model, outline=outline)) as estimator,
    ):
        session = Session(judge, source.info, estimator.model)
        writers = Writers(outputs, source.info, estimator.model, session.briefing, source.warnings)
        shown = _shown(mirror=mirror, voice=voice, window=window)
        failure = _run_live(session, estimated(source, estimator), [*writers.sinks, *shown, *sinks])
    result = session.result(source.warnings)
    writers.finish(result)
    if failure is not None:
        raise failure
    return result


def _run_live(session: Session, stream: Iterable[Seen], sinks: Sequence[Sink]) -> PosecheckError | None:
    """Take a stream to its end; return what broke it off, once what was seen is to be saved."""
    with suppress(KeyboardInterrupt):  # Ctrl-C is a way to end; what was seen is the session
        try:
            session.run(stream, sinks)
        except (ModelError, SourceError) as error:
            return error
    return None


def _recording(folder: str | Path, exercise: str) -> Outputs:
    """Return the files of a live session, named after exercise and time of day."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot make the folder {folder}: {error.strerror}", "Name another") from error
    name = f"{exercise}-{datetime.now():%Y%m%d-%H%M%S}"
    return Outputs(json=folder / f"{name}.json", track=folder / f"{name}.track.npz")


def _shown(*, mirror: bool, voice: bool, window: bool) -> list[Sink]:
    """Return the sinks that the person sees and hears."""
    shown: list[Sink] = []
    if window:
        from posecheck.sinks.window import WindowSink

        shown.append(WindowSink(mirror))
    if voice:
        from posecheck.sinks.voice import VoiceSink

        shown.append(VoiceSink())
    return shown
