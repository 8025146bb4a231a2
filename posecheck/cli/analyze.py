"""`posecheck analyze`: recorded videos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli import options
from posecheck.cli.failures import tell
from posecheck.errors import DefinitionError, ModelError, UsageError

if TYPE_CHECKING:
    from posecheck.outputs import Outputs
    from posecheck.result import SessionResult

FAILED, NOBODY = 1, 3
ALL_ALIKE = (UsageError, DefinitionError, ModelError)
"""What is wrong for one video is wrong for all."""


def analyze(
    videos: Annotated[
        list[Path], typer.Argument(metavar="VIDEO", readable=False, help="One or more video files.")
    ],
    exercise: Annotated[str, typer.Option(metavar="ID", help=options.WHICH)] = "auto",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write everything below, named after each video.")
    ] = None,
    json: options.Json = None,
    csv: options.Csv = None,
    plot: options.Plot = None,
    video: Annotated[
        Path | None, typer.Option("--video", metavar="FILE", help="Write the video with the overlay.")
    ] = None,
    track: Annotated[
        Path | None, typer.Option("--track", metavar="FILE", help="Write the landmarks, for replay.")
    ] = None,
    model: options.Model = "full",
    exercises: options.Exercises = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Parts of the video to look at side by side; one a core if not given."
        ),
    ] = None,
) -> None:
    """Count and judge the exercises in recorded videos.

    With several videos use --out: a bad one is told and the rest goes on.

    Exit status: 0 analysed, 1 a video could not be read, 2 wrong usage, 3 nobody was ever in view.
    """
    from posecheck.cli.naming import STDOUT, make_folder, plan
    from posecheck.outputs import Outputs

    plans = plan(videos, Outputs(json, csv, plot, video, track), out)
    if out is not None:
        make_folder(out)
    run = _Run(exercise, model, tuple(exercises or ()), workers)
    labels = [
        path.name if len(videos) == 1 else f"{n}/{len(videos)} {path.name}"
        for n, path in enumerate(videos, 1)
    ]
    states = [run.one(*each, to_stdout=json == STDOUT) for each in zip(videos, plans, labels, strict=True)]
    raise typer.Exit(FAILED if FAILED in states else max(states))


class _Run:
    """What all videos of one call share."""

    def __init__(self, exercise: str, model: str, folders: tuple[Path, ...], workers: int | None) -> None:
        self._exercise, self._model, self._folders, self._workers = exercise, model, folders, workers

    def one(self, path: Path, files: Outputs, label: str, *, to_stdout: bool) -> int:
        """Analyse one video and print what was found; return its exit status."""
        from posecheck.cli.telling import print_result

        try:
            result = self._analyze(path, replace(files, json=None) if to_stdout else files, label)
        except ALL_ALIKE:
            raise
        except Exception as error:  # one bad video must not stop the rest
            tell(error)
            return FAILED
        print_result(result, files, to_stdout)
        return 0 if result.seen else NOBODY

    def _analyze(self, path: Path, outputs: Outputs, label: str) -> SessionResult:
        from posecheck import api
        from posecheck.cli.progress import progress

        with progress(label) as tick:
            return api.analyze(
                path,
                self._exercise,
                model=self._model,
                exercises=self._folders,
                outputs=outputs,
                workers=self._workers,
                progress=tick,
            )
