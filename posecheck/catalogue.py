"""Says what a definition means: in words for people, as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from posecheck.engine.rules import persist_s
from posecheck.engine.verdicts import SHORT_HOLD, SHORT_SHARE, generic_cues
from posecheck.exercises.conditions import Condition
from posecheck.exercises.schema import Check, Count, Exercise, HoldRule, Signal, Unit, Way

PHASES = {
    "ready": "before the start",
    "out": "on the way out",
    "hold": "in the hold",
    "back": "on the way back",
}
SIDES = {
    "near": "on the side near to the camera",
    "far": "on the side far from the camera",
    "working": "on the side that works",
    "resting": "on the side that rests",
    "mid": "in the middle of both sides",
    "higher": "on the side where it is higher",
}
PARTS = {
    "whole": "on the outline of the back",
    "lower": "on the outline of the lower back",
    "upper": "on the outline of the upper back",
}
SINCE = {
    "neutral": "set against the person's own start",
    "best": "set against the best of this hold",
    "best_hold": "set against the best hold of this side so far",
    "start": "set against the first two seconds of this hold",
}
VIEWS = {"side": "From the side", "any": "From anywhere"}


@dataclass(frozen=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


def entry(exercise: Exercise) -> dict[str, Any]:
    """Return what `posecheck exercises --json` tells of one exercise."""
    checks = [{"id": name, "fault": c.fault, "cue": c.cue} for name, c in exercise.checks.items()]
    return {
        "id": exercise.id,
        "name": exercise.name,
        "kind": exercise.kind,
        "view": exercise.view.need,
        "sides": ["left", "right"] if _sided(exercise) else [],
        "checks": checks
        + [{"id": i, "fault": i.replace("_", " "), "cue": cue} for i, cue in generic_cues(exercise).items()],
    }


def _sided(exercise: Exercise) -> bool:
    return exercise.working is not None or (exercise.count is not None and exercise.count.each)


def describe(exercise: Exercise) -> list[Section]:
    """Return the whole definition in words, without empty sections."""
    sections = [
        Section("How to do it", (f"{exercise.setup}.", *_steps(exercise))),
        Section("Camera", tuple(_view(exercise))),
        Section("In position", tuple(_position(exercise))),
        Section("How it is counted" if exercise.count else "How it is timed", tuple(_told(exercise))),
        Section("What is checked", tuple(_checks(exercise))),
        Section("What is measured", tuple(_signals(exercise))),
        Section("What is not measured", tuple(f"{n.what}: {n.why}." for n in exercise.not_measured)),
        Section("How much", tuple(_dose(exercise))),
        Section("Safety", (exercise.safety,) if exercise.safety else ()),
        Section("Sources", tuple(f"{tag}: {text}" for tag, text in exercise.sources.items())),
    ]
    return [section for section in sections if section.lines]


def amount(number: float, unit: Unit) -> str:
    """Return a number with its unit in words: "16 degrees", "8 % of the torso"."""
    return f"{number:g} degrees" if unit == "deg" else f"{round(100 * number, 1):g} % of the torso"


def condition(rule: Condition, signals: dict[str, Signal]) -> str:
    """Return a condition in words: "thigh at least 25 degrees above its level at rest"."""
    bound = "at least" if rule.at_least else "at most"
    unit = signals[rule.signal].unit
    if not rule.from_rest:
        return f"{rule.signal} {bound} {amount(rule.bound, unit)}"
    where = "above" if rule.bound >= 0 else "below"
    return f"{rule.signal} {bound} {amount(abs(rule.bound), unit)} {where} its level at rest"


def bounds(check: Check, unit: Unit) -> str:
    """Return a check's limits in words: "fine up to 8 degrees, a fault beyond 16 degrees"."""
    fine, fault = [], []
    if check.ok_min is not None and check.warn_min is not None:
        fine.append(f"from {amount(check.ok_min, unit)}" + (" up" if check.ok_max is None else ""))
        fault.append(f"below {amount(check.warn_min, unit)}")
    if check.ok_max is not None and check.warn_max is not None:
        fine.append(f"up to {amount(check.ok_max, unit)}")
        fault.append(f"beyond {amount(check.warn_max, unit)}")
    return f"fine {' '.join(fine)}, a fault {' or '.join(fault)}"


def _steps(exercise: Exercise) -> list[str]:
    steps = [f"{n}. {step}" for n, step in enumerate(exercise.how, 1)]
    variants = [("Easier", exercise.easier), ("Harder", exercise.harder)]
    return steps + [f"{word}: {text}" for word, text in variants if text]


def _view(exercise: Exercise) -> Iterator[str]:
    view = exercise.view
    yield f"{VIEWS[view.need]}. {view.camera}".strip() + ("." if view.camera else "")
    if view.need == "side":
        yield (
            f"Limits are wider from {view.wide_off_deg:g} degrees off side-on; "
            f"beyond {view.max_off_deg:g} it still counts, but judges no form."
        )


def _position(exercise: Exercise) -> Iterator[str]:
    yield _all("Ready when", exercise.position.start, exercise)
    yield _all("Goes on while", exercise.position.stay, exercise)
    yield f'Otherwise it says "{exercise.position.cue}".'
    yield f"Source: {exercise.position.source}."


def _told(exercise: Exercise) -> Iterator[str]:
    rule = exercise.count or exercise.hold
    assert rule is not None  # kept by the library's validation
    yield from _count(exercise, rule) if isinstance(rule, Count) else _hold(exercise, rule)
    yield f"Source: {rule.source}."


def _count(exercise: Exercise, rule: Count) -> Iterator[str]:
    if rule.other:
        yield f"One {rule.name} and one {rule.other.name}, in either order, make a repetition."
    yield from _way(rule, exercise)
    if rule.other:
        yield from _way(rule.other, exercise)
    if rule.working:
        yield f"The side is that of the limb whose {rule.working} is higher."
    yield (
        f"Told as not far enough from {100 * rule.partial:g} % of the way; "
        f"as too fast under {rule.min_s:g} s, as too slow over {rule.max_s + exercise.dose.hold_s:g} s."
    )
    if rule.instead:
        yield f"While {rule.signal} cannot be seen, {rule.instead.signal} carries the count:"
        yield from _count(exercise, rule.instead)
        yield f"Source: {rule.instead.source}."


def _way(way: Count | Way, exercise: Exercise) -> Iterator[str]:
    named = f" ({way.name})" if way.name else ""
    yield _all(f"Begins{named} when", way.enter, exercise)
    yield _all("Far enough when", way.peak, exercise)
    yield _any("The hold is over when", way.leave, exercise)
    yield _all("Complete when", way.done, exercise)


def _hold(exercise: Exercise, rule: HoldRule) -> Iterator[str]:
    yield _all(f"The clock starts when, for {rule.enter_s:g} s,", rule.enter, exercise)
    yield _any(f"It stops when, for {rule.leave_s:g} s,", rule.leave, exercise)
    yield f"A hold under {rule.min_s:g} s is not told."


def _all(lead: str, rules: list[Condition], exercise: Exercise) -> str:
    return f"{lead} " + " and ".join(condition(rule, exercise.signals) for rule in rules) + "."


def _any(lead: str, rules: list[Condition], exercise: Exercise) -> str:
    return f"{lead} " + " or ".join(condition(rule, exercise.signals) for rule in rules) + "."


def _checks(exercise: Exercise) -> Iterator[str]:
    for name, check in exercise.checks.items():
        unit = exercise.signals[check.signal].unit
        when = " and ".join(PHASES[phase] for phase in check.when)
        when += "".join(f", while {condition(c, exercise.signals)}" for c in check.given)
        yield f'{check.fault}: "{check.cue}"'
        yield (
            f"  {name} · {check.signal} {bounds(check, unit)}, {when}, for {persist_s(check):g} s "
            f"· {check.severity}, class {check.grade} · source: {check.source}"
        )
    for name, cue in generic_cues(exercise).items():
        yield f'{name.replace("_", " ")}: "{cue}"'
        yield f"  {name} · {_generic(name, exercise)}"


def _generic(name: str, exercise: Exercise) -> str:
    if name == SHORT_HOLD:
        return f"told of a repetition held for less than {SHORT_SHARE * exercise.dose.hold_s:g} s"
    return f"judged in every counted exercise by the speed of {exercise.main_signal}"


def _signals(exercise: Exercise) -> Iterator[str]:
    for name, signal in exercise.signals.items():
        yield f"{name}: {signal.about or signal.measure} ({', '.join(_manner(signal))})"


def _manner(signal: Signal) -> Iterator[str]:
    yield "degrees" if signal.unit == "deg" else "torso lengths"
    if signal.points:
        yield SIDES[signal.side]
    if signal.of_back:
        yield PARTS[signal.part or "whole"]
    if signal.since:
        yield SINCE[signal.since]
    if signal.per_10_s:
        yield "change per 10 s"


def _dose(exercise: Exercise) -> Iterator[str]:
    dose = exercise.dose
    if dose.preset:
        yield f"{dose.preset}."
    if exercise.count:
        yield f"Tempo: {dose.out_s:g} s out, {dose.hold_s:g} s hold, {dose.back_s:g} s back."
    yield f"Source: {dose.source}."
