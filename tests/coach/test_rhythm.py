"""What is said of a rhythm and of a pace: seldom, and at the right moment."""

from __future__ import annotations

import pytest

from posecheck.coach.words import cadence_words, minutes_words, set_done
from posecheck.engine.assessor import Assessor
from posecheck.pose import PoseFrame, StreamInfo, empty_pose
from posecheck.session import Session
from posecheck.step import ActiveFault, Beat, Briefing, Cue, Rhythm
from tests import flows
from tests.coach.test_policy import lines, run

WALK = Briefing("march", "Marching", "cycles", 0.0, "Stand tall", (), unit="step")
TILT = Briefing("tilt", "Tilt", "rounds", 0.0, "Lie down", (), set_rounds=2)
SAG = ActiveFault("sag", "major", "Lift your hips into line", ("left_hip",), 0.0)


def said_in(text: str, poses: list[PoseFrame]) -> list[tuple[float, Cue]]:
    session = Session(Assessor(flows.definition(text)), StreamInfo("film.mp4", 640, 480), None)
    moments = [session.step(None, pose) for pose in poses]
    return [(round(m.step.pose.t_s, 1), m.say) for m in moments if m.say]


def walking(cadence: float):
    return lambda t_s: {"phase": "out", "rhythm": Rhythm(t_s, cadence)}


def test_words():
    assert cadence_words(104.4, "step") == "104 steps a minute"
    assert [minutes_words(n) for n in (1, 2, 25)] == ["One minute", "Two minutes", "25 minutes"]
    assert set_done(5) == "Five rounds. Rest when you like."


def test_minutes_and_cadence_are_said_once_a_minute_and_no_step_ever():
    said, _ = run(WALK, walking(104.2), 130)
    assert lines(said) == [
        (60.0, "One minute, 104 steps a minute."), (120.0, "Two minutes, 104 steps a minute."),
    ]  # fmt: skip


def test_a_minute_that_passes_in_a_pause_is_not_said_late():
    def scene(t_s: float) -> dict:
        return walking(100)(t_s) if not 59 < t_s < 64 else {"rhythm": Rhythm(t_s, None)}

    said, _ = run(WALK, scene, 125)
    assert [t_s for t_s, cue in lines(said) if "minute" in cue] == [120.0]


def test_a_march_is_greeted_and_left_in_peace():
    said = said_in(flows.MARCH, flows.march_film(40))
    assert [cue.text for _, cue in said] == ["Ready. Begin when you like."]


def test_each_beat_is_said_at_its_time_then_a_rest():
    said = said_in(flows.TILT, flows.lying_film(30))
    assert [(t_s, cue.text) for t_s, cue in said] == [
        (0.3, "Ready. Follow my words."),
        (3.3, "Tilt"), (5.3, "Hold"), (10.3, "Release"),
        (12.3, "Tilt"), (14.3, "Hold"), (19.3, "Release"),
        (21.3, "Two rounds. Rest when you like."),
    ]  # fmt: skip


def beats(t_s: float) -> dict:
    k = int(t_s // 4)
    return {"phase": "hold", "beat": Beat(("In", "Out")[k % 2], 1, k + 1, 0.0)}


def test_a_beat_stays_to_be_read_while_it_lasts():
    said, shown = run(TILT, beats, 8)
    assert lines(said) == [(0.0, "In"), (4.0, "Out"), (8.0, "In")]
    assert {cue.text for t_s, cue in shown if t_s < 4} == {"In"}


@pytest.mark.parametrize(("at_s", "expected"), [(3.0, "Out"), (3.8, None)])
def test_a_fault_delays_a_beat_by_little_or_drops_it(at_s: float, expected: str | None):
    said, _ = run(TILT, lambda t: beats(t) | ({"faults": (SAG,)} if at_s <= t < at_s + 0.1 else {}), 7)
    told = [cue.text for _, cue in said if cue.id != "praise"]
    assert told[1:] == [SAG.cue, *([expected] if expected else [])]


def test_nobody_is_paced():
    assert [cue.text for _, cue in said_in(flows.TILT, [empty_pose(i, i / 30) for i in range(150)])] == [
        "Step into view"
    ]
