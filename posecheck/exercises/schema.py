"""What an exercise definition may say: every key, its unit, its limits.

A definition is one TOML file. Signals turn landmarks into numbers, conditions on them make the position, the
count or the hold, checks judge the form. Everything with a number names its source.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PositiveFloat

from posecheck.exercises.counting import Count, Cycle, HoldRule, Pace
from posecheck.exercises.parts import Conditions, Id, Part
from posecheck.exercises.signals import Joint, Signal

ViewNeed = Literal["side", "front", "feet", "any"]
Kind = Literal["reps", "hold", "cyclic", "timer", "log"]
MeasureClass = Literal["A", "B", "C", "D"]
JudgedPhase = Literal["ready", "out", "hold", "back"]

MOST_OFF_SIDE_DEG = 20.0
"""From further off side-on, as the view is read, the outline is no longer the back's (docs/back.md)."""


class View(Part):
    """From where the camera must look: bounds are wider from `wide_off_deg`, unknown beyond `max_off_deg`.

    `feet` is from the feet of who lies down, from anywhere between 30 and 90 degrees off their side.
    Beyond `back_off_deg` off side-on the back is unknown, and under a shirt that hangs, unless `any_shirt`.
    """

    need: ViewNeed = "side"
    wide_off_deg: float = Field(20, ge=0, le=90)
    max_off_deg: float = Field(35, ge=0, le=90)
    back_off_deg: float = Field(MOST_OFF_SIDE_DEG, ge=0, le=90)
    any_shirt: bool = False
    cue: str = "Turn side-on to the camera"
    camera: str = ""
    source: str = ""


FROM_ANYWHERE = View.model_validate({"need": "any"})


class Position(Part):
    """When the person is ready (`start`), and what must stay true while it goes on (`stay`)."""

    start: Conditions
    stay: Conditions
    start_s: float = Field(0.3, ge=0, le=5)
    cue: str
    source: str


ANYWHERE = Position.model_validate(
    {"start": [], "stay": [], "cue": "Step into view", "source": "no position is asked for"}
)
"""What is asked of who does something that needs no position."""


class Check(Part):
    """A bound on one signal in named phases.

    Attributes:
        fault: What is wrong, in words.
        cue: What to say: short, positive.
        signal: What is measured.
        ok_min: Fine from here up, in the signal's unit; `warn_min` is where it becomes a fault.
        ok_max: Fine up to here; `warn_max` is where it becomes a fault.
        when: Phases in which it is judged.
        unless: Another check; once that one is broken this one is silent, so that one fault gives one cue.
        severity: How much it matters.
        grade: Class of the measurement (domain reference): decides persistence and weight.
        mark: Points to colour when at fault; by default those of the signal.
        source: Where the numbers come from.
    """

    fault: str
    cue: str
    signal: Id
    ok_min: float | None = None
    warn_min: float | None = None
    ok_max: float | None = None
    warn_max: float | None = None
    when: list[JudgedPhase] = Field(["hold"])
    given: Conditions = Field([])
    lasts_s: PositiveFloat | None = None
    unless: Id | None = None
    severity: Literal["info", "minor", "major", "safety"] = "minor"
    grade: MeasureClass = "B"
    mark: list[Joint] = Field([])
    source: str


class Dose(Part):
    """How much of it: presets, which a clinician overrides.

    Attributes:
        short_cue: What to say of a repetition held for less than 60 % of `hold_s`; nothing where left out.
    """

    hold_s: float = Field(0, ge=0)
    reps: int = Field(0, ge=0)
    out_s: PositiveFloat = 1.5
    back_s: PositiveFloat = 1.5
    preset: str = ""
    short_cue: str = ""
    source: str


class NotMeasured(Part):
    """What a good teacher would look at and one camera cannot honestly tell."""

    what: str
    why: str


class Exercise(Part):
    """One exercise, complete.

    `reps` are counted by [count], a `hold` is timed by [hold], `cyclic` rounds are counted by [cycle], a
    `timer` is paced by [pace]; a `log` is only written down: no camera can see it, so it has neither signals
    nor position.

    Attributes:
        confidence: How surely one camera tells that it is done (class of the domain reference); where two
            exercises claim the same movement, the surer one has it.
        high_load: Not for who has pain now; they are asked before a live session, and told after a recording.
    """

    id: Id
    name: str
    aliases: list[str] = Field([])
    family: str
    kind: Kind
    setup: str
    how: list[str] = Field([])
    confidence: MeasureClass = "B"
    high_load: bool = False
    view: View = FROM_ANYWHERE
    position: Position = ANYWHERE
    signals: dict[Id, Signal] = Field({})
    count: Count | None = None
    hold: HoldRule | None = None
    cycle: Cycle | None = None
    pace: Pace | None = None
    checks: dict[Id, Check] = Field({})
    dose: Dose
    not_measured: list[NotMeasured] = Field([])
    safety: str = ""
    easier: str = ""
    harder: str = ""
    sources: dict[str, str] = Field({})

    @property
    def working(self) -> str | None:
        """Name of the signal that tells which limb moves."""
        rule = self.count or self.hold
        return rule.working if rule else None

    @property
    def both_ways(self) -> bool:
        """Whether one repetition goes both ways from neutral, which is passed without a rest."""
        return self.count is not None and self.count.other is not None and not self.count.each

    @property
    def main_signal(self) -> str:
        """Name of the signal that the count, the hold, the cycle or the pace follows."""
        rule = self.count or self.hold or self.cycle or self.pace
        assert rule is not None  # kept by the library's validation; a log is never judged
        return rule.signal
