"""Arms behind the trunk: where they hide the outline of the back, or make one that is not the back's."""

from __future__ import annotations

import numpy as np

from posecheck.back.plane import (
    QUARTER_TURN,
    UNKNOWN,
    Pairs,
    component,
    distances,
    pairs_of,
    point_of,
    points_of,
)
from posecheck.engine.body import LOOKS, TRACKED
from posecheck.pose import PoseFrame

ARM_ROOM = 0.13
"""An edge this close to an arm [torso lengths] may be the arm's: half an arm, and as much for landmarks that
stray when it swings."""
FINGERS = 0.7
"""So far beyond the wrist the fingers reach [lengths of the forearm]."""
AT_THE_SHOULDER = 0.75
"""From this share of the outline on, an upper arm that hangs beside the trunk is always near."""

OUT_BEHIND = 0.3
"""An arm that reaches less far out behind the line from hip to shoulder [torso lengths] hangs beside the
trunk or before the belly: so it does at rest, and `back_outline` leaves out its forearm."""


def clear_of_arms(outline: Pairs, pose: PoseFrame, hip: Pairs, shoulder: Pairs) -> Pairs:
    """Return an outline of the back without the points that may be those of an arm.

    Args:
        outline: (K, 2) from hip to shoulder [image heights], NaN where unknown.
        pose: The frame.
        hip: (2,) landmark of the near hip.
        shoulder: (2,) landmark of the near shoulder.
    """
    edge, start, line = points_of(outline), point_of(hip), point_of(shoulder - hip)
    torso = abs(line)
    known = np.isfinite(edge)
    if not known.any() or not torso > 0:
        return outline
    across = line * QUARTER_TURN / torso
    outwards = across if component(complex(edge[known].mean()) - start, across) > 0 else -across
    clear = edge.copy()
    below = np.arange(len(edge)) <= AT_THE_SHOULDER * (len(edge) - 1)
    for looks in LOOKS.values():
        if pose.visibility[looks["elbow"]] < TRACKED:
            continue
        top, elbow, wrist = (point_of(pose.xy[looks[joint]]) for joint in ("shoulder", "elbow", "wrist"))
        tips = wrist + FINGERS * (wrist - elbow)
        if max(component(elbow - start, outwards), component(tips - start, outwards)) > OUT_BEHIND * torso:
            clear[below & (distances(edge, top, elbow) < ARM_ROOM * torso)] = UNKNOWN
            clear[distances(edge, elbow, tips) < ARM_ROOM * torso] = UNKNOWN
    return pairs_of(clear)
