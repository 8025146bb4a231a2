"""Keeps the pose library's chatter from the user's screen without losing what anybody else has to say."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import IO

CHATTER = re.compile(
    rb"[IW]\d{4} [\d:.]+ +\d+ \S+:\d+\] "
    rb"|INFO: (Created|Initialized) TensorFlow"
    rb"|WARNING: (Logging before InitGoogle|All log messages before|Read-only tensor)"
)
"""How the lines begin that the library writes when all is well."""

_STDERR = 2
_one_at_a_time = RLock()


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back what is written to the error output, by whomever; in the end pass on all but the chatter.

    Errors of the library are passed on, and so is what other threads wrote meanwhile.
    """
    with _one_at_a_time:
        held = _hold_back()
        if held is None:
            yield
            return
        screen, file = held
        try:
            yield
        finally:
            os.dup2(screen, _STDERR)
            os.close(screen)
            _pass_on(file)


def _hold_back() -> tuple[int, IO[bytes]] | None:
    """Point the error output to a file; None where there is no error output or no room for a file."""
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        screen = os.dup(_STDERR)
    except OSError:
        return None
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever gets it closes it
    except OSError:
        os.close(screen)
        return None
    os.dup2(file.fileno(), _STDERR)
    return screen, file


def _pass_on(file: IO[bytes]) -> None:
    with file:
        file.seek(0)
        for line in file:
            if not CHATTER.match(line):
                os.write(_STDERR, line)
