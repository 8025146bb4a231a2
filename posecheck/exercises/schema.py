"""What an exercise definition may say: every key, its unit, its limits.

A definition is one TOML file. Signals turn landmarks into numbers, conditions on them make the position, the
count or the hold, checks judge the form. Everything with a number names its source.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PositiveFloat

from posecheck.exercises.conditions import Condition, parse_condition

Joint = Literal[
    "nose", "eye", "ear", "shoulder", "elbow", "wrist", "index", "hip", "knee", "ankle", "heel", "foot_index"
]  # fmt: skip
Measure = Literal[
    "angle", "angle_above", "angle_below", "inclination", "pitch", "swing", "offset", "above", "ahead",
    "distance", "height", "across", "turn", "turn_shoulders", "turn_hips", "unrest", "back_curve", "back_bow",
]  # fmt: skip
BackPart = Literal["whole", "lower", "upper"]
Pick = Literal["near", "far", "working", "resting", "mid", "higher", "lower", "mean", "difference"]
ViewNeed = Literal["side", "front", "feet", "any"]
Kind = Literal["reps", "hold", "cyclic", "timer", "log"]
Unit = Literal["deg", "ratio"]
MeasureClass = Literal["A", "B", "C", "D"]
JudgedPhase = Literal["ready", "out", "hold", "back"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Conditions = list[
    Annotated[Condition, BeforeValidator(lambda v: parse_condition(v) if isinstance(v, str) else v)]
]

POINTS_OF: dict[str, int] = {
    "angle": 3, "angle_above": 3, "angle_below": 3, "inclination": 2, "pitch": 3, "swing": 3, "offset": 3,
    "above": 2, "ahead": 2, "distance": 2, "height": 1, "across": 1, "turn": 0, "turn_shoulders": 0,
    "turn_hips": 0, "unrest": 0, "back_curve": 0, "back_bow": 0,
}  # fmt: skip
"""How many points each measure takes."""

UNIT_OF: dict[str, Unit] = {
    "angle": "deg", "angle_above": "deg", "angle_below": "deg", "inclination": "deg", "pitch": "deg",
    "swing": "deg", "offset": "ratio", "above": "ratio", "ahead": "ratio", "distance": "ratio",
    "height": "ratio", "across": "ratio", "turn": "deg", "turn_shoulders": "deg", "turn_hips": "deg",
    "unrest": "ratio", "back_curve": "deg", "back_bow": "ratio",
}  # fmt: skip
"""Unit of each measure: degrees, or a share of the torso's length, for `back_bow` of the back's own."""


class _Part(BaseModel):
    """A table of a definition; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Signal(_Part):
    """A number measured on every frame.

    `angle` a-b-c, 0..180; `angle_above` and `angle_below` the same on the upper or lower side, beyond 180
    when over-stretched; `inclination` of a to b over the horizontal, counted along `toward`; `pitch` of line
    b-c against line a-b, upwards positive; `swing` of line b-c against line b-a, -180..180, towards `toward`
    positive; `offset` of the first point from the line of the other two, up positive; `above` and `ahead`
    (along `toward`) of the first point against the second; `distance`; `height` of a point in the picture and
    where it is `across` it, to be set against the person's own; `turn_shoulders` and `turn_hips`, by how much
    they are turned away from facing the camera, towards the person's left positive, and `turn` of the
    shoulders against the hips: of depth, so coarse; `unrest` of the whole body over 1 s; `back_curve`, by how
    much the back turns from hip to shoulder, and `back_bow`, how far it stands out from the line between its
    ends: both of the outline,
    rounded positive, hollow negative. Angles in degrees, lengths in shares of the torso's length.

    Attributes:
        side: Whose points: of the side near to or far from the camera, of the working or resting limb, the
            middle of both, or of the side on which the value is higher or lower; or of both, as the `mean` of
            the two values or their `difference`, left less right.
        toward: Which way counts as ahead: the head or the feet, or the person's own left in a front view.
        seen: Visibility from which its points count as seen, where the guess of hidden ones is good enough.
        part: Which part of the back `back_curve` measures; the whole where it is left out.
        since: Set against the person's neutral, the best value of this hold, its first two seconds, or
            the best hold of this side so far.
        share: As a share of what it is set against instead of the change from it.
        absolute: Without its sign.
        per_10_s: Its change per 10 s.
        range_s: How far it ranged within so many seconds instead of where it is.
        outermost: Share of the values that is left out at either end of that range.
        highest_s: The highest within so many seconds instead of where it is.
        bounce_s: How far it went both up and down within so many seconds instead of where it is.
        lopsided_s: How much further it went up than down within so many seconds instead of where it is, as a
            share of the further way; negative where it went further down.
        along: How alike it moves with this other signal within `along_s` instead of where it is: 1 is along
            with it, -1 against it.
    """

    measure: Measure
    points: list[Joint] = []
    side: Pick = "near"
    toward: Literal["head", "feet", "left"] = "head"
    seen: float | None = Field(None, ge=0, le=1)
    part: BackPart | None = None
    since: Literal["neutral", "best", "best_hold", "start"] | None = None
    share: bool = False
    absolute: bool = False
    per_10_s: bool = False
    range_s: PositiveFloat | None = None
    outermost: float = Field(0.1, ge=0, lt=0.5)
    highest_s: PositiveFloat | None = None
    bounce_s: PositiveFloat | None = None
    lopsided_s: PositiveFloat | None = None
    along: Id | None = None
    along_s: PositiveFloat = 3.0
    about: str = ""

    @property
    def unit(self) -> Unit:
        """Unit of the signal's values."""
        return "ratio" if self.along or self.lopsided_s else UNIT_OF[self.measure]

    @property
    def of_back(self) -> bool:
        """Whether it is measured on the back's outline rather than on landmarks."""
        return self.measure.startswith("back_")

    @property
    def window_s(self) -> float:
        """Over how long it is taken, 0 where it is of the moment."""
        return self.range_s or self.highest_s or self.lopsided_s or (self.along_s if self.along else 0.0)


MOST_OFF_SIDE_DEG = 20.0
"""From further off side-on, as the view is read, the outline is no longer the back's (docs/back.md)."""


class View(_Part):
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


class Position(_Part):
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


class Plateau(_Part):
    """The person's own end of range: where they stay after `travel`, whatever the peak bound says.

    Attributes:
        travel: How far from rest at least, in the signal's unit.
        speed: Slower than this per second is staying, in the signal's unit.
        lasts_s: For so long at least.
        only: Nothing else is far enough: the peak's bound on the main signal tells the direction only.
    """

    travel: PositiveFloat
    speed: PositiveFloat | None = None
    lasts_s: PositiveFloat = 0.6
    only: bool = False


class Way(_Part):
    """The other way of a repetition that goes both ways from neutral; keys as in `Count`."""

    name: Id
    cue: str = ""
    enter: Conditions
    peak: Conditions
    leave: Conditions
    done: Conditions


class Count(_Part):
    """How a repetition is told: each phase begins and ends by different evidence.

    With `other`, one movement each way from neutral, in either order, makes a repetition.

    Attributes:
        name: What this way is called; needed where there is another.
        cue: What to say when it did not go far enough this way.
        other: The other way.
        each: Each way is a repetition of its own, of the side that it is named after.
        together: What one way is short of, the other may go further: seen obliquely, the far one looks short.
        plateau: When staying at one's own end of range is far enough too, as in every stretch.
        instead: A count by another signal that goes along with this one: it carries the count while this one
            cannot be seen, and tells movements in which this one had no part.
        signal: The course of this signal gives start, peak and range.
        enter: All hold: the repetition has begun.
        peak: All hold: it went deep enough.
        partial: Share of the way to the peak from which a rep that does not get there is told as shallow.
        leave: Any holds: the peak is over.
        done: All hold: it is back, and complete.
        working: Signal (with `side = "higher"`) that tells which limb moves; left out where both move.
        working_told: Where it tells: near the `peak`, or on the `way` there and back, of limbs that lie
            before each other at the peak.
        dwell_s: How long each must last.
        min_s: A shorter repetition is rejected as fast.
        max_s: A longer one is rejected as slow.
    """

    signal: Id
    name: Id | None = None
    cue: str = ""
    enter: Conditions
    peak: Conditions
    leave: Conditions
    done: Conditions
    other: Way | None = None
    each: bool = False
    together: bool = False
    plateau: Plateau | None = None
    instead: Count | None = None
    working: Id | None = None
    working_told: Literal["peak", "way"] = "peak"
    partial: float = Field(0.4, gt=0, lt=1)
    dwell_s: float = Field(0.1, ge=0, le=2)
    min_s: PositiveFloat = 1.0
    max_s: PositiveFloat = 20.0
    source: str

    @property
    def smallest(self) -> float:
        """Range of the smallest full repetition of two ways, in the signal's unit."""
        assert self.other is not None  # asked of two ways only
        return sum(abs(way.peak[0].bound) for way in (self, self.other))

    def ways(self) -> dict[str, Count]:
        """Return each way of a two-way repetition as a count of its own, by name; half as long is enough."""
        assert self.name is not None  # kept by the library's validation
        assert self.other is not None
        other = {key: getattr(self.other, key) for key in ("name", "cue", "enter", "peak", "leave", "done")}
        alone = self.model_copy(update={"other": None, "instead": None, "min_s": self.min_s / 2})
        return {self.name: alone, self.other.name: alone.model_copy(update=other)}


class HoldRule(_Part):
    """How a hold is told: the clock runs while the position is kept.

    Attributes:
        signal: The main signal; without it the clock pauses.
        working: Signal (with `side = "higher"` or `"lower"`) that tells whose hold it is; left out where both
            sides do the same.
        enter: All hold for `enter_s`: the clock starts, from the moment they began to hold.
        leave: Any holds for `leave_s`: the hold is over, from the moment it began.
        min_s: A shorter hold is not told.
    """

    signal: Id
    enter: Conditions
    leave: Conditions
    enter_s: float = Field(0.7, ge=0, le=5)
    leave_s: float = Field(1.0, ge=0, le=5)
    min_s: float = Field(1.5, ge=0)
    working: Id | None = None
    source: str


class InTurn(_Part):
    """Two signals that beat in turn, each with the steps of one side: where the main one swings too little.

    Attributes:
        near: Goes up with each step of the side near to the camera.
        near_beyond: How far it must swing to either side of its own middle, in its unit.
        far: Goes up with each step of the other side.
        far_beyond: How far that must swing.
        fewest: Fewer beats in a row are none.
        evenly: By which share of the usual time between two beats of one signal they may be off.
    """

    near: Id
    near_beyond: PositiveFloat
    far: Id
    far_beyond: PositiveFloat
    fewest: int = Field(6, ge=4)
    evenly: float = Field(0.25, gt=0, lt=0.5)
    source: str


class Cycle(_Part):
    """How the rounds of a movement without rest are told: steps, strokes, turns of a pedal.

    Attributes:
        signal: Its course swings to and fro.
        around: Around 0, or around the middle between its own ends within the last 3 s.
        beyond: How far it must swing to either side of that to count, in the signal's unit.
        each: `half`: each swing to one side is one (a step); `whole`: to one side and back to the other is.
        name: What one is called: step, stroke, turn.
        min_s: Two that follow faster are one.
        max_s: One that takes longer ends the bout.
        fewest: Fewer in a row are none: to shift one's weight once is not to walk.
        per_min: Slowest and quickest cadence by which it is recognised; counting does not depend on it.
        sided: Whether the positive half belongs to the left side, the negative to the right; of a
            signal of the near side, the positive to the near one.
        instead: Two signals that tell the rounds where this one does not swing far enough.
    """

    signal: Id
    around: Literal["zero", "middle"] = "zero"
    beyond: PositiveFloat
    each: Literal["half", "whole"] = "half"
    name: str
    min_s: PositiveFloat = 0.25
    max_s: PositiveFloat = 2.0
    fewest: int = Field(3, ge=3)
    per_min: tuple[PositiveFloat, PositiveFloat] | None = None
    sided: bool = False
    instead: InTurn | None = None
    source: str


class Beat(_Part):
    """One part of a paced round: what to say at its beginning, and how long it lasts."""

    say: str
    lasts_s: PositiveFloat


class Pace(_Part):
    """A guided timer for what no camera can see: it paces whoever is in position, and says so.

    Attributes:
        signal: What must be seen for the clock to run.
        beats: The parts of one round.
        rounds: How many make a set.
    """

    signal: Id
    beats: list[Beat] = Field(min_length=1)
    rounds: int = Field(5, ge=1)
    source: str

    @property
    def round_s(self) -> float:
        """Length of one round."""
        return sum(beat.lasts_s for beat in self.beats)


class Check(_Part):
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
    when: list[JudgedPhase] = ["hold"]
    given: Conditions = []
    lasts_s: PositiveFloat | None = None
    unless: Id | None = None
    severity: Literal["info", "minor", "major", "safety"] = "minor"
    grade: MeasureClass = "B"
    mark: list[Joint] = []
    source: str


class Dose(_Part):
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


class NotMeasured(_Part):
    """What a good teacher would look at and one camera cannot honestly tell."""

    what: str
    why: str


class Exercise(_Part):
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
    aliases: list[str] = []
    family: str
    kind: Kind
    setup: str
    how: list[str] = []
    confidence: MeasureClass = "B"
    high_load: bool = False
    view: View = FROM_ANYWHERE
    position: Position = ANYWHERE
    signals: dict[Id, Signal] = {}
    count: Count | None = None
    hold: HoldRule | None = None
    cycle: Cycle | None = None
    pace: Pace | None = None
    checks: dict[Id, Check] = {}
    dose: Dose
    not_measured: list[NotMeasured] = []
    safety: str = ""
    easier: str = ""
    harder: str = ""
    sources: dict[str, str] = {}

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
