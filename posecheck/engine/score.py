"""The quality of a repetition or a hold, 0..100, with its parts (domain reference, rep quality score)."""

from __future__ import annotations

from posecheck.engine.rules import Evidence
from posecheck.exercises.schema import Check

SEVERITY_WEIGHT = {"safety": 3.0, "major": 3.0, "minor": 1.0, "info": 0.0}
GRADE_WEIGHT = {"A": 1.0, "B": 0.8, "C": 0.4, "D": 0.0}
PART_WEIGHT = {"range": 40.0, "form": 40.0, "tempo": 10.0, "smoothness": 10.0}
CAP_MAJOR, CAP_SAFETY = 60, 40
CAP_AFTER_S = 1.0
ENOUGH_SEEN = 0.5

Parts = dict[str, int | None]


def score(
    parts: dict[str, float | None], checks: dict[str, Check], evidence: dict[str, Evidence]
) -> tuple[int | None, Parts]:
    """Return the score and its parts as whole numbers 0..100; None where too little was seen.

    Args:
        parts: Share 0..1 of each part of PART_WEIGHT but "form"; None where it was not judged.
        checks: The definition's checks.
        evidence: What was seen of each.
    """
    shares = {**parts, "form": form(checks, evidence)}
    judged = {name: share for name, share in shares.items() if share is not None}
    rounded: Parts = {name: None if share is None else round(100 * share) for name, share in shares.items()}
    if checks and seen_share(checks, evidence) < ENOUGH_SEEN:
        return None, rounded
    weight = sum(PART_WEIGHT[name] for name in judged)
    total = 100 * sum(PART_WEIGHT[name] * share for name, share in judged.items()) / weight if weight else 0
    return round(min(total, _cap(checks, evidence))), rounded


def form(checks: dict[str, Check], evidence: dict[str, Evidence]) -> float | None:
    """Return the weighted mean of the checks' points over the time they were known, None where none was."""
    total = weights = 0.0
    for name, check in checks.items():
        known_s = evidence[name].known_s
        if known_s > 0:
            weight = _weight(check)
            total += weight * evidence[name].points_s / known_s
            weights += weight
    return total / weights if weights else None


def seen_share(checks: dict[str, Check], evidence: dict[str, Evidence]) -> float:
    """Return the share 0..1 of what should have been judged that was seen, by weight."""
    judged = {name: e for name, e in evidence.items() if e.judged_s > 0}
    wanted = sum(_weight(checks[name]) for name in judged)
    if wanted == 0:
        return 1.0
    return sum(_weight(checks[name]) * e.known_s / e.judged_s for name, e in judged.items()) / wanted


def _weight(check: Check) -> float:
    return SEVERITY_WEIGHT[check.severity] * GRADE_WEIGHT[check.grade]


def _cap(checks: dict[str, Check], evidence: dict[str, Evidence]) -> float:
    long_bad = {checks[name].severity for name, e in evidence.items() if e.bad_s >= CAP_AFTER_S}
    if "safety" in long_bad:
        return CAP_SAFETY
    return CAP_MAJOR if "major" in long_bad else 100
