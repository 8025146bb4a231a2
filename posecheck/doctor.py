"""Looks at the machine and says of each thing posecheck needs whether it is fine, or what to do."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from posecheck.errors import PosecheckError

State = Literal["fine", "hint", "broken"]
OLDEST_PYTHON = (3, 11)
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""Shared libraries that the pose model and OpenCV load, with the Debian packages that bring them."""
PACKAGES = {"mediapipe": "mediapipe", "cv2": "opencv-contrib-python", "av": "av"}
"""Modules with the distributions that bring them."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: hints are things one can do without."""

    what: str
    state: State
    words: str


def examine() -> Iterator[Finding]:
    """Yield one finding after the other, the needed things first."""
    from posecheck.sinks.screen import require_display

    yield python(sys.version_info[:3])
    yield libraries(sys.platform, can_load)
    yield packages(can_import)
    for name in ("lite", "full"):
        yield model(name)
    yield heavy_model()
    yield codec()
    yield display(require_display)
    yield voice(has_voice())
    yield cameras()


def python(version: Sequence[int]) -> Finding:
    """Judge the version of Python."""
    words = ".".join(map(str, version))
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return Finding("Python", "fine", words)
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return Finding("Python", "broken", f"{words} is too old; install {wanted} or newer")


def libraries(platform: str, loads: Callable[[str], bool]) -> Finding:
    """Judge the shared libraries; only Linux leaves them to the user."""
    if platform != "linux":
        return Finding("System libraries", "fine", "come with the packages")
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    if missing:
        return Finding("System libraries", "broken", f"missing; sudo apt-get install {' '.join(missing)}")
    return Finding("System libraries", "fine", ", ".join(LIBRARIES))


def can_load(library: str) -> bool:
    """Return whether a shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def packages(problem_of: Callable[[str], str]) -> Finding:
    """Judge the Python packages that do the heavy work."""
    for module, distribution in PACKAGES.items():
        problem = problem_of(module)
        if problem:
            words = f"{module} does not load ({problem}); pip install --force-reinstall {distribution}"
            return Finding("Packages", "broken", words)
    return Finding("Packages", "fine", ", ".join(PACKAGES))


def can_import(module: str) -> str:
    """Return why a module does not load, empty where it does."""
    try:
        import_module(module)
    except (ImportError, OSError) as error:
        return " ".join(str(error).split())
    return ""


def model(name: str) -> Finding:
    """Judge a shipped model bundle and its checksum."""
    from posecheck.models import find_model

    try:
        find_model(name)
    except PosecheckError as error:
        return Finding(f"Model {name}", "broken", str(error))
    return Finding(f"Model {name}", "fine", "there, checksum right")


def heavy_model() -> Finding:
    """Judge the bundle that is brought on request."""
    found = model("heavy")
    if found.state == "fine":
        return found
    return Finding(found.what, "hint", "not here, and not needed; to bring it: posecheck models fetch heavy")


def codec() -> Finding:
    """Judge whether annotated videos can be written."""
    try:
        import av.codec

        av.codec.Codec("libx264", "w")
    except (ImportError, OSError, ValueError) as error:
        words = f"no H.264 encoder ({error}); pip install --force-reinstall av"
        return Finding("Video output", "broken", words)
    return Finding("Video output", "fine", "H.264")


def display(opens: Callable[[], None]) -> Finding:
    """Judge whether a window can open; `opens` raises where none can."""
    try:
        opens()
    except PosecheckError as error:
        return Finding("Display", "hint", f"{error.message}; live needs a screen, or --no-window")
    return Finding("Display", "fine", "a window can open")


def voice(found: bool) -> Finding:
    """Judge whether cues can be spoken."""
    if found:
        return Finding("Voice", "fine", "there")
    return Finding("Voice", "hint", "none, cues are shown only; to hear them install espeak-ng")


def has_voice() -> bool:
    """Return whether this machine has anything that speaks."""
    from posecheck.sinks.voice import open_engine

    return open_engine() is not None


def cameras() -> Finding:
    """Judge which cameras there are."""
    from posecheck.sources.camera import list_cameras

    found = list_cameras()
    if not found:
        return Finding("Camera", "hint", "none found; plug one in, or give an address or a video to --camera")
    return Finding("Camera", "fine", ", ".join(map(str, found)))
