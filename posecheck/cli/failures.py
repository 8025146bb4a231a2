"""Turns whatever goes wrong into one calm line and an exit status."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from posecheck.errors import PosecheckError

INTERRUPTED = 130
DEBUG = "POSECHECK_DEBUG"


def tell(error: Exception) -> int:
    """Print one line on stderr and return the exit status; the traceback only where it was asked for."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    if isinstance(error, PosecheckError):
        typer.echo(f"Error: {one_line(error)}", err=True)
        return error.exit_code
    what = f"{type(error).__name__}: {one_line(error)}".rstrip(": ")
    typer.echo(f"Error: Something unexpected went wrong ({what}). Set {DEBUG}=1 to see where", err=True)
    return 1


def one_line(error: Exception) -> str:
    """Return the error's text without line breaks."""
    return " ".join(str(error).split())


class CalmGroup(TyperGroup):
    """A command group whose errors are told in one line, with the exit status that belongs to them."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            value = super().invoke(ctx)
            sys.stdout.flush()
        except PosecheckError as error:
            raise typer.Exit(tell(error)) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader (head, less) has seen enough
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the flush at exit must not fail again
            raise typer.Exit(1) from None
        return value
