"""Every error a user can meet, each with one line that says what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence


class PosecheckError(Exception):
    """Base of all errors that are shown to a user as one line, never as a traceback.

    Args:
        message: What is wrong, in one sentence without a final full stop.
        remedy: What the user can do about it; empty where nothing can be done.
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep the two halves apart so that a page can show them apart."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Return message and remedy as one line."""
        return f"{self.message}. {self.remedy}".strip() if self.remedy else self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error cross a process boundary with its remedy."""
        return _rebuild, (type(self), self.message, self.remedy, self.__dict__)


def _rebuild(
    kind: type[PosecheckError], message: str, remedy: str, state: dict[str, object]
) -> PosecheckError:
    error = kind.__new__(kind)
    PosecheckError.__init__(error, message, remedy)
    error.__dict__.update(state)
    return error


class SourceError(PosecheckError):
    """A video, camera or track that cannot be read."""


class ModelError(PosecheckError):
    """A model bundle that is missing, damaged or cannot be loaded."""


class LeftOutError(ModelError):
    """The pose library has passed over a picture: what it says of those after it may differ."""


class OutputError(PosecheckError):
    """A file that cannot be written: full disk, no permission, missing folder."""


class UsageError(PosecheckError):
    """A wrong argument."""

    exit_code = 2


class DefinitionError(PosecheckError):
    """An exercise definition with problems; lists all of them at once.

    Args:
        source: File name or id of the definition.
        problems: One line a problem, each with its key path.
    """

    def __init__(self, source: str, problems: Sequence[str]) -> None:
        """Keep the problems as a list for those who print them line by line."""
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        super().__init__(f"{source}: {count}: " + "; ".join(problems))
        self.source = source
        self.problems = list(problems)
