"""Frames from a camera as they happen: whoever is slow gets the newest, never a growing backlog."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from posecheck.light import LightMeter
from posecheck.pose import Frame, StreamInfo
from posecheck.sources.capture import OpenCapture, list_cameras, open_opencv, parse_address
from posecheck.sources.feeds import DeviceFeed, Feed, FileFeed
from posecheck.sources.video import VideoSource

__all__ = ["CameraSource", "list_cameras"]

_WAKE_S = 0.2  # how often a waiting reader looks up, so that Ctrl-C gets through
_JOIN_S = 0.8
_SLOW_SHARE = 0.1


class CameraSource:
    """The newest frame of a camera, whenever it is asked for.

    A thread reads the camera and keeps one frame. Frames that were replaced before anybody took them are
    counted; they leave gaps in the numbers. A file plays in real time with its own time stamps.

    Args:
        address: Number of a camera, its rtsp or http address, or a video file to play.
        open_capture: Opens a number or address; None for OpenCV.
        reconnect_s: How long to wait for a camera that went away.
        retry_s: Pause between attempts to open it again.

    Attributes:
        info: The stream.
        warnings: Dropped frames, gaps, darkness; complete when iterating ends or after `close`.

    Raises:
        SourceError: The camera is missing, in use or not allowed, or the file is no video.
    """

    def __init__(
        self,
        address: int | str | Path,
        open_capture: OpenCapture | None = None,
        reconnect_s: float = 10.0,
        retry_s: float = 0.5,
    ) -> None:
        parsed = parse_address(address)
        self._feed: Feed
        if isinstance(parsed, Path):
            self._feed = FileFeed(VideoSource(parsed))
        else:
            self._feed = DeviceFeed(parsed, open_capture or open_opencv, reconnect_s, retry_s)
        self.info: StreamInfo = self._feed.info
        self.warnings: list[str] = []
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._newest: Frame | None = None
        self._error: Exception | None = None
        self._captured = self._dropped = 0
        self._ended = self._told = False
        self._light = LightMeter()
        # A daemon: a device that blocks in the driver must not keep the program from ending.
        self._thread = threading.Thread(target=self._capture, name="posecheck-camera", daemon=True)

    def __iter__(self) -> Iterator[Frame]:
        """Yield the newest frame each time, until the camera or the file ends."""
        self._thread.start()
        try:
            while (frame := self._next()) is not None:
                self._light.see(frame.image)
                yield frame
            if self._error is not None:
                raise self._error
        finally:
            self._tell()

    def close(self) -> None:
        """Stop the thread and let go of the camera, within a second; safe to call twice."""
        if self._stop.is_set():
            return
        self._stop.set()
        if self._thread.ident is None:
            self._feed.close()
        else:
            self._thread.join(_JOIN_S)
        self._tell()

    def _capture(self) -> None:
        """Run in the thread: keep the newest frame; hand any error to the reader."""
        try:
            for frame in self._feed.frames(self._stop):
                self._keep(frame)
        except Exception as error:
            self._error = error
        finally:
            self._feed.close()
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _keep(self, frame: Frame) -> None:
        with self._changed:
            self._dropped += self._newest is not None
            self._captured += 1
            self._newest = frame
            self._changed.notify_all()

    def _next(self) -> Frame | None:
        with self._changed:
            while self._newest is None and not self._ended and not self._stop.is_set():
                self._changed.wait(_WAKE_S)
            frame, self._newest = self._newest, None
            return frame

    def _tell(self) -> None:
        """Complete the warnings, once."""
        if self._told:
            return
        self._told = True
        self.warnings += self._feed.warnings
        self.warnings += [told for told in self._light.told() if told not in self.warnings]
        if self._dropped:
            slow = self._dropped > _SLOW_SHARE * self._captured
            advice = ": this machine is too slow for the model; try --model lite" if slow else ""
            self.warnings.append(f"{self._dropped} of {self._captured} frames were dropped{advice}")
