"""Listing, explaining, validating and tuning exercises."""

import csv
import io
import json
from importlib.resources import files
from typing import get_args

import pytest

from posecheck.catalogue.entries import GROUPS, VIEWS
from posecheck.catalogue.telling import TITLES
from posecheck.catalogue.words import SIDES
from posecheck.exercises import schema, signals
from posecheck.exercises.library import Library
from tests import flows

IDS = Library().ids
BIRD_DOG = files("posecheck.exercises") / "definitions" / "bird_dog.toml"


def listed(text: str) -> dict[str, list[str]]:
    """Return the ids under each heading of the list."""
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return {heading: [line.split()[0] for line in lines] for heading, *lines in blocks}


def test_list_has_a_line_an_exercise_under_its_position(run):
    text = run("exercises", "list").stdout
    found = listed(text)
    assert sorted(id_ for members in found.values() for id_ in members) == IDS
    order = list(dict.fromkeys([*GROUPS.values(), "Other"]))
    assert list(found) == [heading for heading in order if heading in found]
    assert "bird_dog" in found["On all fours and kneeling"]
    assert found["Plank"] == ["plank_forearm", "plank_high", "plank_knees"]
    assert run("exercises").stdout == text
    assert max(map(len, text.splitlines())) <= 100


def test_list_says_how_it_is_told_its_sides_and_its_view(run):
    lines = [" ".join(line.split()) for line in run("exercises", "list").stdout.splitlines()]
    assert "bird_dog Bird dog counted each side side-on" in lines
    assert "walking Walking steps each side any view" in lines
    assert "pelvic_tilt Pelvic tilt paced side-on" in lines
    assert "swimming_log Swimming written down no camera" in lines


def test_a_family_of_ones_own_is_listed_last(run, tmp_path):
    (tmp_path / "march.toml").write_text(flows.MARCH.replace('"cardio"', '"under_water"'))
    found = listed(run("exercises", "list", "--exercises", tmp_path).stdout)
    assert list(found)[-1] == "Other"
    assert found["Other"] == ["march"]


def test_json_lists_ids_names_kinds_views_sides_and_checks(run):
    told = json.loads(run("exercises", "--json").stdout)
    assert [item["id"] for item in told] == IDS
    by_id = {item["id"]: item for item in told}
    assert by_id["bird_dog"]["sides"] == ["left", "right"]
    assert by_id["bird_dog"]["kind"] == "reps"
    assert by_id["plank_high"] | {"checks": []} == {
        "id": "plank_high",
        "name": "High plank",
        "group": "Plank",
        "kind": "hold",
        "view": "side",
        "sides": [],
        "high_load": False,
        "checks": [],
    }
    assert {
        "id": "leg_high",
        "fault": "leg higher than the hip",
        "cue": "Leg no higher than your hip",
    } in by_id["bird_dog"]["checks"]


def test_every_fault_that_can_be_told_is_listed(run):
    from posecheck.engine.verdicts import generic_cues

    for item in json.loads(run("exercises", "--json").stdout):
        exercise = Library().get(item["id"])
        told = {check["id"] for check in item["checks"]}
        assert told == set(exercise.checks) | set(generic_cues(exercise))
        assert ("short_hold" in told) == bool(exercise.count and exercise.dose.short_cue)


@pytest.mark.parametrize("exercise_id", IDS)
def test_show_says_everything_in_the_definition(run, exercise_id):
    exercise = Library().get(exercise_id)
    told = " ".join(run("exercises", "show", exercise_id).stdout.split())
    rule = exercise.count or exercise.hold or exercise.cycle or exercise.pace
    wanted = [
        exercise.setup,
        *exercise.how,
        exercise.safety,
        exercise.dose.preset,
        rule.source if rule else "",
    ]
    wanted += [exercise.easier, exercise.harder, exercise.view.camera]
    wanted += [text for check in exercise.checks.values() for text in (check.fault, check.cue, check.source)]
    wanted += [text for item in exercise.not_measured for text in (item.what, item.why)]
    wanted += list(exercise.signals)
    assert [text for text in wanted if " ".join(text.split()) not in told] == []


def test_show_says_limits_in_words(run):
    told = " ".join(run("exercises", "show", "bird_dog").stdout.split())
    assert "leg fine up to 8 degrees, a fault beyond 16 degrees, in the hold, for 0.5 s" in told
    assert "thigh at least 25 degrees above its level at rest" in told
    assert "fine up to 2.5 % of the torso, a fault beyond 5 % of the torso" in told


def shown(run, text: str, folder) -> str:
    (folder / f"{flows.definition(text).id}.toml").write_text(text)
    return " ".join(run("exercises", "show", flows.definition(text).id, "--exercises", folder).stdout.split())


def test_show_says_how_steps_are_told(run, tmp_path):
    told = shown(run, flows.MARCH, tmp_path)
    assert "One step is a swing of lift 10 % of the torso beyond zero to either side." in told
    assert "Each step is the left side's where lift is positive, else the right side's." in told
    assert "Two within 0.25 s are one; 2 s without one end the bout; fewer than 3 in a row are none." in told
    assert "a fault below 60 degrees, while it goes on, for 0.5 s" in told
    assert "posecheck log march --minutes 20" in told
    assert "In position" not in told


def test_show_says_what_is_paced_and_for_whom(run, tmp_path):
    told = shown(run, flows.TILT, tmp_path)
    assert 'It says "Tilt" for 2 s, "Hold" for 5 s, "Release" for 2 s, 2 times.' in told
    assert "It paces and does not measure." in told
    assert "When to be careful Only for who has no pain now" in told


def test_show_says_that_a_swim_needs_no_camera(run, tmp_path):
    told = shown(run, flows.SWIM, tmp_path)
    assert "Camera No camera." in told
    assert "How it is written down posecheck log swim --minutes 20" in told


STRETCH = """
[signals.both]
measure = "distance"
points = ["ear", "shoulder"]
side = "mean"
since = "start"
share = true
highest_s = 2

[checks.shrug]
fault = "shrugs"
cue = "Drop your shoulders"
signal = "both"
ok_min = 0.9
warn_min = 0.8
when = ["out"]
source = "test"
"""


def test_show_has_words_for_every_way_to_measure(run, tmp_path):
    told = shown(run, flows.MARCH + STRETCH, tmp_path)
    manner = "a share, the mean of both sides, as a share of the first two seconds of this hold"
    assert f"both: distance ({manner}, its highest within 2 s)" in told
    assert "fine from 90 % of the first two seconds of this hold up" in told
    for words, keys in ((SIDES, signals.Pick), (VIEWS, schema.ViewNeed), (TITLES, schema.Kind)):
        assert set(words) == set(get_args(keys))


def test_show_says_that_staying_is_far_enough(run):
    told = " ".join(run("exercises", "show", "knee_to_chest_double").stdout.split())
    rule = Library().get("knee_to_chest_double").count.plateau
    assert f"Also far enough: to stay, {rule.travel:g} degrees or more from rest, slower than" in told


@pytest.mark.parametrize("exercise_id", IDS)
def test_show_fits_a_terminal(run, exercise_id):
    assert max(map(len, run("exercises", "show", exercise_id).stdout.splitlines())) <= 100


def test_an_unknown_exercise_names_the_nearest(run):
    done = run("exercises", "show", "brigde")
    assert done.exit_code == 2
    assert 'Did you mean "bridge"?' in done.stderr


def test_validate_a_good_file(run):
    done = run("exercises", "validate", BIRD_DOG)
    assert done.exit_code == 0
    assert "fine" in done.stdout


def test_validate_tells_every_problem_on_its_own_line(run, tmp_path):
    text = BIRD_DOG.read_text().replace('measure = "angle"', 'measure = "angel"').replace("max_s", "max_sec")
    file = tmp_path / "bird_dog.toml"
    file.write_text(text)
    done = run("exercises", "validate", file)
    lines = done.stderr.splitlines()
    assert done.exit_code == 1
    assert done.stdout == ""
    assert len(lines) == 3
    assert all(line.startswith(f"{file}: ") for line in lines)
    assert sum('did you mean "angle"?' in line for line in lines) == 2
    assert any("count.max_sec: unknown key" in line for line in lines)


def test_validate_a_missing_file(run, tmp_path):
    done = run("exercises", "validate", tmp_path / "none.toml")
    assert done.exit_code == 1
    assert "cannot be read" in done.stderr


def test_tune_shows_each_repetition_beside_the_thresholds(run, bird_dog_file):
    done = run("exercises", "tune", BIRD_DOG, bird_dog_file)
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "rep 1 L" in done.stdout
    assert "rep 2 R" in done.stdout
    assert "leg_high: ok_max 8, warn_max 16" in done.stdout
    assert "count.enter >= rest + 25" in done.stdout


def test_tune_as_csv_has_the_figures_own_numbers(run, bird_dog_file):
    table = run("exercises", "tune", BIRD_DOG, bird_dog_file, "--csv", "-", "--phase", "hold").stdout
    rows = {(row["signal"], row["part"]): row for row in csv.DictReader(io.StringIO(table))}
    knee = rows["knee_deg", "rep 1"]
    assert float(knee["max"]) == pytest.approx(175, abs=1)  # the figure's knee when raised
    assert float(knee["median"]) == pytest.approx(175, abs=1)
    assert float(rows["arm_same_deg", "rep 2"]["max"]) == pytest.approx(-90, abs=1)
    assert knee["side"] == "left"
    assert knee["in_the_file"] == "knee_bent: ok_min 155, warn_min 145"


def test_tune_writes_the_table_to_a_file(run, bird_dog_file, tmp_path):
    run("exercises", "tune", BIRD_DOG, bird_dog_file, "--csv", tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text().startswith("signal,part,side,start_s,end_s,min,p5,median")


def test_tune_with_a_file_that_is_no_track(run, tmp_path):
    done = run("exercises", "tune", BIRD_DOG, tmp_path / "none.npz")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
