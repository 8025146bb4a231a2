"""A malformed definition names every problem at once, with its key and the nearest allowed word."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from posecheck.errors import DefinitionError, UsageError
from posecheck.exercises.conditions import parse_condition
from posecheck.exercises.library import Library, load_file, parse

DEFINITIONS = Path(__file__).parents[2] / "posecheck/exercises/definitions"
BRIDGE = (DEFINITIONS / "bridge.toml").read_text(encoding="utf-8")
CAT_COW = (DEFINITIONS / "cat_cow.toml").read_text(encoding="utf-8")
WALKING = (DEFINITIONS / "walking.toml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        parse(text.encode(), "bridge.toml")
    return caught.value.problems


def test_every_problem_is_listed_at_once():
    text = (
        BRIDGE.replace('measure = "angle_above"', 'measure = "angel_above"')
        .replace("severity = ", "severety = ", 1)
        .replace("ok_max = 100", 'ok_max = "high"')
    )
    found = "\n".join(problems(text))
    assert 'signals.hip.measure: "angel_above" is not allowed; did you mean "angle_above"?' in found
    assert 'checks.low_hips.severety: unknown key; did you mean "severity"?' in found
    assert "checks.feet_far.ok_max:" in found


def test_an_unknown_signal_names_the_nearest():
    found = problems(BRIDGE.replace('peak = ["hip >= 152"', 'peak = ["hipp >= 152"'))
    assert any('no signal is called "hipp"; did you mean "hip"?' in line for line in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("warn_min = -0.13", "warn_min = 0.15", "warn_min lies below"),
        ('peak = ["hip >= 152"', 'peak = ["hip >= 600"', "can never be reached"),
        (
            'cue = "Keep your hips up"',
            'cue = "Please keep both of your hips up for a long time"',
            "one to 8 words",
        ),
        ('points = ["shoulder", "hip", "knee"]', 'points = ["shoulder", "hip"]', "takes 3 points, got 2"),
        (
            'points = ["shoulder", "hip", "knee"]',
            'points = ["shoulder", "hip", "kne"]',
            'did you mean "knee"?',
        ),
        ('kind = "reps"', 'kind = "hold"', 'kind: "hold" needs a [hold] table'),
        ('enter = ["hip >= rest + 15"', 'enter = ["hip is high"', "is not a condition"),
        ('peak = ["hip >= 152"', 'peak = ["hip >= 152 or hipp >= 3"', 'did you mean "hip"?'),
        ('peak = ["hip >= 152"', 'peak = ["hip >= 152 or"', "is not a condition"),
        ("[count]", "[count]\ntogether = true", "count.together: is for two ways"),
        ("[dose]", "[dosis]", "dose: is missing"),
    ],
)
def test_problems_in_words(old: str, new: str, expected: str):
    assert any(expected in line for line in problems(BRIDGE.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('signal = "high_knee"', 'signal = "high_kneee"', 'did you mean "high_knee"?'),
        ("back = -0.45", "back = -0.2", "cycle.outright.back: must be below beyond, -0.3; got -0.2"),
        ("lasts_s = 0.3", "fewest = 6", "cycle.outright.fewest: must be below that of a row, 6; got 6"),
    ],
)
def test_problems_of_steps_told_outright_in_words(old: str, new: str, expected: str):
    assert old in WALKING
    assert any(expected in line for line in problems(WALKING.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('name = "cow"', 'name = "cat"', "the two ways need a name each"),
        ('"back_curve"\nsince = "neutral"', '"back_curve"', 'needs since = "neutral"'),
        ('"back_curve"', '"back_bow"', "too fine to count by"),
        ('peak = ["back <= -12"]', 'peak = ["back >= 20"]', "on the other side of neutral"),
        ('done = ["back <= 4"]', 'done = ["back <= rest + 4"]', "write numbers without rest"),
        ('done = ["back >= -3.5"]', 'done = ["head >= -3"]', 'count.other.done: needs a condition on "back"'),
        ('part = "lower"', 'part = "middle"', "(allowed: whole, lower, upper)"),
        ('measure = "pitch"\n', 'measure = "pitch"\npart = "lower"\n', 'is for "back_curve" only'),
        ('part = "lower"', 'part = "lower"\nside = "far"', "the back has no sides"),
        ("head_swing >= 22", "head_swing >= rest + 2", '"rest" is known to [count] only'),
        ('cue = "Round a little more"', 'cue = "Please round your back a little bit more than that"',
         "count.cue: a cue has one to 8 words"),
    ],
)  # fmt: skip
def test_problems_of_the_back_and_of_two_ways_in_words(old: str, new: str, expected: str):
    assert old in CAT_COW
    found = problems(CAT_COW.replace(old, new, 1))
    assert any(expected in line for line in found), found


def test_a_stand_in_has_the_same_ways():
    changed = CAT_COW[::-1].replace('"woc" = eman', '"oom" = eman', 1)[::-1]
    assert any("count.instead: needs the ways" in line for line in problems(changed))


def test_what_is_no_toml_is_one_line():
    assert "\n" not in problems("id = ")[0]


def test_folders_add_and_override(tmp_path: Path):
    (tmp_path / "bridge.toml").write_text(BRIDGE.replace('name = "Bridge"', 'name = "My bridge"'))
    (tmp_path / "high_bridge.toml").write_text(BRIDGE.replace('id = "bridge"', 'id = "high_bridge"'))
    library = Library([tmp_path])
    assert library.get("bridge").name == "My bridge"
    assert "high_bridge" in library.ids
    assert library.sha256("bridge") != Library().sha256("bridge")


def test_an_unknown_exercise_names_the_nearest():
    with pytest.raises(UsageError, match='Did you mean "bird_dog"'):
        Library().get("birddog")


def test_a_missing_folder_and_file_are_one_line(tmp_path: Path):
    with pytest.raises(UsageError, match="is not a folder"):
        Library([tmp_path / "nowhere"])
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_file(tmp_path / "nothing.toml")


def test_id_and_file_name_agree(tmp_path: Path):
    path = tmp_path / "other.toml"
    path.write_text(BRIDGE)
    with pytest.raises(DefinitionError, match="they must agree"):
        load_file(path)
    with pytest.raises(DefinitionError, match="they must agree"):
        Library([tmp_path]).all()


def test_a_folder_that_is_called_like_a_definition_is_one_line(tmp_path: Path):
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(DefinitionError, match="cannot be read"):
        Library([tmp_path])


@pytest.mark.parametrize(
    "text",
    [
        "hip >= 150",
        "hip <= rest + 12",
        "leg >= -24",
        "hip >= rest - 5",
        "a_b <= 0.3",
        "a <= 3 or b >= 4 or a >= 9",
    ],
)
def test_conditions_read_and_write_the_same(text: str):
    assert str(parse_condition(text)) == text


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (2, 0, True),
        (5, 5, True),
        (5, 0, False),
        (math.nan, 5, True),
        (math.nan, 0, None),
        (5, math.nan, None),
        (math.nan, math.nan, None),
    ],
)
def test_one_of_two_bounds_is_enough(a: float, b: float, expected: bool | None):
    assert parse_condition("a <= 3 or b >= 4").told({"a": a, "b": b}) is expected


def test_a_hold_knows_no_or():
    folder = Path(__file__).parents[2] / "posecheck/exercises/definitions"
    text = next(t for p in sorted(folder.glob("*.toml")) if "[hold]" in (t := p.read_text(encoding="utf-8")))
    before, enter, after = text.partition('\nenter = ["')
    bound = after.split('"', 1)[0]
    found = problems(before + enter + f"{bound} or " + after)
    assert any('hold.enter: "or" is not for holds' in line for line in found)
