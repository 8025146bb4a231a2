"""Shows the picture with the overlay in a window, until the person has had enough."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from posecheck.errors import OutputError
from posecheck.pose import StreamInfo
from posecheck.sinks.canvas import Image
from posecheck.sinks.fonts import base_font
from posecheck.sinks.painter import Painter
from posecheck.step import Briefing, Moment, Stop

SMALLEST = (1280, 720)
LARGEST = (1920, 1080)
"""Small pictures are enlarged before words are drawn on them, so that these are sharp; large ones reduced."""

_QUIT_KEYS = {ord("q"), ord("Q"), 27}
_REMEDY = "Run it on a computer with a screen, or add --no-window"
_PROBE = "import cv2; cv2.namedWindow('posecheck')"
_PROBE_S = 30.0


class WindowSink:
    """Shows every moment in a resizable window; q, Esc and closing the window end the session.

    Args:
        mirror: Show the picture as a mirror does.
    """

    def __init__(self, mirror: bool = False) -> None:
        self._mirror = mirror
        self._title = ""
        self._painter: Painter | None = None
        self._was_visible = False

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Make sure that a window can open; it does with the first moment.

        Raises:
            OutputError: There is no display.
        """
        require_display()
        self._title = f"posecheck: {briefing.name}"
        self._briefing, self._source = briefing, source

    def write(self, moment: Moment) -> None:
        """Show the moment.

        Raises:
            Stop: The person pressed q or Esc, or closed the window.
        """
        import cv2

        if self._painter is not None and self._is_closed():
            raise Stop
        cv2.imshow(self._title, self._painted(moment))
        if cv2.pollKey() & 0xFF in _QUIT_KEYS or self._is_closed():
            raise Stop

    def close(self) -> None:
        """Close the window."""
        if self._painter is None:
            return
        import cv2

        self._painter = None
        if not self._is_closed():
            cv2.destroyWindow(self._title)
            cv2.pollKey()  # lets the window go at once

    def _painted(self, moment: Moment) -> Image:
        image = None if moment.frame is None else moment.frame.image
        width, height = _size(image, self._source)
        fitted = fitting(width, height)
        if self._painter is None:
            _open_window(self._title, *fitted)
            self._painter = Painter(self._briefing, fitted)
        return self._painter.paint(_resized(image, fitted), moment, self._mirror)

    def _is_closed(self) -> bool:
        import cv2

        try:
            visible = bool(cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1)
        except cv2.error:  # Qt ends with its last window and then knows of none
            visible = False
        self._was_visible = self._was_visible or visible
        return self._was_visible and not visible  # a busy machine shows a new window late


def fitting(width: int, height: int) -> tuple[int, int]:
    """Return the size in which a picture is shown on an ordinary screen; its shape is kept."""
    enlarged = max(1.0, min(SMALLEST[0] / width, SMALLEST[1] / height))
    scale = min(enlarged, LARGEST[0] / width, LARGEST[1] / height)
    return round(width * scale), round(height * scale)


def require_display(environment: Mapping[str, str] = os.environ) -> None:
    """Make sure that a window can open.

    The last check opens one in another process: the window library ends the whole program when it cannot.

    Raises:
        OutputError: There is no display, or none that can be reached.
    """
    linux = sys.platform.startswith("linux")
    if linux and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise OutputError("No display: a window cannot open here", _REMEDY)
    import cv2

    if not cv2.currentUIFramework():
        remedy = "Reinstall opencv-contrib-python in place of the headless one, or add --no-window"
        raise OutputError("The OpenCV installed here cannot open windows", remedy)
    if linux and not _opens(environment):
        raise OutputError("The display cannot be reached, so no window can open", _REMEDY)


def _opens(environment: Mapping[str, str]) -> bool:
    command = [sys.executable, "-c", _PROBE]
    try:
        done = subprocess.run(command, env=dict(environment), capture_output=True, timeout=_PROBE_S)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _size(image: Image | None, source: StreamInfo) -> tuple[int, int]:
    if image is not None:
        return image.shape[1], image.shape[0]
    return (source.width, source.height) if source.width and source.height else SMALLEST


def _resized(image: Image | None, size: tuple[int, int]) -> Image | None:
    import cv2
    import numpy as np

    if image is None or (image.shape[1], image.shape[0]) == size:
        return image
    way = cv2.INTER_AREA if image.shape[1] > size[0] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)


def _open_window(title: str, width: int, height: int) -> None:
    import cv2

    # OpenCV's own Qt looks for fonts in a folder that its package lacks, and says so at length.
    if not Path(os.environ.get("QT_QPA_FONTDIR", "")).is_dir():
        os.environ["QT_QPA_FONTDIR"] = str(Path(base_font()).parent)
    cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
    cv2.resizeWindow(title, width, height)
