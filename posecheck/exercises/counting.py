"""How an exercise definition tells what is counted: repetitions, holds, rounds without rest, paced rounds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PositiveFloat

from posecheck.exercises.parts import Conditions, Id, Part


class Plateau(Part):
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


class Way(Part):
    """The other way of a repetition that goes both ways from neutral; keys as in `Count`."""

    name: Id
    cue: str = ""
    enter: Conditions
    peak: Conditions
    leave: Conditions
    done: Conditions


class Count(Part):
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


class HoldRule(Part):
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


class InTurn(Part):
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


class Outright(Part):
    """A signal that nothing else brings so far: who does so needs no long row of rounds.

    Attributes:
        signal: Goes up with each round, whichever limb makes it.
        beyond: A round begins as it comes up to here, in its unit.
        back: And is over as it comes back to here.
        lasts_s: What is over sooner is an error of the network; what takes longer than `max_s` is no round.
        fewest: Fewer in a row are none.
    """

    signal: Id
    beyond: float
    back: float
    lasts_s: PositiveFloat = 0.3
    fewest: int = Field(2, ge=1)
    source: str


class Cycle(Part):
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
        outright: A signal by which a few rounds are enough, where this one finds no row of them.
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
    outright: Outright | None = None
    source: str


class Beat(Part):
    """One part of a paced round: what to say at its beginning, and how long it lasts."""

    say: str
    lasts_s: PositiveFloat


class Pace(Part):
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
