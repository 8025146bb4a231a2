"""Finds out which exercise is done: every definition watches, and those that were done claim it.

What one exercise takes for a repetition may be part of another's, so a claim is settled only when no movement
that began before its end is still under way elsewhere. The exercise that was named keeps what it claims.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from posecheck.engine.body import BodyTracker
from posecheck.engine.watcher import Claim, Measured, Watcher
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseFrame

SAMPLE_S = 0.1
"""Ten looks a second tell a movement apart; more would cost and add nothing, but for steps."""
OVERLAP = 0.5
"""Two claims that share this much of the shorter one are about the same movement."""
OVERLAP_NAMED = 0.1
"""The same where one of them is of the exercise that is being done: who does bridges lifts and lowers a leg's
angle as well."""
WAIT_S = 10.0
"""A claim waits no longer for a movement that may be part of another exercise."""
STEPS_WAIT_S = 2.0
"""Steps are of several exercises at first; by then each of them has claimed them, or will not."""
_KEPT = 8
SLOWEST = (1.0,)
"""Rounds a minute of what may go as slowly as it likes."""
KINDS = ("reps", "hold", "cyclic")
"""What can be told from watching; what is only paced or logged cannot."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim that stands.

    Attributes:
        claim: The claim.
        rivals: How many other exercises claimed the same movement.
    """

    claim: Claim
    rivals: int = 0


@dataclass(frozen=True, slots=True)
class _Pending:
    claim: Claim
    since_s: float


class Recognizer:
    """Watches for all exercises at once; its state is a function of the poses alone.

    Args:
        exercises: The definitions to choose from.
    """

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._watchers = {e.id: Watcher(e) for e in exercises if e.kind in KINDS}
        self._tracker = BodyTracker()
        self._due_s = -math.inf
        self._pending: list[_Pending] = []
        self._settled: list[Claim] = []
        self._beaten: list[Claim] = []
        self._named: str | None = None

    def step(self, pose: PoseFrame) -> list[Settled]:
        """Look at one frame; return the claims that were settled with it, in order of time."""
        due = pose.t_s >= self._due_s - 1e-6
        body = self._tracker.step(pose)
        if body is not None:
            self._watch(Measured(pose, body), due)
        if not due:
            return []
        self._due_s = pose.t_s + SAMPLE_S
        return self._settle(pose.t_s)

    def _watch(self, measured: Measured, due: bool) -> None:
        """Let everybody look who is due; whose steps are short, at every frame."""
        for watcher in self._watchers.values():
            claim = watcher.step(measured) if due or watcher.exercise.cycle else None
            if claim is not None:
                self._file(claim, measured.pose.t_s)

    def finish(self) -> list[Settled]:
        """End the stream: what its end completes counts, and what waits is settled."""
        for watcher in self._watchers.values():
            claim = watcher.finish()
            if claim is not None:
                self._file(claim, math.inf)
        return self._settle(math.inf)

    def _file(self, claim: Claim, t_s: float) -> None:
        """Take a claim up; a hold that goes on replaces what it claimed before."""
        before = [pending for pending in self._pending if _goes_on(pending.claim, claim)]
        self._pending = [pending for pending in self._pending if pending not in before]
        self._pending.append(_Pending(claim, before[0].since_s if before else t_s))

    def _settle(self, t_s: float) -> list[Settled]:
        settled = []
        for pending in list(self._pending):
            if self._must_wait(pending, t_s):
                continue
            self._pending.remove(pending)
            if self._wins(pending.claim):
                settled.append(self._stand(pending.claim))
            else:
                self._beaten = [*self._beaten[-_KEPT:], pending.claim]
        return settled

    def _stand(self, claim: Claim) -> Settled:
        self._settled = [*self._settled[-_KEPT:], claim]
        self._named = claim.exercise_id
        beaten = {c.exercise_id for c in self._beaten if _shares(claim, c.start_s, c.end_s, OVERLAP)}
        return Settled(claim, len(beaten - {claim.exercise_id}))

    def _must_wait(self, pending: _Pending, t_s: float) -> bool:
        waited_s = t_s - pending.since_s
        if waited_s > WAIT_S:
            return False
        if self._watchers[pending.claim.exercise_id].exercise.cycle and waited_s < STEPS_WAIT_S:
            return True
        return any(
            watcher.moving_since_s is not None
            and _shares(pending.claim, watcher.moving_since_s, t_s, self._overlap(name))
            for name, watcher in self._watchers.items()
            if name != pending.claim.exercise_id
        )

    def _wins(self, claim: Claim) -> bool:
        """Return whether no other claim to the same movement is better founded."""
        rivals = [p.claim for p in self._pending] + self._settled
        return not any(
            rival.exercise_id != claim.exercise_id
            and _shares(claim, rival.start_s, rival.end_s, self._overlap(rival.exercise_id))
            and self._rank(rival.exercise_id) >= self._rank(claim.exercise_id)
            for rival in rivals
        )

    def _overlap(self, rival_id: str) -> float:
        return OVERLAP_NAMED if rival_id == self._named else OVERLAP

    def _rank(self, exercise_id: str) -> tuple[bool, bool, float, int, int]:
        """Return how much a claim says.

        What was named before most, then a movement more than a position, then rounds to and fro more than one
        repetition that they lie in, of rounds the quicker kind, then the exercise that is told more surely,
        then the one that asks for more.
        """
        watcher = self._watchers[exercise_id]
        exercise = watcher.exercise
        named, moves = exercise_id == self._named, exercise.kind != "hold"
        quick = (exercise.cycle.per_min or SLOWEST)[0] if exercise.cycle else 0.0
        return named, moves, quick, -ord(exercise.confidence), watcher.conditions


def _goes_on(before: Claim, claim: Claim) -> bool:
    return before.exercise_id == claim.exercise_id and abs(before.start_s - claim.start_s) < SAMPLE_S


def _shares(claim: Claim, start_s: float, end_s: float, least: float) -> bool:
    """Return whether a time and a claim have so much of the shorter one in common."""
    both_s = min(claim.end_s, end_s) - max(claim.start_s, start_s)
    return both_s > least * min(claim.end_s - claim.start_s, end_s - start_s)
