"""What passes from the engine to those who show, speak, store or send: one Step, one Moment a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from posecheck.back import BackCurve
from posecheck.pose import Frame, ModelInfo, PoseFrame, StreamInfo
from posecheck.result import Event, Severity, Side

Phase = Literal["nobody", "setup", "ready", "out", "hold", "back"]
"""nobody: no one in view; setup: not in position or view yet; ready: in position, at rest; else: moving."""


@dataclass(frozen=True, slots=True)
class ActiveFault:
    """A fault that is present now and has lasted long enough to be told.

    Attributes:
        id: Check id of the definition.
        severity: How much it matters.
        cue: What to say, at most eight words.
        landmarks: Names of the landmarks of the limb or line at fault.
        since_s: Stream time at which it began.
    """

    id: str
    severity: Severity
    cue: str
    landmarks: tuple[str, ...]
    since_s: float


@dataclass(frozen=True, slots=True)
class Need:
    """What keeps the engine from judging, and what the person can do: "Turn side-on to the camera"."""

    id: Literal["nobody", "framing", "view", "position", "still", "exercise"]
    cue: str


@dataclass(frozen=True, slots=True)
class Beat:
    """The part of a paced round that goes on now.

    Attributes:
        say: What to do, in a word or two.
        round: Number of the round in this set, from 1.
        n: Number of the beat in this round, from 1.
        share: How much of the round has passed, 0..1.
    """

    say: str
    round: int
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a movement without rest is getting on.

    Attributes:
        active_s: Seconds of all bouts so far.
        cadence_per_min: Steps, strokes or turns a minute of late; None between bouts.
    """

    active_s: float
    cadence_per_min: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """What the engine says of one frame.

    Attributes:
        pose: The landmarks it judged.
        phase: Where in the exercise the person is.
        need: What keeps it from judging, None while all is well.
        unseen: Body parts it needs and cannot see, in words: ("feet",).
        reps: Completed repetitions so far, or steps, or rounds that were paced.
        rejected: Rejected ones so far.
        side: Side that works now, None where sides do not matter or nobody moves.
        hold_s: Seconds of the hold under way (also the hold inside a repetition), 0 otherwise.
        held_s: Seconds of all holds so far, the one under way included.
        values: Signal name with unit to value; NaN where unknown.
        faults: What is wrong now, most important first.
        events: What was completed or ended at this frame.
        back: The shape of the back as seen, however sure; None where none was seen.
        rhythm: Of what goes on without a rest, None of all else.
        doing: The exercise that is judged, where that is found out on the way; None where it was named.
        beat: Of what is paced, None between sets and of all else.
    """

    pose: PoseFrame
    phase: Phase
    need: Need | None = None
    unseen: tuple[str, ...] = ()
    reps: int = 0
    rejected: int = 0
    side: Side | None = None
    hold_s: float = 0.0
    held_s: float = 0.0
    values: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[ActiveFault, ...] = ()
    events: tuple[Event, ...] = ()
    back: BackCurve | None = None
    rhythm: Rhythm | None = None
    doing: Briefing | None = None
    beat: Beat | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """What sinks need to know of the exercise before the first frame.

    Attributes:
        id: Exercise id.
        name: Its name in words.
        counts: What the big number is: repetitions, held seconds, cycles (steps, strokes), or paced rounds.
        hold_target_s: Seconds of one hold that fill the ring; 0 where there is none.
        setup: One sentence that says how to start.
        signals: Columns of the signal table: name with unit.
        edges: Pairs of landmark names worth drawing strongly; empty for the whole skeleton.
        back_signals: Those of the signals that are measured on the back's outline.
        unit: What one cycle is called, "step"; empty of all else.
        set_rounds: Rounds of a paced set, 0 of all else.
        high_load: Not for who has pain now.
    """

    id: str
    name: str
    counts: Literal["reps", "hold", "cycles", "rounds"]
    hold_target_s: float
    setup: str
    signals: tuple[str, ...]
    edges: tuple[tuple[str, str], ...] = ()
    back_signals: tuple[str, ...] = ()
    unit: str = ""
    set_rounds: int = 0
    high_load: bool = False

    @property
    def judges_back(self) -> bool:
        """Whether the exercise needs to see the shape of the back."""
        return bool(self.back_signals)


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to tell the person.

    Attributes:
        id: Check id, need id, or "count", "praise", "hold", "finish", "beat", "cadence".
        text: The words.
        kind: What sort of message it is; decides its colour and its rank.
        t_s: Stream time at which it was decided.
    """

    id: str
    text: str
    kind: Literal["safety", "fault", "setup", "count", "praise"]
    t_s: float


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame as every sink gets it: the picture (None in a replay), the step, the words.

    `say` is set on the one frame at which a cue is to be spoken; `show` for as long as it is to be read.
    """

    frame: Frame | None
    step: Step
    say: Cue | None = None
    show: Cue | None = None


class Source(Protocol):
    """Where frames come from. Iterating may be done once; `warnings` is complete when it ends."""

    info: StreamInfo
    warnings: list[str]

    def __iter__(self) -> Iterator[Frame]:
        """Yield frames in order of time."""
        ...

    def close(self) -> None:
        """Let go of the file or device; safe to call twice."""
        ...


class Estimator(Protocol):
    """What turns a frame into landmarks."""

    model: ModelInfo

    def estimate(self, frame: Frame) -> PoseFrame:
        """Return the landmarks of the exercising person."""
        ...

    def close(self) -> None:
        """Let go of the network; safe to call twice."""
        ...


class Sink(Protocol):
    """Who shows, speaks, stores or sends."""

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Get ready; called once before the first moment."""
        ...

    def write(self, moment: Moment) -> None:
        """Take one moment."""
        ...

    def close(self) -> None:
        """Finish files and windows; called once, also after an error."""
        ...


class Stop(Exception):  # noqa: N818 - it is no error: the user asked to end
    """A sink raises this from `write` to end the session: the window was closed, q was pressed."""
