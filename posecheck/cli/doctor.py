"""`posecheck doctor`: prints what `posecheck.doctor` found."""

from __future__ import annotations

import typer

LABELS = {"fine": "fine  ", "hint": "hint  ", "broken": "broken"}


def doctor() -> None:
    """Check that everything needed is here.

    Each line says fine, or what to do.

    Exit status: 0 all that is needed works, 1 something needed is broken.
    """
    from posecheck.doctor import examine

    broken = 0
    for finding in examine():
        typer.echo(f"{LABELS[finding.state]}  {finding.what}: {finding.words}")
        broken += finding.state == "broken"
    typer.echo(f"{broken} to mend." if broken else "Ready.")
    raise typer.Exit(1 if broken else 0)
