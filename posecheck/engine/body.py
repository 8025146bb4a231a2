"""From a PoseFrame to a body seen from the side: where it points, which side is near, the torso's length."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from posecheck.engine.filters import Lasting
from posecheck.engine.geometry import Point
from posecheck.engine.view import Sight, View, ViewTracker, sight_of
from posecheck.pose import LANDMARK_INDEX, PoseFrame

SEEN = 0.5
"""Visibility from which a landmark counts as seen (domain reference, rule 5 of the tolerance bands)."""
TRACKED = 0.3
"""Visibility from which the counted limb is followed; on all fours the far knee at rest shows 0.42."""
_TORSO_TAU_S = 1.0
_NEAR_MARGIN_M = 0.05
"""Depth difference of shoulders and hips below which near and far are not told anew."""
_LYING = 0.64
"""A trunk tipped by 40 degrees, over its own length: no one leans back as far, standing or seated."""
_UPRIGHT = 0.5
"""A trunk tipped by 30 degrees: up to here the face tells where a person looks."""
_ACROSS = 0.15
"""Width of the trunk [torso lengths] below which left and right are not told anew."""
_TURNED_S = 0.5
"""Left and right change places for less: the network takes one for the other for a few frames at a time, seen
from the feet most of all."""
_UNKNOWN: Point = (math.nan, math.nan)

LOOKS = {
    side: {
        joint: LANDMARK_INDEX[name]
        for joint in (
            "eye",
            "ear",
            "shoulder",
            "elbow",
            "wrist",
            "index",
            "hip",
            "knee",
            "ankle",
            "heel",
            "foot_index",
        )
        for name in (f"{side}_{joint}",)
    }
    | {"nose": 0}
    for side in ("left", "right")
}
"""Landmark index of each joint, by side."""

BodySide = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Body:
    """One frame's body in its own axes.

    Attributes:
        t_s: Stream time.
        points: (ahead, up) of the 33 landmarks; ahead is towards the head, in image heights.
        visibility: (33,) as the network gives it.
        torso: Torso length [image heights], slowly following.
        heading: +1 where the head end points right in the picture, -1 left.
        near: Side that faces the camera.
        left_ahead: +1 where the person's left lies ahead in the picture, -1 where it lies behind; without
            meaning in a side view.
        sight: From where it is seen, this frame.
        view: From where it has been seen, median over two seconds.
        known: What was measured on it already: several definitions measure alike.
    """

    t_s: float
    points: list[Point]
    visibility: list[float]
    torso: float
    heading: int
    near: BodySide
    left_ahead: int
    sight: Sight
    view: View
    known: dict[tuple[object, ...], float] = field(default_factory=dict, compare=False, repr=False)

    def point(self, joint: str, side: BodySide | Literal["mid"], least: float = SEEN) -> Point:
        """Return a joint's (ahead, up) position, NaN where its visibility is less than `least`."""
        if side == "mid":
            return _middle(self.point(joint, "left", least), self.point(joint, "right", least))
        index = LOOKS[side][joint]
        return self.points[index] if self.visibility[index] >= least else _UNKNOWN


def _middle(a: Point, b: Point) -> Point:
    """Return the middle of two points; the one that is known where the other is not."""
    if math.isnan(a[0]):
        return b
    if math.isnan(b[0]):
        return a
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def other(side: BodySide) -> BodySide:
    """Return the other side."""
    return "right" if side == "left" else "left"


class BodyTracker:
    """Keeps what must not flicker from frame to frame: heading, near side, torso length, view."""

    def __init__(self) -> None:
        self._heading = 0
        self._near: BodySide | None = None
        self._torso = math.nan
        self._t_s = -math.inf
        self._left: int | None = None
        self._turned = Lasting()
        self._view = ViewTracker()

    @property
    def near(self) -> BodySide:
        """Side that faces the camera; left until somebody was seen."""
        return self._near or "left"

    def step(self, pose: PoseFrame) -> Body | None:
        """Return the body of this frame, None where nobody was found."""
        if not pose.seen:
            self._view.step(pose.t_s, None)
            return None
        xy = pose.xy.tolist()
        world = pose.world.tolist()
        shoulder = _mean(xy[11], xy[12])
        hip = _mean(xy[23], xy[24])
        self._update_torso(pose.t_s, math.dist(shoulder, hip))
        self._update_heading(shoulder[0] - hip[0], xy[0][0] - (xy[7][0] + xy[8][0]) / 2)
        self._update_near(world)
        self._update_left(pose.t_s, xy)
        sight = sight_of(world)
        sign = self._heading
        points = [(sign * x, -y) for x, y in xy]
        return Body(
            pose.t_s,
            points,
            pose.visibility.tolist(),
            self._torso,
            sign,
            self.near,
            sign * (self._left or 1),
            sight,
            self._view.step(pose.t_s, sight),
        )

    def _update_torso(self, t_s: float, length: float) -> None:
        if math.isnan(length):  # a track made elsewhere may miss a shoulder or a hip
            return
        dt_s = t_s - self._t_s
        self._t_s = t_s
        if not dt_s < 3 * _TORSO_TAU_S:
            self._torso = length
        else:
            self._torso += (length - self._torso) * (1 - math.exp(-dt_s / _TORSO_TAU_S))

    def _update_heading(self, trunk_x: float, face_x: float) -> None:
        """Follow the head end of a leaning trunk, the face of an upright one."""
        upright = abs(trunk_x) < _UPRIGHT * self._torso
        if upright and (self._heading == 0 or abs(face_x) > 0.1 * self._torso):
            self._heading = 1 if face_x > 0 else -1
        elif self._heading == 0 or abs(trunk_x) > _LYING * self._torso:
            self._heading = 1 if trunk_x > 0 else -1

    def _update_left(self, t_s: float, xy: list[list[float]]) -> None:
        """Follow the side of the picture on which the person's left is, once it is clear for a while."""
        across = xy[11][0] + xy[23][0] - xy[12][0] - xy[24][0]
        clear = abs(across) > 2 * _ACROSS * self._torso
        left = 1 if across > 0 else -1
        lasted_s = self._turned.step(t_s, clear and left != self._left)
        if clear and (self._left is None or lasted_s >= _TURNED_S):
            self._left = left

    def _update_near(self, world: list[list[float]]) -> None:
        depth_m = world[11][2] + world[23][2] - world[12][2] - world[24][2]
        if self._near is None or abs(depth_m) > _NEAR_MARGIN_M:
            self._near = "left" if depth_m < 0 else "right"


def _mean(a: list[float], b: list[float]) -> list[float]:
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
