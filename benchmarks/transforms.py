"""Makes a clip harder, or merely different, in ways that must not change what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import Frame, StreamInfo

Image = NDArray[Any]
SLOW_FPS = 7.5


class Changed:
    """A source whose pictures are changed, or left out, on the way.

    Args:
        info: The original stream.
        frames: The changed frames.
        size: Width and height after the change [px].
    """

    def __init__(self, info: StreamInfo, frames: Iterator[Frame], size: tuple[int, int]) -> None:
        self.info = replace(info, width=size[0], height=size[1])
        self.warnings: list[str] = []
        self._frames = frames

    def __iter__(self) -> Iterator[Frame]:
        """Yield the changed frames."""
        return self._frames

    def close(self) -> None:
        """Nothing to let go of."""


def pictures(change: Callable[[Image], Image]) -> Callable[[Any], Changed]:
    """Return what changes every picture of a source."""

    def changed(source: Any) -> Changed:
        info = source.info
        probe = change(np.zeros((info.height, info.width, 3), np.uint8))
        frames = (Frame(frame.index, frame.t_s, change(frame.image)) for frame in source)
        return Changed(info, frames, (probe.shape[1], probe.shape[0]))

    return changed


def mirrored(image: Image) -> Image:
    """Exchange left and right."""
    return np.ascontiguousarray(image[:, ::-1])


def small(image: Image) -> Image:
    """Fit into 160x120."""
    import cv2

    scale = min(160 / image.shape[1], 120 / image.shape[0])
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def dark(image: Image) -> Image:
    """Take away four stops of light."""
    return ((image / 255.0) ** 1.8 * 64).astype(np.uint8)


def letterboxed(image: Image) -> Image:
    """Put black bars around: above and below a wide picture, left and right of a tall one."""
    height, width = image.shape[:2]
    bar = max(height, width) // 4
    return np.pad(image, ((bar, bar), (0, 0), (0, 0)) if width > height else ((0, 0), (bar, bar), (0, 0)))


def slow(source: Any) -> Changed:
    """Keep 7.5 frames a second."""
    return Changed(source.info, _thinned(source), (source.info.width, source.info.height))


def _thinned(source: Any) -> Iterator[Frame]:
    due_s = 0.0
    for frame in source:
        if frame.t_s >= due_s - 1e-6:
            due_s = max(due_s + 1 / SLOW_FPS, frame.t_s)
            yield frame


def rotated_by_metadata(clip: Path, out: Path) -> Path:
    """Write the clip lying on its side, with the metadata that say so, as phones do."""
    import av

    from posecheck.sources.video import VideoSource

    source = VideoSource(clip)
    with av.open(str(out), "w") as target:
        stream: Any = target.add_stream("libx264", rate=30, options={"crf": "16", "preset": "veryfast"})
        stream.width, stream.height = source.info.height & ~1, source.info.width & ~1
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = stream.time_base = Fraction(1, 90_000)
        stream.set_display_rotation(-90)
        for frame in source:
            lying = np.ascontiguousarray(np.rot90(frame.image))[: stream.height, : stream.width]
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(lying), "bgr24")
            picture.pts, picture.time_base = round(frame.t_s * 90_000), Fraction(1, 90_000)
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))
    source.close()
    return out


PICTURES = {
    "mirrored": pictures(mirrored),
    "7.5 frames/s": slow,
    "160x120": pictures(small),
    "dark": pictures(dark),
    "letterboxed": pictures(letterboxed),
}
"""What a source can be changed to; rotation by metadata needs a file."""
