"""From a pose in a person's terms (pelvis, back, hands, feet) to bone rotations.

World: z up, floor at z = 0, the sagittal plane is y-z. A person with pitch 0 stands and looks along -y; pitch
90 is face down with the head towards -y; pitch -90 lies on the back with the head towards +y. Left is +x.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from samples.render.body import Body, Rest
from samples.render.rotations import frame, half_twist, rot_x, rot_y, rot_z, unit
from samples.render.spine import SIDE_BEND_SHARES, SPINE, STRAIGHT, TWIST_SHARES

Array = NDArray[np.float64]
LIMBS = ("arm.L", "arm.R", "leg.L", "leg.R")
BONES = {
    "arm": (("upperarm01", "upperarm02"), ("lowerarm01", "lowerarm02"), "wrist"),
    "leg": (("upperleg01", "upperleg02"), ("lowerleg01", "lowerleg02"), "foot"),
}


@dataclass(frozen=True)
class Limb:
    """A hand or foot: joint position `end` (3,) m, hinge direction `pole` (3,), world rotation `tip` (3, 3).

    `planted`: it stands on something, so its place is kept between key poses; else the segments swing.
    """

    end: Array
    pole: Array
    tip: Array
    planted: bool = True


@dataclass(frozen=True)
class Pose:
    """A key pose. Lengths in m, angles in degrees; spine (5,), lowest first, and neck: + is forward.

    `roll` tips the pelvis to the left, `spin` turns it to the left about its own long axis; `side_bend` and
    `twist` do the same within the back, `turn` turns the head to the left.
    """

    pelvis: Array
    pitch: float
    limbs: dict[str, Limb]
    yaw: float = 0.0
    spine: Array = field(default_factory=lambda: STRAIGHT)
    neck: float = 0.0
    toes: dict[str, float] = field(default_factory=dict)
    shrug: dict[str, float] = field(default_factory=dict)
    roll: float = 0.0
    spin: float = 0.0
    side_bend: float = 0.0
    twist: float = 0.0
    turn: float = 0.0


@dataclass(frozen=True)
class Posed:
    """World rotation (B, 3, 3) of every bone and world position (B, 3) m of every bone head."""

    rotations: Array
    heads: Array


def hand_tip(rest: Rest, side: str, fingers: Array, index_side: Array) -> Array:
    """World rotation that points the fingers along `fingers` with the index finger towards `index_side`."""
    names = ("finger3-1", "wrist", "finger2-1", "finger5-1")
    middle, wrist, index, little = (rest.heads[rest.bone[f"{name}.{side}"]] for name in names)
    source = frame(middle - wrist, index - little)
    return frame(fingers, index_side) @ source.T


def foot_tip(pitch: float, yaw: float = 0.0) -> Array:
    """World rotation of a foot: pitch 0 flat with toes along -y, 90 toes down, 180 sole up."""
    return rot_z(yaw) @ rot_x(pitch)


def bend_two(root: Array, end: Array, upper: float, lower: float, pole: Array) -> Array:
    """The middle joint (3,) of a two-bone chain; an end out of reach is approached, never overstretched."""
    span = end - root
    distance = float(np.clip(np.linalg.norm(span), abs(upper - lower) + 1e-4, (upper + lower) * 0.9999))
    axis = unit(span)
    along = (upper**2 - lower**2 + distance**2) / (2 * distance)
    height = np.sqrt(max(upper**2 - along**2, 0.0))
    side = unit(pole - (pole @ axis) * axis)
    result: Array = root + along * axis + height * side
    return result


def _joints(rest: Rest, name: str) -> tuple[Array, Array, Array]:
    kind, side = name.split(".")
    uppers, lowers, tip = BONES[kind]
    a, b, c = (rest.heads[rest.bone[f"{bone}.{side}"]] for bone in (uppers[0], lowers[0], tip))
    return a, b, c


def limb_lengths(rest: Rest, name: str) -> tuple[float, float]:
    """Lengths (upper, lower) m of a limb's two bones."""
    a, b, c = _joints(rest, name)
    return float(np.linalg.norm(b - a)), float(np.linalg.norm(c - b))


def _rest_pole(rest: Rest, name: str) -> Array:
    """Where the middle joint points at rest: knees forward; elbows as the slight bend of the arm says."""
    if name.startswith("leg"):
        return np.array([0.0, -1.0, 0.0])
    a, b, c = _joints(rest, name)
    return b - (a + c) / 2


def _segment_rotation(rest_dir: Array, rest_pole: Array, new_dir: Array, new_pole: Array) -> Array:
    result: Array = frame(new_dir, new_pole) @ frame(rest_dir, rest_pole).T
    return result


def _back_turns(pose: Pose) -> list[Array]:
    """What each bone of the back turns against the one below: bend, side bend, twist."""
    sides, twists = pose.side_bend * SIDE_BEND_SHARES, pose.twist * TWIST_SHARES
    turns = zip(pose.spine, sides, twists, strict=True)
    return [rot_z(twist) @ rot_y(side) @ rot_x(bend) for bend, side, twist in turns]


class Skeleton:
    """Forward and inverse kinematics of one body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.rest = body.rest

    def _root_rotation(self, pose: Pose) -> Array:
        return rot_z(pose.yaw) @ rot_x(pose.pitch) @ rot_y(pose.roll) @ rot_z(pose.spin)

    def _locals(self, pose: Pose) -> dict[int, Array]:
        bone = self.rest.bone
        local = {bone[name]: turn for name, turn in zip(SPINE, _back_turns(pose), strict=True)}
        nod = rot_z(pose.turn / 4) @ rot_x(pose.neck / 4)
        local |= dict.fromkeys((bone[name] for name in ("neck01", "neck02", "neck03", "head")), nod)
        for side, deg in pose.shrug.items():
            local[bone[f"clavicle.{side}"]] = rot_y(-deg if side == "L" else deg)
        for side, deg in pose.toes.items():
            local |= {
                k: rot_x(-deg)
                for name, k in bone.items()
                if name.startswith("toe") and name.endswith(f"-1.{side}")
            }
        return local

    def _forward(self, pose: Pose, world: dict[int, Array]) -> Posed:
        rest, count = self.rest, len(self.rest.parents)
        rotations, heads, local = np.empty((count, 3, 3)), np.empty((count, 3)), self._locals(pose)
        for k, parent in enumerate(rest.parents):
            if parent < 0:
                rotations[k], heads[k] = self._root_rotation(pose), pose.pelvis
                continue
            heads[k] = heads[parent] + rotations[parent] @ (rest.heads[k] - rest.heads[parent])
            rotations[k] = world[k] if k in world else rotations[parent] @ local.get(k, np.eye(3))
        return Posed(rotations, heads)

    def _limb_world(self, name: str, limb: Limb, root: Array) -> dict[int, Array]:
        (upper_m, lower_m), (a, b, c) = limb_lengths(self.rest, name), _joints(self.rest, name)
        middle = bend_two(root, limb.end, upper_m, lower_m, limb.pole)
        rest_pole = _rest_pole(self.rest, name)
        upper = _segment_rotation(b - a, rest_pole, middle - root, limb.pole)
        lower = _segment_rotation(c - b, rest_pole, limb.end - middle, limb.pole)
        return self._assign(name, upper, lower, limb.tip)

    def _assign(self, name: str, upper: Array, lower: Array, tip: Array) -> dict[int, Array]:
        """World rotations of the limb's bones; half of the hand's twist already turns the lower forearm."""
        kind, side = name.split(".")
        uppers, lowers, end = BONES[kind]
        bone = self.rest.bone
        world = {bone[f"{part}.{side}"]: upper for part in uppers}
        world |= {bone[f"{part}.{side}"]: lower for part in lowers}
        if kind == "arm":
            _, b, c = _joints(self.rest, name)
            world[bone[f"{lowers[1]}.{side}"]] = lower @ half_twist(lower.T @ tip, unit(c - b))
        world[bone[f"{end}.{side}"]] = tip
        return world

    def solve(self, pose: Pose) -> Posed:
        """Bone rotations and positions of a key pose, hands and feet where the pose wants them."""
        trunk = self._forward(pose, {})
        if not pose.limbs:
            return trunk
        world: dict[int, Array] = {}
        for name, limb in pose.limbs.items():
            kind, side = name.split(".")
            root = trunk.heads[self.rest.bone[f"{BONES[kind][0][0]}.{side}"]]
            world |= self._limb_world(name, limb, root)
        return self._forward(pose, world)

    def joints(self, posed: Posed, name: str) -> tuple[Array, Array, Array]:
        """World positions of a limb's root, middle and end joints."""
        kind, side = name.split(".")
        uppers, lowers, end = BONES[kind]
        bone = self.rest.bone
        a, b, c = (posed.heads[bone[f"{part}.{side}"]] for part in (uppers[0], lowers[0], end))
        return a, b, c

    def skin(self, posed: Posed, vertices: Array, rows: NDArray[np.int64] | None = None) -> Array:
        """Rest vertices (V, 3) m moved with the bones (linear blend skinning)."""
        weights = self.rest.weights if rows is None else self.rest.weights[rows]
        vertices = vertices if rows is None else vertices[rows]
        offsets = posed.heads - np.einsum("bij,bj->bi", posed.rotations, self.rest.heads)
        transforms = np.concatenate([posed.rotations, offsets[:, :, None]], axis=2)
        blended = (weights @ transforms.reshape(len(transforms), 12)).reshape(-1, 3, 4)
        result: Array = np.einsum("vij,vj->vi", blended[:, :, :3], vertices) + blended[:, :, 3]
        return result

    def keypoints(self, posed: Posed) -> dict[str, Array]:
        """True COCO keypoints (3,) m by name, from the bare body."""
        rows = self.body.truth_rows
        vertices = self.skin(posed, self.rest.vertices, rows)
        values = self.rest.keypoint_weights[:, rows] @ vertices
        return dict(zip(self.rest.keypoint_names, values, strict=True))
