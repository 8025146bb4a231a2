"""`posecheck live`: coaches a person in front of a camera."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli import options

if TYPE_CHECKING:
    from posecheck.exercises.schema import Exercise


def live(
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help=options.WHICH)] = "auto",
    camera: Annotated[
        str, typer.Option(metavar="CAMERA", help="Number, device, rtsp or http address, or a video file.")
    ] = "0",
    mirror: Annotated[bool, typer.Option("--mirror", help="Show the picture as a mirror does.")] = False,
    voice: Annotated[bool, typer.Option("--voice/--no-voice", help="Speak the cues.")] = True,
    window: Annotated[bool, typer.Option("--window/--no-window", help="Show the picture.")] = True,
    no_pain: Annotated[
        bool, typer.Option("--no-pain", help="Say beforehand that nothing hurts; some exercises ask.")
    ] = False,
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Save the landmarks and the result there; no pictures.")
    ] = None,
    model: options.Model = "full",
    exercises: options.Exercises = None,
) -> None:
    """Exercise in front of a camera.

    It counts, shows and speaks what to do. Put the camera at your side, two to four metres away, and get into
    position: it starts by itself. To end, press q in the window, close it, or press Ctrl-C.

    Exit status: 0 done, 1 camera or model failed, 2 wrong usage, 3 nobody was ever in view.
    """
    from posecheck import api
    from posecheck.cli.analyze import NOBODY
    from posecheck.cli.report import report
    from posecheck.exercises.library import Library

    library = Library(exercises or ())
    found = library.judged(exercise) if exercise in library.ids else None
    if found and found.high_load and not no_pain:
        _ask_for_pain(found)
    typer.echo("Getting ready. To end, press q in the window or Ctrl-C here.", err=True)
    with _ended_like_ctrl_c():
        result = api.live(
            exercise,
            camera=camera,
            model=model,
            exercises=tuple(exercises or ()),
            mirror=mirror,
            voice=voice,
            window=window,
            record=record,
        )
    for line in [*report(result), *([f"  Saved in {record}"] if record else [])]:
        typer.echo(line)
    raise typer.Exit(0 if result.seen else NOBODY)


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Let what else ends a program, such as closing its terminal, end the session as Ctrl-C does: saved."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    usual = (signal.SIG_DFL, signal.default_int_handler)
    # Who has chosen to ignore one, as nohup does, goes on.
    ours = [number for number, handler in before.items() if handler in usual]

    def end(*_: object) -> None:
        for number in ours:
            signal.signal(number, signal.SIG_IGN)  # some come in pairs: the next is not to stop the saving
        raise KeyboardInterrupt

    for number in ours:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ours:
            if signal.getsignal(number) is end:
                signal.signal(number, before[number])


def has_terminal() -> bool:
    """Return whether somebody can be asked."""
    return sys.stdin.isatty()


def _ask_for_pain(exercise: Exercise) -> None:
    """Let nobody who has pain now begin what loads much; without a terminal nobody can be asked."""
    from posecheck.errors import UsageError

    if not has_terminal():
        raise UsageError(
            f"{exercise.name} is only for who has no pain now", "If nothing hurts, add --no-pain"
        )
    if exercise.safety:
        typer.echo(exercise.safety)
    if not typer.confirm("No pain now?"):
        typer.echo("Then leave this one for today. Choose a gentler one: posecheck exercises list")
        raise typer.Exit
