"""Clips with their truth: rendered ones with exact JSON files, real ones labelled by eye."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from samples.render.programme_sets import SEEDS

Span = tuple[float, float]
Blocks = tuple[tuple[str, float, float], ...]
ViewGroup = Literal["recommended", "30 degrees off", "other"]
RECOMMENDED, THIRTY_OFF, OTHER = "recommended", "30 degrees off", "other"
RECOMMENDED_DEG, OBLIQUE_DEG = 12.0, 40.0
"""Up to here a camera counts as recommended, and as about 30 degrees off."""
SHORTEST_HOLD_S = 2.0
"""A shorter labelled hold is left out: nobody would count it, nor name what is done."""
TUNE, REPORT, SAMPLES, REAL = "tune", "report", "samples", "real"
SETS = {part: REPORT if part.startswith(REPORT) else TUNE for part in SEEDS}
"""Folders of rendered clips, and to which group each belongs."""
IN_SPACE = "space"
"""Angles between limbs that no picture shows as they are."""
NEED_YAW_DEG = {"side": 0.0, "front": 90.0}
ACROSS_DEG = 90.0
"""Where the camera of a rendered clip stands for the view that a definition asks for."""


@dataclass(frozen=True)
class TrueEvent:
    """A repetition or a hold that is there.

    Attributes:
        start_s: When it begins.
        end_s: When it is over.
        seconds: How long the end position is held, None where nobody measured it.
        side: Working side, None where it does not matter or was not labelled.
        faults: Ids of the faults it shows.
        is_hold: A hold, not a repetition.
        peak_s: Middle of the end position, None where that was not told.
    """

    start_s: float
    end_s: float
    seconds: float | None = None
    side: str | None = None
    faults: frozenset[str] = frozenset()
    is_hold: bool = False
    peak_s: float | None = None

    def as_hold(self) -> TrueEvent:
        """Return the end position of a repetition alone, for an exercise whose hold is all that is timed."""
        if self.is_hold or self.peak_s is None or not self.seconds:
            return self
        start_s, end_s = self.peak_s - self.seconds / 2, self.peak_s + self.seconds / 2
        return replace(self, start_s=start_s, end_s=end_s, is_hold=True)


@dataclass(frozen=True)
class Truth:
    """What is in a clip.

    Attributes:
        count: Number of repetitions and holds, None where it was not labelled.
        events: Those whose times are known, in order.
        partial: Movements that do not get there.
        quiet: Spans in which nothing may be counted.
        judges_form: Whether faults are labelled, so that a false alarm can be told.
        blocks: (exercise, start_s, end_s) of what is done, for recognition; None where that is unknown.
        absent: Spans in which nobody is in view.
        angles: Joint angles [deg] over "t_s", by name, as a camera sees them in the recommended view; empty
            where no single view shows them.
        near: Side that faces the camera, None where that was not told.
    """

    count: int | None
    events: tuple[TrueEvent, ...] = ()
    partial: tuple[TrueEvent, ...] = ()
    quiet: tuple[Span, ...] = ()
    judges_form: bool = True
    blocks: Blocks | None = None
    absent: tuple[Span, ...] = ()
    angles: Mapping[str, list[float]] = field(default_factory=dict)
    near: str | None = None

    def as_holds(self) -> Truth:
        """Return the same with the end positions of repetitions as holds."""
        return replace(self, events=tuple(event.as_hold() for event in self.events))


@dataclass(frozen=True)
class Clip:
    """A clip with truth.

    Attributes:
        path: The video.
        label: How the page calls it; real clips go by exercise and number, not by their file.
        exercise: What is done, None for several exercises, or none of the programme.
        group: "tune", "report", "samples" or "real".
        told: What its maker wrote about the camera.
    """

    path: Path
    label: str
    exercise: str | None
    group: str
    told: Mapping[str, Any]
    truth: Truth

    def view(self, need: str) -> ViewGroup:
        """Return how the camera stands to the view that the exercise needs."""
        if isinstance(self.told.get("view"), str) and "yaw_deg" not in self.told:
            return _view_in_words(str(self.told["view"]), need)
        off = self.off_deg(need)
        if off <= RECOMMENDED_DEG:
            return "recommended"
        return "30 degrees off" if off <= OBLIQUE_DEG else "other"

    def off_deg(self, need: str) -> float:
        """Return how far a rendered clip's camera is off the recommended view [deg]."""
        if "off_view_deg" in self.told:
            return ACROSS_DEG if self._is_across(need) else abs(float(self.told["off_view_deg"]))
        wanted = NEED_YAW_DEG.get(need)
        if wanted is None:
            return 0.0
        yaw = abs(float(self.told.get("yaw_deg", 0.0)))
        return abs(min(yaw, 180 - yaw) - wanted)

    def _is_across(self, need: str) -> bool:
        """Return whether it was made for a fault that shows from the side, of a front view exercise."""
        view = self.told.get("view")
        return view in NEED_YAW_DEG and need in NEED_YAW_DEG and view != need

    @cached_property
    def duration_s(self) -> float:
        """Length of the clip by its maker's word."""
        return float(self.told.get("duration_s", 0.0))


def _view_in_words(words: str, need: str) -> ViewGroup:
    words = words.lower()
    if "oblique" in words:
        return "30 degrees off"
    return "recommended" if need not in NEED_YAW_DEG or words.startswith(need) else "other"


def rendered(folder: Path) -> list[Clip]:
    """Return the clips NAME.mp4 with NAME.json of a folder, or of its folders for the sets."""
    parts = [(folder / name, group) for name, group in SETS.items() if (folder / name).is_dir()]
    return [
        _rendered(path, group)
        for part, group in parts or [(folder, SAMPLES)]
        for path in sorted(part.glob("*.json"))
        if path.with_suffix(".mp4").exists()
    ]


def _rendered(path: Path, group: str) -> Clip:
    told = json.loads(path.read_text(encoding="utf-8"))
    exercise = told.get("exercise")
    several = told.get("blocks") is not None
    truth = rendered_truth(told)
    return Clip(path.with_suffix(".mp4"), path.stem, None if several else exercise, group, told, truth)


def rendered_truth(told: Mapping[str, Any]) -> Truth:
    """Return the truth in a rendered clip's JSON object."""
    reps = [_event(item, item.get("hold_s"), False) for item in told.get("reps", [])]
    holds = [_event(item, item["seconds"], True) for item in told.get("holds", [])]
    events = tuple(sorted([*reps, *holds], key=lambda event: event.start_s))
    partial = tuple(_event(item, None, False) for item in told.get("rejected", []))
    return Truth(
        count=len(events),
        events=events,
        partial=partial,
        quiet=_spans(told.get("quiet", [])),
        blocks=_blocks(told, [*events, *partial]),
        absent=_spans(told.get("absent", [])),
        angles={} if told.get("plane") == IN_SPACE else told.get("angles", {}),
        near=told.get("near_side"),
    )


def _blocks(told: Mapping[str, Any], events: list[TrueEvent]) -> Blocks:
    if told.get("blocks") is not None:
        return tuple((b["exercise"], float(b["start_s"]), float(b["end_s"])) for b in told["blocks"])
    exercise = told.get("exercise")
    if not exercise or not events:
        return ()
    return ((str(exercise), min(e.start_s for e in events), max(e.end_s for e in events)),)


def _event(item: Mapping[str, Any], seconds: float | None, is_hold: bool) -> TrueEvent:
    faults = frozenset(item.get("faults", []))
    peak_s = item.get("peak_s")
    return TrueEvent(item["start_s"], item["end_s"], seconds, item.get("side"), faults, is_hold, peak_s)


def _spans(items: Iterable[Iterable[float]]) -> tuple[Span, ...]:
    return tuple((float(start), float(end)) for start, end in items)


def real(folder: Path) -> list[Clip]:
    """Return the clips of a folder with `clips.json`: file, exercise, view, truth by eye."""
    entries = json.loads((folder / "clips.json").read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    clips = []
    for entry in entries:
        exercise = entry["exercise"]
        shown = exercise or "none of ours"
        seen[shown] += 1
        label = f"{shown}, real {seen[shown]}"
        clips.append(Clip(folder / entry["file"], label, exercise, REAL, entry, real_truth(entry)))
    return clips


def real_truth(entry: Mapping[str, Any]) -> Truth:
    """Return the truth in an entry of `clips.json`."""
    told = entry["truth"]
    reps = [TrueEvent(start, end) for start, end in _spans(told.get("reps") or [])]
    held = [TrueEvent(start, end, end - start, is_hold=True) for start, end in _spans(told.get("holds", []))]
    holds = [hold for hold in held if hold.end_s - hold.start_s >= SHORTEST_HOLD_S]
    events = tuple(sorted([*reps, *holds], key=lambda event: event.start_s))
    counted = told.get("reps") is not None or bool(holds)
    return Truth(
        count=len(events) if counted else told.get("count"),
        events=events,
        quiet=_spans(told.get("quiet", [])),
        judges_form=not told.get("faults"),
        blocks=_real_blocks(entry, [*reps, *held]),
    )


def _real_blocks(entry: Mapping[str, Any], events: list[TrueEvent]) -> Blocks | None:
    """Return no block of other movements; else all the labelled time, None where that is too short."""
    exercise = entry["exercise"]
    if exercise in (None, "any"):
        return ()
    start_s = min((event.start_s for event in events), default=0.0)
    end_s = max((event.end_s for event in events), default=float(entry["duration_s"]))
    return ((exercise, start_s, end_s),) if end_s - start_s >= SHORTEST_HOLD_S else None
