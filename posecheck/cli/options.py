"""The options that several commands share, each written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WHICH = "Which exercise (see: exercises list); auto finds out which, any counts whatever repeats."
Model = Annotated[
    str, typer.Option(help="lite (fastest), full, heavy (see: models fetch), or the path of a bundle.")
]
Exercises = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="Folder with your own definitions; they add to ours or override them."),
]
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the result; - for stdout.")]
Csv = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write every signal, one row a frame.")
]
Plot = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Draw the signals with phases, repetitions and faults."),
]
