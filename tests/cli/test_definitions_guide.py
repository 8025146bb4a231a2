"""The guide to definitions explains every key and word, and its example is sound."""

import re
from pathlib import Path
from typing import get_args

import pytest

from posecheck.engine.rules import PERSIST_S, TOLERANCE
from posecheck.exercises import counting, schema, signals
from posecheck.exercises.library import load_file

GUIDE = (Path(__file__).parents[2] / "docs" / "definitions.md").read_text(encoding="utf-8")
TABLES = {
    "The head of the file": schema.Exercise,
    "[view]": schema.View,
    "[signals.NAME]": signals.Signal,
    "[position]": schema.Position,
    "[count]": counting.Count,
    "[hold]": counting.HoldRule,
    "[cycle]": counting.Cycle,
    "[pace]": counting.Pace,
    "[checks.NAME]": schema.Check,
    "[dose]": schema.Dose,
    "[[not_measured]]": schema.NotMeasured,
}
INNER_TABLES = {
    "view", "position", "signals", "count", "hold", "cycle", "pace", "checks", "dose", "not_measured",
}  # fmt: skip


def _section(title: str) -> str:
    return next(part for part in GUIDE.split("\n## ")[1:] if title in part.splitlines()[0])


@pytest.mark.parametrize("title", TABLES)
def test_every_key_has_its_row(title):
    rows = " ".join(re.findall(r"^\| (`.*?) \|", _section(title), flags=re.MULTILINE))
    documented = set(re.findall(r"`([a-z_0-9]+)`", rows))
    assert set(TABLES[title].model_fields) - INNER_TABLES - documented == set()


def test_every_measure_side_joint_and_phase_is_explained():
    words = [*get_args(signals.Measure), *get_args(signals.Pick), *get_args(signals.Joint)]
    assert [word for word in words if f"`{word}`" not in _section("[signals.NAME]")] == []
    assert [
        word for word in get_args(schema.JudgedPhase) if f'`"{word}"`' not in _section("[checks.NAME]")
    ] == []


def test_the_number_of_points_is_right():
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|", _section("[signals.NAME]"), flags=re.MULTILINE)
    told = {name: 0 if points == "none" else len(points.split(",")) for name, points in rows}
    assert {name: told.get(name) for name in signals.POINTS_OF} == signals.POINTS_OF


def test_the_grades_have_the_engines_numbers():
    rows = re.findall(r"^\| ([ABCD]) \| (\d+) degrees, (\d+) %.*? \| ([\d.]+) s", GUIDE, flags=re.MULTILINE)
    told = {grade: (float(deg), float(share) / 100, float(s)) for grade, deg, share, s in rows}
    assert told == {g: (TOLERANCE[g]["deg"], TOLERANCE[g]["ratio"], PERSIST_S[g]) for g in "ABCD"}


def test_the_example_is_a_sound_definition(tmp_path):
    example = re.search(r"```toml\n(.*?)```", GUIDE, flags=re.DOTALL)
    file = tmp_path / "leg_raise.toml"
    file.write_text(example[1])
    exercise = load_file(file)
    assert exercise.working == "leg"
    assert exercise.checks["knee_bent"].warn_min == 145
