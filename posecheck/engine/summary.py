"""From a session's ledger to its result."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from statistics import fmean, median
from typing import Any

from posecheck import __version__
from posecheck.engine.cadence import active_s, cadence_per_min
from posecheck.engine.ledger import Ledger
from posecheck.engine.pacing import paced_rounds
from posecheck.exercises.schema import Exercise
from posecheck.pose import ModelInfo, StreamInfo
from posecheck.result import Fault, Rep, SessionResult

TOLD_UNSEEN_S = 1.0
"""Shorter losses are not worth a warning."""
FOLLOWS_S = 0.5
"""What the way back leads to may show so long after its end: arms are back before the trunk has given way."""
SIDES = ("left", "right")
SIDE_MAX_DEG, FRONT_MIN_DEG = 35.0, 55.0


def summarize(
    exercise: Exercise,
    definition_sha256: str,
    ledger: Ledger,
    source: StreamInfo,
    model: ModelInfo | None,
    warnings: list[str],
) -> SessionResult:
    """Return the result of a finished session."""
    return SessionResult(
        posecheck=__version__,
        source=_source(ledger, source),
        model=asdict(model) if model else None,
        exercise={
            "id": exercise.id,
            "name": exercise.name,
            "definition_sha256": definition_sha256,
            "recognized": False,
            "confidence": None,
        },
        coverage=ledger.coverage,
        view=_view(ledger),
        reps=tuple(_with_what_followed(rep, ledger.faults, exercise) for rep in ledger.reps),
        rejected=tuple(ledger.rejected),
        holds=tuple(ledger.holds),
        faults=tuple(sorted(ledger.faults, key=lambda fault: (fault.start_s, fault.id))),
        symmetry=_symmetry(ledger),
        summary=_summary(ledger, exercise),
        warnings=(*warnings, *_notices(ledger, exercise)),
        back_seen=ledger.back_seen,
        not_measured=tuple({"what": item.what, "why": item.why} for item in exercise.not_measured),
    )


def _with_what_followed(rep: Rep, faults: list[Fault], exercise: Exercise) -> Rep:
    """Return a repetition with the faults of its way back, told then or only when it had ended."""
    followed = (
        fault.id
        for fault in faults
        if fault.id in exercise.checks
        and {"ready", "back"} == set(exercise.checks[fault.id].when)
        and rep.peak_s <= fault.start_s <= rep.end_s + FOLLOWS_S
    )
    return replace(rep, faults=tuple(dict.fromkeys([*rep.faults, *followed])))


def _source(ledger: Ledger, source: StreamInfo) -> dict[str, Any]:
    """Return what was really read, whatever the stream had promised."""
    length_s = ledger.last_s - ledger.first_s if ledger.frames else 0.0
    return {
        "path": source.path,
        "duration_s": length_s,
        "frames": ledger.frames,
        "width": source.width,
        "height": source.height,
        "rotation_deg": source.rotation_deg,
        "seen_s": ledger.seen_s,
    }


def _view(ledger: Ledger) -> dict[str, Any]:
    if ledger.off_side_known_s <= 0:
        return {"seen": None, "facing": None, "suited": None, "off_side_deg": None}
    off_deg = ledger.off_side_deg_s / ledger.off_side_known_s
    seen = "side" if off_deg <= SIDE_MAX_DEG else ("front" if off_deg >= FRONT_MIN_DEG else "oblique")
    facing = max(ledger.heading_s, key=lambda side: ledger.heading_s[side]) if ledger.heading_s else None
    suited = ledger.suited_s >= 0.5 * ledger.seen_s
    return {"seen": seen, "facing": facing, "suited": suited, "off_side_deg": off_deg}


def _symmetry(ledger: Ledger) -> dict[str, Any] | None:
    """Return how left and right compare: how many, how far, how long; None where sides do not matter."""
    reps = {side: [rep for rep in ledger.reps if rep.side == side] for side in SIDES}
    holds = {side: [hold for hold in ledger.holds if hold.side == side] for side in SIDES}
    counts = {side: len(reps[side]) + len(holds[side]) for side in SIDES}
    if not any(counts.values()):
        return None
    ranges = [_ranges(reps[side]) for side in SIDES]
    held_s = {
        side: sum(rep.hold_s for rep in reps[side]) + sum(hold.seconds for hold in holds[side])
        for side in SIDES
    }
    return {**counts, "range_ratio": _ratio(*ranges), "held_s": held_s}


def _ranges(reps: list[Rep]) -> list[float]:
    """Return how far each went; only what was seen, and told by the main signal, can be compared."""
    return [far for rep in reps if rep.seen and rep.by is None for far in list(rep.range.values())[:1]]


def _ratio(left: list[float], right: list[float]) -> float | None:
    """Return the smaller mean over the larger; None where one side is missing."""
    if not left or not right:
        return None
    smaller, larger = sorted((fmean(left), fmean(right)))
    return smaller / larger if larger else None


def _summary(ledger: Ledger, exercise: Exercise) -> dict[str, Any]:
    told = [*(rep.score for rep in ledger.reps), *(hold.score for hold in ledger.holds)]
    scores = [score for score in told if score is not None]
    cues = Counter(fault.id for fault in ledger.faults)
    return {
        "reps": len(ledger.reps),
        "holds": len(ledger.holds),
        "held_s": sum(hold.seconds for hold in ledger.holds),
        "score": round(median(scores)) if scores else None,
        "tempo_s": median(rep.end_s - rep.start_s for rep in ledger.reps) if ledger.reps else None,
        "cues": [
            {"id": id_, "times": times} for id_, times in sorted(cues.items(), key=lambda c: (-c[1], c[0]))
        ],
        **_flow(ledger, exercise),
    }


def _flow(ledger: Ledger, exercise: Exercise) -> dict[str, Any]:
    """Return what only a cyclic or a paced exercise has."""
    if exercise.cycle:
        return {
            "unit": exercise.cycle.name,
            "cadence_per_min": cadence_per_min([rep.start_s for rep in ledger.reps], exercise.cycle),
            "active_s": active_s([(rep.start_s, rep.end_s) for rep in ledger.reps], exercise.cycle),
        }
    if exercise.pace:
        return {"rounds": sum(paced_rounds(hold.seconds, exercise.pace) for hold in ledger.holds)}
    return {}


ONLY_WITHOUT_PAIN = "only without pain: stop if it hurts"


def _standing_notices(exercise: Exercise) -> list[str]:
    """Return what is to be said of every session of this exercise."""
    told = []
    if exercise.pace:
        unseen = [item.what for item in exercise.not_measured]
        told.append(": ".join(filter(None, ["paced, not measured", ", ".join(unseen)])))
    if exercise.high_load:
        told.append(ONLY_WITHOUT_PAIN)
    return told


def _told_outright(ledger: Ledger, exercise: Exercise) -> list[str]:
    """Return what was counted without a row, by the one signal that tells it outright."""
    signal = _outright_signal(exercise)
    alone = sum(rep.by == signal for rep in ledger.reps if rep.by)
    if not alone:
        return []
    return [f"{alone} counted from the {_plain(signal)} alone, and their form was not judged"]


def _carried(ledger: Ledger, exercise: Exercise) -> list[str]:
    """Return what was counted by other signals than the main one, which did not tell it."""
    outright = _outright_signal(exercise)
    carried = [rep.by for rep in ledger.reps if rep.by and rep.by != outright]
    if not carried:
        return []
    by, main = " and the ".join(map(_plain, sorted(set(carried)))), _plain(exercise.main_signal)
    why = "hardly moved" if exercise.cycle else "could not be seen"
    return [f"{len(carried)} counted from the {by}, since the {main} {why}"]


def _outright_signal(exercise: Exercise) -> str:
    """Return the name of the signal that tells rounds without a row, "" where none does."""
    return exercise.cycle.outright.signal if exercise.cycle and exercise.cycle.outright else ""


def _plain(signal: str) -> str:
    """Return a signal's name as one says it."""
    return signal.replace("_", " ")


def _unseen_back(ledger: Ledger) -> list[str]:
    """Say for how long the back was not judged, and what would let it be seen."""
    unseen_s = 0.0 if ledger.back_seen_s is None else ledger.judged_s - ledger.back_seen_s
    if unseen_s < TOLD_UNSEEN_S:
        return []
    told = f"the shape of the back could not be seen for {unseen_s:.1f} s, so it was not judged then"
    mostly_shirt = ledger.shirt_s > unseen_s / 2
    return [f"{told}; tuck in a loose shirt, or wear a close one" if mostly_shirt else told]


VIEW_WORDS = {"side": "side-on", "front": "in front", "feet": "at the feet"}


def _notices(ledger: Ledger, exercise: Exercise) -> list[str]:
    """Return what the user should know about how far the result can be trusted."""
    told = []
    if ledger.frames and ledger.seen_s <= 0:
        told.append("nobody was in view")
    elif ledger.frames and not ledger.judged_s:
        told.append("the start position was never reached, so nothing was judged")
    unsuited_s = ledger.seen_s - ledger.suited_s
    if unsuited_s >= TOLD_UNSEEN_S:
        where = VIEW_WORDS.get(exercise.view.need, "right")
        told.append(f"the camera was not {where} for {unsuited_s:.1f} s, so form was not judged then")
    told += [
        f"{part} out of view for {s:.1f} s"
        for part, s in sorted(ledger.unseen_s.items())
        if s >= TOLD_UNSEEN_S
    ]
    told += _told_outright(ledger, exercise)
    told += _carried(ledger, exercise)
    told += _unseen_back(ledger)
    told += _standing_notices(exercise)
    if ledger.several_s >= TOLD_UNSEEN_S:
        told.append(f"several people in view for {ledger.several_s:.1f} s; the one exercising was followed")
    return told
