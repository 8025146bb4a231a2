"""A movement out and back, as the counters find it and the verdicts tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from posecheck.engine.body import BodySide
from posecheck.result import Reason

RepPhase = Literal["ready", "out", "hold", "back"]

COAST_S = 1.5
"""A loss this short pauses the repetition; a longer one ends it (domain reference, rep state machine)."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A finished movement, counted or rejected.

    Attributes:
        start_s: When it had left rest by a tenth of its range.
        peak_s: Middle of the time near the peak.
        end_s: When it was back.
        hold_s: Seconds beyond the peak bound, or stayed at one's own end of range.
        rest: Level of the main signal at rest.
        peak: Its extreme.
        side: Side of the working limb, by the time spent near the peak.
        reason: Why it does not count; None where it does.
        course: (t_s, value) of the main signal.
        parts: The movements of which a two-way repetition consists, by the name of the way.
        short: Ways that are missing or did not go far enough.
        by: Signal that carried the count in place of the main one.
        stayed_s: When the stay at one's own end of range began and ended; None where there was none.
    """

    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    rest: float
    peak: float
    side: BodySide | None
    reason: Reason | None
    course: tuple[tuple[float, float], ...]
    parts: Mapping[str, Movement] = field(default_factory=dict)
    short: tuple[str, ...] = ()
    by: str | None = None
    stayed_s: tuple[float, float] | None = None
