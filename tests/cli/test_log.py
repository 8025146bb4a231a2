"""Writing down by hand, and what the camera refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecheck.result import SessionResult
from tests import flows


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a march, a paced tilt and a swim."""
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in (("march", flows.MARCH), ("tilt", flows.TILT), ("swim", flows.SWIM)):
        (folder / f"{name}.toml").write_text(text)
    return folder


def test_a_swim_is_one_line_and_a_result_file(run, own, tmp_path):
    file = tmp_path / "swim.json"
    entry = ["--minutes", 30, "--effort", 4, "--note", "easy lengths"]
    done = run("log", "swim", *entry, "--json", file, "--exercises", own)
    assert done.exit_code == 0
    assert done.stdout == f"Swimming: 30 minutes, effort 4 of 10, easy lengths. Saved: {file}\n"
    result = SessionResult.load(file)
    assert result.logged == {"minutes": 30.0, "effort": 4, "note": "easy lengths"}
    assert result.exercise["id"] == "swim"
    assert result.reps == ()
    assert result.summary["reps"] == 0


def test_what_cannot_be_written_is_not_called_saved(run, own, tmp_path):
    done = run("log", "swim", "--minutes", 1, "--json", tmp_path / ("x" * 250), "--exercises", own)
    assert done.exit_code == 1
    assert "Saved" not in done.stdout
    assert "Cannot write" in done.stderr


def test_without_a_file_it_says_how_to_keep_it(run, own):
    done = run("log", "swim", "--minutes", 1, "--exercises", own)
    assert done.stdout == "Swimming: 1 minute. Not saved; keep it with --json FILE\n"


def test_the_result_alone_on_stdout(run, own):
    done = run("log", "march", "--minutes", 12.5, "--json", "-", "--exercises", own)
    assert json.loads(done.stdout)["logged"] == {"minutes": 12.5, "effort": None, "note": ""}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["bridge", "--minutes", 5], "Bridge is counted or timed by the camera"),
        (["swim", "--minutes", 0], "0 minutes make no session"),
        (["swim", "--minutes", 5, "--effort", 11], "Effort goes from 0 to 10, not 11"),
        (["swimm", "--minutes", 5], 'Did you mean "swim"?'),
        (["swim", "--minutes", "nan"], "nan minutes make no session"),
        (["swim", "--minutes", 5, "--json", "none/here.json"], "The folder of none/here.json does not exist"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(run, own, words, told):
    done = run("log", *words, "--exercises", own)
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


@pytest.mark.parametrize("words", [["analyze", "clip.mp4", "--exercise", "swim"], ["live", "swim"]])
def test_no_camera_is_asked_to_see_a_swim(run, own, words):
    done = run(*words, "--exercises", own)
    assert done.exit_code == 2
    told = "Swimming cannot be seen by a camera. Write it down instead: posecheck log swim --minutes 20"
    assert done.stderr == f"Error: {told}\n"


def test_a_swim_cannot_be_tuned(run, own, bird_dog_file):
    done = run("exercises", "tune", own / "swim.toml", bird_dog_file)
    assert done.exit_code == 2
    assert "cannot be seen by a camera" in done.stderr
