"""Judges whatever exercise is done: finds out which, then judges it from its beginning."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from posecheck.engine.assessor import Assessor
from posecheck.engine.blocks import Block, result_of
from posecheck.engine.gates import NOBODY
from posecheck.engine.recognize import Recognizer, Settled
from posecheck.engine.stream import Stream
from posecheck.exercises.schema import Exercise
from posecheck.pose import ModelInfo, PoseFrame, StreamInfo
from posecheck.result import Event, SessionResult
from posecheck.step import Briefing, Need, Step

LEAD_S = 4.0
"""So much of what went before a movement is judged with it: there the person's neutral is learnt."""
MEMORY_S = 45.0
"""What lies further back is forgotten; longer than any repetition with its lead."""
OWN_NEEDS = ("position", "still")
"""What is asked for by one exercise alone: who has left its position may be on the way to the next."""
BEGIN = Need("exercise", "Begin when you like")


@dataclass
class _Current:
    """The exercise that is done now."""

    assessor: Assessor
    settled: list[Settled] = field(default_factory=list)


class AutoJudge:
    """Judges one exercise after the other, each named by its first repetition or the first seconds of a hold.

    Args:
        exercises: The definitions to choose from, by id.
        checksums: Checksum of each definition's text, by id.
    """

    reads_back = True

    def __init__(self, exercises: Mapping[str, Exercise], checksums: Mapping[str, str]) -> None:
        self._exercises = exercises
        self._checksums = checksums
        self._recognizer = Recognizer(exercises.values())
        self._recent: deque[PoseFrame] = deque()
        self._current: _Current | None = None
        self._blocks: list[Block] = []
        self._free_s = -math.inf  # until when the blocks so far reach
        self._stream = Stream()

    def briefing(self) -> Briefing:
        """Return what sinks need to know before the first frame; each exercise has its own, on its steps."""
        return Briefing(
            id="auto",
            name="Any exercise I know",
            counts="reps",
            hold_target_s=0.0,
            setup="Begin any exercise of the programme; it is named after its first repetition",
            signals=(),
        )

    def step(self, pose: PoseFrame) -> Step:
        """Judge one frame."""
        self._remember(pose)
        told: list[Event] = []
        for settled in self._recognizer.step(pose):
            told += self._take(settled)
        if self._current is None:
            return Step(pose, "setup", need=BEGIN) if pose.seen else Step(pose, "nobody", need=NOBODY)
        assessor = self._current.assessor
        step = assessor.step(pose)
        need = step.need if step.need and step.need.id not in OWN_NEEDS else None
        return replace(step, events=(*told, *step.events), doing=assessor.briefing(), need=need)

    def finish(self) -> list[Event]:
        """End the stream; return what the end completed."""
        told: list[Event] = []
        for settled in self._recognizer.finish():
            told += self._take(settled, to_the_end=True)
        self._close(math.inf)
        return told

    def result(
        self, source: StreamInfo, model: ModelInfo | None, warnings: Sequence[str] = ()
    ) -> SessionResult:
        """Return what was found in all blocks; call `finish` first."""
        return result_of(self._blocks, source, self._stream.told(source), model, warnings)

    def _remember(self, pose: PoseFrame) -> None:
        self._stream.see(pose)
        self._recent.append(pose)
        while pose.t_s - self._recent[0].t_s > MEMORY_S:
            self._recent.popleft()

    def _take(self, settled: Settled, to_the_end: bool = False) -> list[Event]:
        """Take up what was recognised: more of the same, or another exercise from its beginning on."""
        current, claim = self._current, settled.claim
        if current and current.assessor.exercise.id == claim.exercise_id:
            current.settled.append(settled)
            return []
        self._close(claim.start_s)
        self._current = self._begun(settled)
        assessor = self._current.assessor
        since_s = max(claim.start_s - LEAD_S, self._free_s)
        judged_s = assessor.ledger.last_s  # NaN unless it goes on
        poses = [pose for pose in self._recent if pose.t_s >= since_s and not pose.t_s <= judged_s]
        past = poses if to_the_end else poses[:-1]  # the newest pose is judged by the step itself
        return [event for pose in past for event in assessor.step(pose).events]

    def _begun(self, settled: Settled) -> _Current:
        """Begin an exercise; who comes back to the last one goes on with it."""
        exercise_id = settled.claim.exercise_id
        if self._blocks and self._blocks[-1].assessor.exercise.id == exercise_id:
            block = self._blocks.pop()
            return _Current(block.assessor, [*block.settled, settled])
        return _Current(Assessor(self._exercises[exercise_id], self._checksums[exercise_id]), [settled])

    def _close(self, before_s: float) -> None:
        """End the exercise under way; what it found from then on belongs to the next."""
        if self._current is None:
            return
        assessor = self._current.assessor
        assessor.finish()
        assessor.ledger.cut(before_s)
        block = Block(assessor, self._current.settled)
        if block.spans:
            self._blocks.append(block)
            self._free_s = block.end_s
        self._current = None
