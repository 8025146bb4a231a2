"""How deep a trunk is from back to belly: cloth that hangs makes it deeper than bodies are."""

from __future__ import annotations

import numpy as np

from posecheck.back.plane import component
from posecheck.back.rays import SHARES, lengths_of
from posecheck.back.silhouette import Silhouette
from posecheck.back.trunk import SEEN

WAIST = (0.2, 0.6)
"""Between these shares of the line from hip to shoulder: beyond, thighs and hanging arms add to the trunk."""
LEAST_RAYS = 6
_AT_WAIST = np.abs(SHARES - np.mean(WAIST)) <= np.ptp(WAIST) / 2
FOLDED = 0.3
"""Cosine of the angle between thigh and trunk from which on the thighs lie before the belly (73 degrees)."""


def trunk_depth(silhouette: Silhouette) -> float:
    """Return how deep the trunk is where it is thinnest [torso lengths], NaN where that cannot be told.

    Where it is thinnest, so that an arm that passes before it or hangs down does not count.
    """
    trunk = silhouette.trunk
    if trunk is None or silhouette.seen(trunk.side, "knee") < SEEN:
        return float("nan")
    thigh = silhouette.at(trunk.side, "knee") - trunk.hip
    if component(thigh, trunk.along) > FOLDED * abs(thigh):
        return float("nan")
    depths = silhouette.to_back_px + lengths_of(silhouette.mask, trunk, -trunk.outwards)
    waist = depths[_AT_WAIST & np.isfinite(depths)]
    return float(waist.min() / trunk.length) if len(waist) >= LEAST_RAYS else float("nan")
