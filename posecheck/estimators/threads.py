"""Leaves the processor to the network, and the network's threads behind those that wait for them."""

from __future__ import annotations

import os
from contextlib import suppress
from threading import Lock

VARIABLE = "OPENCV_FOR_THREADS_NUM"
"""Where an OpenCV that has not worked yet looks for the number of its threads."""


class OpenCvThreads:
    """Has OpenCV work in one thread while anybody needs it to; then as before.

    Its threads wait for work by spinning: on pictures as small as the network's they take 2 to 3 ms of
    processor time a frame and gain nothing. The pose library has an OpenCV of its own, which takes another
    1 ms to fit the person's mask to the picture; it asks the environment, once, when it first works. Both
    settings are of the whole process.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._needed_by = 0
        self._before = 0
        self._chosen_before: str | None = None

    def hold_back(self) -> None:
        """Have OpenCV work in one thread; what the user has chosen in the environment stays."""
        import cv2

        with self._lock:
            if not self._needed_by:
                self._before = cv2.getNumThreads()
                cv2.setNumThreads(1)
                self._chosen_before = os.environ.get(VARIABLE)
                os.environ.setdefault(VARIABLE, "1")
            self._needed_by += 1

    def let_go(self) -> None:
        """Take one `hold_back` back."""
        import cv2

        with self._lock:
            self._needed_by -= 1
            if not self._needed_by:
                cv2.setNumThreads(self._before)
                if self._chosen_before is None:
                    os.environ.pop(VARIABLE, None)


def work_in_batches() -> None:
    """Let this thread, and those it starts, not interrupt others when they wake, where the system knows that.

    The network's threads wake for each of its steps. One that then takes the place of a thread that holds
    Python's lock keeps all others waiting. It is for good; what the user has chosen for the process stays.
    """
    if hasattr(os, "SCHED_BATCH") and os.sched_getscheduler(0) == os.SCHED_OTHER:
        with suppress(OSError):  # some containers refuse it
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
