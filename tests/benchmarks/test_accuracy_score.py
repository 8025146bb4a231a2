"""The arithmetic of the truth table, on results and truths whose score is known."""

from __future__ import annotations

import pytest

from benchmarks.accuracy_clips import TrueEvent, Truth
from benchmarks.accuracy_score import Tally, matched, score
from tests.benchmarks.results import fault, hold, rep, result, true, true_hold


def test_equal_numbers_are_exact_and_in_time():
    truth = Truth(2, (true(1, 3, side="left"), true(4, 6, side="right")))
    found = score(truth, result([rep(1.4, 2.6, side="left"), rep(4.4, 6.6, side="left")]))
    assert (found.true, found.told) == (2, 2)
    assert found.times == Tally(1, 2)  # the second ends 0.6 s late
    assert found.sides == Tally(1, 2)


def test_each_one_told_is_matched_once_and_by_most_overlap():
    pairs = matched([true(0, 2), true(2, 4)], [rep(1.8, 4), rep(0.5, 1.5)])
    assert [pair.start_s for pair in pairs if pair] == [0.5, 1.8]
    assert matched([true(0, 2), true(0, 2)], [rep(0, 2)])[1] is None


def test_holds_are_right_within_half_a_second_or_five_percent():
    truth = Truth(3, (true_hold(0, 4), true_hold(10, 40), true_hold(50, 54)))
    found = score(truth, result(holds=[hold(0, 4.5), hold(10, 38.6), hold(50, 53.3)]))
    assert found.holds == Tally(2, 3)
    assert found.hold_errors_s == pytest.approx([0.5, 1.4, 0.7])


def test_a_hold_that_was_not_found_is_wrong_but_has_no_error():
    found = score(Truth(1, (true_hold(0, 4),)), result())
    assert found.holds == Tally(0, 1)
    assert found.hold_errors_s == []


def test_the_hold_inside_a_repetition_has_a_column_of_its_own():
    truth = Truth(1, (true_hold(0, 4),))
    assert score(truth, result([rep(0, 4, hold_s=3.8)])).holds == Tally(1, 1)
    inside = Truth(1, (TrueEvent(0, 5, 2.0),))
    found = score(inside, result([rep(0, 5, hold_s=2.6)]))
    assert (found.holds, found.rep_holds) == (Tally(), Tally(0, 1))


def test_partial_ones_are_refused_unless_counted():
    truth = Truth(1, (true(0, 2),), partial=(true(3, 5), true(6, 8)))
    found = score(truth, result([rep(0, 2), rep(3, 5)]))
    assert found.partial == Tally(1, 2)
    assert found.told - found.true == 1


def test_faults_are_found_by_the_repetition_or_by_the_time():
    truth = Truth(3, (true(0, 2, "sag"), true(3, 5, "sag"), true(6, 8, "sag")))
    told = [rep(0, 2, "sag"), rep(3, 5), rep(6, 8, "pike")]
    found = score(truth, result(told, faults=[fault("sag", 3.5, 4.5)]))
    assert found.faults == Tally(2, 3)
    assert (found.good, found.false_alarms) == (0, 0)


def test_faults_of_good_ones_and_of_empty_time_are_false_alarms():
    truth = Truth(2, (true(0, 2), true(3, 5, "sag")))
    told = result([rep(0, 2, "pike"), rep(3, 5, "sag")], faults=[fault("pike", 0.5, 1.5), fault("sag", 8, 9)])
    found = score(truth, told)
    assert found.good == 1
    assert found.false_alarms == 2  # pike told twice of one repetition is one


def test_a_fault_that_reaches_into_a_good_neighbour_is_no_alarm_there():
    truth = Truth(2, (true(0, 2, "sag"), true(2, 4)))
    found = score(truth, result([rep(0, 2), rep(2, 4)], faults=[fault("sag", 0.5, 2.3)]))
    assert (found.faults, found.false_alarms) == (Tally(1, 1), 0)


def test_lead_in_lead_out_and_quiet_spans_count_what_lies_in_them():
    truth = Truth(2, (true(10, 12), true(20, 22)), quiet=((14, 18),))
    told = [rep(5, 7), rep(9.6, 11.6), rep(15, 17), rep(20, 22), rep(30, 32)]
    assert score(truth, result(told)).outside == 3


def test_without_labels_only_quiet_spans_speak():
    found = score(Truth(None, quiet=((0, 5),)), result([rep(1, 3), rep(6, 8)]))
    assert (found.true, found.outside, found.good, found.false_alarms) == (None, 1, 0, 0)


def test_labels_in_words_only_leave_form_alone():
    found = score(Truth(1, (true(0, 2),), judges_form=False), result([rep(0, 2, "sag")]))
    assert (found.good, found.false_alarms) == (0, 0)


def test_unjudged_is_what_coverage_leaves():
    assert score(Truth(0), result(coverage=0.75)).unjudged == 0.25
    assert score(Truth(0), result(coverage=None)).unjudged is None


def test_what_is_paced_is_not_counted_but_its_form_is_judged():
    found = score(Truth(1, (true(0, 2, "sag"),)), result(faults=[fault("sag", 0.5, 1.5)]), counts=False)
    assert (found.true, found.times, found.faults, found.notes) == (None, Tally(), Tally(1, 1), [])


def test_a_hold_cut_short_for_the_clip_is_no_false_alarm():
    found = score(Truth(1, (true(0, 6),)), result([rep(0, 6, "short_hold")]))
    assert (found.good, found.false_alarms) == (1, 0)
    there = score(Truth(1, (true(0, 6, "short_hold"),)), result([rep(0, 6, "short_hold")]))
    assert there.faults == Tally(1, 1)


def test_where_only_the_hold_is_timed_the_end_position_of_a_repetition_is_the_hold():
    there = TrueEvent(2, 10, 4.0, faults=frozenset({"sag"}), peak_s=6)
    (as_hold,) = Truth(1, (there,)).as_holds().events
    assert as_hold == TrueEvent(4, 8, 4.0, None, frozenset({"sag"}), is_hold=True, peak_s=6)
    assert Truth(1, (true(0, 2),)).as_holds().events == (true(0, 2),)  # nobody told where its end position is


def test_holds_inside_repetitions_tell_which_way_they_are_off():
    inside = Truth(2, (TrueEvent(0, 5, 2.0), TrueEvent(6, 9, 1.0)))
    found = score(inside, result([rep(0, 5, hold_s=2.6), rep(6, 9, hold_s=0.8)]))
    assert found.rep_holds_off_s == pytest.approx([0.6, -0.2])
