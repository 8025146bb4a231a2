"""`posecheck exercises`: what can be judged, what it means, and how to make one's own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from posecheck.cli import options

if TYPE_CHECKING:
    from posecheck.catalogue import Section
    from posecheck.exercises.schema import Exercise

WIDTH = 98

app = typer.Typer(help="List, explain, check and tune exercises.", rich_markup_mode=None)
AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


@app.callback(invoke_without_command=True)
def exercises(ctx: typer.Context, json: AsJson = False, exercises: options.Exercises = None) -> None:
    """List, explain, check and tune exercises."""
    if ctx.invoked_subcommand is None:
        list_(json=json, exercises=exercises)


@app.command("list")
def list_(json: AsJson = False, exercises: options.Exercises = None) -> None:
    """List all known exercises, by the position they are done in."""
    from posecheck.exercises.library import Library

    known = Library(exercises or ()).all()
    typer.echo(_as_json(known) if json else "\n\n".join(_groups(known)))


def _as_json(known: Sequence[Exercise]) -> str:
    from json import dumps

    from posecheck.catalogue import entry

    return dumps([entry(exercise) for exercise in known], indent=1, ensure_ascii=False)


def _groups(known: Sequence[Exercise]) -> Iterator[str]:
    """Yield a block for each position, in columns that all blocks share."""
    from posecheck.catalogue import grouped, line

    widths = [max(map(len, column)) for column in zip(*map(line, known), strict=True)]
    for heading, members in grouped(known).items():
        rows = ["  ".join(map(str.ljust, line(exercise), widths)).rstrip() for exercise in members]
        yield "\n".join([heading, *(f"  {row}" for row in rows)])


@app.command(no_args_is_help=True)
def show(
    exercise: Annotated[str, typer.Argument(metavar="ID", help="Which exercise.")],
    exercises: options.Exercises = None,
) -> None:
    """Explain one exercise in words: how to do it, its limits, cues and sources."""
    from posecheck.catalogue import describe
    from posecheck.exercises.library import Library

    found = Library(exercises or ()).get(exercise)
    also = f", also {', '.join(found.aliases)}" if found.aliases else ""
    title = textwrap.fill(f"{found.name} ({found.id}{also})", WIDTH, subsequent_indent="  ")
    blocks = [title, *map(_block, describe(found))]
    typer.echo("\n\n".join(blocks))


def _block(section: Section) -> str:
    return "\n".join([section.title, *(_wrapped(line) for line in section.lines)])


def _wrapped(line: str) -> str:
    indent = "  " + " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(line.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


@app.command(no_args_is_help=True)
def validate(file: Annotated[Path, typer.Argument(metavar="FILE", help="A definition, NAME.toml.")]) -> None:
    """Check a definition of your own; every problem on its own line."""
    from posecheck.errors import DefinitionError
    from posecheck.exercises.library import load_file

    try:
        found = load_file(file)
    except DefinitionError as error:
        for problem in error.problems:
            typer.echo(f"{file}: {problem}", err=True)
        raise typer.Exit(error.exit_code) from None
    typer.echo(f"{file}: fine ({found.name}, {len(found.signals)} signals, {len(found.checks)} checks)")


@app.command(no_args_is_help=True)
def tune(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A definition, NAME.toml.")],
    track: Annotated[
        Path, typer.Argument(metavar="TRACK", help="A recording: analyze --track or live --record.")
    ],
    phase: Annotated[
        Literal["out", "hold", "back"] | None,
        typer.Option(help="Only this phase, as the checks judge it; most look at hold."),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the table as well; - for stdout only.")
    ] = None,
) -> None:
    """Show what each signal did in every repetition, beside the file's thresholds."""
    from posecheck.cli.tables import print_tuning, tuning_csv
    from posecheck.exercises.library import load_file
    from posecheck.outputs import write_text
    from posecheck.pose import PoseTrack
    from posecheck.tuning import tune

    tuned = tune(load_file(file), PoseTrack.load(track), phase)
    if str(csv) == "-":
        typer.echo(tuning_csv(tuned), nl=False)
        return
    print_tuning(tuned)
    if csv:
        write_text(csv, tuning_csv(tuned))
