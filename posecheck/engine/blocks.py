"""From the exercises that were done one after the other to one result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

from posecheck import __version__
from posecheck.engine.assessor import Assessor
from posecheck.engine.recognize import Settled
from posecheck.pose import ModelInfo, StreamInfo
from posecheck.result import SessionResult

UNKNOWN = {"id": None, "name": None, "definition_sha256": None, "recognized": False, "confidence": None}
"""What is told of the exercise where none was recognised."""


@dataclass(frozen=True)
class Block:
    """One stretch of time in which one exercise was done.

    Attributes:
        assessor: Who judged it; finished.
        settled: What it was recognised by.
    """

    assessor: Assessor
    settled: Sequence[Settled]

    @property
    def spans(self) -> list[tuple[float, float]]:
        """Start and end of all that counts, in order."""
        ledger = self.assessor.ledger
        reps = [(rep.start_s, rep.end_s) for rep in ledger.reps]
        return sorted(reps + [(hold.start_s, hold.end_s) for hold in ledger.holds])

    @property
    def start_s(self) -> float:
        """When the first repetition or hold began."""
        return self.spans[0][0]

    @property
    def end_s(self) -> float:
        """When the last one was over."""
        return max(end_s for _, end_s in self.spans)

    @property
    def confidence(self) -> float:
        """Share of the claims to these movements that were this exercise's."""
        return len(self.settled) / (len(self.settled) + sum(settled.rivals for settled in self.settled))


def result_of(
    blocks: Sequence[Block],
    source: StreamInfo,
    told: dict[str, Any],
    model: ModelInfo | None,
    warnings: Sequence[str],
) -> SessionResult:
    """Return the result of a stream in which the exercise was not named.

    Args:
        blocks: What was done, in order.
        source: The stream.
        told: What is told of the stream.
        model: The network that made the poses.
        warnings: What the source had to say.
    """
    parts = [_named(block, source, model) for block in blocks]
    if not parts:
        return _nothing(told, model, warnings)
    longest = max(range(len(blocks)), key=lambda n: blocks[n].end_s - blocks[n].start_s)
    reps = [rep for part in parts for rep in part.reps]
    return replace(
        parts[longest],
        source=told,
        reps=tuple(replace(rep, n=n) for n, rep in enumerate(reps, 1)),
        rejected=tuple(rejected for part in parts for rejected in part.rejected),
        holds=tuple(hold for part in parts for hold in part.holds),
        faults=tuple(fault for part in parts for fault in part.faults),
        symmetry=parts[0].symmetry if len(parts) == 1 else None,
        summary=_summary(parts),
        warnings=(*warnings, *dict.fromkeys(text for part in parts for text in part.warnings)),
        blocks=tuple(_entry(block, part) for block, part in zip(blocks, parts, strict=True)),
    )


def _named(block: Block, source: StreamInfo, model: ModelInfo | None) -> SessionResult:
    result = block.assessor.result(source, model)
    told = result.exercise | {"recognized": True, "confidence": block.confidence}
    return replace(result, exercise=told)


def _entry(block: Block, part: SessionResult) -> dict[str, Any]:
    data = part.to_dict()
    kept = ("exercise", "coverage", "reps", "rejected", "holds", "faults", "summary", "warnings")
    return {"start_s": block.start_s, "end_s": block.end_s, **{key: data[key] for key in kept}}


def _summary(parts: Sequence[SessionResult]) -> dict[str, Any]:
    """Return what was done altogether; of one exercise, all that is told of it."""
    if len(parts) == 1:
        return parts[0].summary
    told = [rep.score for part in parts for rep in part.reps]
    told += [hold.score for part in parts for hold in part.holds]
    scores = [score for score in told if score is not None]
    cues = Counter({cue["id"]: 0 for part in parts for cue in part.summary["cues"]})
    for part in parts:
        cues.update({cue["id"]: cue["times"] for cue in part.summary["cues"]})
    return {
        "reps": sum(part.summary["reps"] for part in parts),
        "holds": sum(part.summary["holds"] for part in parts),
        "held_s": sum(part.summary["held_s"] for part in parts),
        "score": round(median(scores)) if scores else None,
        "tempo_s": None,
        "cues": [{"id": id_, "times": n} for id_, n in sorted(cues.items(), key=lambda c: (-c[1], c[0]))],
    }


def _nothing(told: dict[str, Any], model: ModelInfo | None, warnings: Sequence[str]) -> SessionResult:
    seen = told["seen_s"] > 0
    text = "not sure which exercise this is, so nothing was counted" if seen else "nobody was in view"
    empty: dict[str, Any] = {"reps": 0, "holds": 0, "held_s": 0.0, "score": None, "tempo_s": None, "cues": []}
    return SessionResult(
        posecheck=__version__,
        source=told,
        model=asdict(model) if model else None,
        exercise=dict(UNKNOWN),
        coverage=None,
        view={"seen": None, "facing": None, "suited": None, "off_side_deg": None},
        reps=(),
        rejected=(),
        holds=(),
        faults=(),
        symmetry=None,
        summary=empty,
        warnings=(*warnings, *([text] if told["frames"] else [])),
        blocks=(),
    )
