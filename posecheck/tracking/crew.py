"""Tracks a video's stretches side by side in processes of its own, and hands out the poses in order.

The processes are fresh interpreters: forks do not get along with the pose library's threads, and children of
multiprocessing import the caller's script anew, which not every script is written for.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from threading import Condition, Thread

from posecheck.errors import PosecheckError
from posecheck.pose import ModelInfo, unstacked
from posecheck.tracking.parts import Job, Seam, Told, Warned
from posecheck.tracking.seams import joined
from posecheck.tracking.stretches import Stretch
from posecheck.tracking.worker import Failed, Finished, Message

_BOOT = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from posecheck.tracking.worker import main; main()"
)
_REMEDY = "If memory is short, try again with --workers 1"


class Crew:
    """Several processes, each with one stretch at a time.

    Args:
        job: What to track.
        stretches: Its parts, in order.
        workers: How many processes.

    Attributes:
        done: How many poses have been found so far, those that wait for their turn included.

    Raises:
        PosecheckError: No more processes can be started.
    """

    def __init__(self, job: Job, stretches: Sequence[Stretch], workers: int) -> None:
        self.done = 0
        self._stretches = stretches
        self._todo = deque(stretches)
        self._ahead = 2 * workers  # stretches given out beyond the current one: what bounds the memory
        self._current = 0
        self._arrived: dict[Stretch, deque[Message]] = defaultdict(deque)
        self._forgotten: set[Stretch] = set()
        self._failure: Failed | None = None
        self._closed = False
        self._changed = Condition()
        self._mates: list[_Mate] = []
        self._threads: list[Thread] = []
        try:
            for _ in range(workers):
                self._engage(_Mate(job))
        except OSError as error:
            self.close()
            raise PosecheckError(f"Cannot start another process: {error.strerror}", _REMEDY) from error

    def __iter__(self) -> Iterator[Told]:
        """Yield what comes out of tracking, stretch after stretch.

        Raises:
            PosecheckError: The error a process met, or one that says that a process was killed.
        """
        yield from joined(self._stretches, self._track)

    def close(self) -> None:
        """Kill the processes, which hold nothing worth saving; safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for mate in self._mates:
            mate.kill()
        for thread in self._threads:
            thread.join()

    def _engage(self, mate: _Mate) -> None:
        self._mates.append(mate)
        self._threads.append(Thread(target=self._look_after, args=(mate,), daemon=True))
        self._threads[-1].start()

    def _track(self, stretch: Stretch) -> Generator[Told]:
        """Yield what arrives of a stretch, in its turn."""
        with self._changed:
            self._current = stretch.number
            if stretch not in self._stretches:  # one of them again, from further back
                self._todo.appendleft(stretch)
            self._changed.notify_all()
        try:
            while not isinstance(message := self._next(stretch), Finished):
                yield from _told(message)
        except GeneratorExit:
            self._forget(stretch)

    def _forget(self, stretch: Stretch) -> None:
        """Drop what has arrived and will arrive of a stretch that turned out not to fit."""
        with self._changed:
            self._forgotten.add(stretch)
            self.done -= sum(_poses_in(message) for message in self._arrived.pop(stretch, ()))

    def _next(self, stretch: Stretch) -> Message:
        with self._changed:
            arrived = self._arrived[stretch]
            self._changed.wait_for(lambda: arrived or self._failure or self._closed)
            if self._closed:
                return Finished()
            if self._failure:
                raise _raisable(self._failure)
            return arrived.popleft()

    def _look_after(self, mate: _Mate) -> None:
        """Give one process its stretches and take what it sends; runs in a thread of its own."""
        try:
            while (stretch := self._give_out()) is not None:
                mate.send(stretch)
                while not isinstance(message := mate.receive(), Finished):
                    self._arrive(stretch, message)
                self._arrive(stretch, message)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._fail(Failed(mate.obituary()))
        finally:
            mate.close_pipes()

    def _give_out(self) -> Stretch | None:
        """Wait for a stretch that is not too far ahead; None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._due())
            return None if self._closed else self._todo.popleft()

    def _due(self) -> bool:
        return bool(self._todo) and self._todo[0].number <= self._current + self._ahead

    def _arrive(self, stretch: Stretch, message: Message) -> None:
        if isinstance(message, Failed):
            self._fail(message)
            return
        with self._changed:
            if stretch not in self._forgotten:
                self._arrived[stretch].append(message)
                self.done += _poses_in(message)
            self._changed.notify_all()

    def _fail(self, failure: Failed) -> None:
        with self._changed:
            self._failure = self._failure or failure
            self._changed.notify_all()


class _Mate:
    """One process of the crew."""

    def __init__(self, job: Job) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C goes to the parent alone, which then ends its crew.
            start_new_session=os.name == "posix",
        )
        with suppress(BrokenPipeError):  # dead already: told when the first answer is waited for
            self.send(sys.path)
            self.send(job)

    def send(self, what: object) -> None:
        """Send to the process."""
        assert self._process.stdin is not None
        pickle.dump(what, self._process.stdin)
        self._process.stdin.flush()

    def receive(self) -> Message:
        """Wait for a message.

        Raises:
            EOFError: The process is dead.
        """
        assert self._process.stdout is not None
        message: Message = pickle.load(self._process.stdout)
        return message

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()

    def close_pipes(self) -> None:
        """Let go of the pipes, upon which the process ends if it still lives."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()

    def obituary(self) -> PosecheckError:
        """Return the error that says how the process died."""
        code = self._process.wait()
        how = f"was killed (signal {-code})" if code < 0 else f"ended too early (status {code})"
        return PosecheckError(f"A process that looks at the video {how}", _REMEDY)


def _poses_in(message: Message) -> int:
    return len(message["t_s"]) if isinstance(message, dict) else 0


def _told(message: Message) -> Iterator[Told]:
    if isinstance(message, dict):
        yield from unstacked(message)
    elif isinstance(message, ModelInfo | Seam | Warned):
        yield message


def _raisable(failure: Failed) -> Exception:
    """Return a user's error as it is; ours with the other process's traceback."""
    if isinstance(failure.error, PosecheckError):
        return failure.error
    return RuntimeError(f"in a process that looks at the video:\n{failure.error}")
