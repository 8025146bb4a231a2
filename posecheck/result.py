"""Events and the session's result, to and from the result file (schema posecheck.result/1)."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from posecheck.errors import SourceError

SCHEMA = "posecheck.result/1"
Side = Literal["left", "right", "both"]
Severity = Literal["info", "minor", "major", "safety"]
Level = Literal["warn", "bad"]
Reason = Literal["shallow", "fast", "slow", "lost"]


@dataclass(frozen=True)
class Rep:
    """One completed repetition; times in stream seconds, scores 0..100 or None where too little was seen.

    `ways` is empty unless it goes two ways from neutral; then it tells how far each went, by its name.
    `by` is the signal that carried the count where the main one did not, None as a rule.
    `seen` is whether it was seen at all; a step may be known from those of the other foot around it alone.
    """

    n: int
    side: Side | None
    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    range: dict[str, float]
    range_unit: str
    score: int | None
    score_parts: dict[str, int | None]
    faults: tuple[str, ...] = ()
    ways: dict[str, float] = field(default_factory=dict)
    by: str | None = None
    seen: bool = True


@dataclass(frozen=True)
class Rejected:
    """A repetition that was begun and not counted: why, which ways were too short, what was said of them."""

    side: Side | None
    start_s: float
    end_s: float
    reason: Reason
    short: tuple[str, ...] = ()
    cue: str = ""


@dataclass(frozen=True)
class Hold:
    """One hold; `seconds` leaves out the breaks that were forgiven."""

    side: Side | None
    start_s: float
    end_s: float
    seconds: float
    score: int | None
    faults: tuple[str, ...] = ()
    score_parts: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """A fault present long enough to be told; `worst` and `limit` in `unit`.

    `severity` is "bad" where the measure is sure enough, "warn" where it is coarse (classes C and D).
    """

    id: str
    side: Side | None
    severity: Level
    start_s: float
    end_s: float
    signal: str
    worst: float
    limit: float
    unit: str
    cue: str


Event = Rep | Rejected | Hold | Fault


@dataclass(frozen=True)
class SessionResult:
    """Everything a session found; what `--json` writes. See the result file's documentation for the keys."""

    posecheck: str
    source: dict[str, Any]
    model: dict[str, Any] | None
    exercise: dict[str, Any]
    coverage: float | None
    view: dict[str, Any]
    reps: tuple[Rep, ...]
    rejected: tuple[Rejected, ...]
    holds: tuple[Hold, ...]
    faults: tuple[Fault, ...]
    symmetry: dict[str, Any] | None
    summary: dict[str, Any]
    warnings: tuple[str, ...]
    not_measured: tuple[dict[str, str], ...] = ()
    back_seen: float | None = None
    logged: dict[str, Any] | None = None
    blocks: tuple[dict[str, Any], ...] | None = None
    schema: str = SCHEMA

    @property
    def seen(self) -> bool:
        """Whether anybody was ever in view."""
        return float(self.source.get("seen_s", 0.0)) > 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return plain data in the key order of the result file, numbers rounded to fixed decimals."""
        data = asdict(self)
        if self.blocks is None:
            del data["blocks"]
        ordered = {"schema": data.pop("schema"), **data}
        rounded: dict[str, Any] = _rounded(ordered)
        return rounded

    def to_json(self) -> str:
        """Return the result file's text, the same bytes for equal sessions."""
        return json.dumps(self.to_dict(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    @staticmethod
    def from_dict(data: dict[str, Any]) -> SessionResult:
        """Build a result from `to_dict`'s data; keys added by later versions are ignored.

        Raises:
            SourceError: The data is not a result of this schema.
        """
        if data.get("schema") != SCHEMA:
            raise SourceError(f"Not a {SCHEMA} file", "Make one with: posecheck analyze VIDEO --json FILE")
        known = {f.name for f in fields(SessionResult)}
        kept = {k: v for k, v in data.items() if k in known}
        for key, kind in (("reps", Rep), ("rejected", Rejected), ("holds", Hold), ("faults", Fault)):
            kept[key] = tuple(_event(kind, item) for item in data[key])
        kept["warnings"] = tuple(data["warnings"])
        kept["not_measured"] = tuple(data.get("not_measured", ()))
        return SessionResult(**kept)

    @staticmethod
    def load(path: str | Path) -> SessionResult:
        """Read a result file.

        Raises:
            SourceError: The file is missing or is no result file.
        """
        try:
            return SessionResult.from_dict(json.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"Cannot read the result file {path}", "Check the name") from error


def _event(kind: type[Any], item: dict[str, Any]) -> Any:
    names = {f.name for f in fields(kind)}
    kept = {k: v for k, v in item.items() if k in names}
    kept |= {key: tuple(kept[key]) for key in ("faults", "short") if key in kept}
    return kind(**kept)


def _rounded(value: Any) -> Any:
    """Round every float to 3 decimals so that equal sessions give equal files; NaN, not in JSON, is None."""
    if isinstance(value, float):
        return round(value, 3) + 0.0 if math.isfinite(value) else None
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(v) for v in value]
    return value
