"""A stretch is held where the person stays: what counts as staying, for how long, and what ends it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from posecheck.engine.filters import LowPass
from posecheck.engine.movement import Movement
from posecheck.engine.reps import RepCounter
from posecheck.engine.tempo import tempo_of
from posecheck.exercises.counting import Count
from tests.figures import min_jerk, rep_course

RULE = Count.model_validate(
    {
        "signal": "hip",
        "enter": ["hip <= rest - 20"],
        "peak": ["hip <= 60", "knee >= 145"],
        "leave": ["hip >= 72", "head >= 30"],
        "done": ["hip >= rest - 12"],
        "plateau": {"travel": 30},
        "source": "made up",
    }
)
"""A hip that rests at 120 degrees: 60 is far enough anyhow, 90 where it stays there."""

NEAR_SHARE = 0.247
"""The last tenth of a way that ends calmly takes so much of its time; it belongs to the stay."""

Course = Callable[[float], float]


def run(
    hip: Course,
    length_s: float,
    *,
    knee: Course = lambda _: 170.0,
    head: Course = lambda _: 0.0,
    fps: float = 30.0,
    noise_deg: float = 0.0,
    seed: int = 0,
    rule: Count = RULE,
) -> tuple[list[Movement], list[str]]:
    """Count a course; return the movements told and the phases in their order."""
    rng = np.random.default_rng(seed)
    counter = RepCounter(rule, "deg", 5.0)
    movements, phases = [], ["ready"]
    for index in range(int(length_s * fps)):
        t_s = index / fps
        values = {"hip": hip(t_s) + noise_deg * rng.normal(), "knee": knee(t_s), "head": head(t_s)}
        movement = counter.step(t_s, values, None)
        movements += [movement] if movement else []
        phases += [counter.phase] if phases[-1] != counter.phase else []
    return movements, phases


def stretch(range_deg: float = 45.0, hold_s: float = 5.0, way_s: float = 2.0) -> Course:
    """Go out after 2 s, stay, and come back."""

    def hip(t_s: float) -> float:
        share = rep_course(t_s, 2, out_s=way_s, hold_s=hold_s, back_s=way_s) if t_s > 2 else 0.0
        return 120 - range_deg * share

    return hip


def near(hold_s: float, *ways_s: float) -> float:
    """Return how long a stay is with the end of the way there and the beginning of the way back."""
    return hold_s + NEAR_SHARE * sum(ways_s)


def steps(*ways: tuple[float, float, float]) -> Course:
    """Go by so many degrees, from one time to another, each in turn."""
    return lambda t_s: 120 - sum(far * min_jerk((t_s - a) / (b - a)) for far, a, b in ways)


@pytest.mark.parametrize("range_deg", [35, 45, 70])
@pytest.mark.parametrize("hold_s", [1.0, 5.0, 30.0])
def test_a_stay_is_told_and_timed_wherever_it_is(range_deg: float, hold_s: float):
    movements, phases = run(stretch(range_deg, hold_s), 8 + hold_s)
    assert [m.reason for m in movements] == [None]
    assert movements[0].hold_s == pytest.approx(near(hold_s, 2, 2), abs=0.1)
    assert phases == ["ready", "out", "hold", "back", "ready"]


@pytest.mark.parametrize("way_s", [1.0, 1.5, 2.0])
def test_the_last_and_the_first_tenth_of_the_way_are_part_of_the_hold(way_s: float):
    movements, _ = run(stretch(45, 5, way_s), 12)
    assert movements[0].hold_s == pytest.approx(near(5, way_s, way_s), abs=0.1)
    tenth_s = near(0, way_s)
    assert movements[0].stayed_s == pytest.approx((2 + way_s - tenth_s, 7 + way_s + tenth_s), abs=0.1)


@pytest.mark.parametrize("range_deg", [35, 45])
def test_who_turns_back_at_once_went_not_far_enough(range_deg: float):
    movements, phases = run(stretch(range_deg, 0.0), 8)
    assert [m.reason for m in movements] == ["shallow"]
    assert "hold" not in phases


def test_who_turns_back_beyond_the_bound_counts_without_a_stay():
    movements, _ = run(stretch(75, 0.0), 8)
    assert [m.reason for m in movements] == [None]
    assert movements[0].stayed_s is None
    assert 0 < movements[0].hold_s < 1.5


def test_less_than_the_least_travel_is_not_told():
    assert run(stretch(28, 5.0), 13) == ([], ["ready", "out", "ready"])


def test_a_stay_counts_only_with_all_else_that_belongs_to_the_peak():
    movements, phases = run(stretch(), 13, knee=lambda _: 130.0)
    assert [m.reason for m in movements] == ["shallow"]
    assert "hold" not in phases


def test_the_clock_pauses_while_something_else_gives_way():
    movements, _ = run(stretch(45, 10), 18, knee=lambda t: 130.0 if 6 < t < 9 else 170.0)
    assert movements[0].hold_s == pytest.approx(near(10 - 3, 2, 2), abs=0.3)


def test_a_moment_of_giving_way_is_forgiven():
    movements, _ = run(stretch(45, 10), 18, knee=lambda t: 130.0 if 6 < t < 6.2 else 170.0)
    assert movements[0].hold_s == pytest.approx(near(10, 2, 2), abs=0.1)


def test_another_signal_of_leave_ends_the_hold():
    movements, phases = run(stretch(45, 10), 18, head=lambda t: 40.0 if t > 8 else 0.0)
    assert movements[0].hold_s == pytest.approx(near(8 - 4, 2), abs=0.1)
    assert phases == ["ready", "out", "hold", "back", "ready"]


@pytest.mark.parametrize(("eased_deg", "phase"), [(10, "hold"), (20, "back")])
def test_coming_back_by_a_third_of_ones_own_range_ends_the_hold(eased_deg: float, phase: str):
    _, phases = run(steps((45, 2, 4), (-eased_deg, 10, 12)), 14)
    assert phases[-1] == phase


def sinking(t_s: float) -> float:
    """Go out by 45 degrees, sink in by 15 more within 15 s, and come back at 24 s."""
    return stretch(45 + 15 * min(1.0, max(0.0, (t_s - 5) / 15)), 20)(t_s)


def test_sinking_in_slowly_is_staying():
    assert run(sinking, 30)[0][0].hold_s == pytest.approx(near(20, 2, 2), abs=0.1)


def test_sinking_in_slowly_makes_the_way_back_no_drop():
    tempo = tempo_of(run(sinking, 30)[0][0], "deg")
    assert not tempo.dropped
    assert tempo.out_s == pytest.approx(1.1, abs=0.2)
    assert tempo.back_s == pytest.approx(1.0, abs=0.2)


def test_stays_at_two_depths_are_one_hold_without_the_way_between():
    movements, phases = run(steps((35, 2, 4), (35, 10, 12), (-70, 18, 20)), 24)
    assert movements[0].hold_s == pytest.approx(near(6 + 6, 2, 2, 2, 2), abs=0.4)
    assert phases.count("hold") == 1


def test_a_rest_on_the_way_back_is_no_hold():
    movements, phases = run(steps((70, 2, 4), (-35, 8, 9.5), (-35, 15, 16.5)), 20)
    assert movements[0].hold_s == pytest.approx(near(4, 2, 1.5), abs=0.2)
    assert phases.count("hold") == 1


def test_longer_than_the_dose_is_not_too_slow():
    movements, _ = run(stretch(45, 60), 68, fps=10)
    assert [m.reason for m in movements] == [None]


def test_a_short_loss_from_view_within_a_stay_goes_on():
    hip = stretch(45, 10)
    movements, _ = run(lambda t: math.nan if 7 < t < 8 else hip(t), 18)
    assert movements[0].hold_s == pytest.approx(near(10, 2, 2), abs=0.1)


def test_a_long_loss_from_view_is_left_out():
    hip = stretch(45, 10)
    movements, _ = run(lambda t: math.nan if 6 < t < 9 else hip(t), 18)
    assert movements[0].hold_s == pytest.approx(near(10 - 3, 2, 2), abs=0.4)


@pytest.mark.parametrize("fps", [7.5, 15, 60])
def test_any_frame_rate_times_the_same(fps: float):
    wanted, got = (run(stretch(), 13, fps=f)[0][0].hold_s for f in (30.0, fps))
    assert got == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(("fps", "off_s"), [(7.5, 0.8), (15, 0.6), (30, 0.5)])
def test_noise_of_two_degrees_does_not_flicker(fps: float, off_s: float):
    for seed in range(3):
        movements, phases = run(stretch(45, 8), 16, fps=fps, noise_deg=2.0, seed=seed)
        assert [m.reason for m in movements] == [None]
        assert movements[0].hold_s == pytest.approx(near(8, 2, 2), abs=off_s)
        assert phases == ["ready", "out", "hold", "back", "ready"]


def test_lengths_have_a_speed_of_their_own():
    """A fold that closes by half a torso length within 2 s, held for 5 s."""
    rule = Count.model_validate(
        {
            "signal": "fold",
            "enter": ["fold <= 0.95"],
            "peak": ["fold <= 0.4"],
            "leave": ["fold >= 0.5"],
            "done": ["fold >= 1.05"],
            "plateau": {"travel": 0.35},
            "source": "made up",
        }
    )
    counter = RepCounter(rule, "ratio", 5.0)
    told = [counter.step(i / 30, {"fold": stretch()(i / 30) / 90 - 0.13}, None) for i in range(13 * 30)]
    assert [m.hold_s for m in told if m] == pytest.approx([near(5, 2, 2)], abs=0.1)


@pytest.mark.parametrize("seed", range(3))
def test_a_leg_seen_by_half_is_still_held(seed: int):
    """What jumps by 8 degrees every quarter of a second, at random, is held; its time is coarser."""
    flips = np.random.default_rng(seed).choice([-4.0, 4.0], 64).tolist()
    smooth = LowPass(3.0)
    hip = stretch(60, 8)
    movements, _ = run(
        lambda t: smooth.step(t, hip(t) + (flips[int(t * 4)] if 4 < t < 12 else 0.0)), 16, fps=15
    )
    assert [m.reason for m in movements] == [None]
    assert movements[0].hold_s == pytest.approx(near(8, 2, 2), abs=3.0)


def test_easing_off_for_a_moment_and_coming_back_is_one_stay():
    movements, phases = run(steps((45, 2, 4), (-10, 8, 8.6), (10, 8.6, 9.2), (-45, 14, 16)), 20)
    assert movements[0].hold_s == pytest.approx(near(14 - 4, 2, 2), abs=0.1)
    assert phases == ["ready", "out", "hold", "back", "ready"]


@pytest.mark.parametrize(("hold_s", "reason"), [(0.0, "shallow"), (5.0, None)])
def test_where_only_a_stay_counts_no_depth_is_enough(hold_s: float, reason: str | None):
    """A hip that goes to 50, beyond the peak's bound of 60."""
    assert RULE.plateau is not None
    rule = RULE.model_copy(update={"plateau": RULE.plateau.model_copy(update={"only": True})})
    movements, _ = run(stretch(70, hold_s), 8 + hold_s, rule=rule)
    assert [m.reason for m in movements] == [reason]
    assert [m.reason for m in run(stretch(70, hold_s), 8 + hold_s)[0]] == [None]


@pytest.mark.parametrize("lost_s", [0.2, 0.4])
def test_a_leg_taken_for_the_other_for_a_moment_does_not_end_a_stretch(lost_s: float):
    """The network takes the leg that rests for the one that is held, soon after it has come there."""
    hip = stretch(70, 5, way_s=1.5)
    movements, _ = run(lambda t: 120.0 if 3.8 < t < 3.8 + lost_s else hip(t), 14, fps=15)
    assert [m.reason for m in movements] == [None]
    assert movements[0].end_s == pytest.approx(10, abs=0.5)
