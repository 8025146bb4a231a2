"""What the page says of label sets: frames of form, and landmark sequences of movements that are not told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks import countix, form_sets
from benchmarks.accuracy_goals import Goal
from benchmarks.accuracy_tables import Table

COUNTIX = "countix_fitness_pose"
FPS = 30.0
LEAST_BY_ONE, MOST_ERROR = 0.58, 0.35
ABOUT = """\
Gym movements, none of them told, counted on landmarks that others published with the number of repetitions.
Of each sequence the landmarks are stretched to 0..1 in every frame, and no frame rate is known; 30 is
assumed. Sequences without any landmarks are left out. **Neither half is held out**: some two hundred
variants of method and thresholds were judged by the scores of these videos (the last thirty-five by the
first half alone), so every row is a little too good, and only other videos can tell by how much. "Off by
one" and "exact" are shares of the videos; the error is |counted - true| / true.
"""


def sections(folder: Path) -> tuple[list[str], list[Goal]]:
    """Return Markdown sections for the sets that the folder has, and the goals that they answer."""
    told = _videos(folder / COUNTIX)
    return [*form_sets.sections(folder), *_section(told)], _goals(told)


def _videos(folder: Path) -> list[countix.Counted]:
    return list(countix.counts(folder, FPS)) if folder.is_dir() else []


def _section(videos: Sequence[countix.Counted]) -> list[str]:
    if not videos:
        return []
    groups = [(kind, [v for v in videos if v.kind == kind]) for kind in sorted({v.kind for v in videos})]
    for half, name in ((True, "first half"), (False, "other half")):
        groups.append((f"**{name}**", [v for v in videos if v.first_half == half]))
    rows = [countix.row(*group) for group in [*groups, ("**all**", videos)] if group[1]]
    shown = Table("Repetitions of movements that are not told", countix.HEAD, rows, words=1)
    return [f"## Movements without a definition\n\n{ABOUT}\n{shown.markdown()}\n{countix.spread(videos)}.\n"]


def _goals(videos: Sequence[countix.Counted]) -> list[Goal]:
    by_one, error = map(float, countix.scores(videos)[:2]) if videos else (None, None)
    where = "landmark sequences, class not told; looked at while the method was chosen"
    return [
        Goal(where, "off by at most one", LEAST_BY_ONE, by_one, len(videos)),
        Goal(
            where,
            "mean error of the true count",
            MOST_ERROR,
            error,
            len(videos),
            at_least=False,
            is_share=False,
        ),
    ]
