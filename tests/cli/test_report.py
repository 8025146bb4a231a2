"""The summary for people: few lines, plain words, the right numbers."""

from dataclasses import replace

from posecheck import api
from posecheck.cli.report import clock, report
from posecheck.pose import PoseTrack, StreamInfo
from posecheck.result import Fault, Rejected
from tests import figures, flows
from tests.engine.test_auto import after


def _fault(id_, start_s, cue):
    return Fault(id_, None, "bad", start_s, start_s + 1, "leg", 20.0, 16.0, "deg", cue)


def _with_faults(result, *faults):
    times = {fault.id: sum(f.id == fault.id for f in faults) for fault in faults}
    cues = [{"id": id_, "times": n} for id_, n in times.items()]
    return replace(result, faults=faults, summary=result.summary | {"cues": cues})


def test_repetitions_with_sides_and_score(two_reps):
    score = two_reps.summary["score"]
    lines = report(two_reps)
    assert lines[0] == "film.mp4: Bird dog"
    assert lines[1].startswith("  2 repetitions (1 left, 1 right), held about ")
    assert lines[1].endswith(f", score {score} of 100")
    assert lines[2] == "  Nothing to correct in what was seen"


def test_a_hold_in_seconds(one_hold):
    held_s = one_hold.holds[0].seconds
    assert 9 < held_s <= 10
    assert report(one_hold)[1].startswith(f"  Held {held_s:.1f} s, score ")


def test_several_holds_with_their_sum_and_longest(one_hold):
    hold = one_hold.holds[0]
    two = replace(one_hold, holds=(replace(hold, seconds=12.0), replace(hold, seconds=30.5)))
    assert report(two)[1].startswith("  2 holds, 42.5 s together, the longest 30.5 s")


def test_what_to_work_on_with_cue_and_time(two_reps):
    cue = "Leg no higher than your hip"
    told = report(_with_faults(two_reps, _fault("leg_high", 65.4, cue), _fault("leg_high", 80.0, cue)))
    assert f"  Work on: {cue} (leg high, 2 times, first at 1:05)" in told
    assert not any("Nothing to correct" in line for line in told)


def test_no_more_than_three_things_to_work_on(two_reps):
    told = report(_with_faults(two_reps, *(_fault(f"f{n}", n, "Cue") for n in range(5))))
    assert sum("Work on" in line for line in told) == 3
    assert "  and 2 smaller things, see the result file" in told


def test_attempts_that_did_not_count_with_the_reason(two_reps):
    rejected = (Rejected("right", 12.0, 13.0, "shallow"), Rejected(None, 40.0, 40.5, "fast"))
    told = report(replace(two_reps, rejected=rejected))
    assert "  Not counted: one at 0:12 (right, not far enough), one at 0:40 (too fast)" in told


def test_nobody_is_said_and_nothing_is_praised(nobody):
    told = report(nobody)
    assert told == ["film.mp4: Bird dog", "  Note: nobody was in view"]


def test_what_was_not_judged_is_not_praised(two_reps):
    told = report(replace(two_reps, view=two_reps.view | {"suited": False}))
    assert not any("Nothing to correct" in line for line in told)


def test_low_coverage_is_said(two_reps):
    told = report(replace(two_reps, coverage=0.62))
    assert any("62 % of the time" in line for line in told)


def test_clock():
    assert [clock(0.9), clock(59.99), clock(60), clock(725)] == ["0:00", "0:59", "1:00", "12:05"]


def _replayed(text, poses, tmp_path):
    exercise = flows.definition(text)
    (tmp_path / f"{exercise.id}.toml").write_text(text)
    track = PoseTrack(tuple(poses), StreamInfo("film.mp4", 854, 480), None, exercise.id)
    return report(api.replay(track, exercises=[tmp_path]))


def test_steps_with_sides_time_and_cadence(tmp_path):
    told = _replayed(flows.MARCH, flows.march_film(21), tmp_path)
    assert told[:2] == ["film.mp4: Marching", "  21 steps (11 left, 10 right) in 0:12, 100 a minute"]
    assert told[2:] == ["  Nothing to correct in what was seen"]


def test_a_paced_set_says_that_it_was_not_measured(tmp_path):
    told = _replayed(flows.TILT, flows.lying_film(25), tmp_path)
    assert told[1] == "  2 rounds paced, 0:21 in position"
    assert "  Note: paced, not measured: the tilt itself, bracing" in told
    assert "  Note: only without pain: stop if it hurts" in told


def found_in(poses):
    return api.replay(PoseTrack(tuple(poses), StreamInfo("film")), "auto")


def test_several_recognised_exercises_with_their_times():
    film = after(figures.bridge_film(2), figures.plank_film(lambda _: 0.0, 12), figures.bird_dog_film("lr"))
    lines = report(found_in(film))
    assert lines[0] == "film: 3 exercises, one after the other"
    assert lines[1:3] == [
        "  0:02 to 0:15  Bridge",
        "    2 repetitions, held about 3.9 s each, score 98 of 100",
    ]
    assert "  0:21 to 0:33  Forearm plank" in lines
    assert "    Held 12.0 s, score 100 of 100" in lines
    assert sum("shape of the back" in line for line in lines) == 2  # of plank and bird dog, once each


def test_nothing_recognised_is_said():
    lines = report(found_in(list(figures.film(lambda _: (figures.all_fours(), figures.all_fours()), 5))))
    assert lines[0] == "film: no exercise recognised"
    assert "not sure which exercise" in lines[1]
