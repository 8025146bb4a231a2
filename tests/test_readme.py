"""Every command and every snippet of the README and the guide is run, with a fake in place of the network."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import posecheck
from posecheck import api, models
from posecheck.cli import app
from posecheck.pose import PoseTrack, StreamInfo
from tests.back.test_outline import arched, landmarks, mask_of
from tests.figures import bird_dog_film

ROOT = Path(__file__).parents[1]
PAGES = {p: (ROOT / p).read_text("utf-8") for p in ("README.md", "docs/definitions.md", "docs/result.md")}


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language, of all pages."""
    fence = rf"^ *```{language}\n(.*?)^ *```"
    return [
        block for text in PAGES.values() for block in re.findall(fence, text, flags=re.DOTALL | re.MULTILINE)
    ]


SHELL = [line.strip() for block in blocks("sh") for line in block.splitlines()]
COMMANDS = [line for line in SHELL if line.startswith("posecheck ")]
BACKS = [block for block in blocks("python") if "back_outline" in block]
SNIPPETS = [block for block in blocks("python") if block not in BACKS]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages speak of, and an analysis without a network."""
    track = PoseTrack(tuple(bird_dog_film("lr")), StreamInfo("clip.mp4", 854, 480), None, "bird_dog")
    for name in ("patient", "clip"):
        track.save(tmp_path / f"{name}.track.npz")
    (tmp_path / "clinic").mkdir()
    for file in (files("posecheck.exercises") / "definitions").iterdir():
        shutil.copy(str(file), tmp_path / "clinic")

    def fake(path: Any, exercise: str, **options: Any) -> posecheck.SessionResult:
        return api.replay(track, exercise)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(api, "analyze", fake)
    monkeypatch.setattr(api, "live", lambda exercise, **options: api.replay(track, exercise))
    found = models.find_model("full")
    monkeypatch.setattr(models, "fetch_heavy", lambda progress=None: found)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(desk, command):
    line = command.partition(" > ")[0]
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(len(SNIPPETS)))
def test_snippets_run(desk, snippet):
    space: dict[str, Any] = {}
    exec(snippet, space)
    assert space["result"].summary["reps"] == 2


@pytest.mark.parametrize("snippet", BACKS)
def test_the_backs_snippet_tells_a_round_back(snippet, capsys):
    space = {"mask": mask_of(arched(150)), "points": landmarks(), "visibility": np.ones(33)}
    exec(snippet, space)
    turn_deg = 2 * 0.8 * np.degrees(120 / (2 * 150))  # of an arc, over 0.8 of the line
    assert space["curve"].whole_deg == pytest.approx(turn_deg, abs=3)
    assert f"turns by {space['curve'].whole_deg:.0f} degrees" in capsys.readouterr().out


def test_there_is_something_to_run():
    assert len(COMMANDS) >= 12
    assert len(SNIPPETS) == 2
    assert len(BACKS) == 1


def test_every_command_is_in_the_readme():
    from typer.main import get_command

    names = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert {name for name in names if f"posecheck {name}" not in PAGES["README.md"]} == set()


def test_options_spoken_of_in_the_text_exist():
    runner = CliRunner()
    helps = "".join(
        runner.invoke(app, [*words.split(), "--help"]).output
        for words in (
            "",
            "analyze",
            "live",
            "replay",
            "log",
            "exercises",
            "exercises tune",
            "models fetch",
            "doctor",
        )
    )
    spoken = {option for text in PAGES.values() for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)}
    assert {option for option in spoken if option not in helps} == set()


def test_makes_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    spoken = {
        word for text in PAGES.values() for word in re.findall(r"(?:^|`)make (\w+)", text, re.MULTILINE)
    }
    assert spoken == {"demo", "test"}
    assert {target for target in spoken if f"\n{target}:" not in makefile} == set()


def test_the_demos_clips_are_there():
    script = (ROOT / "scripts" / "demo.sh").read_text(encoding="utf-8")
    names = re.search(r"for name in (.*); do", script)[1].split()  # type: ignore[index]
    missing = [n for n in names for end in ("mp4", "json") if not (ROOT / "samples" / f"{n}.{end}").exists()]
    assert len(names) >= 3
    assert missing == []


def test_links_lead_somewhere():
    for page, text in PAGES.items():
        targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
        assert [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()] == []


def test_the_version_is_in_the_changelog():
    assert f"## {posecheck.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
