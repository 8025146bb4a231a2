"""Definitions and films of stretches: held at one's own end, each side by itself, or by the clock."""

from __future__ import annotations

from posecheck.exercises.library import parse
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseFrame
from tests import figures

_HEAD = """
name = "A stretch"
family = "quadruped"
setup = "On all fours"

[signals.leg]
measure = "inclination"
points = ["hip", "knee"]
side = "higher"
toward = "feet"

[signals.lift]
measure = "inclination"
points = ["hip", "knee"]
side = "difference"
toward = "feet"
"""
_DOSE = """
[dose]
hold_s = 5
short_cue = "Stay a little longer"
source = "test"
"""

STRETCH: Exercise = parse(
    f"""
id = "stretch"
kind = "reps"
{_HEAD}
[count]
signal = "leg"
working = "leg"
enter = ["leg >= rest + 15"]
peak = ["leg >= -10"]
leave = ["leg <= -22"]
done = ["leg <= rest + 10"]
source = "test"

[count.plateau]
travel = 30
{_DOSE}""".encode(),
    "stretch.toml",
)
"""The leg is raised from -90 degrees; beyond -10 it is far enough anyhow, and from -60 where it stays."""

EACH: Exercise = parse(
    f"""
id = "each"
kind = "reps"
{_HEAD}
[count]
signal = "lift"
name = "left"
cue = "Left a little further"
enter = ["lift >= 15"]
peak = ["lift >= 80"]
leave = ["lift <= 70"]
done = ["lift <= 8"]
each = true
source = "test"

[count.other]
name = "right"
cue = "Right a little further"
enter = ["lift <= -15"]
peak = ["lift <= -80"]
leave = ["lift >= -70"]
done = ["lift >= -8"]

[count.plateau]
travel = 30
{_DOSE}""".encode(),
    "each.toml",
)
"""The left leg less the right one: each is a repetition of its own."""

HELD: Exercise = parse(
    f"""
id = "held"
kind = "hold"
{_HEAD}
[hold]
signal = "leg"
working = "leg"
enter = ["leg >= -60"]
leave = ["leg <= -70"]
source = "test"
{_DOSE}""".encode(),
    "held.toml",
)
"""Either leg is held up."""


def film(
    sides: str, *, depth: float = 0.7, hold_s: float = 5.0, way_s: float = 2.0, fps: float = 30.0
) -> list[PoseFrame]:
    """Return a film of legs raised by a share of 90 degrees; `sides` names them, "lr" left then right.

    Each takes way_s out, hold_s there, way_s back, and 2 s of rest, after 2 s of rest.
    """
    round_s = 2 * way_s + hold_s + 2

    def pose_at(t_s: float) -> tuple[figures.Joints, figures.Joints]:
        raised = {"l": 0.0, "r": 0.0}
        for k, side in enumerate(sides):
            start_s = 2 + k * round_s
            if t_s > start_s:
                share = figures.rep_course(t_s, start_s, out_s=way_s, hold_s=hold_s, back_s=way_s)
                raised[side] += depth * share
        return figures.bird_dog_side(raised["l"]), figures.bird_dog_side(raised["r"])

    return list(figures.film(pose_at, 2 + len(sides) * round_s, fps))
