"""Clothes, hair and face: which faces of the mesh they cover, how thick they are and their colours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from samples.render.body import Rest

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Color = tuple[float, float, float]


@dataclass(frozen=True)
class Outfit:
    """Colours 0..1; `trousers_to` runs from hip 0 to ankle 1, `sleeves_to` from shoulder 0 to wrist 1.

    `waist_m`: height over the hip at which the shirt ends.
    """

    skin: Color = (0.80, 0.60, 0.48)
    hair: Color = (0.16, 0.10, 0.07)
    shirt: Color = (0.75, 0.20, 0.20)
    trousers: Color = (0.16, 0.20, 0.34)
    shoes: Color = (0.90, 0.90, 0.88)
    trousers_to: float = 0.95
    sleeves_to: float = 0.40
    stripes: bool = False
    hair_m: float = 0.018
    waist_m: float = 0.14


def vertex_normals(vertices: Array, faces: NDArray[np.int64]) -> Array:
    """Unit normals (V, 3), area weighted."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    face_normals = np.cross(b - a, c - a)
    flat = faces.ravel()
    normals = np.stack(
        [np.bincount(flat, np.repeat(face_normals[:, k], 3), len(vertices)) for k in range(3)], axis=1
    )
    result: Array = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return result


def _along(points: Array, start: Array, end: Array) -> Array:
    axis = end - start
    result: Array = (points - start) @ axis / (axis @ axis)
    return result


def _bone_group(rest: "Rest", stems: tuple[str, ...]) -> Array:
    columns = [k for k, name in enumerate(rest.bone_names) if name.startswith(stems)]
    total: Array = rest.weights[:, columns].sum(axis=1)
    return total


def _limb_depth(rest: "Rest", centers: Array, root: str, tip: str) -> Array:
    """How far along its own side's limb each centre lies: 0 at the root joint, 1 at the tip joint."""
    left = _along(centers, rest.keypoints["left_" + root], rest.keypoints["left_" + tip])
    right = _along(centers, rest.keypoints["right_" + root], rest.keypoints["right_" + tip])
    return np.where(centers[:, 0] > 0, left, right)


def _regions(rest: "Rest", outfit: Outfit, centers: Array) -> dict[str, Mask]:
    legs, arms = (
        _bone_group(rest, s)[rest.faces].mean(axis=1)
        for s in (("upperleg", "lowerleg"), ("upperarm", "lowerarm"))
    )
    foot = np.char.startswith(rest.parts, "foot") | (
        _bone_group(rest, ("foot", "toe"))[rest.faces].mean(axis=1) > 0.8
    )
    hand, head = np.char.startswith(rest.parts, "hand"), rest.parts == "head"
    neck = centers[:, 2] > rest.heads[rest.bone["neck01"], 2] + 0.01
    torso = (rest.parts == "body") & ~foot & ~hand & ~(neck & (np.abs(centers[:, 0]) < 0.12))
    hip_z = rest.keypoints["left_hip"][2]
    below_waist = (
        torso & (centers[:, 2] < hip_z + outfit.waist_m) & (np.abs(centers[:, 0]) < 0.32) & (arms < 0.3)
    )
    leg_end = _limb_depth(rest, centers, "hip", "ankle") > outfit.trousers_to
    bare_leg = below_waist & (legs > 0.5) & leg_end
    bare_arm = torso & (arms > 0.5) & (_limb_depth(rest, centers, "shoulder", "wrist") > outfit.sleeves_to)
    return {
        "shoes": foot,
        "trousers": below_waist & ~bare_leg,
        "shirt": torso & ~below_waist & ~bare_arm,
        "hair": head & _hair(rest, centers),
        "skin": np.ones(len(centers), dtype=bool),
    }


def _hair(rest: "Rest", centers: Array) -> Mask:
    eye, ear = rest.keypoints["left_eye"], rest.keypoints["left_ear"]
    behind = (centers[:, 1] > ear[1] + 0.012) & (centers[:, 2] > ear[2] - 0.055)
    above = (centers[:, 2] > eye[2] + 0.062) & (centers[:, 1] > eye[1] - 0.03)
    temple = (centers[:, 2] > ear[2] + 0.038) & (centers[:, 1] > ear[1] - 0.035)
    result: Mask = behind | above | temple
    return result


def _face_details(rest: "Rest", outfit: Outfit, centers: Array, colors: Array) -> None:
    """Brows, eyes and lips, in place: the network looks for them."""
    eye, nose = rest.keypoints["left_eye"], rest.keypoints["nose"]
    x, y, z = np.abs(centers[:, 0]), centers[:, 1], centers[:, 2]
    front = (rest.parts == "head") & (y < eye[1] + 0.035)
    colors[front & (np.abs(z - eye[2] - 0.021) < 0.006) & (x > 0.012) & (x < 0.055)] = outfit.hair
    lips = front & (np.abs(z - (nose[2] - 0.042)) < 0.010) & (x < 0.026) & (y < eye[1] + 0.01)
    colors[lips] = np.array(outfit.skin) * (0.85, 0.55, 0.55)
    eyes = np.char.startswith(rest.parts, "eye_front")
    colors[eyes] = (0.93, 0.93, 0.92)
    colors[eyes & (np.hypot(x - eye[0], z - eye[2]) < 0.0075)] = (0.10, 0.07, 0.05)


def _weave(rest: "Rest", outfit: Outfit, centers: Array, regions: dict[str, Mask]) -> Array:
    """Brightness factor a face: cloth is never one flat colour."""
    rng = np.random.default_rng(len(centers))
    factor = 1.0 + rng.normal(0.0, 0.03, len(centers))
    factor += 0.05 * np.sin(centers[:, 2] * 55 + 3 * np.sin(centers[:, 0] * 40)) * regions["shirt"]
    factor += 0.05 * np.sin(centers[:, 2] * 70 + 4 * np.sin(centers[:, 1] * 30)) * regions["trousers"]
    if outfit.stripes:
        factor = np.where(regions["shirt"] & (np.sin(centers[:, 2] * 160) > 0.55), factor * 1.55, factor)
    soles = regions["shoes"] & (centers[:, 2] < rest.vertices[:, 2].min() + 0.018)
    return np.where(soles, factor * 0.55, factor)


def shirt_rows(rest: "Rest", outfit: Outfit) -> NDArray[np.int64]:
    """The vertices that the shirt covers."""
    centers = rest.vertices[rest.faces].mean(axis=1)
    return np.unique(rest.faces[_regions(rest, outfit, centers)["shirt"]])


def dress(rest: "Rest", outfit: Outfit) -> tuple[Array, Array]:
    """Clothed rest vertices (V, 3) m and face colours (F, 3) 0..1."""
    centers = rest.vertices[rest.faces].mean(axis=1)
    regions = _regions(rest, outfit, centers)
    colors = np.tile(np.array(outfit.skin), (len(centers), 1))
    thickness = np.zeros(len(rest.vertices))
    thick = {"hair": outfit.hair_m, "shirt": 0.010, "trousers": 0.007, "shoes": 0.008}
    for name in ("hair", "shirt", "trousers", "shoes"):
        colors[regions[name]] = getattr(outfit, name)
        rows = np.unique(rest.faces[regions[name]])
        thickness[rows] = np.maximum(thickness[rows], thick[name])
    _face_details(rest, outfit, centers, colors)
    colors = np.clip(colors * _weave(rest, outfit, centers, regions)[:, None], 0, 1)
    normals = vertex_normals(rest.vertices, rest.faces)
    return rest.vertices + normals * thickness[:, None], colors
