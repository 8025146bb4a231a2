"""Opens cameras through OpenCV, finds which there are, and says in one line why one cannot be used."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import SourceError

Address = int | str
"""Number of a camera, or its rtsp or http address."""

_OPEN_MS = 5000
_FIRST_READS = 5  # some cameras need a moment before their first picture
_DEVICES = Path("/dev")
_NAMES = Path("/sys/class/video4linux")


class Capture(Protocol):
    """The part of OpenCV's VideoCapture that is used."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Return whether pictures can be asked for."""
        ...

    def read(self) -> tuple[bool, Any]:
        """Return whether there was a picture, and the picture."""
        ...

    def release(self) -> None:
        """Let go of the device."""
        ...


OpenCapture = Callable[[Address], Capture]


def parse_address(text: int | str | Path) -> Address | Path:
    """Return a camera's number, an address, or the path of a video file to play as a camera.

    Raises:
        SourceError: It is none of these.
    """
    words = str(text).strip()
    if words.isdecimal():
        return int(words)
    if "://" in words:
        return words
    if device := re.fullmatch(r"/dev/video(\d+)", words):
        return int(device[1])
    path = Path(words)
    if path.exists():
        return words if stat.S_ISCHR(path.stat().st_mode) else path
    raise SourceError(f"There is no camera or file called {words}", _others())


def open_opencv(address: Address) -> Capture:
    """Open a camera with OpenCV, quietly."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    import cv2

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    if isinstance(address, str) and "://" in address:
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _OPEN_MS]
        return cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    capture = cv2.VideoCapture(address, cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY)
    # Uncompressed 720p exceeds what a USB 2 camera can send at 30 frames/s.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1280)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 720)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def try_read(capture: Capture) -> NDArray[np.uint8] | None:
    """Return the next picture, (H, W, 3) uint8 BGR, or None where the camera gave none."""
    import cv2

    try:
        got, image = capture.read()
    except (cv2.error, OSError):
        return None
    return np.ascontiguousarray(image, np.uint8) if got and image is not None else None


def try_open(address: Address, open_capture: OpenCapture) -> Capture | None:
    """Open a camera, None where that fails."""
    import cv2

    try:
        capture = open_capture(address)
    except (cv2.error, OSError):
        return None
    if capture.isOpened():
        return capture
    capture.release()
    return None


def first_picture(capture: Capture) -> NDArray[np.uint8] | None:
    """Return the first picture of a camera that has just been opened, or None where it gives none."""
    pictures = (try_read(capture) for _ in range(_FIRST_READS))
    return next((picture for picture in pictures if picture is not None), None)


def open_camera(address: Address, open_capture: OpenCapture) -> tuple[Capture, NDArray[np.uint8]]:
    """Open a camera that really gives pictures; return it and its first one.

    Raises:
        SourceError: It is missing, in use, not allowed or gives no pictures.
    """
    if open_capture is open_opencv:
        _check_device(address)
    capture = try_open(address, open_capture)
    if capture is not None:
        image = first_picture(capture)
        if image is not None:
            return capture, image
        capture.release()
    raise _no_pictures(address)


def shown(address: Address) -> str:
    """Return the address in words that may be stored: without user name and password."""
    return re.sub(r"//[^/@]*@", "//***@", str(address))


def _check_device(address: Address) -> None:
    if sys.platform != "linux" or "://" in str(address):
        return
    device = Path(address) if isinstance(address, str) else _DEVICES / f"video{address}"
    if not device.exists():
        raise SourceError(f"Camera {address} is not there", _others(address))
    if not os.access(device, os.R_OK | os.W_OK):
        remedy = "Add yourself to its group: sudo usermod -aG video $USER, then log in again"
        raise SourceError(f"Camera {address} may not be used by you", remedy)


def _no_pictures(address: Address) -> SourceError:
    if isinstance(address, str) and "://" in address:
        remedy = "Check that it is on, and its address, user name and password"
        return SourceError(f"No picture from {shown(address)}", remedy)
    if sys.platform == "darwin":
        remedy = "Allow the terminal to use the camera in the privacy settings, or close other programs"
        return SourceError(f"Camera {address} gives no picture", remedy)
    remedy = f"Close other programs that may use it. {_others(address)}"
    return SourceError(f"Camera {address} gives no picture", remedy)


def _others(address: Address | None = None) -> str:
    found = [camera for camera in list_cameras() if camera.split(" ")[0] != str(address)]
    if found:
        return "Found: " + ", ".join(found)
    return "No other camera was found; plug one in, or give an address or a video file"


def list_cameras() -> list[str]:
    """Return the cameras of this machine, each as its number and, where known, its name."""
    if sys.platform == "linux":
        numbers = sorted(int(p.name[5:]) for p in _DEVICES.glob("video*") if p.name[5:].isdecimal())
        return [_labelled(n) for n in numbers if _gives_pictures(n)]
    found = []
    for number in range(4):
        capture = try_open(number, open_opencv)
        if capture is not None:
            capture.release()
            found.append(str(number))
    return found


def _gives_pictures(number: int) -> bool:
    """A camera has several device nodes; only the first of each gives pictures."""
    index = _NAMES / f"video{number}" / "index"
    return not index.exists() or index.read_text().strip() == "0"


def _labelled(number: int) -> str:
    name = _NAMES / f"video{number}" / "name"
    return f"{number} ({name.read_text().strip()})" if name.exists() else str(number)
