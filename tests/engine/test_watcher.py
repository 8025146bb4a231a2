"""Rounds by which a movement to and fro is named, and how long a stretch must last to be named by it."""

from __future__ import annotations

from dataclasses import replace

from posecheck.engine.watcher import LARGE, STRETCH_S, _large_and_even, _least_s
from posecheck.exercises.library import Library
from posecheck.result import Rep

KICK = Rep(1, "left", 0.0, 0.5, 1.0, 0.0, {"kick": 6.0}, "deg", None, {})


def kicks(*starts_s: float, size: float = 6.0) -> list[Rep]:
    """Return kicks that begin then and are of one size."""
    return [replace(KICK, start_s=t_s, end_s=t_s + 1.0, range={"kick": size}) for t_s in starts_s]


def test_three_large_kicks_at_even_times_are_enough() -> None:
    assert _large_and_even(kicks(0.4, 2.5, 4.6), LARGE * 1.75)


def test_two_are_too_few() -> None:
    assert not _large_and_even(kicks(0.4, 2.5), LARGE * 1.75)


def test_small_ones_need_more_than_three() -> None:
    assert not _large_and_even(kicks(0.4, 2.5, 4.6, size=3.5), LARGE * 1.75)


def test_what_comes_now_and_then_is_no_rhythm() -> None:
    assert not _large_and_even(kicks(0.4, 2.5, 9.0), LARGE * 1.75)


def test_a_stretch_is_named_by_what_lasts_or_takes_its_whole_dose() -> None:
    library = Library()
    assert _least_s(library.get("hip_flexor_stretch")) == STRETCH_S
    assert _least_s(library.get("standing_back_extension")) == 1.5
    assert _least_s(library.get("bridge")) == 0.0
