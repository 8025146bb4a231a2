"""What the coach says and how long it takes to say it; kept apart so that wording changes touch no rule."""

from __future__ import annotations

READY = "Ready. Begin when you like."
READY_PACED = "Ready. Follow my words."
WELCOME = "Welcome back. Carry on."
GONE = "I can't see you."
SHOW_BACK = "Side-on please, shirt tucked in"
PRAISE = "Good, that's it."
SHALLOW = "Almost: a little further."
FAST = "A little slower."
HOLD_BEGINS = "Hold."
HALFWAY = "Halfway."

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}


def number_words(number: int) -> str:
    """Return "seven" for 7; figures for what is long to say."""
    if 0 <= number < len(_UNITS):
        return _UNITS[number]
    return _TENS.get(number, str(number))


def seconds_words(seconds: float) -> str:
    """Return "Ten seconds." for 10.0, "7.5 seconds." for 7.5."""
    whole = round(seconds)
    number = number_words(whole).capitalize() if abs(seconds - whole) < 0.05 else f"{seconds:.1f}"
    return f"{number} second{'' if number == 'One' else 's'}."


def minutes_words(minutes: int) -> str:
    """Return "Two minutes" for 2."""
    return f"{number_words(minutes).capitalize()} minute{'' if minutes == 1 else 's'}"


def cadence_words(per_min: float, unit: str) -> str:
    """Return "104 steps a minute" for 104.2 of the unit "step"."""
    return f"{round(per_min)} {unit}s a minute"


def set_done(rounds: int) -> str:
    """Return what is said when all rounds of a set were paced."""
    return f"{number_words(rounds).capitalize()} round{'' if rounds == 1 else 's'}. Rest when you like."


def speaking_s(text: str) -> float:
    """Return the estimated time it takes to say the text [s]."""
    return 0.38 * len(text.split()) + 0.3
