"""Chair, band, wall and bike: things that stand where the exercising person's own key poses want them."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from samples.render.contact import lowest_of
from samples.render.motion import Motion
from samples.render.poses import SIDES
from samples.render.props import Color, Prop
from samples.render.rotations import unit
from samples.render.skeleton import Posed, Skeleton

Array = NDArray[np.float64]
Faces = NDArray[np.int64]
Solid = tuple[Array, Faces]
WOOD, STEEL, RUBBER, BLACK = (0.45, 0.32, 0.21), (0.62, 0.64, 0.68), (0.85, 0.45, 0.15), (0.13, 0.13, 0.14)
PEDAL_AHEAD_M, PEDAL_BELOW_M = 0.125, 0.075


def box(low: Sequence[float], high: Sequence[float]) -> Solid:
    """A box with corners of its own on every side, so that its edges stay sharp in shading."""
    corners = np.array([[(low, high)[k >> axis & 1][axis] for axis in range(3)] for k in range(8)])
    quads = [(0, 4, 6, 2), (1, 3, 7, 5), (0, 1, 5, 4), (2, 6, 7, 3), (0, 2, 3, 1), (4, 5, 7, 6)]
    points = np.concatenate([corners[list(quad)] for quad in quads])
    faces = [(4 * k + a, 4 * k + b, 4 * k + c) for k in range(6) for a, b, c in ((0, 1, 2), (0, 2, 3))]
    return points, np.array(faces)


def rod(start: Array, end: Array, radius_m: float, sides: int = 8) -> Solid:
    """A round bar from one point to another."""
    axis = unit(end - start)
    across = unit(np.cross(axis, (1.0, 0.2, 0.1)))
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[:, None]
    ring = radius_m * (np.cos(turn) * across + np.sin(turn) * np.cross(axis, across))
    k, after = np.arange(sides), (np.arange(sides) + 1) % sides
    faces = np.concatenate(
        [np.stack([k, after, k + sides], 1), np.stack([after, after + sides, k + sides], 1)]
    )
    return np.concatenate([start + ring, end + ring]), faces


def joined(solids: Sequence[Solid]) -> Solid:
    """Several solids as one."""
    offsets = np.cumsum([0, *(len(points) for points, _ in solids[:-1])])
    faces = np.concatenate([faces + offset for (_, faces), offset in zip(solids, offsets, strict=True)])
    return np.concatenate([points for points, _ in solids]), faces


def still(solid: Solid, color: Color) -> Prop:
    """A solid of one colour that stays."""
    points, faces = solid
    return Prop(faces, np.tile(np.array(color), (len(faces), 1)), lambda t_s, posed: points, still=True)


def led(shape: Callable[[Posed], Solid], start: Posed, color: Color) -> Prop:
    """A solid of one colour that the bones move; its triangles stay the same."""
    faces = shape(start)[1]
    return Prop(faces, np.tile(np.array(color), (len(faces), 1)), lambda t_s, posed: shape(posed)[0])


def chair(skeleton: Skeleton, motion: Motion) -> list[Prop]:
    """A plain chair under the person of the first pose; its seat ends half way along the thighs."""
    posed = skeleton.solve(motion.stops[0].pose)
    seat = lowest_of(skeleton, posed, ("root", "pelvis", "upperleg01"))
    front = float(skeleton.joints(posed, "leg.L")[0][1]) - 0.16
    legs = [
        box((x - 0.02, y, 0.0), (x + 0.02, y + 0.035, seat - 0.03))
        for x in (-0.19, 0.19)
        for y in (front, front + 0.40)
    ]
    posts = [
        box((x - 0.02, front + 0.40, seat), (x + 0.02, front + 0.435, seat + 0.42)) for x in (-0.19, 0.19)
    ]
    board = box((-0.21, front + 0.395, seat + 0.22), (0.21, front + 0.43, seat + 0.42))
    top = box((-0.21, front, seat - 0.035), (0.21, front + 0.435, seat - 0.004))
    return [still(joined([*legs, *posts, board, top]), WOOD)]


def band(skeleton: Skeleton, motion: Motion) -> list[Prop]:
    """A rubber band from both hands round a post in front."""
    bone = skeleton.rest.bone
    start = skeleton.solve(motion.stops[0].pose)
    hands = [start.heads[bone[f"finger3-1.{side}"]] for side in SIDES]
    knot = np.array([0.0, hands[0][1] - 0.62, hands[0][2] - 0.02])

    def shape(posed: Posed) -> Solid:
        return joined([rod(posed.heads[bone[f"finger3-1.{side}"]], knot, 0.008, 6) for side in SIDES])

    post = rod(np.array([0.0, knot[1] - 0.02, 0.0]), np.array([0.0, knot[1] - 0.02, knot[2] + 0.12]), 0.025)
    foot = box((-0.2, knot[1] - 0.22, 0.0), (0.2, knot[1] + 0.18, 0.025))
    return [led(shape, start, RUBBER), still(joined([post, foot]), STEEL)]


def wall(skeleton: Skeleton, motion: Motion) -> list[Prop]:
    """A wall at the person's back."""
    skin = skeleton.skin(skeleton.solve(motion.stops[0].pose), skeleton.body.clothed)
    back = float(np.percentile(skin[:, 1], 99.5)) - 0.005
    board = box((-2.2, back, 0.0), (2.2, back + 0.1, 2.7))
    skirting = box((-2.2, back - 0.012, 0.0), (2.2, back, 0.08))
    return [still(board, (0.78, 0.80, 0.76)), still(skirting, (0.92, 0.91, 0.88))]


def bike(skeleton: Skeleton, motion: Motion) -> list[Prop]:
    """An exercise bike whose saddle, pedals and bars are where the person's seat, feet and hands are."""
    bone = skeleton.rest.bone
    start = skeleton.solve(motion.stops[0].pose)
    ankles = np.stack([stop.pose.limbs[f"leg.{side}"].end for stop in motion.stops for side in SIDES])
    middle = (ankles.min(axis=0) + ankles.max(axis=0)) / 2
    axle = np.array([0.0, middle[1] - PEDAL_AHEAD_M, middle[2] - PEDAL_BELOW_M])
    seat = lowest_of(skeleton, start, ("root", "pelvis", "spine05"))
    hip_y = float(skeleton.joints(start, "leg.L")[0][1])
    hand = (start.heads[bone["wrist.L"]] + start.heads[bone["wrist.R"]]) / 2 + np.array([0, -0.05, -0.035])
    saddle = np.array([0.0, hip_y + 0.02, seat])

    def crank(posed: Posed) -> Solid:
        parts = []
        for side, x in (("L", 0.09), ("R", -0.09)):
            ankle = posed.heads[bone[f"foot.{side}"]]
            pedal = np.array([0.0, ankle[1] - PEDAL_AHEAD_M, ankle[2] - PEDAL_BELOW_M])
            out = np.array([x, 0, 0])
            parts.append(rod(axle + out, pedal + out, 0.014, 6))
            parts.append(rod(pedal + 0.9 * out, pedal + 1.9 * out, 0.016, 6))
        return joined(parts)

    return [
        still(_frame(axle, saddle, hand), STEEL),
        still(_dark(axle, saddle, hand), BLACK),
        led(crank, start, BLACK),
    ]


def _frame(axle: Array, saddle: Array, hand: Array) -> Solid:
    """Base, seat post, stem."""
    front = np.array([0.0, hand[1] - 0.12, 0.05])
    knee = np.array([0.0, axle[1] - 0.22, axle[2] + 0.05])
    return joined(
        [
            box((-0.03, front[1], 0.03), (0.03, saddle[1] + 0.15, 0.08)),
            box((-0.25, saddle[1] + 0.12, 0.0), (0.25, saddle[1] + 0.18, 0.05)),
            box((-0.25, front[1] - 0.02, 0.0), (0.25, front[1] + 0.04, 0.05)),
            rod(axle, saddle - np.array([0, 0, 0.05]), 0.025),
            rod(knee, np.array([0.0, hand[1], hand[2]]), 0.025),
            rod(axle, np.array([0.0, axle[1], 0.06]), 0.035),
            rod(np.array([-0.2, hand[1], hand[2]]), np.array([0.2, hand[1], hand[2]]), 0.015),
        ]
    )


def _dark(axle: Array, saddle: Array, hand: Array) -> Solid:
    """Saddle and flywheel."""
    del hand
    wheel = np.array([0.0, axle[1] - 0.30, axle[2] + 0.0])
    return joined(
        [
            box((-0.07, saddle[1] - 0.16, saddle[2] - 0.06), (0.07, saddle[1] + 0.12, saddle[2] - 0.005)),
            rod(wheel - np.array([0.03, 0, 0]), wheel + np.array([0.03, 0, 0]), 0.20, 24),
        ]
    )


def chair_and_band(skeleton: Skeleton, motion: Motion) -> list[Prop]:
    """For the row."""
    return [*chair(skeleton, motion), *band(skeleton, motion)]
