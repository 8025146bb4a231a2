"""Keeps the pose library's chatter from the user's screen without losing what anybody else has to say."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import IO

CHATTER = re.compile(
    rb"[IW]\d{4} [\d:.]+ +\d+ \S+:\d+\] "
    rb"|((INFO|WARNING): )*"
    rb"(\[\w+\.cc:\d+\] |(Created|Initialized) TensorFlow|Logging before InitGoogle|All log messages before"
    rb"|Read-only tensor|$)"
)
"""How the lines begin that the library writes when all is well.

Networks that load side by side write their lines in pieces, which may end up anywhere between each other's,
line ends included.
"""

_STDERR = 2


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back what is written to the error output, by whomever; in the end pass on all but the chatter.

    Errors of the library are passed on, and so is what other threads wrote meanwhile. Where several threads
    hold it back at a time, the last one passes on.
    """
    _OUTPUT.hold_back()
    try:
        yield
    finally:
        _OUTPUT.let_go()


class _ErrorOutput:
    """The error output of the process, on the screen or held back in a file while anybody wants it to be."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted_by = 0
        self._held: tuple[int, IO[bytes]] | None = None

    def hold_back(self) -> None:
        """Point it to a file, unless it is already."""
        with self._lock:
            if self._held is None:
                self._held = _held_back()
            self._wanted_by += 1

    def let_go(self) -> None:
        """Take one `hold_back` back."""
        with self._lock:
            self._wanted_by -= 1
            if self._held is None or self._wanted_by:
                return
            (screen, file), self._held = self._held, None
            os.dup2(screen, _STDERR)
            os.close(screen)
            _pass_on(file)


_OUTPUT = _ErrorOutput()


def _held_back() -> tuple[int, IO[bytes]] | None:
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
