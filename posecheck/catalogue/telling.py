"""How each kind of exercise is told, in words: counted, held, by rhythm, paced, written down."""

from __future__ import annotations

from collections.abc import Iterator

from posecheck.catalogue.words import amount, every, some
from posecheck.engine.plateau import SLOW
from posecheck.exercises.counting import Count, Cycle, HoldRule, InTurn, Outright, Pace, Plateau, Way
from posecheck.exercises.schema import Exercise
from posecheck.exercises.signals import Signal

Signals = dict[str, Signal]

TITLES = {
    "reps": "How it is counted",
    "hold": "How it is timed",
    "cyclic": "How it is counted",
    "timer": "How it is paced",
    "log": "How it is written down",
}
"""Heading by kind."""


def told(exercise: Exercise) -> Iterator[str]:
    """Yield how an exercise is counted, timed or paced."""
    signals = exercise.signals
    if exercise.count:
        yield from _count(exercise.count, signals, exercise.dose.hold_s)
    elif exercise.hold:
        yield from _hold(exercise.hold, signals)
    elif exercise.cycle:
        yield from _cycle(exercise.cycle, signals)
    elif exercise.pace:
        yield from _pace(exercise.pace)
    rule = exercise.count or exercise.hold or exercise.cycle or exercise.pace
    if rule:
        yield f"Source: {rule.source}."
    if exercise.kind in ("cyclic", "timer", "log"):
        without = "" if exercise.kind == "log" else "Done without a camera, it is written down by hand: "
        yield f"{without}posecheck log {exercise.id} --minutes 20"


def _count(rule: Count, signals: Signals, hold_s: float) -> Iterator[str]:
    if rule.other and not rule.each:
        yield f"One {rule.name} and one {rule.other.name}, in either order, make a repetition."
    if rule.each:
        yield "Each way is a repetition of the side that it goes to."
    yield from _way(rule, signals)
    if rule.other:
        yield from _way(rule.other, signals)
    if rule.together:
        yield "What one way is short of, the other may go further."
    if rule.plateau:
        yield _plateau(rule.plateau, signals[rule.signal])
    if rule.working:
        yield _working(rule.working, signals)
    yield (
        f"Told as not far enough from {100 * rule.partial:g} % of the way; "
        f"as too fast under {rule.min_s:g} s, as too slow over {rule.max_s + hold_s:g} s."
    )
    if rule.instead:
        yield (
            f"While {rule.signal} cannot be told, as it is hidden or no rest has been seen yet, "
            f"{rule.instead.signal} carries the count, without a score:"
        )
        yield from _count(rule.instead, signals, hold_s)
        yield f"Source of {rule.instead.signal}: {rule.instead.source}."


def _way(way: Count | Way, signals: Signals) -> Iterator[str]:
    named = f" ({way.name})" if way.name else ""
    yield every(f"Begins{named} when", way.enter, signals)
    yield every("Far enough when", way.peak, signals)
    yield some("The hold is over when", way.leave, signals)
    yield every("Complete when", way.done, signals)


def _plateau(rule: Plateau, signal: Signal) -> str:
    speed = rule.speed or SLOW[signal.unit]
    return (
        f"{'Only this is' if rule.only else 'Also'} far enough: "
        f"to stay, {amount(rule.travel, signal)} or more from rest, "
        f"slower than {amount(speed, signal)} a second for {rule.lasts_s:g} s."
    )


def _working(name: str, signals: Signals) -> str:
    return f"The side is that on which {name} is {signals[name].side}."


def _hold(rule: HoldRule, signals: Signals) -> Iterator[str]:
    yield every(f"The clock starts when, for {rule.enter_s:g} s,", rule.enter, signals)
    yield some(f"It stops when, for {rule.leave_s:g} s,", rule.leave, signals)
    if rule.working:
        yield _working(rule.working, signals)
    yield f"A hold under {rule.min_s:g} s is not told."


def _cycle(rule: Cycle, signals: Signals) -> Iterator[str]:
    around = "zero" if rule.around == "zero" else "its own middle"
    beyond = amount(rule.beyond, signals[rule.signal])
    swing = "to either side" if rule.each == "half" else "to one side and then to the other"
    yield f"One {rule.name} is a swing of {rule.signal} {beyond} beyond {around} {swing}."
    if rule.sided:
        yield f"Each {rule.name} is the left side's where {rule.signal} is positive, else the right side's."
    yield (
        f"Two within {rule.min_s:g} s are one; {rule.max_s:g} s without one end the bout; "
        f"fewer than {rule.fewest} in a row are none."
    )
    if rule.instead:
        yield from _in_turn(rule, rule.instead, signals)
    if rule.outright:
        yield from _outright(rule, rule.outright, signals)


def _in_turn(rule: Cycle, instead: InTurn, signals: Signals) -> Iterator[str]:
    near = f"{instead.near} {amount(instead.near_beyond, signals[instead.near])}"
    far = f"{instead.far} {amount(instead.far_beyond, signals[instead.far])}"
    yield (
        f"While {rule.signal} swings less, a {rule.name} of the near side is a swing of {near} beyond its "
        f"own middle, one of the far side of {far}; {instead.fewest} or more, in turn and evenly."
    )
    yield f"Source: {instead.source}."


def _outright(rule: Cycle, outright: Outright, signals: Signals) -> Iterator[str]:
    beyond, back = (amount(bound, signals[outright.signal]) for bound in (outright.beyond, outright.back))
    yield (
        f"Where no row is found, a {rule.name} is also told by {outright.signal} that stays above {beyond}, "
        f"until it is below {back}, for {outright.lasts_s:g} s; {outright.fewest} or more, of no side."
    )
    yield f"Source: {outright.source}."


def _pace(rule: Pace) -> Iterator[str]:
    beats = ", ".join(f'"{beat.say}" for {beat.lasts_s:g} s' for beat in rule.beats)
    yield f"It says {beats}, {rule.rounds} times."
    yield f"It runs while you are in position and {rule.signal} can be seen. It paces and does not measure."
