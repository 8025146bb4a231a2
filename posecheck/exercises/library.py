"""Finds, loads and validates definitions; lists every problem at once, with key and nearest allowed word."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from posecheck.errors import DefinitionError, UsageError
from posecheck.exercises.schema import Exercise
from posecheck.exercises.sense import nonsense

SHIPPED = "definitions"


class Library:
    """All known exercises by id.

    Args:
        extra: Folders whose `*.toml` files add definitions, or override those of the same id.

    Raises:
        UsageError: A folder does not exist.
        DefinitionError: A definition has problems.
    """

    def __init__(self, extra: Iterable[str | Path] = ()) -> None:
        self._texts = {path.stem: path.read_bytes() for path in _shipped_files()}
        self._sources = {name: f"{name}.toml" for name in self._texts}
        for folder in extra:
            self._add_folder(Path(folder))

    def _add_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder", "Name a folder with .toml exercise files")
        for path in sorted(folder.glob("*.toml")):
            self._texts[path.stem] = _text_of(path)
            self._sources[path.stem] = str(path)

    @property
    def ids(self) -> list[str]:
        """Ids of all exercises, sorted."""
        return sorted(self._texts)

    def get(self, exercise_id: str) -> Exercise:
        """Return one exercise.

        Raises:
            UsageError: There is none of that id; names the nearest.
            DefinitionError: It has problems.
        """
        if exercise_id not in self._texts:
            near = get_close_matches(exercise_id, self.ids, 1)
            remedy = f'Did you mean "{near[0]}"?' if near else "See: posecheck exercises list"
            raise UsageError(f'No exercise is called "{exercise_id}"', remedy)
        return _named(exercise_id, self._texts[exercise_id], self._sources[exercise_id])

    def judged(self, exercise_id: str) -> Exercise:
        """Return one exercise that a camera can see.

        Raises:
            UsageError: There is none of that id, or it is only written down.
            DefinitionError: It has problems.
        """
        exercise = self.get(exercise_id)
        require_seen(exercise)
        return exercise

    def sha256(self, exercise_id: str) -> str:
        """Return the checksum of a definition's text."""
        return hashlib.sha256(self._texts[exercise_id]).hexdigest()

    def all(self) -> list[Exercise]:
        """Return every exercise, sorted by id."""
        return [self.get(exercise_id) for exercise_id in self.ids]


def require_seen(exercise: Exercise) -> None:
    """Refuse an exercise that no camera can see.

    Raises:
        UsageError: It is only written down; says how.
    """
    if exercise.kind == "log":
        raise UsageError(
            f"{exercise.name} cannot be seen by a camera",
            f"Write it down instead: posecheck log {exercise.id} --minutes 20",
        )


def _shipped_files() -> list[Any]:
    folder = files("posecheck.exercises") / SHIPPED
    return sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)


def load_file(path: str | Path) -> Exercise:
    """Read one definition file.

    Raises:
        DefinitionError: The file is missing, is no TOML, or has problems.
    """
    path = Path(path)
    return _named(path.stem, _text_of(path), str(path))


def _text_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DefinitionError(str(path), [f"cannot be read: {error.strerror}"]) from error


def _named(stem: str, text: bytes, source: str) -> Exercise:
    """Return the exercise that a file defines; the two must have one name."""
    exercise = parse(text, source)
    if exercise.id != stem:
        problem = f'id: is "{exercise.id}", but the file is called {stem}.toml; they must agree'
        raise DefinitionError(source, [problem])
    return exercise


def parse(text: bytes, source: str) -> Exercise:
    """Return the exercise that a TOML text defines.

    Raises:
        DefinitionError: Lists every problem with its key path.
    """
    try:
        data = tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(source, [f"is not TOML: {error}"]) from error
    try:
        exercise = Exercise.model_validate(data)
    except ValidationError as error:
        raise DefinitionError(source, [_explain(problem) for problem in error.errors()]) from error
    problems = nonsense(exercise)
    if problems:
        raise DefinitionError(source, problems)
    return exercise


def _explain(problem: Any) -> str:
    """Say one validation problem in words: key path, what is wrong, what is allowed, the nearest match."""
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{key}: unknown key{_nearest(str(problem['loc'][-1]), _allowed_keys(problem['loc']))}"
    if problem["type"] == "missing":
        return f"{key}: is missing"
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "literal_error":
        words = problem["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f'{key}: "{problem["input"]}" is not allowed{_nearest(str(problem["input"]), words)}'
    return f"{key}: {message[0].lower()}{message[1:]}"


def _nearest(word: str, allowed: list[str]) -> str:
    near = get_close_matches(word, allowed, 1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f"{hint} (allowed: {', '.join(allowed)})" if allowed else hint


def _allowed_keys(location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the table holding the unknown key knows."""
    model: Any = Exercise
    for part in location[:-1]:
        if isinstance(part, str) and part in getattr(model, "model_fields", {}):
            model = _model_of(model.model_fields[part].annotation)
    return sorted(getattr(model, "model_fields", {}))


def _model_of(annotation: Any) -> Any:
    """Return the table model inside an annotation such as dict[str, Signal] or Count | None."""
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = [_model_of(arg) for arg in getattr(annotation, "__args__", ())]
    return next((model for model in inner if hasattr(model, "model_fields")), annotation)
