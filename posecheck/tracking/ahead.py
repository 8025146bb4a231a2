"""Lets a thread work ahead of its consumer: pictures are decoded while the network looks at earlier ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from threading import Condition, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")

BURST = 4
"""So many items are handed over at once: a thread that is woken for every single one finds Python's lock
taken and the processor's caches cold."""


class Ahead(Generic[Item]):
    """Runs a generator in a thread, from now on, at most `depth` items ahead; iterate once, then close.

    The thread is started by whoever makes this, not by who iterates: it inherits what that thread may not do.

    Args:
        items: What to run; only the thread touches it, and closes it in the end.
        depth: How many items may wait; half of them make a burst.
    """

    def __init__(self, items: Generator[Item], depth: int = 2 * BURST) -> None:
        self._items = items
        self._depth = depth
        self._waiting: deque[Item] = deque()
        self._changed = Condition()
        self._ended = self._closed = False
        self._error: BaseException | None = None
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Item]:
        """Yield the items in order; an error of the thread is raised here, after the items before it."""
        while self._wait_for_item():
            yield self._take()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Stop the thread and wait until it has closed the generator; safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _wait_for_item(self) -> bool:
        with self._changed:
            if not self._waiting:
                self._changed.wait_for(lambda: self._half_full() or self._ended or self._closed)
            return bool(self._waiting) and not self._closed

    def _take(self) -> Item:
        with self._changed:
            item = self._waiting.popleft()
            if not self._half_full():
                self._changed.notify_all()
            return item

    def _work(self) -> None:
        try:
            self._run()
        except BaseException as error:
            self._error = error
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            for item in self._items:
                if not self._hand_over(item):
                    break
        finally:
            self._items.close()

    def _hand_over(self, item: Item) -> bool:
        """Wait for room and leave the item; False once closed."""
        with self._changed:
            if len(self._waiting) >= self._depth:
                self._changed.wait_for(lambda: not self._half_full() or self._closed)
            self._waiting.append(item)
            if self._half_full():
                self._changed.notify_all()
            return not self._closed

    def _half_full(self) -> bool:
        return 2 * len(self._waiting) >= self._depth
