"""Fetching the heavy model from the command line, without fetching it."""

from pathlib import Path

from posecheck import models
from posecheck.models import ModelFile


def test_fetching_heavy_says_where_it_is(run, monkeypatch):
    def fetched(progress):
        progress(77_000_000, 77_000_000)
        return ModelFile("heavy", Path("/cache/heavy.task"), "0" * 64)

    monkeypatch.setattr(models, "fetch_heavy", fetched)
    done = run("models", "fetch", "heavy")
    assert done.exit_code == 0
    assert done.stdout == "The heavy model is ready: /cache/heavy.task\n"
    assert done.stderr.startswith("heavy: 77 MB, ")


def test_what_is_shipped_need_not_be_fetched(run):
    done = run("models", "fetch", "lite")
    assert done.exit_code == 2
    assert "lite and full are here" in done.stderr
