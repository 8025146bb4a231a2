"""What travels between the rooms: frames, poses and recorded tracks, with the names of the 33 landmarks.

Coordinates follow one convention everywhere. Image landmarks are in units of image height (x grows right,
y grows down), so an angle is an angle in any picture format. World landmarks are metres, origin mid-hip,
y down, z towards the camera negative. Missing is NaN with visibility 0.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import OutputError, SourceError

FloatArray = NDArray[np.float32]

LANDMARKS = (
    "nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer",
    "left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky", "left_index", "right_index",
    "left_thumb", "right_thumb", "left_hip", "right_hip", "left_knee", "right_knee",
    "left_ankle", "right_ankle", "left_heel", "right_heel", "left_foot_index", "right_foot_index",
)  # fmt: skip
LANDMARK_INDEX = {name: i for i, name in enumerate(LANDMARKS)}

MIRROR = np.array([0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9] + [i + (1 if i % 2 else -1) for i in range(11, 33)])
"""Landmark index on the other side of the body, (33,)."""

EDGES = (
    ("left_shoulder", "right_shoulder"), ("left_hip", "right_hip"),
    ("left_shoulder", "left_hip"), ("right_shoulder", "right_hip"),
    ("left_shoulder", "left_elbow"), ("left_elbow", "left_wrist"),
    ("right_shoulder", "right_elbow"), ("right_elbow", "right_wrist"),
    ("left_hip", "left_knee"), ("left_knee", "left_ankle"), ("left_ankle", "left_heel"),
    ("left_heel", "left_foot_index"), ("right_hip", "right_knee"), ("right_knee", "right_ankle"),
    ("right_ankle", "right_heel"), ("right_heel", "right_foot_index"),
)  # fmt: skip
"""Pairs of landmark names that the skeleton joins."""

TRACK_FORMAT = "posecheck.track/1"


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a stream.

    Attributes:
        index: Number of the frame in its stream, from 0; gaps mean dropped frames.
        t_s: Seconds from the stream's first frame, by the stream's own timestamps.
        image: (H, W, 3) uint8, BGR, upright (rotation metadata already applied).
    """

    index: int
    t_s: float
    image: NDArray[np.uint8]


def _frozen(array: Any, shape: tuple[int, ...] | None) -> FloatArray:
    out: FloatArray = np.array(array, dtype=np.float32)
    if shape is not None and out.shape != shape:
        raise ValueError(f"expected shape {shape}, got {out.shape}")
    out.flags.writeable = False
    return out


@dataclass(frozen=True, slots=True, eq=False)
class PoseFrame:
    """Landmarks of the exercising person in one frame; arrays are read-only.

    Attributes:
        index: Number of the frame in its stream.
        t_s: Seconds from the stream's first frame.
        xy: (33, 2) image landmarks [image heights].
        world: (33, 3) world landmarks [m].
        visibility: (33,) 0..1.
        back: (K, 2) outline of the back from hip to shoulder [image heights], or (0, 2) where not measured.
        people: How many people were in view, the exercising one included.
        trunk_depth: From back to belly where the trunk is thinnest [torso lengths], NaN where not measured.
    """

    index: int
    t_s: float
    xy: FloatArray
    world: FloatArray
    visibility: FloatArray
    back: FloatArray = field(default_factory=lambda: np.empty((0, 2), np.float32))
    people: int = 1
    trunk_depth: float = math.nan

    def __post_init__(self) -> None:
        """Check shapes and freeze copies of the arrays."""
        object.__setattr__(self, "xy", _frozen(self.xy, (33, 2)))
        object.__setattr__(self, "world", _frozen(self.world, (33, 3)))
        object.__setattr__(self, "visibility", _frozen(self.visibility, (33,)))
        object.__setattr__(self, "back", _frozen(self.back, None).reshape(-1, 2))
        object.__setattr__(self, "trunk_depth", float(np.float32(self.trunk_depth)))

    @property
    def seen(self) -> bool:
        """Whether anybody was found in this frame."""
        return bool(np.isfinite(self.xy[23, 0]))


def empty_pose(index: int, t_s: float) -> PoseFrame:
    """Return the PoseFrame of a frame in which nobody was found."""
    return PoseFrame(
        index,
        t_s,
        np.full((33, 2), np.nan, np.float32),
        np.full((33, 3), np.nan, np.float32),
        np.zeros(33, np.float32),
        people=0,
    )


def mirrored(pose: PoseFrame) -> PoseFrame:
    """Return the pose as a mirror shows it: x negated, left and right landmarks exchanged."""
    flip2, flip3 = np.array([-1, 1], np.float32), np.array([-1, 1, 1], np.float32)
    return PoseFrame(
        pose.index,
        pose.t_s,
        pose.xy[MIRROR] * flip2,
        pose.world[MIRROR] * flip3,
        pose.visibility[MIRROR],
        pose.back * flip2,
        pose.people,
        pose.trunk_depth,
    )


@dataclass(frozen=True)
class StreamInfo:
    """What is known of a stream before and after it is read.

    Attributes:
        path: File name, camera number or address, as the user gave it.
        width: Upright width in pixels; 0 where unknown.
        height: Upright height in pixels.
        duration_s: Seconds from first to last frame, None for a camera.
        frames: Number of frames, None where unknown.
        rotation_deg: Rotation metadata that was applied.
        fps: Nominal frame rate, None where unknown.
    """

    path: str
    width: int = 0
    height: int = 0
    duration_s: float | None = None
    frames: int | None = None
    rotation_deg: int = 0
    fps: float | None = None


@dataclass(frozen=True)
class ModelInfo:
    """Which network produced the landmarks."""

    name: str
    sha256: str


@dataclass(frozen=True, eq=False)
class PoseTrack:
    """The poses of a whole stream; iterating yields PoseFrames.

    Attributes:
        poses: The frames in order.
        source: The stream they came from.
        model: The network that made them, None for tracks from elsewhere.
        exercise: Id of the exercise the recording was made for, if any.
        warnings: What the source had to say (dropped frames, truncated file).
    """

    poses: tuple[PoseFrame, ...]
    source: StreamInfo
    model: ModelInfo | None = None
    exercise: str | None = None
    warnings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[PoseFrame]:
        """Yield the poses in order."""
        return iter(self.poses)

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.poses)

    def save(self, path: str | Path) -> None:
        """Write the track without loss.

        Raises:
            OutputError: The file cannot be written.
        """
        arrays = stacked(self.poses)
        arrays["meta"] = np.frombuffer(json.dumps(self._meta()).encode(), np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
        try:
            Path(path).write_bytes(buffer.getvalue())
        except OSError as error:
            raise OutputError(f"Cannot write {path}: {error.strerror}", "Choose another place") from error

    def _meta(self) -> dict[str, Any]:
        return {
            "format": TRACK_FORMAT,
            "source": vars(self.source),
            "model": vars(self.model) if self.model else None,
            "exercise": self.exercise,
            "warnings": list(self.warnings),
        }

    @staticmethod
    def load(path: str | Path) -> PoseTrack:
        """Read a track written by `save`.

        Raises:
            SourceError: The file is missing or is no posecheck track.
        """
        try:
            with np.load(Path(path), allow_pickle=False) as data:
                return _track_from(dict(data))
        except FileNotFoundError as error:
            raise SourceError(f"{path} does not exist", "Check the name") from error
        except Exception as error:  # a damaged file may fail anywhere in numpy's and Python's readers
            remedy = "Make one with: posecheck analyze VIDEO --track FILE"
            raise SourceError(f"{path} is not a posecheck track, or is damaged", remedy) from error


def stacked(poses: Sequence[PoseFrame]) -> dict[str, NDArray[Any]]:
    """Return T poses as arrays: (T,) each of index, t_s, ..., (T, 33, 2) of xy, ...; the backs in a row."""
    return {
        "index": np.array([p.index for p in poses], np.int64),
        "t_s": np.array([p.t_s for p in poses], np.float64),
        "xy": _stack([p.xy for p in poses], (33, 2)),
        "world": _stack([p.world for p in poses], (33, 3)),
        "visibility": _stack([p.visibility for p in poses], (33,)),
        "people": np.array([p.people for p in poses], np.int16),
        "back": np.concatenate([p.back for p in poses] or [np.empty((0, 2), np.float32)]),
        "back_len": np.array([len(p.back) for p in poses], np.int32),
        "trunk_depth": np.array([p.trunk_depth for p in poses], np.float32),
    }


def _stack(arrays: list[FloatArray], shape: tuple[int, ...]) -> FloatArray:
    return np.stack(arrays) if arrays else np.empty((0, *shape), np.float32)


def unstacked(data: Mapping[str, NDArray[Any]]) -> Iterator[PoseFrame]:
    """Yield the poses that `stacked` was given."""
    ends = np.cumsum(data["back_len"])
    depths = data.get("trunk_depth", np.full(len(ends), np.nan))  # tracks of 0.1.0 have none
    for i in range(len(data["t_s"])):
        yield PoseFrame(
            int(data["index"][i]),
            float(data["t_s"][i]),
            data["xy"][i],
            data["world"][i],
            data["visibility"][i],
            data["back"][ends[i] - data["back_len"][i] : ends[i]],
            int(data["people"][i]),
            float(depths[i]),
        )


def _track_from(data: dict[str, Any]) -> PoseTrack:
    meta = json.loads(data["meta"].tobytes())
    if meta.get("format") != TRACK_FORMAT:
        raise ValueError("unknown track format")
    poses = tuple(unstacked(data))
    model = ModelInfo(**meta["model"]) if meta["model"] else None
    return PoseTrack(poses, StreamInfo(**meta["source"]), model, meta["exercise"], tuple(meta["warnings"]))
