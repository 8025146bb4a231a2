"""Takes the sound of one file over into another, as it is where browsers can play it, else as AAC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet

_PLAYABLE = frozenset({"aac", "mp3"})
_RATE_HZ = 48000


class Sound:
    """The sound of a source, on its way into an MP4.

    Args:
        source: The file it comes from; has sound.
        out: The file it goes to; its header is not yet written.
        length_s: Where the picture ends; the sound is cut there.
    """

    def __init__(self, source: InputContainer, out: OutputContainer, length_s: float) -> None:
        self._source, self._length_s = source, length_s
        self._stream: AudioStream = source.streams.audio[0]
        self._first_s = _first_picture_s(source)
        self._copies = self._stream.codec_context.codec.canonical_name in _PLAYABLE
        self._out: Any = (
            out.add_stream_from_template(self._stream)
            if self._copies
            else out.add_stream("aac", rate=_RATE_HZ, layout="stereo")
        )

    def packets(self) -> Iterator[Packet[Any]]:
        """Yield packets for the output, stamped from the first picture; damage ends them early."""
        import av

        with suppress(av.error.FFmpegError):  # the picture matters more than the rest of its sound
            yield from self._copied() if self._copies else self._encoded()

    def _copied(self) -> Iterator[Packet[Any]]:
        for packet in self._source.demux(self._stream):
            if packet.dts is None or not self._inside(packet.dts * packet.time_base):
                continue
            shift = round(self._first_s / packet.time_base)
            packet.pts = (packet.dts if packet.pts is None else packet.pts) - shift
            packet.dts -= shift
            packet.stream = self._out
            yield packet

    def _encoded(self) -> Iterator[Packet[Any]]:
        begin_s: Fraction | None = None
        samples = 0
        for frame in self._source.decode(self._stream):
            at_s = _start_of(frame)
            if not self._inside(at_s):
                continue
            begin_s = at_s if begin_s is None else begin_s
            # Counted samples, not the source's stamps: the encoder stops at the smallest gap in them.
            frame.pts, frame.time_base = samples, Fraction(1, frame.sample_rate)
            samples += frame.samples
            yield from self._stamped(self._out.encode(frame), begin_s)
        if begin_s is not None:
            yield from self._stamped(self._out.encode(None), begin_s)

    def _stamped(self, packets: list[Packet[Any]], begin_s: Fraction) -> Iterator[Packet[Any]]:
        for packet in packets:
            shift = round((begin_s - self._first_s) / packet.time_base)
            packet.pts, packet.dts = (packet.pts or 0) + shift, (packet.dts or 0) + shift
            yield packet

    def _inside(self, at_s: Fraction) -> bool:
        return 0 <= at_s - self._first_s < self._length_s


def _start_of(frame: AudioFrame) -> Fraction:
    if frame.pts is None or frame.time_base is None:
        return Fraction(0)
    return frame.pts * Fraction(frame.time_base)


def _first_picture_s(source: InputContainer) -> Fraction:
    video = next(iter(source.streams.video), None)
    if video is None or video.start_time is None or video.time_base is None:
        return Fraction(0)
    return video.start_time * video.time_base
