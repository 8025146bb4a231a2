"""Numbers, conditions, bounds and signals of a definition in words."""

from __future__ import annotations

from collections.abc import Iterator

from posecheck.exercises.conditions import Condition
from posecheck.exercises.schema import Check
from posecheck.exercises.signals import Signal

SIDES = {
    "near": "on the side near to the camera",
    "far": "on the side far from the camera",
    "working": "on the side that works",
    "resting": "on the side that rests",
    "mid": "in the middle of both sides",
    "higher": "on the side where it is higher",
    "lower": "on the side where it is lower",
    "mean": "the mean of both sides",
    "difference": "the left side less the right",
}
PARTS = {
    "whole": "on the outline of the back",
    "lower": "on the outline of the lower back",
    "upper": "on the outline of the upper back",
}
SINCE = {
    "neutral": "the person's own start",
    "best": "the best of this hold",
    "best_hold": "the best hold of this side so far",
    "start": "the first two seconds of this hold",
}
UNITS = {"deg": "degrees", "ratio": "torso lengths"}


def amount(number: float, signal: Signal) -> str:
    """Return a number of a signal in words: "16 degrees", "8 % of the torso", "90 % of the own start"."""
    if signal.share:
        return f"{100 * number:.4g} % of {SINCE[signal.since or 'neutral']}"
    if signal.unit == "deg":
        return f"{number:g} degrees"
    return f"{100 * number:.4g} % of the {'back' if signal.of_back else 'torso'}"


def condition(rule: Condition, signals: dict[str, Signal]) -> str:
    """Return a condition in words: "thigh at least 25 degrees above its level at rest"."""
    either = "either " if rule.other else ""
    return either + " or ".join(_bound(one, signals) for one in rule.bounds())


def _bound(rule: Condition, signals: dict[str, Signal]) -> str:
    signal = signals[rule.signal]
    if not rule.from_rest:
        return f"{rule.signal} {'at least' if rule.at_least else 'at most'} {amount(rule.bound, signal)}"
    above = rule.bound >= 0
    where = "above" if above else "below"
    further = "at least" if rule.at_least == above else "at most"  # from rest: a lower value is further below
    return f"{rule.signal} {further} {amount(abs(rule.bound), signal)} {where} its level at rest"


def every(lead: str, rules: list[Condition], signals: dict[str, Signal]) -> str:
    """Return a sentence of all conditions, "Ready when this and that", from its beginning on."""
    return f"{lead} " + " and ".join(condition(rule, signals) for rule in rules) + "."


def some(lead: str, rules: list[Condition], signals: dict[str, Signal]) -> str:
    """Return a sentence of any of the conditions, "It is over when this or that"."""
    return f"{lead} " + " or ".join(condition(rule, signals) for rule in rules) + "."


def bounds(check: Check, signal: Signal) -> str:
    """Return a check's limits in words: "fine up to 8 degrees, a fault beyond 16 degrees"."""
    fine, fault = [], []
    if check.ok_min is not None and check.warn_min is not None:
        fine.append(f"from {amount(check.ok_min, signal)}" + (" up" if check.ok_max is None else ""))
        fault.append(f"below {amount(check.warn_min, signal)}")
    if check.ok_max is not None and check.warn_max is not None:
        fine.append(f"up to {amount(check.ok_max, signal)}")
        fault.append(f"beyond {amount(check.warn_max, signal)}")
    return f"fine {' '.join(fine)}, a fault {' or '.join(fault)}"


def signal_words(name: str, signal: Signal) -> str:
    """Return what a signal is and how it is taken."""
    return f"{name}: {signal.about or signal.measure.replace('_', ' ')} ({', '.join(_manner(signal))})"


def _manner(signal: Signal) -> Iterator[str]:
    yield "a share" if signal.share else UNITS[signal.unit]
    if signal.points:
        yield SIDES[signal.side]
    if signal.of_back:
        yield PARTS[signal.part or "whole"]
    if signal.toward == "left":
        yield "towards the person's own left positive"
    if signal.since:
        yield f"{'as a share of' if signal.share else 'set against'} {SINCE[signal.since]}"
    if signal.per_10_s:
        yield "its change per 10 s"
    if signal.range_s:
        yield f"how far it ranged within {signal.range_s:g} s"
    if signal.highest_s:
        yield f"its highest within {signal.highest_s:g} s"
    if signal.bounce_s:
        yield f"how far it bounced within {signal.bounce_s:g} s"
    if signal.lopsided_s:
        yield f"how much further one way than the other within {signal.lopsided_s:g} s"
    if signal.along:
        yield f"how alike it moves with {signal.along} within {signal.along_s:g} s"
    if signal.absolute:
        yield "without its sign"
    if signal.seen is not None:
        yield "also where it is half hidden"
