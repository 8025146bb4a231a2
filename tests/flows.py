"""Definitions and films of what goes on without single repetitions: marching, a paced tilt, a swim."""

from __future__ import annotations

import math

from posecheck.exercises.library import parse
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseFrame
from tests import figures

MARCH = """
id = "march"
name = "Marching"
family = "cardio"
kind = "cyclic"
setup = "Stand tall"

[signals.lift]
measure = "above"
points = ["knee", "hip"]
side = "difference"

[signals.lean]
measure = "inclination"
points = ["hip", "shoulder"]

[cycle]
signal = "lift"
beyond = 0.1
name = "step"
sided = true
source = "test"

[checks.lean]
fault = "stoops"
cue = "Tall, eyes ahead"
signal = "lean"
ok_min = 70
warn_min = 60
when = ["out"]
source = "test"

[dose]
source = "test"
"""
TILT = """
id = "tilt"
name = "Tilt"
family = "supine"
kind = "timer"
high_load = true
setup = "Lie on your back"

[position]
start = ["trunk >= -30", "trunk <= 30"]
stay = ["trunk >= -40", "trunk <= 40"]
cue = "Lie on your back"
source = "test"

[signals.trunk]
measure = "inclination"
points = ["hip", "shoulder"]

[signals.hip]
measure = "angle"
points = ["shoulder", "hip", "knee"]

[pace]
signal = "trunk"
beats = [{ say = "Tilt", lasts_s = 2 }, { say = "Hold", lasts_s = 5 }, { say = "Release", lasts_s = 2 }]
rounds = 2
source = "test"

[checks.bridge]
fault = "hips leave the floor"
cue = "Smaller: hips stay down"
signal = "hip"
ok_max = 140
warn_max = 150
source = "test"

[dose]
source = "test"

[[not_measured]]
what = "the tilt itself"
why = "it is too small"

[[not_measured]]
what = "bracing"
why = "muscles cannot be seen"
"""
SWIM = """
id = "swim"
name = "Swimming"
family = "cardio"
kind = "log"
setup = "Swim as you like"

[dose]
preset = "10 to 20 minutes"
source = "test"

[[not_measured]]
what = "all of it"
why = "no camera sees a swimmer"
"""


def definition(text: str) -> Exercise:
    """Return the exercise of a definition's text."""
    return parse(text.encode(), "test.toml")


def standing(lift: float, lean_deg: float = 90.0) -> figures.Joints:
    """Return one side of a standing body whose knee is lifted by a share 0..1 of the way to the hip."""
    hip = (0.0, figures.THIGH + figures.SHANK)
    knee = figures.walk(hip, -90 + 90 * lift, figures.THIGH)
    ankle = figures.walk(knee, -90, figures.SHANK)
    shoulder = figures.walk(hip, lean_deg, figures.TORSO)
    elbow = figures.walk(shoulder, -90, figures.UPPER_ARM)
    return {
        "hip": hip,
        "knee": knee,
        "ankle": ankle,
        "toe": (ankle[0] + figures.FOOT, ankle[1] - 0.03),
        "shoulder": shoulder,
        "elbow": elbow,
        "wrist": figures.walk(elbow, -90, figures.FOREARM),
        "head": figures.walk(shoulder, 90, 0.12),
    }


def march_film(
    steps: int, step_s: float = 0.6, *, fps: float = 30.0, lean_deg: float = 90.0, rest_s: float = 2.0
) -> list[PoseFrame]:
    """Return a film of marching in place, left knee first, between rests."""

    def pose_at(t_s: float) -> tuple[figures.Joints, figures.Joints]:
        k, share = divmod((t_s - rest_s) / step_s, 1)
        lift = 0.6 * math.sin(math.pi * share) ** 2 if 0 <= k < steps else 0.0
        left = k % 2 == 0
        return standing(lift if left else 0.0, lean_deg), standing(0.0 if left else lift, lean_deg)

    return list(figures.film(pose_at, 2 * rest_s + steps * step_s, fps))


def lying_film(length_s: float, *, hip_deg: float = 122.0, fps: float = 30.0) -> list[PoseFrame]:
    """Return a film of somebody who lies on their back and keeps still."""
    joints = figures.bridge(hip_deg)
    return list(figures.film(lambda _: (joints, joints), length_s, fps))
