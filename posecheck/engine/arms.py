"""Arms behind the trunk: where they hide the outline of the back, or make one that is not the back's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.back.trunk import distances
from posecheck.engine.body import LOOKS, TRACKED
from posecheck.pose import PoseFrame

Points = NDArray[np.floating]

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


def clear_of_arms(outline: Points, pose: PoseFrame, hip: Points, shoulder: Points) -> Points:
    """Return an outline of the back without the points that may be those of an arm.

    Args:
        outline: (K, 2) from hip to shoulder [image heights], NaN where unknown.
        pose: The frame.
        hip: (2,) landmark of the near hip.
        shoulder: (2,) landmark of the near shoulder.
    """
    along = shoulder - hip
    torso = float(np.hypot(*along))
    known = np.isfinite(outline[:, 0])
    if not known.any() or not torso > 0:
        return outline
    across = np.array([-along[1], along[0]]) / torso
    outwards = across if float((outline[known] - hip).mean(axis=0) @ across) > 0 else -across
    clear = outline.copy()
    below = np.linspace(0, 1, len(outline)) <= AT_THE_SHOULDER
    for looks in LOOKS.values():
        if pose.visibility[looks["elbow"]] < TRACKED:
            continue
        top, elbow, wrist = (np.asarray(pose.xy[looks[j]], float) for j in ("shoulder", "elbow", "wrist"))
        tips = wrist + FINGERS * (wrist - elbow)
        if max((elbow - hip) @ outwards, (tips - hip) @ outwards) > OUT_BEHIND * torso:
            clear[below & (distances(outline, top, elbow) < ARM_ROOM * torso)] = np.nan
            clear[distances(outline, elbow, tips) < ARM_ROOM * torso] = np.nan
    return clear
