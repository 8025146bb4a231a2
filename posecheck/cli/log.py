"""`posecheck log`: writes down what was done without a camera."""

from __future__ import annotations

from typing import Annotated

import typer

from posecheck.cli import options


def log(
    exercise: Annotated[str, typer.Argument(metavar="ID", help="Which exercise (see: exercises list).")],
    minutes: Annotated[float, typer.Option(metavar="N", help="For how long.")],
    effort: Annotated[
        int | None,
        typer.Option(metavar="0-10", help="How hard it was: 0 not at all, 10 the most you can do."),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Words of your own.")] = "",
    json: options.Json = None,
    exercises: options.Exercises = None,
) -> None:
    """Write down what was done without a camera.

    For what no camera can see, such as swimming, and for walks, rides and paced sets without one.

    Exit status: 0 written down, 1 a file could not be written, 2 wrong usage.
    """
    from posecheck.cli.naming import STDOUT
    from posecheck.cli.report import logged_words
    from posecheck.exercises.library import Library
    from posecheck.logbook import log as logged
    from posecheck.outputs import Outputs, write_text

    Outputs(json=None if json == STDOUT else json).check()
    result = logged(Library(exercises or ()), exercise, minutes, effort, note)
    if json == STDOUT:
        typer.echo(result.to_json(), nl=False)
        return
    if json:
        write_text(json, result.to_json())
    where = f"Saved: {json}" if json else "Not saved; keep it with --json FILE"
    typer.echo(f"{result.exercise['name']}: {logged_words(result)}. {where}")
