"""Prints results: words for people, or nothing but JSON for programs."""

from __future__ import annotations

from dataclasses import fields
from os.path import commonprefix
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from posecheck.cli.naming import STDOUT
from posecheck.cli.report import report

if TYPE_CHECKING:
    from posecheck.outputs import Outputs
    from posecheck.result import SessionResult


MOST_NAMES = 2
"""More files than this are told by what their names have in common."""


def print_result(result: SessionResult, files: Outputs, to_stdout: bool) -> None:
    """Print the summary; with the JSON on stdout, the words go to stderr.

    Args:
        result: The session.
        files: What was written.
        to_stdout: Whether the result file was asked for on stdout.
    """
    if to_stdout:
        typer.echo(result.to_json(), nl=False)
    for line in [*report(result), *_saved(files)]:
        typer.echo(line, err=to_stdout)


def _saved(files: Outputs) -> list[str]:
    paths = [Path(p) for f in fields(files) if (p := getattr(files, f.name)) and str(p) != STDOUT]
    if not paths:
        return []
    common = commonprefix([str(path) for path in paths])  # noqa: RUF071 - letters are meant
    if len(paths) > MOST_NAMES and common.endswith("."):
        return [f"  Saved: {common}*"]
    return ["  Saved: " + ", ".join(map(str, paths))]
