"""How high a joint sits over the floor when its hand, foot or knee lies on it: asked of the mesh."""

import numpy as np
from numpy.typing import NDArray

from samples.render.rotations import rot_x
from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]


def _rows(skeleton: Skeleton, stems: tuple[str, ...], least: float) -> NDArray[np.int64]:
    rest = skeleton.rest
    columns = [k for k, name in enumerate(rest.bone_names) if name.startswith(stems)]
    return np.flatnonzero(rest.weights[:, columns].sum(axis=1) > least)


def _side_rows(
    skeleton: Skeleton, stems: tuple[str, ...], side: str, least: float = 0.6
) -> NDArray[np.int64]:
    return _rows(skeleton, tuple(f"{stem}.{side}" for stem in stems), least)


def _rigid(skeleton: Skeleton, rotation: Array) -> Posed:
    count = len(skeleton.rest.parents)
    return Posed(np.tile(rotation, (count, 1, 1)), skeleton.rest.heads @ rotation.T)


def foot_height(skeleton: Skeleton, side: str, tip: Array, toes_deg: float = 0.0) -> float:
    """Ankle height [m] over the floor for a foot turned by `tip` whose toes are bent up by `toes_deg`."""
    rest = skeleton.rest
    posed = _rigid(skeleton, tip)
    turned = tip @ rot_x(-toes_deg)
    for name, k in rest.bone.items():
        if name.startswith("toe") and name.endswith(f".{side}"):
            first = rest.bone[f"{name.split('-')[0]}-1.{side}"]
            posed.heads[k] = posed.heads[first] + turned @ (rest.heads[k] - rest.heads[first])
            posed.rotations[k] = turned
    stems = ("foot", *(f"toe{i}-{j}" for i in range(1, 6) for j in range(1, 4)))
    low = skeleton.skin(posed, skeleton.body.clothed, _side_rows(skeleton, stems, side))[:, 2].min()
    return float(posed.heads[rest.bone[f"foot.{side}"], 2] - low)


def hand_height(skeleton: Skeleton, side: str, tip: Array) -> float:
    """Wrist height [m] over the floor with the palm down; curled fingers may sink in a little."""
    rest = skeleton.rest
    posed = _rigid(skeleton, tip)
    stems = ("wrist", *(f"metacarpal{i}" for i in range(1, 5)))
    low = skeleton.skin(posed, skeleton.body.clothed, _side_rows(skeleton, stems, side, 0.5))[:, 2]
    return float(posed.heads[rest.bone[f"wrist.{side}"], 2] - np.percentile(low, 2))


def joint_radius(skeleton: Skeleton, keypoint: str, direction: Array, reach_m: float = 0.09) -> float:
    """Distance [m] from a rest keypoint (`left_knee`, `left_elbow`) to the skin along a rest direction."""
    points = skeleton.body.clothed - skeleton.rest.keypoints[keypoint]
    near = points[np.linalg.norm(points, axis=1) < reach_m]
    return float((near @ direction).max())


def lowest(skeleton: Skeleton, posed: Posed) -> float:
    """Height [m] of the body's lowest vertex."""
    return float(skeleton.skin(posed, skeleton.body.clothed)[:, 2].min())


def lowest_of(skeleton: Skeleton, posed: Posed, stems: tuple[str, ...]) -> float:
    """Height [m] of the lowest vertex that mostly follows the bones whose names begin with these stems."""
    rows = _rows(skeleton, stems, 0.7)
    return float(np.percentile(skeleton.skin(posed, skeleton.body.clothed, rows)[:, 2], 0.5))
