"""A clothed person: the anny body, its bones, and the colours of skin, hair and clothes.

Only this room knows anny and torch. Everything after it is numpy: rest vertices [m], bone heads [m], skin
weights, and one colour a face. Rest axes: z up, the face looks along -y, the body's left is +x.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.look import Outfit, dress

Array = NDArray[np.float64]
INNER_PARTS = ["eye_cavity.L", "eye_cavity.R", "mouth_cavity", "tongue", "eye_back.L", "eye_back.R"]
PARTS = ["body", "head", "hand.L", "hand.R", "foot.L", "foot.R", "eye_front.L", "eye_front.R"]


@dataclass(frozen=True)
class Shape:
    """anny's phenotypes, each 0..1 (gender 0 male, 1 female; age 0.67 young adult, 1 old)."""

    gender: float = 0.5
    age: float = 0.7
    muscle: float = 0.5
    weight: float = 0.45
    height: float = 0.5
    proportions: float = 0.5


@dataclass(frozen=True)
class Rest:
    """The unposed body: vertices (V, 3) m, faces (F, 3), part name per face, bones and weights (V, B)."""

    vertices: Array
    faces: NDArray[np.int64]
    parts: NDArray[np.str_]
    bone_names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Array
    weights: Array
    keypoint_names: tuple[str, ...]
    keypoint_weights: Array

    @cached_property
    def bone(self) -> dict[str, int]:
        """Bone index by name."""
        return {name: index for index, name in enumerate(self.bone_names)}

    @cached_property
    def keypoints(self) -> dict[str, Array]:
        """Rest position of each COCO keypoint, by name."""
        return dict(zip(self.keypoint_names, self.keypoint_weights @ self.vertices, strict=True))


@dataclass(frozen=True)
class Body:
    """A dressed person: `clothed` (V, 3) m and `colors` (F, 3) 0..1 beside the bare body of `rest`."""

    rest: Rest
    clothed: Array
    colors: Array

    @cached_property
    def truth_rows(self) -> NDArray[np.int64]:
        """The vertices that any keypoint depends on, so that truth needs no whole mesh."""
        return np.flatnonzero(np.abs(self.rest.keypoint_weights).sum(axis=0) > 0)


@cache
def _model() -> Any:
    import anny

    return anny.Anny()


@cache
def _part_of_face() -> NDArray[np.str_]:
    from anny.face_segmentation import get_face_segmentation_mask

    parts = np.full(len(_model().faces), "inner", dtype="U12")
    for part in PARTS:
        parts[get_face_segmentation_mask(_model(), [part]).numpy()] = part
    return parts


def _dense_weights(model: Any) -> Array:
    weights = np.zeros((len(model.template_vertices), model.bone_count))
    rows = np.arange(len(weights))[:, None]
    np.add.at(weights, (rows, model.vertex_bone_indices.numpy()), model.vertex_bone_weights.numpy())
    return weights


def _rest(shape: Shape) -> Rest:
    from anny.keypoints import KeypointsRegressor

    model = _model()
    out = model(phenotype_kwargs=vars(shape))
    regressor = KeypointsRegressor.coco(model)
    parts = _part_of_face()
    return Rest(
        vertices=out["rest_vertices"][0].detach().numpy().astype(float),
        faces=model.faces.numpy()[parts != "inner"],
        parts=parts[parts != "inner"],
        bone_names=tuple(model.bone_labels),
        parents=tuple(int(parent) for parent in model.bone_parents),
        heads=out["rest_bone_heads"][0].detach().numpy().astype(float),
        weights=_dense_weights(model),
        keypoint_names=tuple(regressor.labels),
        keypoint_weights=regressor.regression_weights.numpy().astype(float),
    )


def build(shape: Shape, outfit: Outfit) -> Body:
    """A person of this shape in these clothes. The first call takes some seconds (anny loads its data)."""
    rest = _rest(shape)
    clothed, colors = dress(rest, outfit)
    return Body(rest, clothed, colors)
