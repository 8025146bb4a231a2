"""Who is first seen at the peak: that is no rest, and what stands in for the count knows it."""

from __future__ import annotations

import math

import pytest

from posecheck.engine.assessor import Assessor
from tests.figures import Joints, bridge, film, rep_course
from tests.flows import definition

RISE = """
id = "rise"
name = "Hips that rise"
family = "lying"
kind = "reps"
setup = "Lie on your back"

[position]
start = ["trunk >= 120"]
stay = ["trunk >= 100"]
cue = "Lie on your back"
source = "test"

[signals.trunk]
measure = "inclination"
points = ["shoulder", "hip"]

[signals.rise]
measure = "height"
points = ["hip"]
side = "mid"
since = "neutral"

[signals.hip]
measure = "angle"
points = ["shoulder", "hip", "knee"]

[count]
signal = "rise"
enter = ["rise >= 0.1"]
peak = ["rise >= 0.3"]
leave = ["rise <= 0.25"]
done = ["rise <= 0.05"]
source = "test"

[count.instead]
signal = "hip"
enter = ["hip >= rest + 15"]
peak = ["hip >= 160"]
leave = ["hip <= 150"]
done = ["hip <= rest + 9"]
source = "test"

[dose]
source = "test"
"""


@pytest.mark.parametrize("held_s", [1.0, 4.0])
def test_who_begins_at_the_peak_has_their_neutral_where_they_rest(held_s: float):
    """Hips up from the first frame on, down for three seconds, then one bridge."""
    down_s = held_s + 2

    def pose_at(t_s: float) -> tuple[Joints, Joints]:
        up = 1 - rep_course(t_s, held_s, hold_s=99) if t_s < down_s + 3 else rep_course(t_s, down_s + 3)
        joints = bridge(122 + 55 * up)
        return joints, joints

    assessor, rises = Assessor(definition(RISE)), []
    for pose in film(pose_at, down_s + 10):
        rises.append(assessor.step(pose).values["rise_ratio"])
    assessor.finish()
    assert all(math.isnan(rise) for rise in rises[: int(30 * held_s)])
    assert rises[-1] == pytest.approx(0, abs=0.02)
    last = assessor.ledger.reps[-1]
    assert (last.start_s, last.end_s) == pytest.approx((down_s + 3, down_s + 9), abs=0.6)
