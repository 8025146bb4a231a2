"""Opens a video file, or says in one line why that is not possible; all bad inputs are met here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from posecheck.errors import SourceError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_CONVERT = "Convert it to MP4 (H.264) and try again"
_PLAYLIST = b"#EXTM3U"
_TEXT_FORMATS = frozenset({"tty", "bin", "adf", "idf", "xbin"})
_SMALL_PX = 1280 * 720
"""Up to here several threads cost an eighth to a half more processor time than one, beyond a fiftieth."""


def open_video(path: str | Path) -> tuple[InputContainer, VideoStream]:
    """Return the open container and its first real video stream, set to decode quickly.

    Raises:
        SourceError: The path is no readable video file.
    """
    _check_path(str(path))
    container = _open_container(path)
    try:
        return container, _video_stream(container, path)
    except BaseException:
        container.close()
        raise


def no_pictures(path: str | Path) -> SourceError:
    """Return the error for a video of which not one frame can be decoded."""
    return SourceError(f"{path} holds no readable pictures", "It may be damaged or empty; try another file")


def too_small(path: str | Path, width: int, height: int) -> SourceError:
    """Return the error for pictures of so few pixels that nobody can be seen."""
    return SourceError(
        f"{path} has pictures of {width} x {height} pixels: too small to see anybody", "Use a larger one"
    )


def _check_path(path: str) -> None:
    if "://" in path:
        raise SourceError(
            f"{path} is a camera address, not a video file", "Use: posecheck live EXERCISE --camera ADDRESS"
        )
    try:
        _check_file(path)
    except PermissionError as error:
        raise SourceError(
            f"{path} cannot be opened: no permission", "Allow reading it, or copy it"
        ) from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be opened", "Check the name") from error


def _check_file(path: str) -> None:
    file = Path(path)
    if not file.exists():
        raise SourceError(f"{path} does not exist", "Check the name")
    if file.is_dir():
        raise SourceError(f"{path} is a folder, not a video", "Name the video files in it")
    if not file.is_file():
        raise SourceError(f"{path} is not a file", "Use: posecheck live EXERCISE --camera PATH")
    if file.stat().st_size == 0:
        raise SourceError(f"{path} is empty", "Copy or record it again")
    with file.open("rb") as opened:
        head = opened.read(len(_PLAYLIST))
    if head == _PLAYLIST:  # FFmpeg would try for minutes to fetch what it names
        raise SourceError(f"{path} is a playlist, not a video", "Name a video file")


def _open_container(path: str | Path) -> InputContainer:
    import av

    av.logging.set_level(None)
    try:
        # "file:" and the whitelist keep FFmpeg from reading a name or a playlist as a network address.
        container = av.open(
            f"file:{path}", "r", options={"protocol_whitelist": "file"}, metadata_errors="ignore"
        )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        remedy = "It may be damaged, cut off or of another kind; try another file"
        raise SourceError(f"{path} is not a video that can be read", remedy) from error
    if container.format.name in _TEXT_FORMATS:
        container.close()
        raise SourceError(f"{path} is a text file, not a video", "Name a video file")
    if container.format.name == "image2" or container.format.name.endswith("_pipe"):
        container.close()
        raise SourceError(f"{path} is a picture, not a video", "Name a video file")
    return container


def _video_stream(container: InputContainer, path: str | Path) -> VideoStream:
    from av.stream import Disposition

    # A cover picture in a sound file is a video stream too, of one frame.
    streams = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not streams and container.streams.audio:
        raise SourceError(f"{path} holds sound but no video", "Name a video file")
    if not streams:
        raise no_pictures(path)
    stream = streams[0]
    if stream.codec_context is None:
        raise SourceError(f"{path} is stored in a video format that is not known here", _CONVERT)
    stream.thread_type = "AUTO"
    if stream.width * stream.height <= _SMALL_PX:
        stream.thread_count = 1
    return stream
