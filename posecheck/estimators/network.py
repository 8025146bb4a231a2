"""One pose network, started quietly and off the network; pictures in, arrays out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import ModelError
from posecheck.estimators.heap import few_arenas, give_back
from posecheck.estimators.privacy import without_network
from posecheck.estimators.quiet import quiet
from posecheck.estimators.threads import OpenCvThreads, work_in_batches
from posecheck.pose import FloatArray

Rgb = NDArray[np.uint8]
"""(h, w, 3) uint8, RGB."""

Made = TypeVar("Made")

_OPENCV = OpenCvThreads()


@dataclass(frozen=True, eq=False)
class Found:
    """One person in a picture.

    Attributes:
        fractions: (33, 2) landmarks in fractions of the picture's width and height.
        world: (33, 3) world landmarks [m].
        visibility: (33,) 0..1.
        mask: (h, w) 0..1, how sure each pixel is theirs; None where it was not asked for.
        owner: What the mask's memory belongs to; it lives as long as this does.
    """

    fractions: FloatArray
    world: FloatArray
    visibility: FloatArray
    mask: FloatArray | None
    owner: Any


class Network:
    """A pose landmarker.

    Args:
        bundle: Path of a .task file.
        film: Whether the pictures are one stream, so that each helps with the next; else each is on its own.
        people: How many people to find at most.
        masks: Whether to tell which pixels are theirs, which takes a tenth longer.

    Raises:
        ModelError: The library or the bundle cannot be loaded.
    """

    def __init__(self, bundle: Path, *, film: bool, people: int = 1, masks: bool = False) -> None:
        self._film = film
        self._settled = False  # whether the library has said all it says of itself
        self._closed = False
        few_arenas()
        with quiet():
            self._mp = _guarded(_load_library, bundle)
            self._landmarker: Any = _guarded(
                lambda: without_network(lambda: _create(self._mp, bundle, film, people, masks)), bundle
            )
        _OPENCV.hold_back()

    def find(self, picture: Rgb, t_ms: int = 0) -> list[Found]:
        """Return the people in a picture.

        Args:
            picture: (h, w, 3) uint8, RGB.
            t_ms: Time of the picture, later than the one before; without meaning unless `film`.
        """
        if self._settled:
            return self._find(picture, t_ms)
        with quiet():
            found = self._find(picture, t_ms)
        self._settled = bool(found)
        return found

    def _find(self, picture: Rgb, t_ms: int) -> list[Found]:
        image = self._mp.Image(image_format=self._mp.ImageFormat.SRGB, data=picture)
        if self._film:
            seen = self._landmarker.detect_for_video(image, t_ms)
        else:
            seen = self._landmarker.detect(image)
        masks = seen.segmentation_masks or [None] * len(seen.pose_landmarks)
        return [
            _found(*person)
            for person in zip(seen.pose_landmarks, seen.pose_world_landmarks, masks, strict=True)
        ]

    def close(self) -> None:
        """Let go of the network; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        _OPENCV.let_go()
        with quiet():
            self._landmarker.close()
        give_back()


def _load_library() -> Any:
    import cv2  # noqa: F401 - the library loads it too, but tells worse of what is missing
    import mediapipe

    return mediapipe


def _create(mp: Any, bundle: Path, film: bool, people: int, masks: bool) -> Any:
    work_in_batches()
    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=str(bundle)),
        running_mode=vision.RunningMode.VIDEO if film else vision.RunningMode.IMAGE,
        num_poses=people,
        output_segmentation_masks=masks,
    )
    return vision.PoseLandmarker.create_from_options(options)


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


def _found(landmarks: Any, world: Any, mask: Any) -> Found:
    return Found(
        np.array([(p.x, p.y) for p in landmarks], np.float32),
        np.array([(p.x, p.y, p.z) for p in world], np.float32),
        np.array([p.visibility for p in landmarks], np.float32),
        None if mask is None else mask.numpy_view().reshape(mask.height, mask.width),
        mask,
    )
