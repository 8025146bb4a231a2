"""`posecheck replay`: judges a recorded track again, without the model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli import options


def replay(
    track: Annotated[
        Path, typer.Argument(metavar="TRACK", help="A track from analyze --track or live --record.")
    ],
    exercise: Annotated[
        str | None, typer.Option(metavar="ID", help="Another exercise than the one it was recorded for.")
    ] = None,
    json: options.Json = None,
    csv: options.Csv = None,
    plot: options.Plot = None,
    exercises: options.Exercises = None,
) -> None:
    """Judge a recorded track again, without the model.

    With --exercise or --exercises it is judged by another definition than the one it was recorded for.

    Exit status: 0 judged, 1 the track could not be read, 2 wrong usage, 3 nobody was ever in view.
    """
    from dataclasses import replace

    from posecheck import api
    from posecheck.cli.analyze import NOBODY
    from posecheck.cli.naming import STDOUT, refuse_overwriting
    from posecheck.cli.telling import print_result
    from posecheck.outputs import Outputs

    files = Outputs(json=json, csv=csv, plot=plot)
    refuse_overwriting([track], files)
    to_stdout = json == STDOUT
    outputs = replace(files, json=None) if to_stdout else files
    result = api.replay(track, exercise, exercises=tuple(exercises or ()), outputs=outputs)
    print_result(result, files, to_stdout)
    raise typer.Exit(0 if result.seen else NOBODY)
