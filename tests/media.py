"""Makes tiny video files for tests, each odd in one known way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TICKS = 600
"""Time base of the files made here: ticks a second; 24, 25, 30 and 60 frames/s all fit."""


def numbered_image(n: int, width: int = 64, height: int = 48) -> np.ndarray:
    """Return a (height, width, 3) BGR picture that tells its number: grey grows with n, corners are coloured.

    Corners: top left red, top right green, bottom left blue, bottom right white.
    """
    image = np.full((height, width, 3), 40 + 3 * (n % 60), np.uint8)
    h, w = height // 3, width // 3
    image[:h, :w], image[:h, -w:] = (0, 0, 255), (0, 255, 0)
    image[-h:, :w], image[-h:, -w:] = (255, 0, 0), (255, 255, 255)
    return image


def every(n: int, fps: float = 30) -> list[int]:
    """Return the ticks of n frames at a constant rate."""
    return [round(i * TICKS / fps) for i in range(n)]


def make_video(
    path: Path,
    ticks: Sequence[int] = tuple(every(10)),
    *,
    size: tuple[int, int] = (64, 48),
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    rotation_deg: int = 0,
    hflip: bool = False,
    pixel_aspect: Fraction | None = None,
    gop: int = 5,
    b_frames: int = 2,
    sound_s: float = 0.0,
    sound_codec: str = "aac",
    options: dict[str, str] | None = None,
    light: float = 1.0,
) -> Path:
    """Write numbered pictures with the given stamps; `rotation_deg` is the clockwise turn to upright."""
    with av.open(str(path), "w", options=options or {}) as out:
        stream = out.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = size[0], size[1], pix_fmt
        stream.codec_context.time_base = stream.time_base = Fraction(1, TICKS)
        stream.codec_context.gop_size = gop
        if codec in ("libx264", "mpeg4", "libx265"):
            stream.codec_context.max_b_frames = b_frames
        if codec == "libx264":
            stream.options = {"preset": "veryfast", "crf": "18", "sc_threshold": "0"}
        if pixel_aspect:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation_deg or hflip:
            stream.set_display_rotation(-rotation_deg, hflip=hflip)
        sound = out.add_stream(sound_codec, rate=48000) if sound_s else None
        for n, tick in enumerate(ticks):
            image = (light * numbered_image(n, *size)).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(image, "bgr24").reformat(format=pix_fmt)
            frame.pts, frame.time_base = tick, Fraction(1, TICKS)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if sound is not None:
            _add_tone(out, sound, sound_s)
    return path


def make_sound(path: Path, seconds: float = 1.0, codec: str = "aac") -> Path:
    """Write a file that holds a tone and no picture."""
    with av.open(str(path), "w") as out:
        _add_tone(out, out.add_stream(codec, rate=48000), seconds)
    return path


def _add_tone(out: av.container.OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    step = stream.codec_context.frame_size or 1024
    for start in range(0, int(seconds * 48000), step):
        t = np.arange(start, start + step) / 48000
        wave = (0.2 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)[None]
        frame = av.AudioFrame.from_ndarray(wave, "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 48000, start, Fraction(1, 48000)
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def make_truncated(path: Path, seconds: float = 4.0, keep: float = 0.5) -> Path:
    """Write a video whose header promises `seconds` and whose data stop after the share `keep`."""
    whole = path.with_name("whole_" + path.name)
    options = {"movflags": "faststart"} if path.suffix == ".mp4" else {}
    make_video(whole, every(int(seconds * 30)), size=(320, 240), options=options)
    data = whole.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    return path


def make_without_frames(path: Path) -> Path:
    """Write a video file that has a header and not one picture."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        out.start_encoding()
    return path
