"""Rhythms and paced sets through the whole engine: counts, sides, phases, seconds, what is said of them."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace

import numpy as np
import pytest

from posecheck.engine.assessor import Assessor
from posecheck.engine.cadence import active_s
from posecheck.engine.flows import CyclicFlow
from posecheck.engine.ledger import Ledger
from posecheck.engine.summary import summarize
from posecheck.exercises.counting import Cycle, Outright
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseFrame, StreamInfo, empty_pose, mirrored
from posecheck.result import Rep, SessionResult
from posecheck.session import Session
from posecheck.step import Step
from tests import flows

MARCH, TILT = flows.definition(flows.MARCH), flows.definition(flows.TILT)


def steps_of(exercise: Exercise, poses: list[PoseFrame]) -> list[Step]:
    assessor = Assessor(exercise)
    return [assessor.step(pose) for pose in poses]


def result_of(exercise: Exercise, poses: list[PoseFrame]) -> SessionResult:
    session = Session(Assessor(exercise), StreamInfo("film.mp4", 640, 480), None)
    session.run((None, pose) for pose in poses)
    return session.result()


@pytest.mark.parametrize("fps", [15, 30, 60])
def test_steps_have_sides_and_a_cadence(fps: float):
    result = result_of(MARCH, flows.march_film(20, fps=fps))
    assert [rep.side for rep in result.reps] == ["left", "right"] * 10
    assert [rep.n for rep in result.reps] == list(range(1, 21))
    assert {rep.score for rep in result.reps} == {None}
    assert result.summary["cadence_per_min"] == pytest.approx(100, abs=2)
    assert result.summary["active_s"] == pytest.approx(20 * 0.6, abs=0.4)
    assert result.summary["reps"] == 20
    assert result.symmetry["left"] == result.symmetry["right"] == 10
    assert result.symmetry["range_ratio"] == pytest.approx(1, abs=0.02)
    assert result.faults == ()


def test_mirrored_steps_swap_sides():
    poses = [mirrored(pose) for pose in flows.march_film(6)]
    assert [rep.side for rep in result_of(MARCH, poses).reps] == ["right", "left"] * 3


def test_a_bout_is_out_from_its_third_step_and_ready_after_a_pause():
    steps = steps_of(MARCH, flows.march_film(10, rest_s=3))
    phase = {round(step.pose.t_s, 1): step.phase for step in steps}
    assert [phase[t] for t in (2.0, 4.0, 5.0, 8.9, 10.5, 11.5)] == [
        "ready", "ready", "out", "out", "out", "ready",
    ]  # fmt: skip
    third = next(step for step in steps if step.events)
    assert len(third.events) == third.reps == 3
    assert steps[-1].reps == 10
    assert steps[-1].rhythm.cadence_per_min is None
    assert steps[-1].rhythm.active_s == pytest.approx(6, abs=0.4)


def test_two_steps_are_none():
    assert result_of(MARCH, flows.march_film(2)).reps == ()


def test_form_is_judged_from_the_first_step():
    stooped = result_of(MARCH, flows.march_film(20, lean_deg=50))
    assert [fault.id for fault in stooped.faults] == ["lean"]
    assert stooped.faults[0].start_s == pytest.approx(2, abs=0.3)
    assert stooped.faults[0].end_s == pytest.approx(14 + 2, abs=0.3)
    assert result_of(MARCH, flows.march_film(0, lean_deg=50)).faults == ()


def test_a_pickled_march_goes_on_as_if_nothing_had_happened():
    poses = flows.march_film(12)
    half = Assessor(MARCH)
    wanted = [step.events for step in steps_of(MARCH, poses)]
    got = [half.step(pose).events for pose in poses[:130]]
    half = pickle.loads(pickle.dumps(half))
    assert got + [half.step(pose).events for pose in poses[130:]] == wanted


def test_a_paced_set_says_each_beat_at_its_time():
    steps = steps_of(TILT, flows.lying_film(30))
    beats: list[tuple[float, str, int]] = []
    for step in steps:
        beat = step.beat
        if beat and (beat.say, beat.round) != (beats[-1][1:] if beats else None):
            beats.append((round(step.pose.t_s, 1), beat.say, beat.round))
    # in position after 0.3 s, then 3 s to settle
    assert beats == [
        (3.3, "Tilt", 1), (5.3, "Hold", 1), (10.3, "Release", 1),
        (12.3, "Tilt", 2), (14.3, "Hold", 2), (19.3, "Release", 2),
    ]  # fmt: skip
    assert [step.reps for step in steps if round(step.pose.t_s, 1) in (12.0, 12.5, 25.0)][::3] == [0, 1, 2]
    assert steps[-1].beat is None
    assert {step.phase for step in steps[30:95]} == {"ready"}
    assert {step.phase for step in steps[100:]} == {"hold"}


@pytest.mark.parametrize("fps", [7.5, 15, 30, 60])
def test_a_paced_stretch_has_its_seconds_and_rounds_at_any_rate(fps: float):
    result = result_of(TILT, flows.lying_film(15, fps=fps))
    # at the lowest rate the position is known a frame later
    assert [hold.seconds for hold in result.holds] == [pytest.approx(15 - 3.3, abs=0.2)]
    assert result.holds[0].score is None
    assert result.reps == ()
    assert result.summary["rounds"] == 1
    assert result.summary["score"] is None
    assert "cadence_per_min" not in result.summary


def test_what_was_paced_is_said_not_to_be_measured():
    warnings = result_of(TILT, flows.lying_film(5)).warnings
    assert "paced, not measured: the tilt itself, bracing" in warnings
    assert "only without pain: stop if it hurts" in warnings
    assert result_of(MARCH, flows.march_film(3)).warnings == ()


def test_leaving_ends_the_stretch_and_the_next_one_begins_anew():
    poses = [empty_pose(p.index, p.t_s) if 10 <= p.t_s < 13 else p for p in flows.lying_film(25)]
    result = result_of(TILT, poses)
    assert [hold.seconds for hold in result.holds] == [
        pytest.approx(10 - 3.3, abs=0.1), pytest.approx(12 - 3.3, abs=0.1),
    ]  # fmt: skip
    assert result.summary["rounds"] == 0  # neither stretch lasted for a whole one


def test_a_short_loss_pauses_the_clock():
    poses = [empty_pose(p.index, p.t_s) if 10 <= p.t_s < 11 else p for p in flows.lying_film(20)]
    assert [hold.seconds for hold in result_of(TILT, poses).holds] == [pytest.approx(20 - 3.3 - 1, abs=0.1)]


def test_form_is_judged_while_it_is_paced():
    result = result_of(TILT, flows.lying_film(10, hip_deg=170))
    assert [fault.id for fault in result.faults] == ["bridge"]
    assert result.holds[0].faults == ("bridge",)


def step(start_s: float, side: str, reach: float, **told: object) -> Rep:
    found = Rep(1, "left", start_s, start_s + 0.3, start_s + 0.6, 0, {"lift": reach}, "ratio", None, {})
    return replace(found, side=side, **told)


def test_sides_are_compared_by_what_was_seen_of_the_main_signal():
    ledger = Ledger()
    ledger.add([step(0, "left", 0.3), step(1, "right", 0.24), step(3, "right", 0.02, seen=False)])
    ledger.add([step(4, "left", 0.9, by="hand")])
    symmetry = summarize(MARCH, "", ledger, StreamInfo("film.mp4"), None, []).symmetry
    assert symmetry["left"] == symmetry["right"] == 2
    assert symmetry["range_ratio"] == pytest.approx(0.8)


HIGH = Outright(signal="knee", beyond=-0.3, back=-0.45, source="test")
STEPS = Cycle(signal="lift", beyond=0.1, name="step", fewest=6, sided=True, source="test", outright=HIGH)


def told_of(marked: str, step_s: float = 0.6) -> tuple[CyclicFlow, list[Rep]]:
    """Return a flow and what it tells of steps by feet (f), knees near the hips (k) or both (b); . rests."""
    flow = CyclicFlow(STEPS, {"lift": MARCH.signals["lift"], "knee": MARCH.signals["lift"]})
    told: list[Rep] = []
    for t_s in np.arange(0, (len(marked) + 4) * step_s, 1 / 30):
        at, share = divmod(t_s / step_s, 1)
        mark = marked[int(at)] if at < len(marked) else "."
        bump = math.sin(math.pi * share)
        lift = (0.4 if at % 2 else -0.4) * bump if mark in "fb" else 0.0
        values = {"lift": lift, "knee": bump - 0.7 if mark in "kb" else -0.7}
        told += [event for event in flow.step(t_s, values, ()) if isinstance(event, Rep)]
    return flow, told + [event for event in flow.end(()) if isinstance(event, Rep)]


@pytest.mark.parametrize(
    ("marked", "steps"),
    [("k", 0), ("kk", 2), ("kkk", 3), ("fffffff", 7), ("ffffffkkk", 9), ("bbbbbbbkk", 9),
     ("kkkk...ffffff", 10), ("bbbbbbbbbb", 10), ("kkkkkkkkkkkk", 12), ("ffffff....kk", 8)],
)  # fmt: skip
def test_steps_by_feet_and_by_knees_near_the_hips_add_up(marked: str, steps: int):
    flow, told = told_of(marked)
    assert [rep.n for rep in told] == list(range(1, steps + 1))
    assert [rep.start_s for rep in told] == sorted(rep.start_s for rep in told)
    spans = [(rep.start_s, rep.end_s) for rep in told]
    assert flow.rhythm.active_s == pytest.approx(active_s(spans, STEPS))


def test_what_is_told_by_one_signal_alone_is_said_to_be_so():
    march = MARCH.model_copy(update={"cycle": STEPS})
    ledger = Ledger()
    ledger.add([step(0, "left", 0.3), replace(step(1, "left", 0.1, by="knee"), side=None)])
    warnings = summarize(march, "", ledger, StreamInfo("film.mp4"), None, []).warnings
    assert "1 counted from the knee alone, and their form was not judged" in warnings
    assert not any("hardly moved" in warning for warning in warnings)
