"""`posecheck models`: brings the model that is too large to ship."""

from __future__ import annotations

from typing import Annotated

import typer

MEGABYTE = 10**6

app = typer.Typer(help="Bring the heavy model.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _models() -> None:
    """Bring the heavy model; lite and full are already here."""


@app.command(no_args_is_help=True)
def fetch(name: Annotated[str, typer.Argument(metavar="heavy", help="Which model.")]) -> None:
    """Download the heavy model once, with a checksum; it is slower and a little more exact."""
    from posecheck.cli.progress import progress
    from posecheck.errors import UsageError
    from posecheck.models import fetch_heavy

    if name != "heavy":
        raise UsageError(f'There is nothing to fetch for "{name}"', "lite and full are here; fetch heavy")

    with progress(name, unit="MB") as tick:
        found = fetch_heavy(lambda done, total: tick(done // MEGABYTE, total // MEGABYTE))
    typer.echo(f"The {name} model is ready: {found.path}")
