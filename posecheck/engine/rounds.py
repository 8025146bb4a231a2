"""What a cyclic movement is made of: rounds that are told, and the swing under way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from posecheck.engine.body import BodySide


@dataclass(frozen=True, slots=True)
class Round:
    """One step, stroke or turn.

    Attributes:
        start_s: When it had left the middle.
        peak_s: When it was furthest out, on the first side of a whole round.
        end_s: When it was back.
        reach: How far out it went; from one end to the other in a whole round.
        side: Whose it is, None where sides do not matter.
        sign: To which side of the middle it went (first), +1 or -1.
        by: Signal that told it in place of the main one; its side is "left" where it is the near one's.
        seen: Whether it was seen at all; if not, it is known from those around it alone.
    """

    start_s: float
    peak_s: float
    end_s: float
    reach: float
    side: BodySide | None
    sign: float = 0.0
    by: str | None = None
    seen: bool = True


@dataclass(slots=True)
class Swing:
    """A movement to one side of the middle; stale once it took too long.

    `grown_s` is when it last went clearly further, `usual_s` when it had gone as far as usual, `back_s` when
    it had lost half of its reach again, wherever the middle is by then.
    """

    sign: float
    start_s: float
    peak_s: float
    reach: float
    reached_s: float = math.nan
    grown_s: float = math.nan
    grown: float = 0.0
    peak: float = math.nan
    usual_s: float = math.nan
    back_s: float = math.nan
    stale: bool = False
