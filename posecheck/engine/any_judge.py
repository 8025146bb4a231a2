"""Judges a movement without a definition: counts it, and says nothing of its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from posecheck import __version__
from posecheck.engine.any_movement import AnyMovement, Repetition
from posecheck.engine.gates import NOBODY
from posecheck.engine.stream import Stream
from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.result import Event, Rep, SessionResult
from posecheck.step import Briefing, Step

NOT_JUDGED = {
    "what": "form",
    "why": "a movement without a definition is only known to repeat",
}


class AnyJudge:
    """Counts whatever a person repeats. A repetition is told late, once it is plain that it repeats."""

    reads_back = False

    def __init__(self) -> None:
        self._movement = AnyMovement()
        self._stream = Stream()
        self._reps: list[Rep] = []

    def briefing(self) -> Briefing:
        """Return what sinks need to know before the first frame."""
        return Briefing(
            id="any",
            name="Any movement",
            counts="reps",
            hold_target_s=0.0,
            setup="Repeat any movement; it is counted once it has come again",
            signals=(),
        )

    def step(self, pose: PoseFrame) -> Step:
        """Count on by one frame."""
        self._stream.see(pose)
        events = self._told(self._movement.step(pose.t_s, pose.xy if pose.seen else None))
        if not pose.seen:
            return Step(pose, "nobody", need=NOBODY, reps=len(self._reps), events=events)
        return Step(pose, "out" if self._reps else "ready", reps=len(self._reps), events=events)

    def finish(self) -> list[Event]:
        """End the stream; return what the end completed."""
        return list(self._told(self._movement.finish()))

    def _told(self, found: list[Repetition]) -> tuple[Event, ...]:
        first = len(self._reps) + 1
        reps = [_rep(n, repetition) for n, repetition in enumerate(found, first)]
        self._reps += reps
        return tuple(reps)

    def result(
        self, source: StreamInfo, model: ModelInfo | None, warnings: Sequence[str] = ()
    ) -> SessionResult:
        """Return what was counted; call `finish` first."""
        unseen = [] if self._stream.seen_s or not self._stream.frames else ["nobody was in view"]
        return SessionResult(
            posecheck=__version__,
            source=self._stream.told(source),
            model=asdict(model) if model else None,
            exercise={
                "id": "any",
                "name": "Any movement",
                "definition_sha256": None,
                "recognized": False,
                "confidence": None,
            },
            coverage=None,
            view={"seen": None, "facing": None, "suited": None, "off_side_deg": None},
            reps=tuple(self._reps),
            rejected=(),
            holds=(),
            faults=(),
            symmetry=None,
            summary=self._summary(),
            warnings=(*warnings, *unseen),
            not_measured=(NOT_JUDGED,),
        )

    def _summary(self) -> dict[str, Any]:
        tempos_s = [rep.end_s - rep.start_s for rep in self._reps]
        return {
            "reps": len(self._reps),
            "holds": 0,
            "held_s": 0.0,
            "score": None,
            "tempo_s": median(tempos_s) if tempos_s else None,
            "cues": [],
        }


def _rep(n: int, found: Repetition) -> Rep:
    return Rep(
        n=n,
        side=None,
        start_s=found.start_s,
        peak_s=found.peak_s,
        end_s=found.end_s,
        hold_s=0.0,
        range={},
        range_unit="",
        score=None,
        score_parts={},
    )
