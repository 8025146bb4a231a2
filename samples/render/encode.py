"""What a camera and its codec add: a little blur and noise, H.264, timestamps, rotation metadata."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
TICKS_PER_S = 90_000


class Sensor:
    """Adds blur and noise to frames; the noise depends on the seed and the frame's number only."""

    def __init__(self, seed: int, noise: float = 2.0, blur_px: float = 0.55) -> None:
        self.rng = np.random.default_rng(seed)
        self.noise, self.blur_px = noise, blur_px
        self._field: NDArray[np.float32] | None = None

    def __call__(self, image: Image) -> Image:
        """The frame as a camera would have stored it."""
        import cv2

        if self._field is None:
            self._field = self.rng.normal(0, self.noise, (4, *image.shape)).astype(np.float32)
        dy, dx, k = self.rng.integers(0, 64), self.rng.integers(0, 64), self.rng.integers(0, 4)
        soft = cv2.GaussianBlur(image, (0, 0), self.blur_px).astype(np.float32)
        noisy = soft + np.roll(self._field[k], (int(dy), int(dx)), axis=(0, 1))
        result: Image = np.clip(noisy, 0, 255).astype(np.uint8)
        return result


def write(
    path: Path,
    frames: Iterable[Image],
    times_s: NDArray[np.float64],
    size: tuple[int, int],
    crf: int = 24,
    preset: str = "slow",
) -> None:
    """Write frames (H, W, 3) uint8 RGB shown at `times_s` as H.264, yuv420p, in an mp4."""
    import av

    with av.open(str(path), "w", options={"movflags": "+faststart"}) as out:
        stream = out.add_stream(
            "libx264", rate=30, options={"crf": str(crf), "preset": preset, "threads": "1"}
        )
        stream.width, stream.height, stream.pix_fmt = size[0], size[1], "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        for image, t in zip(frames, times_s, strict=False):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
            frame.pts, frame.time_base = round(t * TICKS_PER_S), Fraction(1, TICKS_PER_S)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())


def rotate_in_metadata(path: Path, shown_width: int) -> None:
    """Say in the file's track header that the picture is to be turned by 90 degrees, as telephones do."""
    one = 1 << 16
    turn = (0, one, 0, -one & 0xFFFFFFFF, 0, 0, shown_width * one, 0, 1 << 30)
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4
    version = data[start]
    matrix = start + 4 + (32 if version == 1 else 20) + 16
    data[matrix : matrix + 36] = b"".join(value.to_bytes(4, "big") for value in turn)
    path.write_bytes(bytes(data))
