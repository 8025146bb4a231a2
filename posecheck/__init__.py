"""posecheck counts and judges back exercises from a camera or a video, on your own machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from posecheck.api import analyze, live, replay
    from posecheck.errors import PosecheckError
    from posecheck.pose import PoseFrame, PoseTrack
    from posecheck.result import SessionResult

_HOMES = {
    "analyze": "posecheck.api",
    "live": "posecheck.api",
    "replay": "posecheck.api",
    "PosecheckError": "posecheck.errors",
    "PoseFrame": "posecheck.pose",
    "PoseTrack": "posecheck.pose",
    "SessionResult": "posecheck.result",
}

__all__ = ["PoseFrame", "PoseTrack", "PosecheckError", "SessionResult", "analyze", "live", "replay"]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that `import posecheck` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'posecheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
