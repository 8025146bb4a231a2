"""The exercises in short: by the position they are done in, one line each, or as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from posecheck.engine.verdicts import generic_cues
from posecheck.exercises.schema import Exercise

OTHER = "Other"
GROUPS = {
    "supine": "Lying on the back",
    "side_lying": "On the side",
    "quadruped": "On all fours and kneeling",
    "kneeling": "On all fours and kneeling",
    "prone": "Face down",
    "plank": "Plank",
    "seated": "Seated",
    "chair": "Seated",
    "standing": "Standing",
    "half_kneeling": "Half-kneeling",
    "cardio": "Cardio",
}
"""The heading under which each family is listed, in the order of the list."""
KINDS = {"reps": "counted", "hold": "held", "timer": "paced", "log": "written down"}
VIEWS = {"side": "side-on", "front": "front-on", "feet": "at the feet", "any": "any view"}
NO_CAMERA = "no camera"


class Line(NamedTuple):
    """One exercise in the list; each a word or a few."""

    id: str
    name: str
    kind: str
    sides: str
    view: str


def group(exercise: Exercise) -> str:
    """Return the heading under which an exercise is listed."""
    return GROUPS.get(exercise.family, OTHER)


def grouped(known: Iterable[Exercise]) -> dict[str, list[Exercise]]:
    """Return the exercises by heading, in the order of the list, empty headings left out."""
    found: dict[str, list[Exercise]] = {heading: [] for heading in [*GROUPS.values(), OTHER]}
    for exercise in known:
        found[group(exercise)].append(exercise)
    return {heading: members for heading, members in found.items() if members}


def line(exercise: Exercise) -> Line:
    """Return what the list says of one exercise."""
    kind = f"{exercise.cycle.name}s" if exercise.cycle else KINDS[exercise.kind]
    view = NO_CAMERA if exercise.kind == "log" else VIEWS[exercise.view.need]
    return Line(exercise.id, exercise.name, kind, "each side" if sides(exercise) else "", view)


def sides(exercise: Exercise) -> list[str]:
    """Return the sides that are told apart, if any."""
    each = exercise.count is not None and exercise.count.each
    sided = exercise.cycle is not None and exercise.cycle.sided
    return ["left", "right"] if exercise.working or each or sided else []


def entry(exercise: Exercise) -> dict[str, Any]:
    """Return what `posecheck exercises --json` tells of one exercise."""
    checks = [{"id": name, "fault": c.fault, "cue": c.cue} for name, c in exercise.checks.items()]
    generic = [
        {"id": name, "fault": name.replace("_", " "), "cue": cue}
        for name, cue in generic_cues(exercise).items()
    ]
    return {
        "id": exercise.id,
        "name": exercise.name,
        "group": group(exercise),
        "kind": exercise.kind,
        "view": None if exercise.kind == "log" else exercise.view.need,
        "sides": sides(exercise),
        "high_load": exercise.high_load,
        "checks": checks + generic,
    }
