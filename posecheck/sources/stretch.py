"""Starts reading a video in the middle so that every frame has the number it has when the whole is read.

Stamps and key frames come from reading the packets without decoding them. Where packets and frames cannot be
matched one to one, `plan` says so and the caller decodes from the beginning instead: slower, as exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from posecheck.sources.decode import Tick, packets

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

# One packet is one shown frame in these; VP8, for one, also has packets that show nothing.
_ONE_TO_ONE = frozenset({"h264", "hevc", "vp9", "av1", "mjpeg", "prores", "ffv1"})


@dataclass(frozen=True)
class Plan:
    """Where to start decoding and how to number the frames.

    Attributes:
        key: Tick of the key frame to start at.
        earlier: Ticks of the key frames up to `key`, rising.
        ticks: Ticks of the frames up to the wanted end, rising.
    """

    key: int
    earlier: tuple[int, ...]
    ticks: list[int]

    def number(self, tick: Tick) -> int:
        """Return the number in the whole of the frame with this tick."""
        return bisect_left(self.ticks, tick)


def can_jump(stream: VideoStream) -> bool:
    """Return whether frames of this kind of video can be numbered without decoding those before them."""
    return stream.codec_context.codec.canonical_name in _ONE_TO_ONE


def plan(
    container: InputContainer, stream: VideoStream, first: Tick, start: Fraction, end: Fraction | None
) -> Plan | None:
    """Read the packets of a freshly opened container up to `end` and plan the jump to `start`.

    Args:
        container: The file, at its beginning.
        stream: Its video stream.
        first: Tick of the first frame that can be decoded.
        start: Tick from which frames are wanted.
        end: Tick at which to stop, None for the end of the file.

    Returns:
        None where frames cannot be numbered without decoding them all.
    """
    if not can_jump(stream):
        return None
    ticks, keys = [], []
    for packet in packets(container, stream):
        if not packet.size or packet.is_discard:
            continue
        if packet.pts is None:
            return None
        if end is not None and packet.dts is not None and packet.dts > end:
            break
        ticks.append(packet.pts)
        if packet.is_keyframe:
            keys.append(packet.pts)
    return _plan(sorted(t for t in ticks if t >= first), keys, start)


def _plan(ticks: list[int], keys: list[int], start: Fraction) -> Plan | None:
    usable = bisect_right(keys, start)
    if len(set(ticks)) < len(ticks) or keys != sorted(keys) or not usable:
        return None
    return Plan(keys[usable - 1], tuple(keys[:usable]), ticks)


def packets_from(
    container: InputContainer, stream: VideoStream, plan: Plan
) -> Iterator[Packet[VideoStream]] | None:
    """Return the packets from the planned key frame on, or None where the file does not allow the jump.

    A jump may land after its target where the file's index counts decoding time; then an earlier key frame is
    aimed at and the packets before the wanted one are left out.
    """
    import av

    for target in reversed(plan.earlier[-4:]):
        try:
            container.seek(target, stream=stream)
        except (av.error.FFmpegError, OSError):
            return None
        landed = _skip_to(packets(container, stream), plan.key)
        if landed is not None:
            return landed
    return None


def _skip_to(source: Iterator[Packet[VideoStream]], key: int) -> Iterator[Packet[VideoStream]] | None:
    """Drop packets before the key frame; None if the landing was behind it."""
    for packet in source:
        if packet.pts == key and packet.is_keyframe:
            return chain([packet], source)
        if packet.is_keyframe and packet.pts is not None and packet.pts > key:
            return None
    return None
