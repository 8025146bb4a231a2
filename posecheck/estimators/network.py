"""One pose network, started quietly and off the network; pictures in, arrays out."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from posecheck.errors import ModelError
from posecheck.estimators.heap import few_arenas, give_back
from posecheck.estimators.landmarker import Found, Landmarker, Rgb
from posecheck.estimators.privacy import Indoors
from posecheck.estimators.quiet import quiet
from posecheck.estimators.threads import OpenCvThreads, work_in_batches

Made = TypeVar("Made")

_OPENCV = OpenCvThreads()


class Network:
    """A pose landmarker, which loads in a thread of its own from the moment it is made.

    Args:
        bundle: Path of a .task file.
        film: Whether the pictures are one stream, so that each helps with the next; else each is on its own.
        people: How many people to find at most.
        masks: Whether to tell which pixels are theirs, which takes a tenth longer.

    Raises:
        ModelError: The library cannot be loaded.
    """

    def __init__(self, bundle: Path, *, film: bool, people: int = 1, masks: bool = False) -> None:
        self._heard_out = False  # whether the library has said all it says of itself
        self._closed = False
        self._indoors = Indoors()
        few_arenas()
        with quiet():
            _guarded(_load_library, bundle)
        _OPENCV.hold_back()
        create = partial(_create, bundle, film=film, people=people, masks=masks)
        self._landmarker = self._indoors.begin(partial(_guarded, create, bundle))

    def wait(self) -> None:
        """Wait until it is loaded; else whoever first asks it does.

        Raises:
            ModelError: The bundle cannot be loaded; the network is closed.
        """
        try:
            self._landmarker()
        except ModelError:
            self.close()
            raise

    def settle(self) -> None:
        """Have this thread do the network's work, which is quicker; it can open no socket any more."""
        self._indoors.settle()

    def find(self, picture: Rgb, t_ms: int = 0) -> list[Found]:
        """Return the people in a picture.

        Args:
            picture: (h, w, 3) uint8, RGB.
            t_ms: Time of the picture, later than the one before; without meaning unless `film`.
        """
        return self._indoors.do(partial(self._find, picture, t_ms))

    def begin(self, picture: Rgb, t_ms: int = 0) -> Callable[[], list[Found]]:
        """Begin to do the same; what is returned waits for it."""
        return self._indoors.begin(partial(self._find, picture, t_ms))

    def close(self) -> None:
        """Let go of the network; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        _OPENCV.let_go()
        with quiet():
            self._indoors.do(self._let_go)
        self._indoors.close()
        give_back()

    def _find(self, picture: Rgb, t_ms: int) -> list[Found]:
        if self._heard_out:
            return self._landmarker().find(picture, t_ms)
        with quiet():
            found = self._landmarker().find(picture, t_ms)
        self._heard_out = bool(found)
        return found

    def _let_go(self) -> None:
        with suppress(ModelError):  # then there is nothing to let go of
            self._landmarker().close()


def _load_library() -> None:
    import cv2  # noqa: F401 - the library loads it too, but tells worse of what is missing
    import mediapipe  # noqa: F401


def _create(bundle: Path, *, film: bool, people: int, masks: bool) -> Landmarker:
    work_in_batches()
    with quiet():
        return Landmarker(bundle, film=film, people=people, masks=masks)


def _guarded(make: Callable[[], Made], bundle: Path) -> Made:
    try:
        return make()
    except (ImportError, OSError) as error:
        raise _library_error(error) from error
    except (RuntimeError, ValueError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        remedy = "Use lite, full, heavy or a pose_landmarker .task file"
        raise ModelError(f"The model {bundle} cannot be loaded ({reason})", remedy) from error


def _library_error(error: Exception) -> ModelError:
    """Say which shared library is missing, where that is what is wrong."""
    missing = re.search(r"\blib[\w.+-]+\.so[\d.]*", str(error))
    if missing is None:
        return ModelError(f"The pose library cannot be loaded ({error})", "Reinstall posecheck")
    remedy = "On Debian or Ubuntu: sudo apt-get install libegl1 libgles2 libgl1 libglib2.0-0"
    return ModelError(f"A system library is missing: {missing.group()}", remedy)
