"""What is said, and when: truths on synthetic step sequences with exact times."""

import pickle
from collections.abc import Callable
from itertools import pairwise

import pytest

from posecheck.coach.policy import CuePolicy
from posecheck.coach.words import number_words, seconds_words, speaking_s
from posecheck.pose import empty_pose
from posecheck.result import Rejected, Rep
from posecheck.step import ActiveFault, Briefing, Cue, Need, Step

REPS = Briefing("bridge", "Bridge", "reps", 0.0, "Lie on your back.", ())
HOLD = Briefing("plank", "Plank", "hold", 10.0, "Forearms on the floor.", ())

SAG = ActiveFault("sag", "major", "Lift your hips into line", ("left_hip",), 0.0)
HEAD = ActiveFault("head", "minor", "Look at the floor", ("nose",), 0.0)
NECK = ActiveFault("neck", "safety", "Ease off, rest your neck", ("nose",), 0.0)
VIEW = Need("view", "Turn side-on to the camera")
NOBODY = Need("nobody", "Step into view")
POSITION = Need("position", "Lie on your back")

Scene = Callable[[float], dict]


def rep(n: int, start_s: float, end_s: float, faults: tuple[str, ...] = ()) -> Rep:
    return Rep(n, None, start_s, (start_s + end_s) / 2, end_s, 0.0, {}, "deg", 90, {}, faults)


def shallow(end_s: float) -> Rejected:
    return Rejected(None, end_s - 1, end_s, "shallow")


def run(briefing: Briefing, scene: Scene, until_s: float, fps: int = 30, events: dict | None = None):
    """Return (t, said) pairs and each frame's shown cue; an event comes at the first frame after it."""
    policy, said, shown = CuePolicy(briefing), [], []
    waiting = sorted((events or {}).items())
    for i in range(round(until_s * fps) + 1):
        t_s = i / fps
        now = tuple(event for at_s, event in waiting if at_s <= t_s + 1e-9)
        waiting = waiting[len(now) :]
        state = {"phase": "ready", **scene(t_s)}
        say, show = policy.step(Step(pose=empty_pose(i, t_s), events=now, **state))
        if say:
            said.append((t_s, say))
        shown.append((t_s, show))
    return said, shown


def lines(said: list[tuple[float, Cue]]) -> list[tuple[float, str]]:
    return [(round(t_s, 2), cue.text) for t_s, cue in said]


def moving(_t_s: float) -> dict:
    return {"phase": "out"}


def with_faults(*faults: ActiveFault, from_s: float = 0.0, to_s: float = 1e9, **state) -> Scene:
    return lambda t_s: {"phase": "out", **state, "faults": faults if from_s <= t_s < to_s else ()}


def test_words():
    assert [number_words(n) for n in (1, 12, 20, 30)] == ["one", "twelve", "twenty", "thirty"]
    assert number_words(23) == "23"
    assert [seconds_words(s) for s in (1, 10, 7.5)] == ["One second.", "Ten seconds.", "7.5 seconds."]
    assert speaking_s("Lift your hips into line") == pytest.approx(5 * 0.38 + 0.3)


def test_each_repetition_is_counted_at_the_frame_it_is_complete():
    said, shown = run(REPS, moving, 7, events={2.0: rep(1, 0, 2), 4.0: rep(2, 2, 4), 6.0: rep(3, 4, 6)})
    assert lines(said) == [(2.0, "one"), (4.0, "two"), (6.0, "three")]
    assert {cue.kind for _, cue in said} == {"count"}
    assert all(cue is None for _, cue in shown)


def test_a_count_waits_half_a_second_at_most():
    cue_ends_s = speaking_s(SAG.cue)
    late = run(REPS, with_faults(SAG), 6, events={cue_ends_s - 0.4: rep(1, 0, 1)})[0]
    dropped = run(REPS, with_faults(SAG), 6, events={cue_ends_s - 0.7: rep(1, 0, 1)})[0]
    assert [text for _, text in lines(late)] == [SAG.cue, "one", SAG.cue]
    assert late[1][0] - (cue_ends_s - 0.4) <= 0.5
    assert [text for _, text in lines(dropped)] == [SAG.cue, SAG.cue]


def test_safety_comes_before_major_before_count_before_minor():
    said, _ = run(REPS, with_faults(HEAD, SAG, NECK), 7, events={0.0: rep(1, -2, 0)})
    first, second, third = said[:3]
    assert (first[1].text, first[1].kind) == (NECK.cue, "safety")
    assert (second[1].text, third[1].text) == (SAG.cue, NECK.cue if third[0] < 4.4 else HEAD.cue)
    counted = run(REPS, with_faults(HEAD), 3, events={0.0: rep(1, -2, 0)})[0]
    assert [text for _, text in lines(counted)] == ["one", HEAD.cue]


def test_needs_come_before_major_faults_and_after_safety():
    said, _ = run(REPS, lambda _t: {"phase": "setup", "need": VIEW, "faults": (SAG,)}, 0.1)
    assert said[0][1].text == VIEW.cue
    said, _ = run(REPS, lambda _t: {"phase": "setup", "need": VIEW, "faults": (NECK,)}, 0.1)
    assert said[0][1].text == NECK.cue


def test_one_thing_at_a_time_for_as_long_as_it_takes_to_say():
    said, _ = run(REPS, with_faults(SAG, HEAD), 30, events={t: rep(int(t), t - 1, t) for t in range(1, 30)})
    for (t_s, cue), (next_s, _) in pairwise(said):
        assert next_s - t_s >= speaking_s(cue.text) - 1e-6


def test_the_same_cue_rests_six_seconds_and_is_told_three_times_a_set():
    said, _ = run(REPS, with_faults(SAG), 40)
    assert lines(said) == [(0.0, SAG.cue), (6.0, SAG.cue), (12.0, SAG.cue)]


def test_a_new_set_begins_after_five_seconds_out_of_position():
    def scene(t_s: float) -> dict:
        return {"phase": "setup"} if 20 <= t_s < 26 else {"phase": "out", "faults": (SAG,)}

    said, _ = run(REPS, scene, 27)
    assert [t_s for t_s, cue in said if cue.id == "sag"] == [0.0, 6.0, 12.0, 26.0]


def test_a_fault_that_is_gone_is_not_told_any_more():
    scene = with_faults(HEAD, from_s=0.5, to_s=1.5)

    def busy(t_s: float) -> dict:
        state = scene(t_s)
        return {**state, "faults": (*state["faults"], *((SAG,) if t_s < 0.1 else ()))}

    assert lines(run(REPS, busy, 6)[0]) == [(0.0, SAG.cue)]


def test_information_is_neither_said_nor_shown():
    info = ActiveFault("drift", "info", "A little lower", (), 0.0)
    said, shown = run(REPS, with_faults(info), 3)
    assert said == []
    assert all(cue is None for _, cue in shown)


def test_praise_follows_the_next_repetition_without_the_fault():
    scene = with_faults(SAG, to_s=1.0)
    events = {2.5: rep(1, 0, 2.5, ("sag",)), 5.0: rep(2, 2.5, 5.0), 7.5: rep(3, 5.0, 7.5)}
    said, _ = run(REPS, scene, 9, events=events)
    assert [text for _, text in lines(said)] == [SAG.cue, "one", "two", "Good, that's it.", "three"]
    assert said[3][0] - said[2][0] == pytest.approx(speaking_s("two"), abs=0.04)


def test_no_praise_for_a_fault_that_was_never_told():
    silent = ActiveFault("sag", "info", "x", (), 0.0)
    events = {2.5: rep(1, 0, 2.5, ("sag",)), 5.0: rep(2, 2.5, 5.0)}
    said, _ = run(REPS, with_faults(silent, to_s=1.0), 6, events=events)
    assert [text for _, text in lines(said)] == ["one", "two"]


def test_praise_after_more_than_three_clean_seconds_of_a_hold():
    def scene(t_s: float) -> dict:
        return {"phase": "hold", "hold_s": t_s + 3.5, "faults": (SAG,) if t_s < 1 else ()}

    said = run(HOLD, scene, 5.5)[0]
    praise = [(t_s, cue) for t_s, cue in said if cue.kind == "praise"]
    assert [round(t_s, 1) for t_s, _ in praise] == [4.0]


def test_a_shallow_repetition_is_encouraged_once_in_six_seconds():
    events = {t: shallow(t) for t in (1.0, 3.0, 8.0)}
    assert lines(run(REPS, moving, 10, events=events)[0]) == [
        (1.0, "Almost: a little further."),
        (8.0, "Almost: a little further."),
    ]


def test_a_lost_repetition_is_no_occasion_for_words():
    assert run(REPS, moving, 3, events={1.0: Rejected(None, 0, 1, "lost")})[0] == []


def test_a_hold_is_told_at_its_beginning_target_and_every_ten_seconds_beyond():
    def scene(t_s: float) -> dict:
        return {"phase": "hold", "hold_s": max(0.0, t_s - 1)}

    assert lines(run(HOLD, scene, 32)[0]) == [
        (1.3, "Hold."),
        (11.0, "Ten seconds. Rest when you like."),
        (21.0, "Twenty seconds."),
        (31.0, "Thirty seconds."),
    ]


def test_a_long_hold_has_a_half():
    long = Briefing("plank", "Plank", "hold", 30.0, "", ())
    said = run(long, lambda t_s: {"phase": "hold", "hold_s": t_s}, 31)[0]
    assert [(round(t_s), cue.text) for t_s, cue in said][1:] == [
        (15, "Halfway."),
        (30, "Thirty seconds. Rest when you like."),
    ]


@pytest.mark.parametrize("target_s", [3.0, 8.0, 20.0, 60.0, 0.0])
def test_words_about_a_hold_are_five_seconds_apart(target_s):
    briefing = Briefing("x", "X", "hold", target_s, "", ())
    times = [t_s for t_s, _ in run(briefing, lambda t_s: {"phase": "hold", "hold_s": t_s}, 100)[0]]
    assert len(times) > 3
    assert all(b - a >= 5 - 1e-6 for a, b in pairwise(times))


def test_the_first_need_is_told_at_once_then_every_eight_seconds_then_seldom():
    said, shown = run(REPS, lambda _t: {"phase": "setup", "need": VIEW}, 60)
    assert lines(said) == [(t_s, VIEW.cue) for t_s in (0.0, 8.0, 16.0, 46.0)]
    assert all(cue and cue.text == VIEW.cue for _, cue in shown)


def test_a_need_that_flickers_is_not_told():
    def scene(t_s: float) -> dict:
        return {"phase": "ready", "need": VIEW if 6 < t_s < 30 and t_s % 1.5 < 0.8 else None}

    said, shown = run(REPS, scene, 31)
    assert [cue.id for _, cue in said] == ["ready"]
    assert not any(cue and cue.id == "view" for _, cue in shown)


def test_needs_that_take_turns_still_get_a_word():
    def scene(t_s: float) -> dict:
        return {"phase": "setup", "need": VIEW if t_s % 1.0 < 0.5 else POSITION}

    said, _ = run(REPS, scene, 20)
    assert {cue.id for _, cue in said} == {"view", "position"}
    assert len(said) <= 6


def test_ready_is_said_on_getting_into_position_and_read_until_moving():
    def scene(t_s: float) -> dict:
        if t_s < 4:
            return {"phase": "setup", "need": VIEW}
        return {"phase": "ready" if t_s < 9 else "out"}

    said, shown = run(REPS, scene, 12)
    assert lines(said) == [(0.0, VIEW.cue), (4.0, "Ready. Begin when you like.")]
    reading = {round(t_s, 2): cue.text for t_s, cue in shown if cue}
    assert reading[3.5] == VIEW.cue
    assert reading[8.9] == "Ready. Begin when you like."
    assert max(reading) < 9.1


def test_leaving_is_noticed_after_two_seconds_and_coming_back_is_welcomed():
    def scene(t_s: float) -> dict:
        gone = 5 <= t_s < 20
        return {"phase": "nobody", "need": NOBODY} if gone else {"phase": "ready"}

    said, shown = run(REPS, scene, 24)
    assert lines(said) == [
        (0.0, "Ready. Begin when you like."),
        (7.0, "I can't see you."),
        (15.0, "I can't see you."),
        (20.0, "Welcome back. Carry on."),
    ]
    assert all(cue.text == "I can't see you." for t_s, cue in shown if 7 <= t_s < 20)


def test_a_short_loss_of_the_person_passes_in_silence():
    def scene(t_s: float) -> dict:
        return {"phase": "nobody", "need": NOBODY} if 5 <= t_s < 6.5 else {"phase": "out"}

    said, shown = run(REPS, scene, 10)
    assert said == []
    assert all(cue is None for _, cue in shown)


def test_somebody_who_rests_is_not_called_back_at_once():
    def scene(t_s: float) -> dict:
        return {"phase": "hold", "hold_s": t_s} if t_s < 10.5 else {"phase": "setup", "need": POSITION}

    said, _ = run(HOLD, scene, 22)
    assert lines(said)[1:] == [(10.0, "Ten seconds. Rest when you like."), (20.5, POSITION.cue)]


def test_a_fault_stays_readable_for_two_and_a_half_seconds():
    _, shown = run(REPS, with_faults(SAG, from_s=1.0, to_s=1.2), 6)
    reading = [t_s for t_s, cue in shown if cue]
    assert reading[0] == pytest.approx(1.0)
    assert 2.4 <= reading[-1] - reading[0] <= 2.5


def test_a_fault_is_read_while_present_and_safety_takes_its_place_at_once():
    def scene(t_s: float) -> dict:
        return {"phase": "out", "faults": (SAG, NECK) if t_s >= 1 else (SAG,)}

    shown = {round(t_s, 2): cue and cue.id for t_s, cue in run(REPS, scene, 20)[1]}
    assert (shown[0.5], shown[1.0], shown[19.0]) == ("sag", "neck", "neck")


def story(t_s: float) -> dict:
    """A whole session: arrive, turn, get ready, work with faults, leave, come back."""
    if t_s < 3:
        return {"phase": "nobody", "need": NOBODY}
    if t_s < 7:
        return {"phase": "setup", "need": VIEW}
    if 40 <= t_s < 46:
        return {"phase": "nobody", "need": NOBODY}
    faults = (SAG,) if 12 <= t_s < 19 else (HEAD, SAG) if 25 <= t_s < 27 else ()
    return {"phase": "ready" if t_s < 10 else "hold", "faults": faults}


STORY_EVENTS = {
    13.0: rep(1, 10, 13, ("sag",)),
    17.0: rep(2, 13, 17, ("sag",)),
    22.0: rep(3, 19, 22),
    24.0: shallow(24),
    30.0: rep(4, 26.5, 30),
    33.0: rep(5, 30, 33),
}


@pytest.mark.parametrize("fps", [15, 60])
def test_the_frame_rate_does_not_change_what_is_said(fps):
    reference = run(REPS, story, 50, fps=30, events=STORY_EVENTS)[0]
    other = run(REPS, story, 50, fps=fps, events=STORY_EVENTS)[0]
    assert len(reference) > 12
    assert [cue.text for _, cue in other] == [cue.text for _, cue in reference]
    assert max(abs(a - b) for (a, _), (b, _) in zip(reference, other, strict=True)) <= 0.15


def test_nobody_starves():
    events = {t / 1: rep(t, t - 1, t) for t in range(1, 60)}
    said = [cue.id for _, cue in run(REPS, with_faults(HEAD, SAG), 60, events=events)[0]]
    assert (said.count("sag"), said.count("head")) == (3, 3)
    assert said.count("count") > 40


def test_a_pickled_policy_continues_as_if_nothing_had_happened():
    steps = [Step(pose=empty_pose(i, i / 15), **story(i / 15)) for i in range(700)]
    straight, resumed = CuePolicy(REPS), CuePolicy(REPS)
    for i, step in enumerate(steps):
        if i % 50 == 0:
            resumed = pickle.loads(pickle.dumps(resumed))
        assert resumed.step(step) == straight.step(step)


def test_nothing_we_say_is_longer_than_eight_words():
    worked = run(REPS, story, 50, events=STORY_EVENTS)[0]
    held = run(HOLD, lambda t_s: {"phase": "hold", "hold_s": t_s}, 99)[0]
    assert max(len(cue.text.split()) for _, cue in worked + held) <= 8
