"""What the capture thread reads: a device that may be unplugged, or a file played in real time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from posecheck.pose import Frame, StreamInfo
from posecheck.sources.capture import (
    Address,
    Capture,
    OpenCapture,
    first_picture,
    open_camera,
    shown,
    try_open,
    try_read,
)
from posecheck.sources.video import VideoSource


class Feed(Protocol):
    """Frames as they come; `warnings` is complete when they end."""

    info: StreamInfo
    warnings: list[str]

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """Yield frames at the pace of the camera until `stop` is set."""
        ...

    def close(self) -> None:
        """Let go of the file or device."""
        ...


class DeviceFeed:
    """Pictures of a camera; when they stop coming it is opened again for a while.

    Args:
        address: Number or address.
        open_capture: Opens it.
        reconnect_s: How long to try after it has gone.
        retry_s: Pause between attempts.
    """

    def __init__(
        self, address: Address, open_capture: OpenCapture, reconnect_s: float, retry_s: float
    ) -> None:
        self.warnings: list[str] = []
        self._address, self._open = address, open_capture
        self._reconnect_s, self._retry_s = reconnect_s, retry_s
        self._capture: Capture | None
        self._capture, image = open_camera(address, open_capture)
        self.info = StreamInfo(shown(address), width=image.shape[1], height=image.shape[0])

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """Yield pictures with the seconds since the first one."""
        index, first_s = 0, 0.0
        while not stop.is_set():
            image = None if self._capture is None else try_read(self._capture)
            now_s = time.perf_counter()
            if image is not None:
                first_s = now_s if index == 0 else first_s
                yield Frame(index, now_s - first_s, image)
                index += 1
            elif not self._reconnected(now_s, stop):
                return

    def close(self) -> None:
        """Let go of the camera."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _reconnected(self, gone_s: float, stop: threading.Event) -> bool:
        """Try to open the camera again; tell how it went. An order to stop is no failure."""
        while time.perf_counter() - gone_s < self._reconnect_s:
            if stop.wait(self._retry_s):
                return False
            self.close()
            self._capture = try_open(self._address, self._open)
            if self._capture is not None and first_picture(self._capture) is not None:
                self.warnings.append(f"The camera was gone for {time.perf_counter() - gone_s:.1f} s")
                return True
        self.warnings.append("The camera went away and did not come back; the session ended there")
        return False


class FileFeed:
    """A video file played in real time, with its own time stamps."""

    def __init__(self, video: VideoSource) -> None:
        self._video = video
        self.info = replace(video.info, duration_s=None, frames=None)  # it is taken as it comes
        self.warnings = video.warnings

    def frames(self, stop: threading.Event) -> Iterator[Frame]:
        """Yield each frame when its time has come."""
        start_s = time.perf_counter()
        for frame in self._video:
            if stop.wait(max(0.0, start_s + frame.t_s - time.perf_counter())):
                return
            yield frame

    def close(self) -> None:
        """Let go of the file."""
        self._video.close()
