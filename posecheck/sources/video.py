"""Reads a video file: the stream's own time stamps, upright pictures, plain words about what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from posecheck.light import LightMeter
from posecheck.pose import Frame, StreamInfo
from posecheck.sources.decode import Damage, Tick, decoded, packets, rate_of, time_base_of
from posecheck.sources.opening import no_pictures, open_video, too_small
from posecheck.sources.stretch import can_jump, packets_from, plan
from posecheck.sources.upright import Painter, Upright, upright_of

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_SMALLEST_PX = 16
"""In less nobody can be seen, and the libraries fail on a line of pixels."""
_MISSING_S = 0.5
"""A file that ends this much before its header says is told to be cut off."""


class VideoSource:
    """The frames of a video file, or of a stretch of it.

    Frames of a stretch have the numbers, times and pictures they have when the whole file is read.

    Args:
        path: The file.
        start_s: First second that is wanted, None for the beginning.
        end_s: Second before which to stop, None for the end.

    Attributes:
        info: The whole file; duration and number of frames are the header's until the whole has been read.
        warnings: What the file had to say; complete when iterating ends.

    Raises:
        SourceError: The path is no video that can be read.
    """

    def __init__(self, path: str | Path, start_s: float | None = None, end_s: float | None = None) -> None:
        """Open the file and decode its first frame, so that a bad file is told at once."""
        self.warnings: list[str] = []
        self._path, self._start_s, self._end_s = path, start_s or 0.0, end_s
        self._open()
        try:
            self._frames = self._from_start()
            if min(self._upright.size) < _SMALLEST_PX:
                raise too_small(self._path, *self._upright.size)
            self._time_base = time_base_of(self._stream)
            self.info = _info(self._path, self._container, self._stream, self._upright)
            if self._start_s > 0:
                self._frames = self._from_middle()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[Frame]:
        """Yield the frames in order of time."""
        painter, light = Painter(self._upright), LightMeter()
        last: tuple[int, float, VideoFrame] | None = None
        for index, tick, picture in self._frames:
            t_s = float((tick - self._first) * self._time_base)
            last = index, t_s, picture
            if self._end_s is not None and t_s >= self._end_s:
                break
            if t_s >= self._start_s:
                frame = Frame(index, t_s, painter.picture(picture))
                light.see(frame.image)
                yield frame
        else:
            if last is not None:  # of a stretch behind the place where a file is cut off nothing is left
                self._tell_length(*last)
        self.warnings += [*self._damage.told(), *light.told()]

    @property
    def jumps(self) -> bool:
        """Whether a stretch can be read without decoding all that is before it."""
        return can_jump(self._stream)

    def close(self) -> None:
        """Let go of the file; safe to call twice."""
        self._container.close()

    def _open(self) -> None:
        self._damage = Damage()
        self._container, self._stream = open_video(self._path)

    def _reopen(self) -> None:
        self._container.close()
        self._open()

    def _from_start(self) -> Iterator[tuple[int, Tick, VideoFrame]]:
        frames = decoded(self._stream, packets(self._container, self._stream), self._damage)
        head = next(frames, None)
        if head is None:
            raise no_pictures(self._path)
        self._first, picture = head
        self._upright = upright_of(picture, self._stream.sample_aspect_ratio)
        return ((n, tick, frame) for n, (tick, frame) in enumerate(chain([head], frames)))

    def _from_middle(self) -> Iterator[tuple[int, Tick, VideoFrame]]:
        """Jump to the key frame before the start; decode from the beginning where that would not be exact."""
        self._reopen()
        start = self._first + Fraction(self._start_s) / self._time_base
        end = None if self._end_s is None else self._first + Fraction(self._end_s) / self._time_base
        jump = plan(self._container, self._stream, self._first, start, end)
        source = None if jump is None else packets_from(self._container, self._stream, jump)
        if jump is None or source is None:
            self._reopen()
            return self._from_start()
        frames = decoded(self._stream, source, self._damage)
        return ((jump.number(tick), tick, frame) for tick, frame in frames)

    def _tell_length(self, index: int, t_s: float, picture: VideoFrame) -> None:
        """Tell a file that ends early; after a whole read put the true length in place of the header's.

        Args:
            index: Number of the file's last frame.
            t_s: Its time.
            picture: The frame; its duration is 0 where unknown.
        """
        shown_s = float(picture.duration * self._time_base)
        promised_s, read_s = self.info.duration_s, t_s + (shown_s or 1 / (self.info.fps or 30.0))
        if promised_s is not None and promised_s - read_s > _MISSING_S:
            self.warnings.append(f"The file ends early: {read_s:.1f} of {promised_s:.1f} s could be read")
            self._damage.broken_end = 0  # that is the same
        if self._start_s <= 0:
            self.info = replace(self.info, duration_s=t_s, frames=index + 1)


def _info(path: str | Path, container: InputContainer, stream: VideoStream, upright: Upright) -> StreamInfo:
    rate, duration_s = rate_of(stream), _duration_s(container, stream)
    frames = stream.frames or (round(duration_s * rate) if duration_s and rate else None)
    return StreamInfo(
        path=str(path),
        width=upright.width,
        height=upright.height,
        duration_s=duration_s,
        frames=frames,
        rotation_deg=upright.rotation_deg,
        fps=float(rate) if rate else None,
    )


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    """Return the video's length as its header has it; sound that runs on is not part of it."""
    if stream.duration:
        return float(stream.duration * time_base_of(stream))
    tag = stream.metadata.get("DURATION", "")
    if tag.count(":") == 2:
        hours, minutes, seconds = tag.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    alone = len(container.streams) == 1
    return container.duration / 1_000_000 if alone and container.duration else None
