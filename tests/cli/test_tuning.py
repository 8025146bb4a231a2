"""Tuning measures what the assessor measured, stretch by stretch."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from posecheck.exercises.library import Library
from posecheck.tuning import spread, thresholds, tune
from tests.figures import bird_dog_film, plank_film

DEFINITIONS = Path(__file__).parents[2] / "posecheck/exercises/definitions"


def test_spread_leaves_out_the_unknown():
    found = spread(np.array([math.nan, *range(101)], float))
    assert (found.lowest, found.p5, found.median, found.p95, found.highest) == (0, 5, 50, 95, 100)
    assert math.isnan(spread(np.array([math.nan])).median)


def test_stretches_are_repetitions_attempts_and_the_whole():
    tuned = tune(Library().get("bird_dog"), bird_dog_film("lr"))
    stretches = [stretch for stretch, _ in tuned[0].spreads]
    assert [(s.label, s.side) for s in stretches] == [("rep 1", "left"), ("rep 2", "right"), ("whole", None)]
    assert stretches[0].start_s == pytest.approx(
        2.6, abs=0.3
    )  # the figure starts at 2 s, from 10 % of its range
    assert (stretches[2].start_s, stretches[2].end_s) == (0, 18)


def test_the_hold_is_what_the_checks_judge_as_hold():
    tuned = {t.name: t for t in tune(Library().get("bird_dog"), bird_dog_film("l"), "hold")}
    rep = tuned["thigh_deg"].spreads[0][1]
    assert (
        rep.lowest > -12
    )  # still on its way, faster than 15 degrees per second, it is judged as out or back
    assert rep.highest == pytest.approx(0, abs=1)


def test_a_rejected_attempt_has_its_own_stretch():
    tuned = tune(Library().get("bird_dog"), bird_dog_film("l", depth=0.55))
    assert [stretch.label for stretch, _ in tuned[0].spreads] == ["shallow", "whole"]


def test_a_hold_has_its_own_stretch():
    tuned = {t.name: t for t in tune(Library().get("plank_forearm"), plank_film(lambda _: 0.05, 8.0))}
    labels = [stretch.label for stretch, _ in tuned["hip_off_ratio"].spreads]
    assert labels == ["hold 1", "whole"]
    assert tuned["hip_off_ratio"].spreads[0][1].median == pytest.approx(0.05, abs=0.005)


def test_an_empty_track_has_no_stretches():
    assert tune(Library().get("bird_dog"), [])[0].spreads == ()


@pytest.mark.parametrize("exercise_id", Library().ids)
def test_every_number_of_the_file_is_shown_once(exercise_id):
    exercise = Library().get(exercise_id)
    told = [line for name in exercise.signals for line in thresholds(exercise, name)]
    conditions = re.findall(r'(?:"| or )\w+ [<>]= ', (DEFINITIONS / f"{exercise_id}.toml").read_text("utf-8"))
    sided = [(c.ok_min is not None) + (c.ok_max is not None) for c in exercise.checks.values()]
    assert len(told) == len(conditions) + sum(sided)
