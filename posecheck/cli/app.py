"""Puts the commands together. Loads nothing heavy, so that `--help` answers at once."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from posecheck.cli import analyze, doctor, exercises, live, log, models, replay
from posecheck.cli.failures import CalmGroup, tell

app = typer.Typer(
    name="posecheck",
    cls=CalmGroup,
    help="Counts and judges back exercises from a camera or a video, on your own machine.",
    epilog="Not a medical device. Nothing you film leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("analyze", no_args_is_help=True)(analyze.analyze)
app.command("live")(live.live)
app.command("replay", no_args_is_help=True)(replay.replay)
app.command("log", no_args_is_help=True)(log.log)
app.add_typer(exercises.app, name="exercises")
app.command("doctor")(doctor.doctor)
app.add_typer(models.app, name="models")


def _tell_version(wanted: bool) -> None:
    if wanted:
        from posecheck import __version__

        typer.echo(f"posecheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Hold the options of the whole command."""


def main() -> None:
    """Run the command line; never end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a file name may hold letters that the terminal has not
    try:
        app()
    except Exception as error:  # the last door: whatever else happens is told in one line
        sys.exit(tell(error))
