"""Pose networks, started quietly and off the network; pictures in, arrays out."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from posecheck.errors import ModelError
from posecheck.estimators.film import FilmLandmarker
from posecheck.estimators.heap import few_arenas, give_back
from posecheck.estimators.landmarker import Found, Landmarker, Rgb, StillLandmarker
from posecheck.estimators.privacy import Indoors
from posecheck.estimators.quiet import quiet
from posecheck.estimators.threads import OpenCvThreads, work_in_batches

Made = TypeVar("Made")
Kind = TypeVar("Kind", bound=Landmarker)

_OPENCV = OpenCvThreads()


class Network(Generic[Kind]):
    """A pose landmarker, which loads in a thread of its own from the moment it is made.

    Args:
        bundle: Path of a .task file.
        create: Loads it.

    Raises:
        ModelError: The library cannot be loaded.
    """

    def __init__(self, bundle: Path, create: Callable[[], Kind]) -> None:
        self._heard_out = False  # whether the library has said all it says of itself
        self._closed = False
        self._indoors = Indoors()
        few_arenas()
        with quiet():
            _guarded(_load_library, bundle)
        _OPENCV.hold_back()
        self._landmarker = self._indoors.begin(partial(_guarded, partial(_created, create), bundle))

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

    def _let_go(self) -> None:
        with suppress(ModelError):  # then there is nothing to let go of
            self._landmarker().close()

    def _heard(self, find: Callable[[], list[Found]]) -> list[Found]:
        """Return what is found, quietly until there was somebody: what the library says then is its last."""
        if self._heard_out:
            return find()
        with quiet():
            found = find()
        self._heard_out = bool(found)
        return found


class StillNetwork(Network[StillLandmarker]):
    """Finds people in pictures that have nothing to do with each other.

    Args:
        bundle: Path of a .task file.
        people: How many people to find at most.
        masks: Whether to tell which pixels are theirs, which takes a tenth longer.

    Raises:
        ModelError: The library cannot be loaded; asked, also that the bundle cannot.
    """

    def __init__(self, bundle: Path, *, people: int = 1, masks: bool = False) -> None:
        super().__init__(bundle, partial(StillLandmarker, bundle, people=people, masks=masks))

    def find(self, picture: Rgb) -> list[Found]:
        """Return the people in a picture."""
        return self.begin(picture)()

    def begin(self, picture: Rgb) -> Callable[[], list[Found]]:
        """Begin to look at a picture, in a thread of its own; what is returned waits for the people in it."""
        return self._indoors.begin(partial(self._heard, partial(self._find, picture)))

    def _find(self, picture: Rgb) -> list[Found]:
        return self._landmarker().find(picture)


class FilmNetwork(Network[FilmLandmarker]):
    """Follows one person through the pictures of a film, each of which helps with the next.

    Args:
        bundle: Path of a .task file.
        masks: Whether to tell which pixels are theirs.

    Raises:
        ModelError: The library cannot be loaded; asked, also that the bundle cannot.
    """

    def __init__(self, bundle: Path, *, masks: bool = False) -> None:
        super().__init__(bundle, partial(FilmLandmarker, bundle, masks=masks))

    def settle(self) -> None:
        """Have this thread do the network's work, which is quicker; it can open no socket any more."""
        self._indoors.settle()

    def find(self, picture: Rgb, t_ms: int) -> list[Found]:
        """Return the person in a picture, if there is one; later than the one before."""
        return self.begin(picture, t_ms)()

    def begin(self, picture: Rgb, t_ms: int) -> Callable[[], list[Found]]:
        """Show a picture, later than the one before; what is returned waits for the person in it.

        At most two may be unanswered: more wait here until there is room.
        """
        if self._heard_out:
            return self._begin(picture, t_ms)
        found = self._heard(lambda: self._begin(picture, t_ms)())
        return lambda: found

    def _begin(self, picture: Rgb, t_ms: int) -> Callable[[], list[Found]]:
        return self._indoors.do(lambda: self._landmarker().begin(picture, t_ms))


def _load_library() -> None:
    import cv2  # noqa: F401 - the library loads it too, but tells worse of what is missing
    import mediapipe  # noqa: F401


def _created(create: Callable[[], Kind]) -> Kind:
    work_in_batches()
    with quiet():
        return create()


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
