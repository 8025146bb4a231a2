"""A loose shirt: after skinning it bridges hollows, hangs from the belly and falls in folds."""

import numpy as np
from numpy.typing import NDArray

from samples.render.body import Body
from samples.render.look import Outfit, shirt_rows, vertex_normals
from samples.render.skeleton import Posed

Array = NDArray[np.float64]
BINS = 40
SLACK_M = 0.08  # how far the cloth may leave the body
TAUT = 0.85  # share of a hollow that the cloth bridges
FOLD_M = 0.009
LOOSE_M = 0.005


def _step(x: Array, low: float, high: float) -> Array:
    """0 below `low`, 1 above `high`, smooth between."""
    u: Array = np.clip((x - low) / (high - low), 0, 1)
    return u * u * (3 - 2 * u)


def tent(x: Array, heights: Array) -> Array:
    """The lowest course without hollows over a profile: its upper convex hull at the same x."""
    hull: list[int] = []
    for k in range(len(x)):
        while len(hull) > 1 and _hollow(x, heights, hull[-2], hull[-1], k):
            hull.pop()
        hull.append(k)
    result: Array = np.interp(x, x[hull], heights[hull])
    return result


def _hollow(x: Array, y: Array, a: int, b: int, c: int) -> bool:
    return bool((y[b] - y[a]) * (x[c] - x[a]) <= (y[c] - y[a]) * (x[b] - x[a]))


def fall(heights: Array) -> Array:
    """A profile ordered from hem to collar, hung from its high places: never less than what is above."""
    result: Array = np.maximum.accumulate(heights[::-1])[::-1]
    return result


class LooseShirt:
    """The shirt of one body; call it with each frame's skinned vertices."""

    def __init__(self, body: Body, outfit: Outfit, seed: int) -> None:
        rest = body.rest
        rows = shirt_rows(rest, outfit)
        arms = [k for k, name in enumerate(rest.bone_names) if name.startswith(("upperarm", "lowerarm"))]
        self.body, self.rows = body, rows
        self.on_trunk = 1 - _step(rest.weights[rows][:, arms].sum(axis=1), 0.1, 0.5)
        low, high = np.quantile(rest.vertices[rows, 2], (0.0, 0.97))
        self.along = np.clip((rest.vertices[rows, 2] - low) / (high - low), 0, 1)
        self.across = rest.vertices[rows, 0]
        self.phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, 4)
        self.bones = [rest.bone[name] for name in ("spine05", "neck01")]
        self.middle = rest.bone["spine03"]

    def __call__(self, points: Array, posed: Posed, bend_deg: float) -> Array:
        """The vertices (V, 3) m with the shirt's own moved; `bend_deg`: the back's whole bend."""
        low, high = posed.heads[self.bones]
        up = (high - low) / np.linalg.norm(high - low)
        dorsal = posed.rotations[self.middle] @ np.array([0, 1.0, 0])
        dorsal = dorsal - (dorsal @ up) * up
        dorsal /= np.linalg.norm(dorsal)
        normals = vertex_normals(points, self.body.rest.faces)[self.rows]
        shirt = points[self.rows]
        folds = self._folds(bend_deg)
        move = dorsal * self._outwards(shirt, normals, up, dorsal, 1.0, folds)[:, None]
        move -= dorsal * self._outwards(shirt, normals, up, -dorsal, max(up[2], 0.0), folds)[:, None]
        move[:, 2] -= self._hang(normals, folds)
        result = points.copy()
        result[self.rows] += self.on_trunk[:, None] * move
        return result

    def _folds(self, bend_deg: float) -> Array:
        """Height of the folds [m], sliding as the back bends."""
        a, b, c, d = self.phase
        slide = 0.04 * bend_deg
        cross = np.sin(21 * self.along + 9 * self.across + a + slide) * np.sin(11 * self.across + b)
        long = np.sin(31 * self.along - 6 * self.across + c - 0.6 * slide + np.sin(14 * self.across + d))
        result: Array = FOLD_M * (0.6 * cross + 0.5 * long)
        return result

    def _outwards(
        self, shirt: Array, normals: Array, up: Array, out: Array, share: float, folds: Array
    ) -> Array:
        """How far the cloth on the side that faces `out` leaves the body [m]."""
        x, height = shirt @ up, shirt @ out
        ends = np.linspace(x.min(), x.max(), BINS + 1)
        cell = np.clip(np.digitize(x, ends) - 1, 0, BINS - 1)
        trunk = self.on_trunk > 0.5
        profile = np.full(BINS, -np.inf)
        np.maximum.at(profile, cell[trunk], height[trunk])
        known = np.isfinite(profile)
        middles = (ends[:-1] + ends[1:]) / 2
        profile = np.interp(middles, middles[known], profile[known])
        upright = max(float(up[2]), 0.0) ** 2
        goal = (1 - upright) * tent(middles, profile) + upright * fall(profile)
        lift = np.clip(TAUT * (goal - profile), 0, SLACK_M)
        amount = np.interp(x, middles, lift)
        amount = amount + LOOSE_M + folds * np.clip(0.35 + amount / 0.03, 0, 1)
        facing = _step(normals @ out, 0.0, 0.6) * (1 - _step(self.along, 0.85, 1.0))
        result: Array = share * facing * np.maximum(amount, -LOOSE_M)
        return result

    def _hang(self, normals: Array, folds: Array) -> Array:
        """How far cloth that faces the floor hangs below the body [m]: most near the belly."""
        depth = SLACK_M * (0.25 + 0.75 * _step(1 - self.along, 0.1, 0.65)) * (1 - _step(self.along, 0.8, 1.0))
        result: Array = _step(-normals[:, 2], 0.0, 0.8) * (0.9 * depth + folds)
        return result
