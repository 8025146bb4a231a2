"""The pose library's landmarkers through their C interface: pictures in, arrays out.

The library's Python class makes 66 objects of every answer, describes its functions anew for every picture,
and has another thread call them: 0.4 ms of 18, most of it with Python's lock held. The types of the interface
are those that class uses.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import byref, c_char_p, c_float, c_uint8, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import FloatArray

Rgb = NDArray[np.uint8]
"""(h, w, 3) uint8, RGB."""

_SURE = 0.5
"""How sure the library must be that somebody is there: its own default, three times."""


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


class Landmarker:
    """What both sorts share; for threads that may open no socket, one at a time.

    Args:
        bundle: Path of a .task file.
        mode: The library's name of the running mode.
        people: How many people to find at most.
        masks: Whether to tell which pixels are theirs.
        on_answer: Called with status, answer, picture and time, in the library's threads; in stream mode.

    Raises:
        ValueError, RuntimeError, OSError: What the library says of a bundle that it cannot load.
    """

    def __init__(
        self,
        bundle: Path,
        *,
        mode: Literal["IMAGE", "LIVE_STREAM"],
        people: int,
        masks: bool,
        on_answer: Callable[..., None] | None = None,
    ) -> None:
        import mediapipe as mp
        from mediapipe.tasks.python.core import mediapipe_c_bindings, mediapipe_c_utils
        from mediapipe.tasks.python.vision import pose_landmarker

        self._library: Any = mediapipe_c_bindings.load_raw_library()
        # The same, without letting go of Python's lock: getting it back takes longer than what is short.
        self._short: Any = ctypes.PyDLL(self._library._name, handle=self._library._handle)
        self._raise_for: Any = mediapipe_c_utils.handle_status
        self._answer: Any = pose_landmarker.MpPoseLandmarkerResultC
        self._rgb = int(mp.ImageFormat.SRGB)
        self._handle = c_void_p()
        callback = dict(pose_landmarker.MpPoseLandmarkerOptionsC._fields_)["result_callback"]
        # Kept here, as the library keeps no reference.
        self._on_answer: Any = callback(on_answer) if on_answer else callback()
        options = pose_landmarker.MpPoseLandmarkerOptionsC(
            base_options=mp.tasks.BaseOptions(model_asset_path=str(bundle)).to_ctypes(),
            running_mode=mp.tasks.vision.RunningMode[mode].ctype,
            num_poses=people,
            min_pose_detection_confidence=_SURE,
            min_pose_presence_confidence=_SURE,
            min_tracking_confidence=_SURE,
            output_segmentation_masks=masks,
            result_callback=self._on_answer,
        )
        self._call(self._library.MpPoseLandmarkerCreate, byref(options), byref(self._handle))

    def close(self) -> None:
        """Let go of the network; safe to call twice."""
        handle, self._handle = self._handle, c_void_p()
        if handle:
            self._call(self._library.MpPoseLandmarkerClose, handle)

    def _ask(self, function: Any, picture: Rgb, *arguments: Any) -> None:
        """Have a function of the library look at a picture."""
        if not self._handle:
            raise RuntimeError("The network is closed")
        image = self._image_of(picture)
        try:
            self._call(function, self._handle, image, None, *arguments)
        finally:
            self._short.MpImageFree(image)

    def _image_of(self, picture: Rgb) -> c_void_p:
        """Return the library's own copy of a picture."""
        whole = np.ascontiguousarray(picture)
        height, width = whole.shape[:2]
        data, image = whole.ctypes.data_as(ctypes.POINTER(c_uint8)), c_void_p()
        create = self._short.MpImageCreateFromUint8Data
        self._call(create, self._rgb, width, height, data, whole.size, byref(image))
        return image

    def _people(self, answer: Any) -> list[Found]:
        """Return copies of what an answer says."""
        return [self._found(answer, n) for n in range(answer.pose_landmarks_count)]

    def _found(self, answer: Any, number: int) -> Found:
        landmarks, visibility = _values(answer.pose_landmarks[number])
        world, _ = _values(answer.pose_world_landmarks[number])
        mask = None
        if number < answer.segmentation_masks_count:
            mask = self._mask(c_void_p(answer.segmentation_masks[number]))
        return Found(landmarks[:, :2].copy(), world.copy(), visibility.copy(), mask)

    def _mask(self, image: c_void_p) -> FloatArray:
        first = ctypes.POINTER(c_float)()
        self._call(self._short.MpImageDataFloat32, image, byref(first))
        size = self._short.MpImageGetHeight(image), self._short.MpImageGetWidth(image)
        values = ctypes.string_at(first, size[0] * size[1] * ctypes.sizeof(c_float))
        return np.frombuffer(values, np.float32).reshape(size)

    def _call(self, function: Any, *arguments: Any) -> None:
        """Call a function of the library; raise what it says went wrong."""
        message = c_char_p()
        status = function(*arguments, byref(message))
        try:
            self._raise_for(status, message)
        finally:
            if message:
                self._short.MpErrorFree(message)


class StillLandmarker(Landmarker):
    """Finds people in pictures that have nothing to do with each other.

    Args:
        bundle: Path of a .task file.
        people: How many people to find at most.
        masks: Whether to tell which pixels are theirs.

    Raises:
        ValueError, RuntimeError, OSError: What the library says of a bundle that it cannot load.
    """

    def __init__(self, bundle: Path, *, people: int, masks: bool) -> None:
        super().__init__(bundle, mode="IMAGE", people=people, masks=masks)

    def find(self, picture: Rgb) -> list[Found]:
        """Return the people in a picture.

        Raises:
            ValueError, RuntimeError: What the library says of a picture that it cannot look at; it is closed.
        """
        answer = self._answer()
        self._ask(self._library.MpPoseLandmarkerDetectImage, picture, byref(answer))
        try:
            return self._people(answer)
        finally:
            self._short.MpPoseLandmarkerCloseResult(byref(answer))


def _values(landmarks: Any) -> tuple[FloatArray, FloatArray]:
    """Return x, y, z (33, 3) and visibility (33,) as views of the library's memory."""
    one = landmarks.landmarks._type_
    width = ctypes.sizeof(one) // ctypes.sizeof(c_float)
    first = ctypes.cast(landmarks.landmarks, ctypes.POINTER(c_float))
    values = np.ctypeslib.as_array(first, (landmarks.landmarks_count, width))
    return values[:, :3], values[:, one.visibility.offset // ctypes.sizeof(c_float)]
