"""Filters by true time: the same answer at any frame rate."""

from __future__ import annotations

import math

import pytest

from posecheck.engine.filters import LowPass, TrailingMedian


def test_low_pass_halves_the_power_at_its_cutoff():
    low_pass = LowPass(3.0)
    out = [low_pass.step(i / 240, math.sin(2 * math.pi * 3.0 * i / 240)) for i in range(960)]
    assert max(out[480:]) == pytest.approx(math.sqrt(0.5), abs=0.02)


@pytest.mark.parametrize("fps", [7.5, 15, 30, 60])
def test_a_step_settles_after_the_same_time(fps: float):
    low_pass = LowPass(3.0)
    low_pass.step(0.0, 0.0)
    out = {i: low_pass.step(i / fps, 1.0) for i in range(1, int(fps) + 1)}
    assert out[int(fps)] == pytest.approx(1.0, abs=1e-3)


def test_missing_values_pass_and_a_gap_restarts():
    low_pass = LowPass(3.0)
    low_pass.step(0.0, 10.0)
    assert math.isnan(low_pass.step(0.1, math.nan))
    assert low_pass.step(0.2, 10.0) == pytest.approx(10.0)
    assert low_pass.step(2.0, 50.0) == 50.0


def test_trailing_median_forgets_and_waits():
    window = TrailingMedian(1.0)
    for i in range(11):
        window.step(i / 10, float(i))
    assert window.value() == 5.0
    window.step(5.0, 99.0)
    assert window.value() == 99.0
    assert math.isnan(window.value(at_least_s=0.5))
