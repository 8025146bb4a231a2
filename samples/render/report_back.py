"""The back in the truth file: its course, and which signal tells a repetition of its exercises."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from samples.render.motion import Mark
from samples.render.skeleton import Pose
from samples.render.spine import BONES_OF

Array = NDArray[np.float64]
CAT_FROM_DEG, COW_FROM_DEG = 14.0, -12.0
BACK_ANGLES = ("back_lower_deg", "back_upper_deg", "lean_deg")


def back_values(poses: Sequence[Pose]) -> dict[str, Array]:
    """Bends of the lower, the upper and the whole back and of the neck [deg] at each pose."""
    spines = np.stack([pose.spine for pose in poses])
    lower, upper = (spines[:, BONES_OF[part]].sum(axis=1) for part in ("lower", "upper"))
    return {
        "back_lower_deg": lower,
        "back_upper_deg": upper,
        "back_deg": lower + upper,
        "neck_deg": np.array([pose.neck for pose in poses]),
    }


def back_primary(exercise: str, mark: Mark) -> str | None:
    """The value that a rep of the back's exercises is told by; None for the other exercises."""
    if "head_only" in mark.faults:
        return "neck_deg"
    return {"cat_cow": "back_deg", "standing_forward_bend": "lean_deg"}.get(exercise)


def back_zone(exercise: str, signal: Array) -> NDArray[np.bool_]:
    """Where a cat is a cat and a cow a cow, or a forward bend is within 6 degrees of its plateau."""
    if exercise == "cat_cow":
        return np.asarray((signal >= CAT_FROM_DEG) | (signal <= COW_FROM_DEG))
    return np.asarray(signal >= signal[len(signal) // 2] - 6)
