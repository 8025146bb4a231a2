"""The one little language of a definition: `hip >= rest + 15`, a signal against a number; `or` joins two."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

_PATTERN = re.compile(
    r"^\s*(?P<signal>[a-z][a-z0-9_]*)\s*(?P<op>>=|<=|>|<)\s*"
    r"(?:(?P<rest>rest)\s*(?:(?P<sign>[+-])\s*(?P<shift>\d+(?:\.\d+)?))?|(?P<number>[+-]?\d+(?:\.\d+)?))\s*$"
)


_NO_LEVELS: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Condition:
    """A bound on one signal, absolute or relative to the signal's level at rest.

    Attributes:
        signal: Name of the signal.
        at_least: Whether the signal must be above the bound (else below).
        bound: The number, in the signal's unit; the distance from rest where `from_rest`.
        from_rest: Whether the bound counts from the level at rest.
        other: What may hold instead.
    """

    signal: str
    at_least: bool
    bound: float
    from_rest: bool = False
    other: Condition | None = None

    def limit(self, rest: float) -> float:
        """Return the bound in the signal's own unit, given its level at rest."""
        return rest + self.bound if self.from_rest else self.bound

    def holds(self, value: float, rest: float = math.nan) -> bool | None:
        """Return whether it holds, None where value or level is unknown."""
        limit = self.limit(rest)
        if math.isnan(value) or math.isnan(limit):
            return None
        return value >= limit if self.at_least else value <= limit

    def told(self, values: Mapping[str, float], rest: Mapping[str, float] = _NO_LEVELS) -> bool | None:
        """Return whether it holds, or what may hold instead; None where what is unknown would decide."""
        own = self.holds(values[self.signal], rest.get(self.signal, math.nan))
        if own or self.other is None:
            return own
        other = self.other.told(values, rest)
        return other if other or own is False else None

    def bounds(self) -> Iterator[Condition]:
        """Yield it and what may hold instead, each as a bound of its own."""
        if self.other is None:
            yield self
            return
        yield replace(self, other=None)
        yield from self.other.bounds()

    def __str__(self) -> str:
        """Return the condition as a person writes it."""
        return " or ".join(one._written() for one in self.bounds())

    def _written(self) -> str:
        sign = ">=" if self.at_least else "<="
        number = (
            f"rest {'+' if self.bound >= 0 else '-'} {abs(self.bound):g}"
            if self.from_rest
            else f"{self.bound:g}"
        )
        return f"{self.signal} {sign} {number}"


def parse_condition(text: str) -> Condition:
    """Read `SIGNAL >= NUMBER` or `SIGNAL <= rest + NUMBER`, or several of them joined by `or`.

    Raises:
        ValueError: The text is not such a condition.
    """
    first, _, others = text.partition(" or ")
    return replace(_parse_bound(first), other=parse_condition(others) if others else None)


def _parse_bound(text: str) -> Condition:
    match = _PATTERN.match(text)
    if match is None:
        raise ValueError(f'"{text}" is not a condition; write like "hip >= 150" or "hip >= rest + 15"')
    at_least = match["op"].startswith(">")
    if match["rest"]:
        shift = float(match["shift"] or 0.0)
        return Condition(match["signal"], at_least, -shift if match["sign"] == "-" else shift, from_rest=True)
    return Condition(match["signal"], at_least, float(match["number"]))


def all_hold(
    conditions: Iterable[Condition], values: Mapping[str, float], rest: Mapping[str, float], main: str
) -> bool | None:
    """Return whether every condition holds.

    What is unknown is left out, so that a hand outside the picture does not stop the count; but without the
    main signal nothing is known, and the answer is None.
    """
    known = False
    for condition in conditions:
        verdict = condition.told(values, rest)
        if verdict is False:
            return False
        if verdict is None and condition.signal == main:
            return None
        known = known or verdict is not None
    return True if known else None


def any_holds(
    conditions: Iterable[Condition], values: Mapping[str, float], rest: Mapping[str, float]
) -> bool | None:
    """Return whether at least one condition holds; None where all are unknown."""
    verdicts = [c.told(values, rest) for c in conditions]
    if any(verdicts):
        return True
    return None if all(v is None for v in verdicts) else False
