"""Keeps memory flat: the C library gathers what closed networks held, for the next ones."""

from __future__ import annotations

import ctypes
import sys

ARENAS = 2
"""The C library keeps a heap for each of many threads, and a network starts several. Two serve as fast; a
video of twenty minutes then needs 36 MB more than one of a minute, not 58 (benchmarks/memory.py)."""
_M_ARENA_MAX = -8


def few_arenas() -> None:
    """Let the C library keep few heaps from now on, where it can be told."""
    if tell := _glibc("mallopt"):
        tell(_M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Return unused heap to the system, where the C library can.

    Without it a twenty-minute video, tracked in stretches, took 600 MB more than one of a minute.
    """
    if trim := _glibc("malloc_trim"):
        trim(0)


def _glibc(name: str) -> ctypes._FuncPointer | None:
    """Return a function of glibc; None with another C library."""
    if sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"):
        return None
    function: ctypes._FuncPointer = ctypes.CDLL(None)[name]
    return function
