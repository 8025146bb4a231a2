"""Tells what is wrong while it is wrong, and praises once it has been put right."""

from __future__ import annotations

from dataclasses import dataclass, field

from posecheck.coach.channel import EPSILON_S, Offer, Rank
from posecheck.coach.sight import BackSight, is_of_back, trusted_back
from posecheck.coach.words import PRAISE
from posecheck.result import Rep
from posecheck.step import ActiveFault, Cue, Step

MENDED_HOLD_S = 3.0
PRAISE_STANDS_S = 2.5
BLIND_S = 0.5
"""A back out of sight for longer may have been wrong meanwhile: that earns no praise."""
_RANKS = {"safety": Rank.SAFETY, "major": Rank.MAJOR, "minor": Rank.MINOR}


@dataclass
class FaultWatch:
    """Offers the cue of every fault present, and praise for those told and mended."""

    _present: set[str] = field(default_factory=set)
    _told_s: dict[str, float] = field(default_factory=dict)
    _clean_since_s: dict[str, float] = field(default_factory=dict)
    _mended: set[str] = field(default_factory=set)
    _praise_until_s: float = float("-inf")
    _of_back: set[str] = field(default_factory=set)
    _sight: BackSight = field(default_factory=BackSight)
    _back_unseen_s: float = 0.0
    _blind_at_s: float = float("-inf")

    def see(self, step: Step) -> list[Offer]:
        """Return what there is to say about form at this frame."""
        now = step.pose.t_s
        self._present = {fault.id for fault in step.faults}
        self._look_at_back(step)
        self._note_mended(step)
        self._mended -= self._present
        offers = [self._offer(fault, step) for fault in step.faults if fault.severity in _RANKS]
        if self._mended and now <= self._praise_until_s + EPSILON_S:
            offers.append(Offer(Rank.PRAISE, Cue("praise", PRAISE, "praise", now)))
        return offers

    def told(self, cue: Cue) -> None:
        """Take note of what was said."""
        if cue.kind == "praise":
            self._mended.clear()
        elif cue.id in self._present:
            self._told_s[cue.id] = cue.t_s

    def new_set(self) -> None:
        """Forget the faults of the last set: praise would come too late."""
        self._told_s.clear()
        self._clean_since_s.clear()
        self._mended.clear()

    def _look_at_back(self, step: Step) -> None:
        self._of_back |= {fault.id for fault in step.faults if is_of_back(fault.landmarks)}
        self._back_unseen_s = self._sight.unseen_s(step)
        if self._back_unseen_s > BLIND_S:
            self._blind_at_s = step.pose.t_s

    def _offer(self, fault: ActiveFault, step: Step) -> Offer:
        """Return the cue; of the back nothing is said at a moment at which it is not seen."""
        safety = fault.severity == "safety"
        cue = Cue(fault.id, fault.cue, "safety" if safety else "fault", step.pose.t_s)
        seen = fault.id not in self._of_back or trusted_back(step) is not None
        return Offer(_RANKS[fault.severity], cue, due=seen, readable=True)

    def _note_mended(self, step: Step) -> None:
        reps = [event for event in step.events if isinstance(event, Rep)]
        held = self._held_clean(step)
        for fault_id in list(self._told_s):
            clean_rep = any(self._is_clean(rep, fault_id) for rep in reps) and fault_id not in self._present
            if clean_rep or fault_id in held:
                del self._told_s[fault_id]
                self._mended.add(fault_id)
                self._praise_until_s = step.pose.t_s + PRAISE_STANDS_S

    def _is_clean(self, rep: Rep, fault_id: str) -> bool:
        blind = fault_id in self._of_back and self._blind_at_s >= rep.start_s
        return rep.start_s >= self._told_s[fault_id] and fault_id not in rep.faults and not blind

    def _held_clean(self, step: Step) -> set[str]:
        """Return the told faults that have been absent for long enough within this hold."""
        now = step.pose.t_s
        held = set()
        for fault_id in self._told_s:
            blind = fault_id in self._of_back and self._back_unseen_s > BLIND_S
            if step.phase != "hold" or fault_id in self._present or blind:
                self._clean_since_s.pop(fault_id, None)
            elif now - self._clean_since_s.setdefault(fault_id, now) > MENDED_HOLD_S + EPSILON_S:
                held.add(fault_id)
        return held
