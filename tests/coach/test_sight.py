"""What is said of a back: only while it is seen, the way out once, no praise for what was hidden."""

import math
import pickle
from dataclasses import replace

import numpy as np
import pytest

from posecheck.back import BackCurve
from posecheck.coach.policy import CuePolicy
from posecheck.coach.sight import BackSight, trusted_back
from posecheck.coach.words import PRAISE, SHOW_BACK
from posecheck.engine.assessor import Assessor
from posecheck.exercises.library import Library
from posecheck.pose import PoseFrame
from posecheck.result import Rep
from posecheck.step import ActiveFault, Briefing, Need, Step
from tests import figures

JUDGING = Briefing("x", "X", "reps", 0.0, "Kneel.", ("back_deg",), back_signals=("back_deg",))
SILENT = Briefing("x", "X", "reps", 0.0, "Kneel.", ())
HOLDING = Briefing("x", "X", "hold", 0.0, "Kneel.", ("back_deg",), back_signals=("back_deg",))
ROUND = ActiveFault("round", "major", "Flatten your lower back", ("back_lower",), 0.0)
KNEE = ActiveFault("knee", "major", "Push your heel back", ("left_knee",), 0.0)
VIEW = Need("view", "Turn side-on to the camera")


def back(confidence):
    return BackCurve(20, 10, 10, 0.1, confidence, figures.FLAT)


def rep(n, start_s, end_s, faults=()):
    return Rep(n, None, start_s, (start_s + end_s) / 2, end_s, 0.0, {}, "deg", 90, {}, faults)


def somebody(t_s):
    return PoseFrame(0, t_s, np.zeros((33, 2)), np.zeros((33, 3)), np.ones(33))


def spoken(scene, until_s, briefing=JUDGING, events=None, policy=None):
    """Return (t, words) of what is said; the scene gives the back's confidence and the rest of the step."""
    policy, said, waiting = policy or CuePolicy(briefing), [], sorted((events or {}).items())
    for i in range(round(until_s * 30) + 1):
        t_s = i / 30
        now = tuple(event for at_s, event in waiting if at_s <= t_s + 1e-9)
        waiting = waiting[len(now) :]
        confidence, state = scene(t_s)
        state = {"phase": "out", "back": back(confidence), "events": now, **state}
        say, _ = policy.step(Step(pose=somebody(t_s), **state))
        said += [(round(t_s, 1), say.text)] if say else []
    return said


@pytest.mark.parametrize(
    ("state", "is_trusted"),
    [
        ({}, True),
        ({"back": back(0.5)}, True),
        ({"back": back(0.49)}, False),
        ({"back": None}, False),
        ({"back": replace(back(0.9), whole_deg=math.nan, upper_deg=math.nan)}, True),
        ({"phase": "setup"}, False),
        ({"need": VIEW}, False),
    ],
)
def test_a_back_is_trusted_in_position_in_view_and_with_confidence(state, is_trusted):
    step = Step(somebody(0.0), **{"phase": "hold", "back": back(0.9), **state})
    assert (trusted_back(step) is not None) is is_trusted


def test_an_exercise_that_measures_the_back_says_so_before_the_first_frame():
    judged = {id_: Assessor(Library().get(id_)).briefing().back_signals for id_ in ("bird_dog", "bridge")}
    assert "back_lower_deg" in judged["bird_dog"]
    assert judged["bridge"] == ()


def test_time_out_of_sight_counts_from_the_last_sight_and_only_in_position():
    sight = BackSight()
    looks = [
        (0.0, "hold", 0.9),
        (1.0, "hold", 0.1),
        (3.0, "ready", 0.1),
        (4.0, "hold", 0.6),
        (5.0, "setup", 0.1),
    ]
    looks.append((6.0, "out", 0.1))
    unseen_s = [sight.unseen_s(Step(somebody(t_s), phase, back=back(c))) for t_s, phase, c in looks]
    assert unseen_s == [0, 1, 3, 0, 0, 1]


def test_the_way_out_is_said_once_a_session_and_only_where_the_back_matters():
    def hidden(t_s):
        return 0.1, {"phase": "setup" if 20 <= t_s < 30 else "out"}

    assert [said for said in spoken(hidden, 60) if said[1] == SHOW_BACK] == [(5.0, SHOW_BACK)]
    assert SHOW_BACK not in [text for _, text in spoken(hidden, 60, SILENT)]
    assert len(SHOW_BACK.split()) <= 8


@pytest.mark.parametrize(
    "scene",
    [
        lambda t_s: (0.1 if t_s % 5.5 < 4.8 else 0.9, {}),
        lambda t_s: (0.1, {"need": VIEW}),
        lambda t_s: (0.1, {"phase": "setup"}),
    ],
    ids=["hidden for less than five seconds", "seen from elsewhere", "not in position"],
)
def test_the_way_out_is_not_said_while_the_back_is(scene):
    assert SHOW_BACK not in [text for _, text in spoken(scene, 30)]


def test_the_way_out_can_be_read_and_goes_when_the_back_is_seen():
    policy, shown = CuePolicy(JUDGING), {}
    for i in range(300):
        hidden = i / 30 < 7.5
        step = Step(somebody(i / 30), "out", back=back(0.1 if hidden else 0.9))
        shown[i] = policy.step(step)[1]
    times = [i / 30 for i, cue in shown.items() if cue and cue.text == SHOW_BACK]
    assert (times[0], round(times[-1] + 1 / 30, 1)) == (5.0, 7.5)


def test_a_fault_of_the_back_is_told_only_while_the_back_is_seen():
    def scene(t_s):
        return (0.1 if t_s < 1.5 else 0.9), {"faults": (ROUND,)}

    assert spoken(scene, 3)[0] == (1.5, ROUND.cue)
    assert spoken(lambda t_s: (0.1, {"faults": (KNEE,)}), 1)[0] == (0.0, KNEE.cue)


def praised(scene, until_s, briefing=JUDGING, events=None):
    return [t_s for t_s, text in spoken(scene, until_s, briefing, events) if text == PRAISE]


@pytest.mark.parametrize(("hidden_s", "times"), [(0.0, 1), (0.3, 1), (1.0, 0)])
def test_a_repetition_in_which_the_back_was_hidden_earns_no_praise(hidden_s, times):
    def scene(t_s):
        hidden = 4 <= t_s < 4 + hidden_s
        return (0.1 if hidden else 0.9), {"faults": (ROUND,) if t_s < 2 else ()}

    assert len(praised(scene, 9, events={6.0: rep(1, 3, 6)})) == times


@pytest.mark.parametrize(("confidence", "times"), [(0.9, 1), (0.1, 0)])
def test_a_hold_in_which_the_back_is_hidden_earns_no_praise(confidence, times):
    def scene(t_s):
        wrong = t_s < 2
        return (0.9 if wrong else confidence), {"phase": "hold", "faults": (ROUND,) if wrong else ()}

    assert len(praised(scene, 9, HOLDING)) == times


def test_a_pickled_policy_remembers_that_the_way_out_was_told():
    policy = CuePolicy(JUDGING)
    assert spoken(lambda t_s: (0.1, {}), 6, policy=policy)[-1] == (5.0, SHOW_BACK)
    assert spoken(lambda t_s: (0.1, {}), 20, policy=pickle.loads(pickle.dumps(policy))) == []
