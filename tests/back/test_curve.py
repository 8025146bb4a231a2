"""The curve of a known edge is the known curve, whatever its place, size and direction."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck.back import curve_of
from posecheck.back.rays import FIRST, LAST, RAYS

SHARES = np.linspace(FIRST, LAST, RAYS)
HIP, SHOULDER = np.array([0.0, 0.0]), np.array([1.0, 0.0])


def edge_of(shape):
    """An edge above the line from hip to shoulder; y down, as in a picture."""
    return np.stack([SHARES, -0.3 - shape(SHARES)], axis=1)


def arc(turn_deg):
    """A circle that turns by so much between the shares 0.1 and 0.9; + bulges away from the body."""
    radius = 0.8 / 2 / np.sin(np.radians(turn_deg) / 2)
    return lambda t: np.sign(radius) * (np.sqrt(radius**2 - (t - 0.5) ** 2) - abs(radius))


def parabola(turn_deg):
    return lambda t: -np.radians(turn_deg) / 1.6 * (t - 0.5) ** 2


def moved(points, degrees=0.0, size=1.0, mirror=False):
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return points @ turn * size * np.array([-1 if mirror else 1, 1]) + [3.0, -7.0]


@pytest.mark.parametrize("turn_deg", [-40, -10, 10, 30, 60])
def test_an_arc_turns_by_its_angle(turn_deg):
    # A parabola through an arc turns a little more than the arc's ends do.
    assert curve_of(edge_of(arc(turn_deg)), HIP, SHOULDER).whole_deg == pytest.approx(turn_deg, rel=0.09)


@pytest.mark.parametrize("turn_deg", [-25, 0, 12, 45])
def test_a_parabola_is_measured_exactly(turn_deg):
    curve = curve_of(edge_of(parabola(turn_deg)), HIP, SHOULDER)
    assert curve.whole_deg == pytest.approx(turn_deg, abs=1e-6)
    assert curve.bow_ratio == pytest.approx(np.radians(turn_deg) / 8, abs=1e-9)
    assert curve.confidence == 1
    assert curve.line == pytest.approx(edge_of(parabola(turn_deg)), abs=1e-6)


def test_a_flat_edge_does_not_turn_whatever_its_slope():
    curve = curve_of(edge_of(lambda t: 0.2 * t), HIP, SHOULDER)
    assert [curve.whole_deg, curve.lower_deg, curve.upper_deg] == pytest.approx([0, 0, 0], abs=1e-6)


def test_a_bend_of_one_half_is_told_of_that_half():
    lower = curve_of(edge_of(lambda t: -np.tan(np.radians(15)) * np.maximum(0.3 - t, 0)), HIP, SHOULDER)
    assert lower.lower_deg == pytest.approx(15, abs=0.5)
    assert lower.upper_deg == pytest.approx(0, abs=0.5)
    upper = curve_of(edge_of(lambda t: np.tan(np.radians(15)) * np.maximum(t - 0.64, 0)), HIP, SHOULDER)
    assert upper.upper_deg == pytest.approx(-15, abs=2)
    assert upper.lower_deg == pytest.approx(0, abs=1.5)


@pytest.mark.parametrize("how", [{"degrees": 70}, {"degrees": 181}, {"size": 240.0}, {"mirror": True}])
def test_place_size_direction_and_mirror_change_nothing(how):
    edge = edge_of(arc(25))
    plain = curve_of(edge, HIP, SHOULDER)
    other = curve_of(*(moved(points, **how) for points in (edge, HIP, SHOULDER)))
    for name in ("whole_deg", "lower_deg", "upper_deg", "bow_ratio", "confidence"):
        assert getattr(other, name) == pytest.approx(getattr(plain, name), abs=1e-6)
    assert other.line == pytest.approx(moved(plain.line, **how), abs=1e-4)


def test_the_more_folds_the_less_confidence():
    folds = np.sin(SHARES * 70)
    trusts = [
        curve_of(edge_of(lambda t, a=a: a * folds), HIP, SHOULDER).confidence for a in (0, 0.006, 0.009, 0.02)
    ]
    assert trusts == sorted(trusts, reverse=True)
    assert trusts[0] == 1
    assert trusts[-1] == 0


def test_the_whole_and_the_upper_half_are_unknown_where_the_upper_part_is():
    edge = edge_of(arc(20))
    edge[SHARES > 0.7] = np.nan
    curve = curve_of(edge, HIP, SHOULDER)
    assert curve.lower_deg == pytest.approx(curve_of(edge_of(arc(20)), HIP, SHOULDER).lower_deg)
    assert np.isnan([curve.whole_deg, curve.upper_deg, curve.bow_ratio]).all()


def test_an_outline_without_the_lower_back_is_not_trusted():
    edge = edge_of(arc(20))
    edge[SHARES < 0.09] = np.nan  # as tracks of older versions have it
    curve = curve_of(edge, HIP, SHOULDER)
    assert np.isnan([curve.whole_deg, curve.lower_deg]).all()
    assert curve.confidence == 0


def test_a_gap_in_the_middle_is_bridged():
    edge = edge_of(parabola(20))
    edge[18:23] = np.nan
    assert curve_of(edge, HIP, SHOULDER).whole_deg == pytest.approx(20, abs=1e-6)


def test_too_little_of_the_edge_says_nothing():
    edge = edge_of(arc(20))
    edge[:20] = np.nan
    assert curve_of(edge, HIP, SHOULDER) is None
    assert curve_of(np.empty((0, 2)), HIP, SHOULDER) is None


def test_points_without_a_place_are_left_out():
    edge = edge_of(parabola(20))
    edge[3], edge[30] = np.inf, (0.7, np.nan)
    assert curve_of(edge, HIP, SHOULDER).whole_deg == pytest.approx(20, abs=1e-6)


@pytest.mark.parametrize("places", [np.full(41, 0.2), np.linspace(-0.06, 0.08, 41)])
def test_nothing_is_told_of_points_that_are_no_back(places):
    curve = curve_of(np.stack([places, np.full(41, -0.3)], axis=1), HIP, SHOULDER)
    assert np.isnan([curve.whole_deg, curve.lower_deg, curve.upper_deg]).all()
    assert np.isfinite(curve.line).all()
