"""The pages about the exercises say what the definitions say today."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from posecheck.exercises.library import Library

ROOT = Path(__file__).parents[2]
PROGRAM = runpy.run_path(str(ROOT / "scripts" / "exercise_pages.py"))
PAGES = PROGRAM["pages"]()
FOLDER = ROOT / "docs" / "exercises"
RUN_IT = "out of date: run python scripts/exercise_pages.py"


def test_there_is_a_page_an_exercise_and_an_index():
    assert {path.name for path in FOLDER.glob("*.md")} == set(PAGES), RUN_IT
    assert set(PAGES) == {f"{exercise_id}.md" for exercise_id in Library().ids} | {"README.md"}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name: str):
    path = FOLDER / name
    assert path.exists(), RUN_IT
    assert path.read_text(encoding="utf-8") == PAGES[name], RUN_IT


def test_the_index_links_every_page():
    for exercise in Library().all():
        assert f"[{exercise.name}]({exercise.id}.md)" in PAGES["README.md"]


def test_stale_pages_go(tmp_path: Path):
    (tmp_path / "gone.md").write_text("old")
    PROGRAM["write"](tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)
