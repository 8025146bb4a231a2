"""Plane geometry on (ahead, up) points: angles in degrees, lengths in the unit they come in."""

from __future__ import annotations

import math

Point = tuple[float, float]


def angle_deg(a: Point, b: Point, c: Point) -> float:
    """Return the inner angle a-b-c, 0..180; 180 is straight."""
    u, v = (a[0] - b[0], a[1] - b[1]), (c[0] - b[0], c[1] - b[1])
    return abs(math.degrees(math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1])))


def angle_above_deg(a: Point, b: Point, c: Point) -> float:
    """Return the angle a-b-c on its upper side, -30..330, a ahead of b; beyond 180 is over-stretched."""
    u, v = (a[0] - b[0], a[1] - b[1]), (c[0] - b[0], c[1] - b[1])
    swept = math.degrees(math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1])) % 360
    return swept - 360 if swept > 330 else swept


def inclination_deg(a: Point, b: Point) -> float:
    """Return the angle of a-to-b over the horizontal, -180..180; beyond 90 it points backwards."""
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def offset(p: Point, a: Point, b: Point) -> float:
    """Return the distance of p from the line a-b, positive above it."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.nan
    cross = dx * (p[1] - a[1]) - dy * (p[0] - a[0])
    return cross / length if dx >= 0 else -cross / length


def distance(a: Point, b: Point) -> float:
    """Return the distance between two points."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def pitch_deg(a: Point, b: Point, c: Point) -> float:
    """Return how far b-to-c is turned upwards against a-to-b, -180..180."""
    u, v = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    return math.degrees(math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]))


def swing_deg(a: Point, b: Point, c: Point) -> float:
    """Return how far b-to-c is swung ahead of b-to-a that points down, -180..180; behind is negative."""
    u, v = (a[0] - b[0], a[1] - b[1]), (c[0] - b[0], c[1] - b[1])
    return math.degrees(math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]))


def crossing_s(t0_s: float, v0: float, t1_s: float, v1: float, level: float) -> float:
    """Return when a straight course from v0 to v1 passes the level; t1_s where it does not pass."""
    if v0 == v1 or not min(v0, v1) <= level <= max(v0, v1):
        return t1_s
    return t0_s + (t1_s - t0_s) * (level - v0) / (v1 - v0)
