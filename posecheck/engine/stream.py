"""What was really read of a stream, whatever its header had promised."""

from __future__ import annotations

from typing import Any

from posecheck.pose import PoseFrame, StreamInfo


class Stream:
    """Counts frames and the time in which somebody was in view.

    Attributes:
        frames: How many were seen.
        seen_s: For how long somebody was in view; above 0 as soon as anybody was.
    """

    def __init__(self) -> None:
        self.frames = 0
        self.seen_s = 0.0
        self._first_s = self._last_s = 0.0

    def see(self, pose: PoseFrame) -> None:
        """Take one frame."""
        if not self.frames:
            self._first_s = self._last_s = pose.t_s
        if pose.seen:
            self.seen_s += max(pose.t_s - self._last_s, 1e-9)
        self.frames += 1
        self._last_s = pose.t_s

    def told(self, source: StreamInfo) -> dict[str, Any]:
        """Return what a result tells of the stream."""
        return {
            "path": source.path,
            "duration_s": self._last_s - self._first_s,
            "frames": self.frames,
            "width": source.width,
            "height": source.height,
            "rotation_deg": source.rotation_deg,
            "seen_s": self.seen_s,
        }
