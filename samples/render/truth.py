"""Truth from the known joints: angles as the exercise reference defines them, in the sagittal plane."""

import numpy as np
from numpy.typing import NDArray

from samples.render.skeleton import Pose, Posed, Skeleton

Array = NDArray[np.float64]


def _mid(keypoints: dict[str, Array], name: str) -> Array:
    result: Array = (keypoints[f"left_{name}"] + keypoints[f"right_{name}"]) / 2
    return result


def interior_deg(a: Array, b: Array, c: Array) -> float:
    """Interior angle at b, 0..180, of points already in a plane."""
    u, v = a - b, c - b
    cosine = u @ v / (np.linalg.norm(u) * np.linalg.norm(v))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def incline_deg(a: Array, b: Array) -> float:
    """Angle of a->b above the horizontal, -90..90, in (y, z)."""
    return float(np.degrees(np.arctan2(b[1] - a[1], abs(b[0] - a[0]))))


def offset_m(p: Array, a: Array, b: Array) -> float:
    """Signed distance [m] of p from the line ab in (y, z); + is up."""
    d = b - a
    cross = d[0] * (p[1] - a[1]) - d[1] * (p[0] - a[0])
    return float(cross / np.linalg.norm(d) * (1 if d[0] >= 0 else -1))


def from_keypoints(keypoints: dict[str, Array]) -> dict[str, float]:
    """All angles [deg] and lengths [m] of one instant from 3D keypoints."""
    flat = {name: point[1:] for name, point in keypoints.items()}
    shoulder, hip, knee, ankle = (_mid(flat, name) for name in ("shoulder", "hip", "knee", "ankle"))
    values = {
        "torso_m": float(np.linalg.norm(shoulder - hip)),
        "trunk_incl_deg": incline_deg(hip, shoulder),
        "lean_deg": float(np.degrees(np.arctan2(hip[0] - shoulder[0], shoulder[1] - hip[1]))),
        "off_ankle_m": offset_m(hip, shoulder, ankle),
        "off_knee_m": offset_m(hip, shoulder, knee),
        "line_ankle_deg": interior_deg(shoulder, hip, ankle),
        "line_knee_deg": interior_deg(shoulder, hip, knee),
        "shank_incl_deg": abs(incline_deg(ankle, knee)),
    }
    for side in ("left", "right"):
        at = {name: flat[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")}
        values |= {
            f"hip_{side}_deg": interior_deg(at["shoulder"], at["hip"], at["knee"]),
            f"knee_{side}_deg": interior_deg(at["hip"], at["knee"], at["ankle"]),
            f"elbow_{side}_deg": interior_deg(at["shoulder"], at["elbow"], at["wrist"]),
            f"leg_incl_{side}_deg": incline_deg(at["hip"], at["ankle"]),
            f"line_ankle_{side}_deg": interior_deg(at["shoulder"], at["hip"], at["ankle"]),
            f"arm_incl_{side}_deg": incline_deg(at["shoulder"], at["wrist"]),
        }
    return values


def measure(skeleton: Skeleton, pose: Pose | Posed) -> dict[str, float]:
    """The same for a pose of this skeleton."""
    posed = skeleton.solve(pose) if isinstance(pose, Pose) else pose
    return from_keypoints(skeleton.keypoints(posed))
