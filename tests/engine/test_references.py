"""What a value is set against: the best of the person's own holds."""

from __future__ import annotations

import math

import pytest

from posecheck.engine.references import Alike, Bounce, Lopsided, Range, SinceBestHold


def held(reference: SinceBestHold, start_s: float, level: float, side: str = "left") -> float:
    """Hold a level for three seconds; return what is said of its end."""
    reference.begin_hold(side)
    return [reference.against(start_s + k / 30, level) for k in range(90)][-1]


def test_the_first_hold_of_a_side_is_its_own_measure():
    reference = SinceBestHold()
    reference.begin_hold("left")
    assert math.isnan(reference.against(0.0, -5.0))
    assert held(reference, 1.0, -5.0) == 0


def test_later_holds_are_set_against_the_best_so_far():
    reference = SinceBestHold()
    drops = [held(reference, 10.0 * k, level) for k, level in enumerate([-12.0, -5.0, -13.0, -4.0, -9.0])]
    assert drops == pytest.approx([0, 0, -8, 0, -5])


def test_each_side_has_its_own_best():
    reference = SinceBestHold()
    held(reference, 0.0, 3.0, "left")
    assert held(reference, 10.0, -6.0, "right") == 0
    assert held(reference, 20.0, -6.0, "left") == -9


def test_a_hold_that_gives_way_is_told_against_its_own_beginning():
    reference = SinceBestHold()
    reference.begin_hold("left")
    for k in range(60):
        reference.against(k / 30, 2.0)
    assert reference.against(2.1, -8.0) == -10


def test_what_comes_after_the_first_second_makes_no_better_best():
    reference = SinceBestHold()
    held(reference, 0.0, -10.0)
    reference.against(5.0, 20.0)  # back on the knee, between the holds
    assert held(reference, 10.0, -12.0) == -2


def test_a_hold_that_was_not_seen_is_no_measure():
    reference = SinceBestHold()
    assert math.isnan(held(reference, 0.0, math.nan))
    assert held(reference, 10.0, -7.0) == 0


@pytest.mark.parametrize(("swing", "expected"), [(0.0, 0.0), (5.0, 10.0)])
def test_the_way_there_is_no_bouncing(swing: float, expected: float):
    """60 degrees in 2 s, then 4 s there: still, or swinging to and fro once a second."""
    bounce, values = Bounce(3.0), []
    for i in range(181):
        t_s = i / 30
        stay = -swing * math.cos(math.tau * (t_s - 2.25)) if t_s > 2 else 0.0
        values.append(bounce.step(t_s, min(60.0, 30 * t_s) + stay))
    assert math.isnan(values[30])
    assert values[75] == pytest.approx(0, abs=2 * swing)
    assert values[-1] == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(("down", "told"), [(1.0, 0.0), (0.5, 0.5), (2.0, -0.5), (0.1, math.nan)])
def test_one_way_that_is_further_than_the_other_is_told_once_both_are_over(down: float, told: float):
    """Up to 1 and down so far, in swings of 4 s from rest: of the first, 1 s up, 1 s back, 1 s down."""
    lopsided, values = Lopsided(8.0), []
    for i in range(361):
        level = math.sin(math.tau * (i / 30 - 4) / 4) if i > 120 else 0.0
        values.append(lopsided.step(i / 30, level * (down if level < 0 else 1.0)))
    assert math.isnan(values[150])  # at the upper end
    assert math.isnan(values[195]) or down < 0.5  # on the way down
    assert values[-1] == pytest.approx(told, abs=0.03, nan_ok=True)


@pytest.mark.parametrize(("outermost", "told"), [(0.0, 100.0), (0.1, 10.0), (0.25, 6.0)])
def test_a_range_leaves_out_what_is_outermost(outermost: float, told: float):
    """Of 0 to 10 in 10 steps, with two outliers: a tenth at either end leaves them out, a quarter more."""
    values = [*range(11), 100, 0]
    ranged = Range(13.0, outermost)
    assert [ranged.step(float(t), v) for t, v in enumerate(values)][-1] == told


@pytest.mark.parametrize(("way", "told"), [(1, 1.0), (-1, -1.0), (0, math.nan)])
def test_what_moves_along_is_told_by_sign_alone(way: int, told: float):
    """However small a swing is, and around which middle."""
    alike = Alike(3.0)
    courses = [(5 + math.sin(t / 4), way * 0.01 * math.sin(t / 4) - 7) for t in range(60)]
    last = [alike.step(t / 15, a, b) for t, (a, b) in enumerate(courses)][-1]
    assert last == pytest.approx(told, nan_ok=True)
