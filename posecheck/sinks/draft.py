"""A file that appears under its name only when it is whole: written beside it first, then renamed."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.errors import OutputError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Draft:
    """The draft of one output file.

    Args:
        target: The file it becomes.

    Attributes:
        path: Where to write until it is whole.
    """

    def __init__(self, target: str | Path) -> None:
        self.target = Path(target)
        self.path = self.target.with_name(f".{self.target.name}.part")

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn a failure to write into one line, and leave no draft behind.

        Raises:
            OutputError: Full disk, no permission, missing folder.
        """
        try:
            yield
        except OSError as error:
            self.discard()
            raise OutputError(*_words(self.target, error)) from error

    def publish(self) -> None:
        """Give the draft its name."""
        self.path.replace(self.target)

    def discard(self) -> None:
        """Remove the draft, if it is still there."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return  # a folder that has gone takes the draft with it


def _words(target: Path, error: OSError) -> tuple[str, str]:
    if error.errno in _FULL:
        return f"Cannot write {target}: the disk is full", "Free some space or choose another place"
    if not target.parent.is_dir():
        return f"Cannot write {target}: its folder does not exist", "Make the folder first"
    if isinstance(error, PermissionError):
        return f"Cannot write {target}: no permission", "Choose another place"
    if target.is_dir():
        return f"Cannot write {target}: it is a folder", "Name a file"
    return f"Cannot write {target}: {error.strerror or error}", "Choose another place"
