"""From where the camera sees the body, and how the trunk is turned: all that is told by depth.

The depth of world landmarks is a guess of the network. It is good enough to tell a side view from a front
view, and a clear twist from none; never for an angle that is judged finely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from posecheck.engine.filters import TrailingMedian
from posecheck.exercises.schema import ViewNeed

VIEW_WINDOW_S = 2.0
VIEW_GAIN = 1.3
"""The depth of world landmarks is flattened: 45 degrees off side-on reads 35 (median of a rendered clip)."""
FEET_FROM_DEG = 30.0
"""So far off side-on at least the feet, or the head, of who lies down are towards the camera."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How one frame's body stands to the camera.

    Attributes:
        off_side_deg: How far the camera is from side-on: 0 side, 90 front or rear, or along the body.
        off_front_deg: How far it is from straight before or behind the hips: 0 front or rear, 90 side.
        turn_shoulders_deg: How far the shoulders are turned from facing the camera, to the person's left.
        turn_hips_deg: The same of the hips.
    """

    off_side_deg: float
    off_front_deg: float
    turn_shoulders_deg: float
    turn_hips_deg: float


@dataclass(frozen=True, slots=True)
class View:
    """From where the body has been seen; NaN while unknown, fields as in `Sight`."""

    off_side_deg: float
    off_front_deg: float

    def off_deg(self, need: ViewNeed) -> float:
        """Return how far the camera is from where it must be."""
        if need == "side":
            return self.off_side_deg
        if need == "front":
            return self.off_front_deg
        return max(0.0, FEET_FROM_DEG - self.off_side_deg) if need == "feet" else 0.0


class ViewTracker:
    """Keeps the view from flickering: median over two seconds."""

    def __init__(self) -> None:
        self._off_side = TrailingMedian(VIEW_WINDOW_S)
        self._off_front = TrailingMedian(VIEW_WINDOW_S)

    def step(self, t_s: float, sight: Sight | None) -> View:
        """Take one frame, None where nobody was found."""
        self._off_side.step(t_s, sight.off_side_deg if sight else math.nan)
        self._off_front.step(t_s, sight.off_front_deg if sight else math.nan)
        return View(self._off_side.value(), self._off_front.value())


def sight_of(world: list[list[float]]) -> Sight:
    """Return how the body of world landmarks (33, 3) stands to the camera.

    Side-on has two signs, of which the worse counts: the lines through both shoulders and both hips point at
    the camera, and the trunk lies in its picture plane.
    """
    shoulders = [world[11][k] - world[12][k] for k in range(3)]
    hips = [world[23][k] - world[24][k] for k in range(3)]
    trunk = [world[11][k] + world[12][k] - world[23][k] - world[24][k] for k in range(3)]
    turned = math.atan2(abs(shoulders[0] + hips[0]), abs(shoulders[2] + hips[2]))
    receding = math.atan2(abs(trunk[2]), math.hypot(trunk[0], trunk[1]))
    facing = VIEW_GAIN * math.degrees(math.atan2(abs(hips[0]), abs(hips[2])))
    return Sight(
        VIEW_GAIN * math.degrees(max(turned, receding)),
        90.0 - min(90.0, facing),
        _turn_deg(shoulders),
        _turn_deg(hips),
    )


def _turn_deg(across: list[float]) -> float:
    """Return how far a line from right to left is turned about the vertical; 0 faces or backs the camera."""
    turn = math.degrees(math.atan2(across[2], abs(across[0])))
    return turn if across[0] >= 0 else -turn
