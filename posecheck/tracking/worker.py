"""The other end of the crew: a process that tracks the stretches it is given until its parent is gone."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from numpy.typing import NDArray

from posecheck.errors import PosecheckError
from posecheck.pose import ModelInfo, PoseFrame, stacked
from posecheck.tracking.parts import Job, Seam, Told, Warned
from posecheck.tracking.stretches import Stretch

BATCH = 32
"""Poses that are sent together."""

Batch = dict[str, NDArray[Any]]
"""Poses as `posecheck.pose.stacked` gives them."""


@dataclass(frozen=True)
class Finished:
    """The stretch is done."""


@dataclass(frozen=True)
class Failed:
    """The stretch cannot be tracked: an error a user can meet, or the text of one that is ours."""

    error: PosecheckError | str


Message = ModelInfo | Seam | Batch | Warned | Finished | Failed


def main() -> None:
    """Take a job and stretches from standard input, send messages to standard output."""
    inbox, outbox = sys.stdin.buffer, _own_output()
    job: Job = pickle.load(inbox)
    stretches: SimpleQueue[Stretch] = SimpleQueue()
    Thread(target=_listen, args=(inbox, stretches), daemon=True).start()
    while True:
        for message in _messages(job, stretches.get()):
            pickle.dump(message, outbox, protocol=5)
            outbox.flush()


def _own_output() -> IO[bytes]:
    """Keep the pipe to the parent for messages alone; what libraries print goes to the error output."""
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return outbox


def _listen(inbox: IO[bytes], stretches: SimpleQueue[Stretch]) -> None:
    """Pass on stretches; when the parent lets go, or dies in whatever way, end at once."""
    try:
        while True:
            stretches.put(pickle.load(inbox))
    except EOFError:
        os._exit(0)


def _messages(job: Job, stretch: Stretch) -> Iterator[Message]:
    try:
        yield from _batched(job.track(stretch))
        yield Finished()
    except PosecheckError as error:
        yield Failed(error)
    except Exception:  # ours to mend: the parent raises it with this traceback
        yield Failed(traceback.format_exc())


def _batched(told: Iterable[Told]) -> Iterator[ModelInfo | Seam | Batch | Warned]:
    """Gather poses; pass on the rest, after the poses before it."""
    poses: list[PoseFrame] = []
    for item in told:
        if isinstance(item, PoseFrame):
            poses.append(item)
        if poses and (len(poses) == BATCH or not isinstance(item, PoseFrame)):
            yield stacked(poses)
            poses = []
        if not isinstance(item, PoseFrame):
            yield item
    if poses:
        yield stacked(poses)
