"""Stick figures with known joint angles, as poses: the truths that the engine's tests are held against."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from posecheck.back import Edge
from posecheck.back.rays import FIRST, LAST, RAYS
from posecheck.pose import LANDMARK_INDEX, PoseFrame

FLAT = Edge(np.linspace(0, 1, 33), np.zeros(33), 0j, 1 + 0j, 1j)
"""The edge of a back like any other, for what only its numbers matter to."""

# Body proportions of the domain reference, in shares of stature (after Drillis and Contini).
TORSO, THIGH, SHANK, UPPER_ARM, FOREARM, FOOT = 0.288, 0.245, 0.246, 0.186, 0.146, 0.07
SCALE = 0.5
"""Stature in image heights."""

Point = tuple[float, float]
Joints = dict[str, Point]


def walk(start: Point, direction_deg: float, length: float) -> Point:
    """Return the point at a distance; 0 degrees is towards the head, 90 up."""
    angle = math.radians(direction_deg)
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)


def back_arc(hip: Point, shoulder: Point, turn_deg: float) -> list[Point]:
    """Return the outline of a back that is an arc, 0.35 torso lengths above the line from hip to shoulder.

    Args:
        hip: Where the outline starts.
        shoulder: Where it ends.
        turn_deg: By how much it turns over the middle 80 % of the way, rounded positive.
    """
    torso, slope = math.dist(hip, shoulder), math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0])
    half = math.radians(turn_deg) / 2
    points = []
    for share in np.linspace(FIRST, LAST, RAYS):
        x = (share - 0.5) / 0.4 * math.sin(half)  # the arc in units of its radius
        sag = 0.4 * (1 - math.sqrt(1 - x * x)) / math.sin(half) if half else 0.0
        along, up = share * torso, (0.35 - sag) * torso
        points.append(
            (
                hip[0] + along * math.cos(slope) - up * math.sin(slope),
                hip[1] + along * math.sin(slope) + up * math.cos(slope),
            )
        )
    return points


def figure(
    t_s: float,
    left: Joints,
    right: Joints,
    *,
    head: str = "left",
    index: int = 0,
    back_deg: float | None = None,
) -> PoseFrame:
    """Return a pose from joints in (towards the head, up) coordinates of a body seen from the side.

    Args:
        t_s: Stream time.
        left: Joints of the left side, in shares of stature.
        right: Joints of the right side.
        head: Where the head points in the picture; the near side of a prone body follows: left if left.
        index: Frame number.
        back_deg: By how much the back turns; None where no back is seen.
    """
    sign = -1.0 if head == "left" else 1.0
    xy = np.zeros((33, 2))
    world = np.zeros((33, 3))
    depth = 0.15 * (-1.0 if head == "left" else 1.0)
    for side, joints in (("left", left), ("right", right)):
        z = depth if side == "left" else -depth
        for name, landmarks in _SPREAD.items():
            for landmark in landmarks:
                i = LANDMARK_INDEX[landmark if landmark == "nose" else landmark.format(side)]
                ahead, up = joints[name]
                xy[i] = 0.9 + sign * ahead * SCALE, 0.7 - up * SCALE
                world[i] = sign * ahead * 1.7, -up * 1.7, z
    arc = [] if back_deg is None else back_arc(left["hip"], left["shoulder"], back_deg)
    back = np.array([(0.9 + sign * ahead * SCALE, 0.7 - up * SCALE) for ahead, up in arc])
    return PoseFrame(index, t_s, xy, world, np.ones(33), back)


_SPREAD = {
    "head": ("nose", "{}_eye", "{}_eye_inner", "{}_eye_outer", "{}_ear", "mouth_{}"),
    "shoulder": ("{}_shoulder",),
    "elbow": ("{}_elbow",),
    "wrist": ("{}_wrist", "{}_index", "{}_pinky", "{}_thumb"),
    "hip": ("{}_hip",),
    "knee": ("{}_knee",),
    "ankle": ("{}_ankle", "{}_heel"),
    "toe": ("{}_foot_index",),
}


def bridge(hip_deg: float) -> Joints:
    """Return a hook-lying body with upright shins whose hip angle is as given.

    Feet and shoulders stay on the floor; the hips are where the angle is reached.
    """
    ankle, knee = (0.0, 0.04), (0.0, 0.04 + SHANK)
    low, high = -89.0, 30.0
    for _ in range(60):  # the thigh's slope at which the shoulder meets the floor under this hip angle
        slope = (low + high) / 2
        hip = walk(knee, slope, THIGH)
        shoulder = walk(hip, slope + 180 - hip_deg, TORSO)
        low, high = (slope, high) if shoulder[1] < 0.04 else (low, slope)
    return {
        "ankle": ankle,
        "toe": (-FOOT, 0.02),
        "knee": knee,
        "hip": hip,
        "shoulder": shoulder,
        "head": walk(shoulder, 5, 0.12),
        "elbow": walk(shoulder, 180, UPPER_ARM),
        "wrist": walk(shoulder, 180, UPPER_ARM + FOREARM),
    }


def all_fours(leg_deg: float = -90.0, arm_deg: float = -90.0, knee_deg: float = 90.0) -> Joints:
    """Return one side of a body on all fours; leg_deg is the thigh's slope (-90 on the knee, 0 level)."""
    hip = (0.0, THIGH + 0.03)
    shoulder = walk(hip, 17.6, TORSO)
    knee = walk(hip, 180 - leg_deg, THIGH)
    ankle = walk(knee, 180 - leg_deg - (180 - knee_deg), SHANK)
    elbow = walk(shoulder, arm_deg, UPPER_ARM)
    return {
        "hip": hip,
        "shoulder": shoulder,
        "knee": knee,
        "ankle": ankle,
        "toe": walk(ankle, 180, FOOT),
        "elbow": elbow,
        "wrist": walk(elbow, arm_deg, FOREARM),
        "head": walk(shoulder, 20, 0.12),
    }


def bird_dog_side(raised: float, *, arm: float = 0.0) -> Joints:
    """Return one side of a bird dog: leg and arm raised by a share 0..1 of the way."""
    return all_fours(-90 + 90 * raised, -90 + 90 * arm, 90 + 85 * raised)


def plank(hip_off: float = 0.0, *, knees_down: bool = False) -> Joints:
    """Return a forearm plank with the hips off the shoulder-ankle line by a share of the torso."""
    shoulder, ankle = (0.0, UPPER_ARM + 0.02), (-(TORSO + THIGH + SHANK) * 0.985, 0.05)
    along = TORSO / (TORSO + THIGH + SHANK)
    hip = (ankle[0] * along, shoulder[1] + (ankle[1] - shoulder[1]) * along + hip_off * TORSO)
    middle = THIGH / (THIGH + SHANK)
    knee = (hip[0] + (ankle[0] - hip[0]) * middle, hip[1] + (ankle[1] - hip[1]) * middle)
    if knees_down:
        knee = (knee[0], 0.02)
    elbow = (0.0, 0.02)
    return {
        "hip": hip,
        "shoulder": shoulder,
        "knee": knee,
        "ankle": ankle,
        "toe": (ankle[0] + 0.02, 0.0),
        "elbow": elbow,
        "wrist": (FOREARM, 0.02),
        "head": walk(shoulder, 10, 0.12),
    }


def min_jerk(share: float) -> float:
    """Return how far a minimum-jerk movement is after a share 0..1 of its time."""
    share = min(1.0, max(0.0, share))
    return 10 * share**3 - 15 * share**4 + 6 * share**5


def rep_course(
    t_s: float, start_s: float, *, out_s: float = 2.0, hold_s: float = 2.0, back_s: float = 2.0
) -> float:
    """Return how far out a repetition is at a time, 0..1."""
    if t_s < start_s + out_s + hold_s:
        return min_jerk((t_s - start_s) / out_s)
    return 1.0 - min_jerk((t_s - start_s - out_s - hold_s) / back_s)


def film(
    pose_at: Callable[[float], tuple[Joints, Joints]], length_s: float, fps: float = 30.0
) -> Iterator[PoseFrame]:
    """Yield the poses of a moving figure."""
    for index in range(int(length_s * fps) + 1):
        t_s = index / fps
        left, right = pose_at(t_s)
        yield figure(t_s, left, right, index=index)


def bridge_film(reps: int, *, depth: float = 1.0, fps: float = 30.0) -> list[PoseFrame]:
    """Return a film of bridges, 8 s each after 2 s at rest; depth is the share of the way to straight."""

    def pose_at(t_s: float) -> tuple[Joints, Joints]:
        share = sum(rep_course(t_s, 2 + 8 * k) for k in range(reps)) if t_s > 2 else 0.0
        joints = bridge(122 + depth * 55 * share)
        return joints, joints

    return list(film(pose_at, 2 + 8 * reps, fps))


def bird_dog_film(sides: str, *, depth: float = 1.0, fps: float = 30.0) -> list[PoseFrame]:
    """Return a film of bird dogs; `sides` names the lifted legs, "lr" left then right."""

    def pose_at(t_s: float) -> tuple[Joints, Joints]:
        raised = {"l": 0.0, "r": 0.0}
        for k, side in enumerate(sides):
            raised[side] += depth * rep_course(t_s, 2 + 8 * k) if t_s > 2 else 0.0
        left = bird_dog_side(raised["l"], arm=raised["r"])
        right = bird_dog_side(raised["r"], arm=raised["l"])
        return left, right

    return list(film(pose_at, 2 + 8 * len(sides), fps))


def cat_cow_film(
    back_at: Callable[[float], float | None],
    length_s: float,
    *,
    head_at: Callable[[float], float] = lambda _: 0.0,
    head: str = "left",
    fps: float = 30.0,
) -> list[PoseFrame]:
    """Return a film of somebody on all fours whose back turns and whose head lifts as given [deg]."""
    poses = []
    for index in range(int(length_s * fps) + 1):
        t_s = index / fps
        joints = all_fours()
        joints["head"] = walk(joints["shoulder"], 20 + head_at(t_s), 0.12)
        poses.append(figure(t_s, joints, joints, head=head, index=index, back_deg=back_at(t_s)))
    return poses


def cat_cow_course(
    reps: int, *, cat_deg: float = 24.0, cow_deg: float = -20.0, neutral_deg: float = 25.0
) -> Callable[[float], float]:
    """Return the turning of a back that rests 2 s and then goes to cat and cow in turn, 8 s each round."""

    def back_at(t_s: float) -> float:
        turn = neutral_deg
        for k in range(reps):
            start_s = 2.0 + 8 * k
            turn += cat_deg * (min_jerk((t_s - start_s) / 2) - min_jerk((t_s - start_s - 3) / 1.5))
            turn += cow_deg * (min_jerk((t_s - start_s - 4.5) / 1.5) - min_jerk((t_s - start_s - 6.5) / 1.5))
        return turn

    return back_at


def plank_film(hip_off_at: Callable[[float], float], length_s: float, fps: float = 30.0) -> list[PoseFrame]:
    """Return a film of a plank whose hips move as given."""

    def pose_at(t_s: float) -> tuple[Joints, Joints]:
        joints = plank(hip_off_at(t_s))
        return joints, joints

    return list(film(pose_at, length_s, fps))
