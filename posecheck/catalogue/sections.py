"""One exercise in full, under headings: what to do first, then what is looked at, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from posecheck.catalogue.entries import NO_CAMERA
from posecheck.catalogue.telling import TITLES, told
from posecheck.catalogue.words import bounds, condition, every, signal_words
from posecheck.engine.rules import persist_s
from posecheck.engine.verdicts import SHORT_HOLD, SHORT_SHARE, generic_cues
from posecheck.exercises.schema import Check, Exercise, Kind

PHASES = {
    "ready": "before the start",
    "out": "on the way out",
    "hold": "in the hold",
    "back": "on the way back",
}
FLOWING: dict[Kind, dict[str, str]] = {
    "cyclic": {"out": "while it goes on"},
    "timer": {"hold": "while it is paced"},
}
"""What phases are called where they mean something else."""
VIEWS = {"side": "From the side", "front": "From the front", "feet": "From the feet", "any": "From anywhere"}
WRONG_WAY = {"side": "side-on", "front": "facing the camera", "feet": "that"}
HIGH_LOAD = "Only for who has no pain now: before a live session you are asked, and pain is a reason to stop."


@dataclass(frozen=True)
class Section:
    """A heading with its lines; a line that begins with spaces goes on with the one before."""

    title: str
    lines: tuple[str, ...]


def describe(exercise: Exercise) -> list[Section]:
    """Return the whole definition in words, without empty sections."""
    sections = [
        Section("How to do it", (f"{exercise.setup}.", *_steps(exercise))),
        Section("How much", tuple(_dose(exercise))),
        Section("Easier and harder", tuple(_variants(exercise))),
        Section("When to be careful", tuple(_care(exercise))),
        Section("Camera", tuple(_view(exercise))),
        Section("What is checked", tuple(_checks(exercise))),
        Section("What is not measured", tuple(f"{n.what}: {n.why}." for n in exercise.not_measured)),
        Section("In position", tuple(_position(exercise))),
        Section(TITLES[exercise.kind], tuple(told(exercise))),
        Section("What is measured", tuple(signal_words(*item) for item in exercise.signals.items())),
        Section("Sources", tuple(f"{tag}: {text}" for tag, text in exercise.sources.items())),
    ]
    return [section for section in sections if section.lines]


def _steps(exercise: Exercise) -> list[str]:
    return [f"{n}. {step}" for n, step in enumerate(exercise.how, 1)]


def _variants(exercise: Exercise) -> Iterator[str]:
    variants = [("Easier", exercise.easier), ("Harder", exercise.harder)]
    yield from (f"{word}: {text}" for word, text in variants if text)


def _care(exercise: Exercise) -> Iterator[str]:
    if exercise.high_load:
        yield HIGH_LOAD
    if exercise.safety:
        yield exercise.safety


def _view(exercise: Exercise) -> Iterator[str]:
    view = exercise.view
    if exercise.kind == "log":
        yield f"{NO_CAMERA.capitalize()}."
        return
    yield f"{VIEWS[view.need]}. {view.camera}".strip() + ("." if view.camera else "")
    if view.need != "any":
        yield (
            f"Limits are wider from {view.wide_off_deg:g} degrees off {WRONG_WAY[view.need]}; "
            f"beyond {view.max_off_deg:g} it still counts, but judges no form."
        )
    if any(signal.of_back for signal in exercise.signals.values()):
        shirt = "" if view.any_shirt else ", nor under a shirt that hangs loose"
        yield f"The back is not judged beyond {view.back_off_deg:g} degrees off side-on{shirt}."


def _position(exercise: Exercise) -> Iterator[str]:
    position = exercise.position
    if not position.start and not position.stay:
        return
    if position.start:
        yield every("Ready when", position.start, exercise.signals)
    if position.stay:
        yield every("Goes on while", position.stay, exercise.signals)
    yield f'Otherwise it says "{position.cue}".'
    yield f"Source: {position.source}."


def _checks(exercise: Exercise) -> Iterator[str]:
    for name, check in exercise.checks.items():
        yield f'{check.fault}: "{check.cue}"'
        yield (
            f"  {name} · {check.signal} {bounds(check, exercise.signals[check.signal])}, "
            f"{_when(check, exercise)}, for {persist_s(check):g} s "
            f"· {check.severity}, class {check.grade} · source: {check.source}"
        )
    for name, cue in generic_cues(exercise).items():
        yield f'{name.replace("_", " ")}: "{cue}"'
        yield f"  {name} · {_generic(name, exercise)}"


def _when(check: Check, exercise: Exercise) -> str:
    phases = PHASES | FLOWING.get(exercise.kind, {})
    when = " and ".join(phases[phase] for phase in check.when)
    when += "".join(f", while {condition(c, exercise.signals)}" for c in check.given)
    return when + (f", unless {check.unless} is told" if check.unless else "")


def _generic(name: str, exercise: Exercise) -> str:
    if name == SHORT_HOLD:
        return f"told of a repetition held for less than {SHORT_SHARE * exercise.dose.hold_s:g} s"
    return f"judged in every counted exercise by the speed of {exercise.main_signal}"


def _dose(exercise: Exercise) -> Iterator[str]:
    dose = exercise.dose
    if dose.preset:
        yield f"{dose.preset}."
    if exercise.count:
        yield f"Tempo: {dose.out_s:g} s out, {dose.hold_s:g} s hold, {dose.back_s:g} s back."
    yield f"Source: {dose.source}."
