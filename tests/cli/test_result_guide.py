"""The guide to the files names every key that is written."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from posecheck.engine.ledger import Ledger
from posecheck.engine.score import CAP_MAJOR, CAP_SAFETY, PART_WEIGHT
from posecheck.engine.summary import summarize
from posecheck.exercises.library import Library
from posecheck.logbook import log
from posecheck.pose import StreamInfo
from posecheck.result import SCHEMA, Fault, Hold, Rejected, Rep
from tests import flows

GUIDE = (Path(__file__).parents[2] / "docs" / "result.md").read_text(encoding="utf-8")
EVENTS = {"reps": Rep, "rejected": Rejected, "holds": Hold, "faults": Fault}


def _rows(text: str) -> dict[str, str]:
    """Return the tables' rows: each documented key with its meaning."""
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", text, flags=re.MULTILINE)
    return {key: meaning for keys, meaning in rows for key in re.findall(r"`(\w+)`", keys)}


TOP = _rows(GUIDE.split("\n### ")[0])


def test_every_key_of_a_result_is_explained(two_reps, one_hold):
    assert list(TOP) == list(two_reps.to_dict())
    assert SCHEMA in TOP["schema"]


@pytest.mark.parametrize("key", ["source", "exercise", "view", "symmetry", "summary"])
def test_every_inner_key_is_explained(two_reps, key):
    assert [inner for inner in two_reps.to_dict()[key] if f"`{inner}`" not in TOP[key]] == []


def test_every_key_of_a_rhythm_a_pace_and_a_log_is_explained():
    for text in (flows.MARCH, flows.TILT):
        exercise, source = flows.definition(text), StreamInfo("film.mp4", 640, 480)
        summary = summarize(exercise, "", Ledger(), source, None, []).summary
        assert [key for key in summary if f"`{key}`" not in TOP["summary"]] == []
    logged = log(Library(), "pelvic_tilt", 5).logged
    assert [key for key in logged if f"`{key}`" not in TOP["logged"]] == []


@pytest.mark.parametrize("kind", EVENTS)
def test_every_key_of_an_event_is_explained(kind):
    section = GUIDE.split(f"\n### `{kind}`")[1].split("\n#")[0]
    assert set(_rows(section)) == {field.name for field in fields(EVENTS[kind])}


def test_the_scores_weights_are_the_engines():
    parts = ", ".join(f"{weight:.0f}" for weight in PART_WEIGHT.values())
    assert f"weighted {parts}" in GUIDE
    assert f"caps it at {CAP_MAJOR}, one of safety at {CAP_SAFETY}" in GUIDE


def test_every_array_of_a_track_is_explained(bird_dog_file):
    import numpy as np

    with np.load(bird_dog_file) as arrays:
        assert [name for name in arrays if f"`{name}`" not in GUIDE] == []
