"""Decodes a video stream into frames with strictly rising time stamps, past damage where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Tick = int | Fraction
"""A time stamp in units of the stream's time base; a fraction only where it was filled in."""

_USUAL_RATE = Fraction(30)
_HIGHEST_RATE = 300  # beyond is a time base that a container passes off as a rate


@dataclass
class Damage:
    """What went wrong while decoding one stream; counted here, told once at the end.

    Attributes:
        broken_packets: Packets that could not be decoded, with good ones after them.
        broken_end: The same with none after them, as where a file is cut off.
        backward_frames: Frames left out as their stamp was not later than the one before.
    """

    broken_packets: int = 0
    broken_end: int = 0
    backward_frames: int = 0

    def told(self) -> list[str]:
        """Return one line for each kind of damage met."""
        lines = []
        if broken := self.broken_packets + self.broken_end:
            lines.append(f"{_count(broken, 'damaged piece')} of the file could not be read")
        if self.backward_frames:
            noun = _count(self.backward_frames, "frame")
            lines.append(f"{noun} left out: the time stamp was not later than the one before")
        return lines


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' if n != 1 else ''}"


def rate_of(stream: VideoStream) -> Fraction | None:
    """Return the nominal frame rate [1/s], None where the file does not say."""
    for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate):
        if rate and 0 < rate <= _HIGHEST_RATE:
            return Fraction(rate)
    return None


def time_base_of(stream: VideoStream) -> Fraction:
    """Return the seconds of one tick."""
    return stream.time_base or 1 / (rate_of(stream) or _USUAL_RATE)


def packets(container: InputContainer, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    """Yield the stream's packets and last the empty one that flushes the decoder, wherever the file ends."""
    import av

    cut_off = (av.error.FFmpegError, OSError)  # looked up now: when the interpreter ends, av may be gone
    try:
        yield from container.demux(stream)
    except cut_off:
        # A file cut off in the middle: what the decoder still holds is worth having.
        flush: Any = av.Packet()
        yield flush


def decoded(
    stream: VideoStream, source: Iterator[Packet[VideoStream]], damage: Damage
) -> Iterator[tuple[Tick, VideoFrame]]:
    """Yield (tick, frame) for every frame that can be decoded, ticks strictly rising.

    A frame without a stamp comes one frame duration after the one before; a frame that is not later than
    the one before is dropped and counted.
    """
    step = 1 / ((rate_of(stream) or _USUAL_RATE) * time_base_of(stream))
    last: Tick | None = None
    for frame in _frames(stream, source, damage):
        tick = _tick(frame, last, step)
        if last is not None and tick <= last:
            damage.backward_frames += 1
            continue
        last = tick
        yield tick, frame


def _tick(frame: VideoFrame, last: Tick | None, step: Fraction) -> Tick:
    if frame.pts is not None:
        return frame.pts
    return 0 if last is None else last + step


def _frames(
    stream: VideoStream, source: Iterator[Packet[VideoStream]], damage: Damage
) -> Iterator[VideoFrame]:
    import av

    for packet in source:
        try:
            pictures = stream.decode(packet if packet.size else None)
        except EOFError:
            return
        except (av.error.FFmpegError, OSError):
            damage.broken_end += 1
            continue
        if packet.size:
            damage.broken_packets += damage.broken_end
            damage.broken_end = 0
        yield from pictures
