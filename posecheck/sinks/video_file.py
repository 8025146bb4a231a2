"""Writes the video with the overlay: H.264 that browsers play, with the source's time stamps and sound."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import OutputError
from posecheck.pose import StreamInfo
from posecheck.sinks.draft import Draft
from posecheck.sinks.sound import Sound
from posecheck.step import Briefing, Moment

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet

_TICKS = 90_000
_KEY_EVERY_S = 2
_BT709 = 1
_LIMITED = 1  # studio range, as players expect


class VideoFileSink:
    """Paints every moment and encodes it.

    While the session lasts the pictures are in `NAME.part.mp4`, which plays also when the program was killed;
    at the end they are put together with the sound under the name itself.

    Args:
        path: The MP4 file.
        draw: Returns the moment's picture, (H, W, 3) uint8 BGR; an odd last row or column is cut off.
        audio_from: File whose sound is kept, None for none.

    Raises:
        OutputError: From `open`, `write` and `close`, when the file cannot be written.
    """

    def __init__(
        self,
        path: str | Path,
        draw: Callable[[Moment], NDArray[np.uint8]],
        audio_from: str | Path | None = None,
    ) -> None:
        self._final = Draft(path)
        self._pictures = self._final.target.with_suffix(".part.mp4")
        self._draw, self._audio_from = draw, audio_from
        self._rate = Fraction(30)
        self._encoder: _Encoder | None = None

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Take note of the nominal rate; the encoder is made at the first picture, whose size it needs."""
        if self._audio_from and Path(self._audio_from).resolve() == self._pictures.resolve():
            problem = f"{self._pictures.name} is needed while the video is written, but is its own source"
            raise OutputError(problem, "Choose another name")
        if source.fps:
            self._rate = Fraction(source.fps).limit_denominator(1001)
        with self._guarded():
            self._final.path.touch()

    def write(self, moment: Moment) -> None:
        """Encode one picture; a moment without one is passed over."""
        if moment.frame is None:
            return
        image = self._draw(moment)
        with self._guarded():
            if self._encoder is None:
                self._encoder = _Encoder(self._pictures, image.shape[1], image.shape[0], self._rate)
            self._encoder.add(image, moment.frame.t_s)

    def close(self) -> None:
        """Finish the file, unless writing failed before."""
        if self._encoder is None:
            self._final.discard()
            return
        with self._guarded():
            encoder, self._encoder = self._encoder, None
            encoder.close()
            _combine(self._pictures, self._audio_from, self._final.path, encoder.length_s)
            self._final.publish()
            self._pictures.unlink()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Tell a failure in one line; let go of the encoder, so that closing does not fail a second time."""
        import av

        try:
            with self._final.guarded():
                try:
                    yield
                except av.error.FFmpegError as error:
                    raise OSError(error.errno, error.strerror) from error
        except OutputError:
            self._encoder = None
            self._pictures.unlink(missing_ok=True)
            raise


class _Encoder:
    """H.264 into a file of fragments, each of which can be played without those that follow."""

    def __init__(self, path: Path, width: int, height: int, rate: Fraction) -> None:
        import av
        from av.video.reformatter import VideoReformatter

        flags = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "flush_packets": "1"}
        self._size = width // 2 * 2, height // 2 * 2  # 4:2:0 has one colour for two by two pixels
        self._out: OutputContainer = av.open(f"file:{path}", "w", format="mp4", options=flags)
        self._stream: Any = self._out.add_stream("libx264", rate=rate)
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        self._stream.options = {"preset": "veryfast", "crf": "21", "bf": "0"}
        self._stream.thread_type = "AUTO"
        self._stream.time_base = Fraction(1, _TICKS)
        codec = self._stream.codec_context
        codec.time_base, codec.gop_size = Fraction(1, _TICKS), max(1, round(_KEY_EVERY_S * rate))
        codec.colorspace = codec.color_primaries = codec.color_trc = _BT709
        codec.color_range = _LIMITED
        self._converter = VideoReformatter()
        self._interval_s = float(1 / rate)
        self._last = -1
        self.length_s = 0.0

    def add(self, image: NDArray[np.uint8], t_s: float) -> None:
        """Encode one picture at its time."""
        import av

        width, height = self._size
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image[:height, :width]), "bgr24")
        frame = self._converter.reformat(
            frame, width, height, "yuv420p", dst_colorspace=_BT709, dst_color_range=_LIMITED
        )
        self._last = max(self._last + 1, round(t_s * _TICKS))
        frame.pts, frame.time_base = self._last, Fraction(1, _TICKS)
        self.length_s = t_s + self._interval_s
        self._out.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write what the encoder still holds."""
        self._out.mux(self._stream.encode(None))
        self._out.close()


def _combine(pictures: Path, audio_from: str | Path | None, target: Path, length_s: float) -> None:
    """Copy pictures and sound into one file whose index comes first, so that it plays while it loads."""
    import av

    with ExitStack() as files:
        source = files.enter_context(av.open(f"file:{pictures}"))
        flags = {"movflags": "faststart"}
        out = files.enter_context(av.open(f"file:{target}", "w", format="mp4", options=flags))
        streams = [_copied(source, out)]
        voice = _with_sound(audio_from)
        if voice is not None:
            streams.append(Sound(files.enter_context(voice), out, length_s).packets())
        for packet in heapq.merge(*streams, key=_begin_s):
            out.mux(packet)


def _begin_s(packet: Packet[Any]) -> float:
    return float((packet.dts or 0) * packet.time_base)


def _copied(source: InputContainer, out: OutputContainer) -> Iterator[Packet[Any]]:
    stream = source.streams.video[0]
    copy = out.add_stream_from_template(stream)

    def packets() -> Iterator[Packet[Any]]:
        for packet in source.demux(stream):
            if packet.size:
                packet.stream = copy
                yield packet

    return packets()


def _with_sound(path: str | Path | None) -> InputContainer | None:
    """Open the file the sound comes from; None where there is none. Never a network address."""
    import av

    if path is None or not Path(path).is_file():
        return None
    try:
        source = av.open(f"file:{path}", metadata_errors="ignore")
    except (av.error.FFmpegError, OSError):
        return None
    if source.streams.audio and source.streams.audio[0].codec_context is not None:
        return source
    source.close()
    return None
