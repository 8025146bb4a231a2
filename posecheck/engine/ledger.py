"""Keeps what a session found, and for how much of it the engine could see what it needed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from posecheck.engine.body import Body, BodySide
from posecheck.engine.gates import Gate
from posecheck.engine.rules import LONGEST_STEP_S
from posecheck.pose import PoseFrame
from posecheck.result import Event, Fault, Hold, Rejected, Rep


class Ledger:
    """Events in order, and seconds seen, in position, in view and unseen by part."""

    def __init__(self) -> None:
        self.reps: list[Rep] = []
        self.rejected: list[Rejected] = []
        self.holds: list[Hold] = []
        self.faults: list[Fault] = []
        self.frames = 0
        self.seen_s = 0.0
        self.judged_s = 0.0
        self.covered_s = 0.0
        self.suited_s = 0.0
        self.several_s = 0.0
        self.back_seen_s: float | None = None
        self.shirt_s = 0.0
        self._dt_s = 0.0
        self.off_side_deg_s = 0.0
        self.off_side_known_s = 0.0
        self.unseen_s: defaultdict[str, float] = defaultdict(float)
        self.heading_s: defaultdict[str, float] = defaultdict(float)
        self.first_s = math.nan
        self.last_s = math.nan

    def add(self, events: Iterable[Event]) -> None:
        """File events under their kind."""
        for event in events:
            if isinstance(event, Rep):
                self.reps.append(event)
            elif isinstance(event, Rejected):
                self.rejected.append(event)
            elif isinstance(event, Hold):
                self.holds.append(event)
            else:
                self.faults.append(event)

    def cut(self, before_s: float) -> None:
        """Drop what lies mostly after that time: it belongs to another exercise."""
        self.reps = [rep for rep in self.reps if _middle_s(rep) < before_s]
        self.rejected = [rejected for rejected in self.rejected if _middle_s(rejected) < before_s]
        self.holds = [hold for hold in self.holds if _middle_s(hold) < before_s]
        self.faults = [fault for fault in self.faults if _middle_s(fault) < before_s]

    def see(
        self, pose: PoseFrame, body: Body | None, gate: Gate, main_known: bool, working: BodySide | None
    ) -> tuple[str, ...]:
        """Account for one frame; return the parts that are needed and unseen now."""
        dt_s = 0.0 if math.isnan(self.last_s) else min(pose.t_s - self.last_s, LONGEST_STEP_S)
        self._dt_s = dt_s
        self.first_s = pose.t_s if math.isnan(self.first_s) else self.first_s
        self.last_s = pose.t_s
        self.frames += 1
        if body is not None:
            self._see_body(dt_s, body, gate, pose.people)
        if not gate.open:
            return ()
        unseen = gate.unseen(body, working)
        self.judged_s += dt_s
        self.covered_s += dt_s if main_known and not unseen and gate.view_suits else 0.0
        for part in unseen:
            self.unseen_s[part] += dt_s
        return unseen

    def see_back(self, seen: bool, in_position: bool) -> None:
        """Account for the back in the frame that `see` was given last."""
        self.back_seen_s = (self.back_seen_s or 0.0) + (self._dt_s if seen and in_position else 0.0)

    def see_shirt(self, hangs: bool, in_position: bool) -> None:
        """Account for the shirt in the frame that `see` was given last."""
        self.shirt_s += self._dt_s if hangs and in_position else 0.0

    def _see_body(self, dt_s: float, body: Body, gate: Gate, people: int) -> None:
        self.seen_s += dt_s or 1e-9
        self.suited_s += dt_s if gate.view_suits else 0.0
        self.several_s += dt_s if people > 1 else 0.0
        if not math.isnan(body.view.off_side_deg):
            self.off_side_deg_s += dt_s * body.view.off_side_deg
            self.off_side_known_s += dt_s or 1e-9
        self.heading_s["right" if body.heading > 0 else "left"] += dt_s

    @property
    def back_seen(self) -> float | None:
        """Share of the time in position in which the back was; None where it is not judged."""
        if self.back_seen_s is None or not self.judged_s:
            return None
        return self.back_seen_s / self.judged_s

    @property
    def coverage(self) -> float | None:
        """Share of the time in position in which everything needed was seen; None if never in position."""
        return self.covered_s / self.judged_s if self.judged_s else None


def _middle_s(event: Event) -> float:
    return (event.start_s + event.end_s) / 2
