"""Judges clips by the public API: a case for each clip, also where a definition is missing or broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import posecheck
from benchmarks.accuracy_angles import Errors, joint_errors
from benchmarks.accuracy_clips import Clip, Span, Truth, ViewGroup
from benchmarks.accuracy_recognition import Recognised, Taken, verdicts
from benchmarks.accuracy_score import Score, score
from benchmarks.accuracy_tracks import TrackCache
from posecheck.errors import PosecheckError
from posecheck.exercises.library import Library
from posecheck.exercises.schema import Exercise
from posecheck.pose import PoseTrack, StreamInfo
from posecheck.result import SessionResult

NO_DEFINITION, LOGGED = "no definition yet", "logged, not watched"
LOG = "log"
UNCOUNTED = ("timer", LOG)
"""Kinds of exercise that are paced or written down, and never counted."""
NOTHING_TOLD = SessionResult(
    "",
    {},
    None,
    {},
    None,
    {},
    reps=(),
    rejected=(),
    holds=(),
    faults=(),
    symmetry=None,
    summary={},
    warnings=(),
)
"""What is told of a clip that breaks: every one of its repetitions and faults is missed."""
ANY = "any"


@dataclass(frozen=True)
class Case:
    """One clip and what came of it.

    Attributes:
        clip: The clip.
        view: How its camera stands to the view that the exercise needs.
        score: Its score; None where there is nothing to judge it by.
        problem: Why there is none, or what broke.
        errors: Absolute errors of joint angles [deg], by joint.
        recognised: What each block was taken for; None where nobody recognises.
        nothing: Events that other definitions counted in it, of a clip in which nothing of ours is done.
    """

    clip: Clip
    view: ViewGroup
    score: Score | None = None
    problem: str = ""
    errors: Errors = field(default_factory=dict)
    recognised: Sequence[Taken] | None = None
    nothing: Sequence[str] | None = None


class Judge:
    """Judges clips, each by the exercise that is told with it.

    Args:
        cache: Where the poses come from.
        known: Definitions by id; None for one that counts any movement.
        recognised: Names the exercises in a track by itself; None where nothing does.
    """

    def __init__(
        self, cache: TrackCache, known: Mapping[str, Exercise | None], recognised: Recognised | None = None
    ) -> None:
        self._cache, self._known, self._recognised = cache, known, recognised

    def case(self, clip: Clip) -> Case:
        """Return what came of a clip; what breaks is told in the case, so that the others go on."""
        definition = self._known.get(clip.exercise or "")
        view = clip.view(definition.view.need if definition else "side")
        try:
            track = self._cache.get(clip.path)
            return self._judged(clip, view, track)
        except Exception as error:  # a bug must show in the table, not hide the rest of it
            found = score(clip.truth, NOTHING_TOLD) if definition else None
            return Case(clip, view, found, problem=_why(error).replace(str(clip.path), "the clip"))

    def _judged(self, clip: Clip, view: ViewGroup, track: PoseTrack) -> Case:
        named = self._names(clip, track)
        if not clip.exercise:
            return Case(clip, view, recognised=named, nothing=self._counted(clip, track))
        if clip.exercise not in self._known:
            return Case(clip, view, problem=NO_DEFINITION, recognised=named)
        definition = self._known[clip.exercise]
        if definition is not None and definition.kind == LOG:
            return Case(clip, view, problem=LOGGED, recognised=named)
        counts = definition is None or definition.kind not in UNCOUNTED
        truth = clip.truth.as_holds() if definition and definition.kind == "hold" else clip.truth
        found = score(truth, posecheck.replay(track, clip.exercise), counts)
        return Case(clip, view, found, errors=joint_errors(track, clip.truth), recognised=named)

    def _names(self, clip: Clip, track: PoseTrack) -> list[Taken] | None:
        if self._recognised is None or clip.truth.blocks is None:
            return None
        try:
            told = verdicts(clip.truth, self._recognised(track))
            return [one for one in told if one.verdict != "not sure" or not self._is_uncounted(one.exercise)]
        except Exception as error:  # as above; what was told is judged all the same
            broken = _why(error).replace(str(clip.path), "the clip")
            return [Taken(name, "wrong", broken) for name, _, _ in clip.truth.blocks]

    def _is_uncounted(self, exercise: str) -> bool:
        """Return whether it is only paced or logged, and so never named."""
        definition = self._known.get(exercise)
        return definition is not None and definition.kind in UNCOUNTED

    def _counted(self, clip: Clip, track: PoseTrack) -> list[str] | None:
        """Return what the definitions count in quiet spans of a clip that shows none of their exercises."""
        quiet = nothing_done(clip.truth, track.poses[-1].t_s if track.poses else 0.0)
        if not quiet:
            return None
        spans = Truth(count=None, quiet=tuple(quiet))
        watched = [name for name, known in self._known.items() if known and known.kind != LOG]
        return [word for name in sorted(watched) for word in _strays(spans, track, name)]


def _strays(spans: Truth, track: PoseTrack, exercise: str) -> list[str]:
    """Return the name of a definition once for each event it finds in quiet spans, or that it broke."""
    try:
        return [exercise] * score(spans, posecheck.replay(track, exercise)).outside
    except Exception as error:  # as above
        return [f"{exercise} {_why(error)}"]


def _why(error: Exception) -> str:
    if isinstance(error, PosecheckError):
        return f"could not be judged: {error}"
    return f"broke: {type(error).__name__}: {error}".rstrip(": ")


def nothing_done(truth: Truth, end_s: float) -> list[Span]:
    """Return the spans in which nobody does anything of the programme."""
    if truth.quiet or truth.blocks:
        return list(truth.quiet)
    return [(0.0, end_s)] if truth.blocks is not None and truth.count == 0 else []


def definitions(library: Library) -> dict[str, Exercise | None]:
    """Return the sound definitions by id; `any`, which needs none, among them where it exists."""
    known: dict[str, Exercise | None] = {ANY: None} if _knows_any() else {}
    for exercise in library.ids:
        try:
            known[exercise] = library.get(exercise)
        except PosecheckError as error:
            print(f"{exercise}: left out, its definition is not sound: {error}")
    return known


def _knows_any() -> bool:
    """Return whether movements without a definition can be counted."""
    try:
        posecheck.replay(PoseTrack((), StreamInfo("")), ANY)
    except PosecheckError:
        return False
    return True
