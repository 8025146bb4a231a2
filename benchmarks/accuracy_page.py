"""The page docs/accuracy.md: goals, tables by set, label sets, failures, and what each word means."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import posecheck
from benchmarks import accuracy_tables as tables
from benchmarks.accuracy_cases import LOGGED, NO_DEFINITION, Case
from benchmarks.accuracy_clips import REAL, REPORT, SAMPLES, TUNE
from benchmarks.accuracy_goals import Goal, goals
from benchmarks.accuracy_recognition import Taken
from benchmarks.accuracy_tables import Table

SETS = {
    REPORT: (
        "Rendered clips, reported set",
        "Two sets with bodies, clothes, rooms, cameras and tempos of their own; nothing was tuned on them. "
        "These are the numbers to quote.",
    ),
    SAMPLES: (
        "Rendered clips, the samples that come with posecheck",
        "The tests demand them to be right, so they were looked at while tuning.",
    ),
    REAL: (
        "Real clips",
        "Short clips of people (and a few that were generated), labelled by eye to about 0.3 s. They are the "
        "work of others and no part of the project, so they go by exercise and number. They are few, most "
        "show good form, and those of known exercises may have been looked at while these were defined.",
    ),
    TUNE: (
        "Rendered clips, tuning set",
        "Definitions and engine were tuned on these; only to be compared with the reported set.",
    ),
}
COMMAND = (
    "python -m benchmarks.accuracy --rendered RENDERED --footage FOOTAGE --labels LABELS "
    "--model {model} --out {out}{more}"
)
WORDS = Path(__file__).with_name("accuracy_words.md")
"""What each column means."""


def page(
    cases: Sequence[Case],
    labels: tuple[list[str], list[Goal]],
    told: Mapping[str, str],
    needs: Mapping[str, str],
) -> str:
    """Return the page's Markdown.

    Args:
        cases: All clips.
        labels: Sections about label sets, as Markdown, and the goals that these answer.
        told: `model`, its `sha256`, the page's own name, `out`, and `more` options of the command.
        needs: What a failing clip would need, by its set and label: "report/bridge_good".
    """
    return "\n".join([_head(told), goals(cases, labels[1]).markdown(), *_sets(cases), *labels[0], _words(),
                      *_failures(cases, needs)])  # fmt: skip


def _head(told: Mapping[str, str]) -> str:
    return f"""# How right posecheck is

This page is the output of a program and is not written by hand. Date {date.today().isoformat()}.
posecheck {posecheck.__version__}, mediapipe {_version("mediapipe")}, Python {platform.python_version()},
model `{told["model"]}` (sha256 `{told["sha256"][:16]}...`).

```sh
{COMMAND.format(**told)}
```

Every clip was looked at by the real network and judged by `posecheck.replay` with the exercise told. What
each column means is said below the tables; every clip that fails is listed at the end.
"""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _sets(cases: Sequence[Case]) -> list[str]:
    parts = []
    for group, (title, about) in SETS.items():
        own = [case for case in cases if case.clip.group == group]
        if own:
            body = "\n".join(table.markdown() for table in tables_of(own))
            folded = f"<details><summary>Tables of the tuning set</summary>\n\n{body}\n</details>\n"
            parts.append(f"## {title}\n\n{about}\n\n{folded if group == TUNE else body}")
    return parts


def tables_of(cases: Sequence[Case]) -> list[Table]:
    """Return the tables of one set that have rows."""
    kinds = (tables.counting, tables.timing, tables.form, tables.angles, tables.recognition, tables.nothing)
    return [table for table in (kind(cases) for kind in kinds) if table.rows]


def _words() -> str:
    return f"## What the columns mean\n\n{WORDS.read_text(encoding='utf-8')}"


def _failures(cases: Sequence[Case], needs: Mapping[str, str]) -> list[str]:
    missing = sorted({str(case.clip.exercise) for case in cases if case.problem == NO_DEFINITION})
    failed = sorted(filter(fails, cases), key=lambda case: (str(case.clip.exercise or "~"), case.clip.label))
    rows = [
        [
            name := f"{case.clip.group}/{case.clip.label}",
            case.view,
            "; ".join(wrong(case)),
            needs.get(name, ""),
        ]
        for case in failed
    ]
    head = ("clip", "view", "expected and found", "what it would need")
    title = f"{len(rows)} of {len(cases)} clips in which something is not as it should be"
    told = [f"No definition yet: {', '.join(f'`{name}`' for name in missing)}.\n"] if missing else []
    return ["## Failures\n", *told, Table(title, head, rows, words=len(head)).markdown()]


def fails(case: Case) -> bool:
    """Return whether something about a clip is not as it should be."""
    return bool(wrong(case))


def wrong(case: Case) -> list[str]:
    """Return what went wrong, in words."""
    told = [case.problem] if case.problem and case.problem not in (NO_DEFINITION, LOGGED) else []
    told += case.score.notes if case.score else []
    told += [_taken(block) for block in case.recognised or () if block.verdict != "right"]
    if case.nothing:
        told.append(f"counted by {', '.join(sorted(set(case.nothing)))}")
    return told


def _taken(block: Taken) -> str:
    return f"{block.exercise} taken for {block.taken_for or 'nothing known'}"
