"""The only door to the pose library: pictures in, isotropic landmarks out."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.models import find_model
from posecheck.pose import Frame, ModelInfo, PoseFrame, empty_pose


class MediaPipeEstimator:
    """Finds the landmarks of one person with MediaPipe's pose network, in VIDEO mode.

    Args:
        model: "lite", "full", "heavy" or the path of a bundle.

    Raises:
        ModelError: The bundle is missing or damaged, or the library cannot be loaded.
    """

    def __init__(self, model: str = "full") -> None:
        bundle = find_model(model)
        self.model = ModelInfo(bundle.name, bundle.sha256)
        os.environ["https_proxy"] = "http://127.0.0.1:9"
        import mediapipe as mp

        self._mp = mp
        vision = mp.tasks.vision
        options = vision.PoseLandmarkerOptions(
            base_options=mp.tasks.BaseOptions(model_asset_path=str(bundle.path)),
            running_mode=vision.RunningMode.VIDEO,
        )
        self._landmarker: Any = vision.PoseLandmarker.create_from_options(options)
        self._last_ms = -1

    def estimate(self, frame: Frame) -> PoseFrame:
        """Return the landmarks of the person in a frame."""
        import cv2

        height, width = frame.image.shape[:2]
        self._last_ms = max(round(frame.t_s * 1000), self._last_ms + 1)
        rgb: NDArray[np.uint8] = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)  # type: ignore[assignment]
        image = self._mp.Image(image_format=self._mp.ImageFormat.SRGB, data=rgb)
        found = self._landmarker.detect_for_video(image, self._last_ms)
        if not found.pose_landmarks:
            return empty_pose(frame.index, frame.t_s)
        points, world = found.pose_landmarks[0], found.pose_world_landmarks[0]
        return PoseFrame(
            frame.index,
            frame.t_s,
            np.array([(p.x * width / height, p.y) for p in points], np.float32),
            np.array([(p.x, p.y, p.z) for p in world], np.float32),
            np.array([p.visibility for p in points], np.float32),
        )

    def close(self) -> None:
        """Let go of the network; safe to call twice."""
        if self._landmarker is not None:
            self._landmarker.close()
            self._landmarker = None
