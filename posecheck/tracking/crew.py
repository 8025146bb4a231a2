"""Tracks a video's stretches side by side and hands out the poses in order.

Side by side in threads of this process: the network computes without Python's lock, and another process would
first load for a second what is loaded here already.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Generator, Iterator, Sequence
from threading import Condition, Thread

from posecheck.pose import PoseFrame
from posecheck.tracking.ahead import BURST
from posecheck.tracking.parts import Job, Told
from posecheck.tracking.seams import joined
from posecheck.tracking.stretches import Stretch

_END = object()


class Crew:
    """Several threads, each with a network and one stretch at a time.

    Args:
        job: What to track.
        stretches: Its parts, in order.
        workers: How many threads.

    Attributes:
        done: How many poses have been found so far, those that wait for their turn included.
    """

    def __init__(self, job: Job, stretches: Sequence[Stretch], workers: int) -> None:
        self.done = 0
        self._job = job
        self._stretches = stretches
        self._todo = deque(stretches)
        self._ahead = 2 * workers  # stretches given out beyond the current one: what bounds the memory
        self._current = 0
        self._arrived: dict[Stretch, deque[object]] = defaultdict(deque)
        self._dropped: set[Stretch] = set()
        self._error: BaseException | None = None
        self._closed = False
        self._changed = Condition()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def __iter__(self) -> Iterator[Told]:
        """Yield what comes out of tracking, stretch after stretch; an error of a thread is raised here."""
        yield from joined(self._stretches, self._track)

    def close(self) -> None:
        """End the threads, each after the picture it is at; safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _track(self, stretch: Stretch) -> Generator[Told]:
        """Yield what arrives of a stretch, in its turn; what is not taken is dropped."""
        with self._changed:
            self._current = stretch.number
            if stretch not in self._stretches:  # one of them again, from further back
                self._todo.appendleft(stretch)
            self._changed.notify_all()
        try:
            while (told := self._next(stretch)) is not None:
                yield told
        finally:
            self._drop(stretch)

    def _next(self, stretch: Stretch) -> Told | None:
        with self._changed:
            arrived = self._arrived[stretch]
            self._changed.wait_for(lambda: arrived or self._error or self._closed)
            if self._closed:
                return None
            if self._error:
                raise self._error
            told = arrived.popleft()
            return None if told is _END else told  # type: ignore[return-value]

    def _drop(self, stretch: Stretch) -> None:
        with self._changed:
            self._dropped.add(stretch)
            self.done -= sum(isinstance(told, PoseFrame) for told in self._arrived.pop(stretch, ()))

    def _work(self) -> None:
        try:
            while (stretch := self._give_out()) is not None:
                self._track_here(stretch)
        except BaseException as error:
            with self._changed:
                self._error = self._error or error
                self._changed.notify_all()

    def _give_out(self) -> Stretch | None:
        """Wait for a stretch that is not too far ahead; None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._due())
            return None if self._closed else self._todo.popleft()

    def _due(self) -> bool:
        return bool(self._todo) and self._todo[0].number <= self._current + self._ahead

    def _track_here(self, stretch: Stretch) -> None:
        told: Generator[Told] = self._job.track(stretch)
        try:
            for item in told:
                if not self._leave(stretch, item):
                    return
            self._leave(stretch, _END)
        finally:
            told.close()

    def _leave(self, stretch: Stretch, item: object) -> bool:
        """Leave an item for the consumer; False where nobody waits for it any more."""
        with self._changed:
            wanted = not self._closed and stretch not in self._dropped
            if wanted:
                self._arrived[stretch].append(item)
                self.done += isinstance(item, PoseFrame)
                if not isinstance(item, PoseFrame) or len(self._arrived[stretch]) % BURST == 0:
                    self._changed.notify_all()
            return wanted
