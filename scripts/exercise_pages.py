"""Writes docs/exercises: one page an exercise and an index, in the words of `posecheck exercises show`.

Run it after a change to a definition: `python scripts/exercise_pages.py`. A test keeps the pages up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from posecheck.catalogue import Section, describe, grouped, line
from posecheck.exercises.library import Library
from posecheck.exercises.schema import Exercise

DOCS = Path(__file__).resolve().parents[1] / "docs"
INDEX = "README.md"
MADE_BY = "<!-- Written by scripts/exercise_pages.py: change the definition, then run it. -->"
DISCLAIMER = "posecheck is no medical device. Stop when it hurts, and ask a professional when in doubt."


def pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    known = Library().all()
    return {INDEX: _index(known)} | {f"{exercise.id}.md": _page(exercise) for exercise in known}


def _index(known: list[Exercise]) -> str:
    blocks = [
        MADE_BY,
        "# The exercises",
        f"What posecheck knows, by the position it is done in. `posecheck exercises list` says the same. "
        f"{DISCLAIMER}",
    ]
    for heading, members in grouped(known).items():
        rows = ["| exercise | how it is told | sides | camera |", "|---|---|---|---|"]
        blocks += [f"## {heading}", "\n".join([*rows, *map(_row, members)])]
    return "\n\n".join(blocks) + "\n"


def _row(exercise: Exercise) -> str:
    told = line(exercise)
    return f"| [{told.name}]({told.id}.md) | {told.kind} | {told.sides} | {told.view} |"


def _page(exercise: Exercise) -> str:
    also = f"Also: {', '.join(exercise.aliases)}. " if exercise.aliases else ""
    blocks = [MADE_BY, f"# {exercise.name}", f"`{exercise.id}` · {also}[All exercises]({INDEX})"]
    if (DOCS / "images" / "exercises" / f"{exercise.id}.jpg").exists():
        blocks.append(f"![{exercise.name}: start and end](../images/exercises/{exercise.id}.jpg)")
    blocks += [block for section in describe(exercise) for block in (f"## {section.title}", _body(section))]
    return "\n\n".join([*blocks, DISCLAIMER]) + "\n"


def _body(section: Section) -> str:
    return "\n".join(_items(section.lines))


def _items(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield list items: numbered steps keep their numbers, lines that go on with one are set below it."""
    for text in lines:
        if text.startswith(" "):
            yield f"  - {_safe(text.strip())}"
        elif re.match(r"\d+\. ", text):
            yield _safe(text)
        elif len(lines) > 1 and re.match(r"\d+\. ", lines[-1]):
            yield f"{_safe(text)}\n"
        else:
            yield f"- {_safe(text)}"


def _safe(text: str) -> str:
    """Return the text with what Markdown would take for its own signs made harmless."""
    return re.sub(r"([*<>|])", r"\\\1", text)


def write(folder: Path) -> None:
    """Write all pages into a folder, and take away those of exercises that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for stale in {path.name for path in folder.glob("*.md")} - set(wanted):
        (folder / stale).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(DOCS / "exercises")
