"""What a definition may not say though every key is well formed: loose ends, impossible bounds, long cues."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from posecheck.exercises.conditions import Condition
from posecheck.exercises.counting import Count
from posecheck.exercises.parts import Unit
from posecheck.exercises.schema import Check, Exercise
from posecheck.exercises.signals import POINTS_OF, Signal

LIMITS: dict[Unit, tuple[float, float]] = {"deg": (-180.0, 330.0), "ratio": (-5.0, 5.0)}
"""Values that a signal of each unit can take."""
MOST_CUE_WORDS = 8


def nonsense(exercise: Exercise) -> list[str]:
    """Return every problem of a well-formed definition, each with its key path."""
    return [
        *_kind_problems(exercise),
        *(p for name, signal in exercise.signals.items() for p in _signal_problems(name, signal)),
        *_along_problems(exercise),
        *_condition_problems(exercise),
        *(p for name, check in exercise.checks.items() for p in _check_problems(name, check, exercise)),
        *_cue_problems("position.cue", exercise.position.cue),
        *_cue_problems("view.cue", exercise.view.cue),
    ]


TABLE_OF = {"reps": "count", "hold": "hold", "cyclic": "cycle", "timer": "pace", "log": None}
"""The table that says how each kind is told."""


def _kind_problems(exercise: Exercise) -> Iterator[str]:
    wanted = TABLE_OF[exercise.kind]
    given = {name for name in TABLE_OF.values() if name and getattr(exercise, name) is not None}
    if given != ({wanted} if wanted else set()):
        needs = f"needs a [{wanted}] table and no other of its sort" if wanted else "takes no such table"
        yield f'kind: "{exercise.kind}" {needs}; got {", ".join(sorted(given)) or "none"}'
    for name in given & {"hold", "cycle", "pace"}:
        yield from _name_problem(f"{name}.signal", getattr(exercise, name).signal, exercise)
    for name in given & {"count", "hold"}:
        yield from _working_problems(name, getattr(exercise, name).working, exercise)
    yield from _in_turn_problems(exercise)
    yield from _outright_problems(exercise)
    if exercise.pace:
        for beat in exercise.pace.beats:
            yield from _cue_problems("pace.beats.say", beat.say)
    yield from _count_problems(exercise)


def _in_turn_problems(exercise: Exercise) -> Iterator[str]:
    cycle = exercise.cycle
    if cycle is None or cycle.instead is None:
        return
    for key in ("near", "far"):
        yield from _name_problem(f"cycle.instead.{key}", getattr(cycle.instead, key), exercise)
    if cycle.each != "half":
        yield 'cycle.instead: its beats are one side\'s each, so [cycle] needs each = "half"'
    if cycle.instead.near == cycle.instead.far:
        yield "cycle.instead: needs two signals that differ"


def _outright_problems(exercise: Exercise) -> Iterator[str]:
    outright = exercise.cycle.outright if exercise.cycle else None
    if outright is None:
        return
    yield from _name_problem("cycle.outright.signal", outright.signal, exercise)
    if outright.signal in exercise.signals:
        unit = exercise.signals[outright.signal].unit
        yield from _range_problem("cycle.outright.beyond", outright.beyond, unit)
        yield from _range_problem("cycle.outright.back", outright.back, unit)
    if outright.back >= outright.beyond:
        yield f"cycle.outright.back: must be below beyond, {outright.beyond:g}; got {outright.back:g}"
    in_a_row = exercise.cycle.fewest if exercise.cycle else 0
    if outright.fewest >= in_a_row:
        yield f"cycle.outright.fewest: must be below that of a row, {in_a_row}; got {outright.fewest}"


def _working_problems(table: str, working: str | None, exercise: Exercise) -> Iterator[str]:
    if working is None:
        return
    yield from _name_problem(f"{table}.working", working, exercise)
    picked = exercise.signals.get(working)
    if picked and picked.side not in ("higher", "lower"):
        yield f'{table}.working: signal "{working}" must have side = "higher" or "lower"'


def _count_problems(exercise: Exercise) -> Iterator[str]:
    for key, count in _counts(exercise):
        yield from _name_problem(f"{key}.signal", count.signal, exercise)
        for phase in ("peak", "done"):
            if not any(c.signal == count.signal for c in getattr(count, phase)):
                yield f'{key}.{phase}: needs a condition on "{count.signal}"'
        yield from _two_way_problems(key, count, exercise)
    if exercise.count and exercise.count.instead and _names(exercise.count) != _names(exercise.count.instead):
        yield "count.instead: needs the ways of [count], by the same names"


def _names(count: Count) -> tuple[str | None, str | None]:
    return count.name, count.other.name if count.other else None


def _counts(exercise: Exercise) -> Iterator[tuple[str, Count]]:
    """Yield the count and the one that stands in for it, each with its key."""
    if exercise.count:
        yield "count", exercise.count
        if exercise.count.instead:
            yield "count.instead", exercise.count.instead


def _two_way_problems(key: str, count: Count, exercise: Exercise) -> Iterator[str]:
    """Yield what keeps a count from going both ways from a neutral of 0."""
    main = exercise.signals.get(count.signal)
    if main and main.measure == "back_bow":
        yield f'{key}.signal: "back_bow" is too fine to count by; count by "back_curve"'
    for way in (count, count.other):
        if way and way.cue:
            yield from _cue_problems(f"{key}.cue" if way is count else f"{key}.other.cue", way.cue)
    if count.other is None:
        if count.each:
            yield f"{key}.each: is for two ways; give [{key}.other] too"
        if count.together:
            yield f"{key}.together: is for two ways; give [{key}.other] too"
        if count.name is not None:
            yield f"{key}.name: is for a repetition of two ways; give [{key}.other] too"
        return
    if count.name is None or count.name == count.other.name:
        yield f"{key}.name: the two ways need a name each"
    if count.each and {count.name, count.other.name} != {"left", "right"}:
        yield f'{key}.each: the two ways must be named "left" and "right", since each is a side'
    if main and main.since != "neutral" and not count.each:
        yield f'{key}.signal: "{count.signal}" goes two ways from neutral, so it needs since = "neutral"'
    for phase in ("peak", "done"):
        if not any(c.signal == count.signal for c in getattr(count.other, phase)):
            yield f'{key}.other.{phase}: needs a condition on "{count.signal}"'
    if count.peak and count.other.peak and count.peak[0].at_least == count.other.peak[0].at_least:
        yield f"{key}.other.peak: must lie on the other side of neutral than {key}.peak"
    if any(c.from_rest for _, conditions in _count_conditions(key, count) for c in conditions):
        yield f"{key}: neutral is 0 here, so write numbers without rest"


def _signal_problems(name: str, signal: Signal) -> Iterator[str]:
    wanted = POINTS_OF[signal.measure]
    if len(signal.points) != wanted:
        yield f'signals.{name}.points: "{signal.measure}" takes {wanted} points, got {len(signal.points)}'
    if signal.part is not None and signal.measure != "back_curve":
        yield f'signals.{name}.part: is for "back_curve" only'
    if (
        signal.measure in ("height", "across")
        and signal.since is None
        and not (signal.range_s or signal.side == "difference")
    ):
        yield f'signals.{name}.since: "{signal.measure}" says nothing by itself; set it against "neutral"'
    if signal.share and signal.since is None:
        yield f"signals.{name}.share: a share of what? give since"
    if signal.of_back and signal.side != "near":
        yield f"signals.{name}.side: the back has no sides; leave it out"


def _along_problems(exercise: Exercise) -> Iterator[str]:
    for name, signal in exercise.signals.items():
        if signal.along is None:
            continue
        yield from _name_problem(f"signals.{name}.along", signal.along, exercise)
        if signal.along == name or ((other := exercise.signals.get(signal.along)) and other.along):
            yield f"signals.{name}.along: needs another signal that is a plain one"


def _condition_problems(exercise: Exercise) -> Iterator[str]:
    for key, conditions in all_conditions(exercise):
        if key.startswith("hold.") and any(c.other for c in conditions):
            yield f'{key}: "or" is not for holds, which are timed to the moment one bound is passed'
        for condition in (bound for c in conditions for bound in c.bounds()):
            yield from _name_problem(key, condition.signal, exercise)
            if condition.from_rest and not key.startswith("count."):
                yield f'{key} "{condition}": "rest" is known to [count] only'
            signal = exercise.signals.get(condition.signal)
            if signal:
                yield from _range_problem(f'{key} "{condition}"', condition.bound, signal.unit)


def all_conditions(exercise: Exercise) -> Iterator[tuple[str, list[Condition]]]:
    """Yield every list of conditions of a definition with its key."""
    yield "position.start", exercise.position.start
    yield "position.stay", exercise.position.stay
    for key, count in _counts(exercise):
        yield from _count_conditions(key, count)
    if exercise.hold:
        yield "hold.enter", exercise.hold.enter
        yield "hold.leave", exercise.hold.leave
    for name, check in exercise.checks.items():
        yield f"checks.{name}.given", check.given


def _count_conditions(key: str, count: Count) -> Iterator[tuple[str, list[Condition]]]:
    for phase in ("enter", "peak", "leave", "done"):
        yield f"{key}.{phase}", getattr(count, phase)
        if count.other:
            yield f"{key}.other.{phase}", getattr(count.other, phase)


def _check_problems(name: str, check: Check, exercise: Exercise) -> Iterator[str]:
    key = f"checks.{name}"
    yield from _name_problem(f"{key}.signal", check.signal, exercise)
    yield from _cue_problems(f"{key}.cue", check.cue)
    if check.unless is not None and check.unless not in exercise.checks:
        known = ", ".join(sorted(exercise.checks))
        yield f'{key}.unless: no check is called "{check.unless}" (known: {known})'
    low, high = (check.ok_min, check.warn_min), (check.ok_max, check.warn_max)
    if low == (None, None) and high == (None, None):
        yield f"{key}: needs ok_min with warn_min, or ok_max with warn_max"
    if (low[0] is None) != (low[1] is None) or (low[0] is not None and not low[1] < low[0]):  # type: ignore[operator]
        yield f"{key}: ok_min and warn_min belong together, and warn_min lies below"
    if (high[0] is None) != (high[1] is None) or (high[0] is not None and not high[1] > high[0]):  # type: ignore[operator]
        yield f"{key}: ok_max and warn_max belong together, and warn_max lies above"
    if check.ok_min is not None and check.ok_max is not None and check.ok_min >= check.ok_max:
        yield f"{key}: ok_min must lie below ok_max"
    signal = exercise.signals.get(check.signal)
    for bound in ("ok_min", "warn_min", "ok_max", "warn_max"):
        number = getattr(check, bound)
        if number is not None and signal:
            yield from _range_problem(f"{key}.{bound}", number, signal.unit)


def _name_problem(key: str, name: str, exercise: Exercise) -> Iterator[str]:
    if name not in exercise.signals:
        near = get_close_matches(name, list(exercise.signals), 1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        yield f'{key}: no signal is called "{name}"{hint} (known: {", ".join(sorted(exercise.signals))})'


def _range_problem(key: str, number: float, unit: Unit) -> Iterator[str]:
    low, high = LIMITS[unit]
    if not low <= number <= high:
        yield f"{key}: {number:g} {unit} can never be reached ({low:g} to {high:g})"


def _cue_problems(key: str, cue: str) -> Iterator[str]:
    if not cue.strip() or len(cue.split()) > MOST_CUE_WORDS:
        yield f"{key}: a cue has one to {MOST_CUE_WORDS} words"
