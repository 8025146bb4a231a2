"""Asks the pose library in its C interface and takes its answers as arrays.

Its Python interface makes an object of each of 66 landmarks and goes twice a picture to a thread of its own,
which takes 0.2 of 17.5 ms, and more where other threads hold Python's lock. What is used here of its inner
parts is the same in 1.2.2 and 1.2.3; a version in which it is another is refused by name.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np

from posecheck.errors import ModelError
from posecheck.pose import LANDMARKS, FloatArray


@dataclass(frozen=True, eq=False)
class Found:
    """One person in a picture.

    Attributes:
        fractions: (33, 2) landmarks in fractions of the picture's width and height.
        world: (33, 3) world landmarks [m].
        visibility: (33,) 0..1.
        mask: (h, w) 0..1, how sure each pixel is theirs; None where it was not asked for.
    """

    fractions: FloatArray
    world: FloatArray
    visibility: FloatArray
    mask: FloatArray | None


class Answers:
    """Shows pictures to one of the library's landmarkers.

    Args:
        landmarker: The library's own object; it stays in charge of itself, and is closed by whoever made it.
        film: Whether it was made for the pictures of one stream.

    Raises:
        ModelError: The library is of a version whose inner parts are others.
    """

    def __init__(self, landmarker: Any, film: bool) -> None:
        self._film = film
        try:
            from mediapipe.tasks.python.core.mediapipe_c_utils import handle_status
            from mediapipe.tasks.python.vision.pose_landmarker import MpPoseLandmarkerResultC

            self._answer, self._check = MpPoseLandmarkerResultC, handle_status
            self._handle, library = landmarker._handle, landmarker._lib._lib
            self._thread = landmarker._lib._executor  # the one that may open no socket (privacy.py)
            name = "MpPoseLandmarkerDetectForVideo" if film else "MpPoseLandmarkerDetectImage"
            self._show = _function(library, name, 6 if film else 5)
            self._pixels_of = _function(library, "MpImageDataFloat32", 3)
            self._let_go = _function(library, "MpPoseLandmarkerCloseResult", 1)
        except (ImportError, AttributeError) as error:
            raise _other_version() from error

    def find(self, image: Any, t_ms: int) -> list[Found]:
        """Return the people in a picture.

        Args:
            image: The library's copy of the picture.
            t_ms: Its time; without meaning unless `film`.

        Raises:
            RuntimeError: The library failed.
            ValueError: The picture, or its time, is none that it takes.
        """
        found: list[Found] = self._thread.submit(self._find, image, t_ms).result()
        return found

    def _find(self, image: Any, t_ms: int) -> list[Found]:
        answer, trouble = self._answer(), ctypes.c_char_p()
        when = (t_ms,) if self._film else ()
        wanted = ctypes.byref(answer), ctypes.byref(trouble)
        status = self._show(self._handle, image._image_ptr, None, *when, *wanted)
        self._check(status, trouble)
        try:
            size = image.height, image.width
            return [self._person(answer, n, size) for n in range(answer.pose_landmarks_count)]
        finally:
            self._let_go(ctypes.byref(answer))

    def _person(self, answer: Any, n: int, size: tuple[int, int]) -> Found:
        landmarks = _rows(answer.pose_landmarks[n].landmarks)
        world = _rows(answer.pose_world_landmarks[n].landmarks)
        mask = self._mask(answer.segmentation_masks[n], size) if answer.segmentation_masks_count else None
        return Found(landmarks[:, :2], world[:, :3], landmarks[:, 3], mask)

    def _mask(self, image: int, size: tuple[int, int]) -> FloatArray:
        """Copy a mask, whose memory goes back to the library with the answer."""
        pixels, trouble = ctypes.POINTER(ctypes.c_float)(), ctypes.c_char_p()
        self._check(self._pixels_of(image, ctypes.byref(pixels), ctypes.byref(trouble)), trouble)
        mask: FloatArray = np.ctypeslib.as_array(pixels, size).copy()
        return mask


def _function(library: ctypes.CDLL, name: str, arguments: int) -> Any:
    """Return a function of the library whose arguments are all as wide as an address.

    One of our own: those that the library's Python keeps are set up anew with every picture, by every thread,
    and for a moment take half of an address.
    """
    function = library[name]
    function.argtypes, function.restype = [ctypes.c_void_p] * arguments, ctypes.c_int
    return function


def _rows(pointer: Any) -> FloatArray:
    """Copy landmarks from memory: x, y, z and visibility, (33, 4)."""
    kind = pointer._type_
    values = np.frombuffer(ctypes.string_at(pointer, len(LANDMARKS) * ctypes.sizeof(kind)), np.float32)
    columns = [getattr(kind, name).offset // values.itemsize for name in ("x", "y", "z", "visibility")]
    rows: FloatArray = values.reshape(len(LANDMARKS), -1)[:, columns]
    return rows


def _other_version() -> ModelError:
    from importlib.metadata import version

    problem = f"mediapipe {version('mediapipe')} is a version that posecheck does not know"
    return ModelError(problem, "pip install 'mediapipe>=1.2.2,<1.3'")
