"""The one who exercises is chosen, kept while they stay, found again, and given up after a while."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecheck.estimators.people import GONE_S, SEARCH_EVERY_S, Keeper, Person, Verdict, score

ASPECT = 16 / 9


def person(x, y=0.6, *, level=True, height=0.6):
    """A body of a given length, lying or standing, with its torso's middle at a place [image heights]."""
    along = np.linspace(-0.5, 0.5, 33) * height
    xy = np.stack([along, np.linspace(-0.05, 0.05, 33)], axis=1)
    xy[11:13], xy[23:25] = [-0.15 * height, 0], [0.15 * height, 0]
    return Person((xy if level else xy[:, ::-1]) + [x, y])


MAT, DOOR = person(0.8), person(1.5, 0.5, level=False)


class Room:
    """Counts how often somebody looks around, and how often they wait for what there was to see."""

    def __init__(self, *others):
        self.others = list(others)
        self.looks = self.waits = 0

    def look(self, seen):
        self.looks += 1
        others = list(self.others)

        def wait():
            self.waits += 1
            return others

        return wait


def kept(keeper, room, start_s, end_s, seen, fps=10):
    """Show the same person for a while; return the last verdict."""
    verdict = None
    for i in range(math.ceil((end_s - start_s) * fps - 1e-6)):
        verdict = keeper.judge(start_s + i / fps, seen, room.look)
    return verdict


def test_score_prefers_large_central_and_on_the_floor():
    assert score(person(0.9, height=0.8), ASPECT) > score(person(0.9, height=0.4), ASPECT)
    assert score(person(0.9), ASPECT) > score(person(0.4), ASPECT)
    assert score(person(0.9), ASPECT) > score(person(0.9, level=False), ASPECT)


def test_score_lies_between_0_and_2():
    assert score(person(ASPECT / 2, height=3), ASPECT) == pytest.approx(2.0, abs=1e-6)
    assert 0 < score(person(3.0, level=False, height=0.1), ASPECT) < 0.1


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (person(0.8), person(0.95), True),
        (person(0.8), person(1.0), False),
        (person(0.8), person(0.8, level=False), True),
    ],
)
def test_somebody_is_where_somebody_was_within_a_torso_length(a, b, same):
    assert a.is_where(b) is same
    assert b.is_where(a) is same


def test_a_torso_seen_from_its_end_may_move_by_a_quarter_of_the_body():
    def end_on(x):
        xy = person(x).xy.copy()
        xy[[11, 12, 23, 24]] = [x, 0.6]
        return Person(xy)

    assert end_on(0.8).is_where(end_on(0.94))
    assert not end_on(0.8).is_where(end_on(0.97))


def test_alone_is_kept():
    assert Keeper(ASPECT).judge(0.0, MAT, Room().look) == Verdict("keep", 1)


def test_nobody_in_view():
    assert Keeper(ASPECT).judge(0.0, None, Room().look) == Verdict("wait", 0)


def test_the_tracker_is_aimed_at_the_one_on_the_mat():
    assert Keeper(ASPECT).judge(0.0, DOOR, Room(MAT).look) == Verdict("aim", 2, MAT)
    assert Keeper(ASPECT).judge(0.0, MAT, Room(DOOR).look) == Verdict("keep", 2)


def test_somebody_small_far_behind_is_not_counted():
    behind = person(1.5, 0.3, level=False, height=0.15)
    assert Keeper(ASPECT).judge(0.0, MAT, Room(behind).look) == Verdict("keep", 1)


@pytest.mark.parametrize("start_s", [0.0, 0.7, 1.9])
def test_looks_lie_on_the_grid_of_stream_time_wherever_a_stretch_begins(start_s):
    keeper, room = Keeper(ASPECT), Room(DOOR)
    keeper.judge(start_s, MAT, room.look)
    assert room.looks == 1
    kept(keeper, room, start_s, 1.95, MAT)
    assert room.looks == 1
    kept(keeper, room, 2.0, 9.95, MAT)
    assert room.looks == 5


def test_people_who_come_and_go_are_counted_at_the_next_look():
    keeper, room = Keeper(ASPECT), Room()
    assert kept(keeper, room, 0.0, 1.9, MAT).people == 1
    room.others = [DOOR, person(0.2, 0.5, level=False)]
    assert kept(keeper, room, 1.9, 2.2, MAT).people == 3
    room.others = []
    assert kept(keeper, room, 2.2, 4.2, MAT).people == 1


def test_only_the_first_look_is_waited_for_at_once():
    keeper, room = Keeper(ASPECT), Room()
    kept(keeper, room, 0.0, 1.95, MAT)
    assert (room.looks, room.waits) == (1, 1)
    keeper.judge(2.0, MAT, room.look)
    assert (room.looks, room.waits) == (2, 1)
    keeper.judge(2.1, MAT, room.look)
    assert (room.looks, room.waits) == (2, 2)


def test_a_look_that_was_not_taken_up_is_had_again():
    keeper, room = Keeper(ASPECT), Room()
    kept(keeper, room, 0.0, 2.05, MAT)
    room.others = [DOOR]
    assert keeper.judge(2.1, None, room.look) == Verdict("wait", 0)
    assert kept(keeper, room, 2.2, 2.4, MAT) == Verdict("keep", 2)
    assert (room.looks, room.waits) == (3, 2)


def test_when_the_tracker_hops_it_is_aimed_back():
    keeper, room = Keeper(ASPECT), Room(DOOR)
    kept(keeper, room, 0.0, 1.0, MAT)
    room.others = [MAT]
    assert keeper.judge(1.1, DOOR, room.look) == Verdict("aim", 2, MAT)
    room.others = [DOOR]
    assert keeper.judge(1.2, MAT, room.look) == Verdict("keep", 2)


def test_while_the_chosen_one_is_away_nobody_else_is_followed_until_they_are_gone():
    keeper, room = Keeper(ASPECT), Room(DOOR)
    kept(keeper, room, 0.0, 1.01, MAT)
    room.others = []
    assert kept(keeper, room, 1.1, 1.0 + GONE_S, DOOR) == Verdict("wait", 1)
    assert keeper.judge(1.0 + GONE_S + 0.1, DOOR, room.look) == Verdict("keep", 1)


def test_back_in_time_they_are_kept():
    keeper, room = Keeper(ASPECT), Room(DOOR)
    kept(keeper, room, 0.0, 1.01, MAT)
    room.others = []
    kept(keeper, room, 1.1, 2.0, DOOR)
    room.others = [MAT]
    assert keeper.judge(2.1, DOOR, room.look) == Verdict("aim", 2, MAT)


def test_back_later_they_are_taken_again_because_they_clearly_exercise():
    keeper, room = Keeper(ASPECT), Room(DOOR)
    kept(keeper, room, 0.0, 1.01, MAT)
    room.others = []
    kept(keeper, room, 1.1, 5.0, DOOR)
    room.others = [MAT]
    assert kept(keeper, room, 5.0, 8.05, DOOR).act == "keep"
    assert keeper.judge(8.1, DOOR, room.look) == Verdict("aim", 2, MAT)


def test_two_who_exercise_side_by_side_do_not_take_turns():
    keeper, left, right = Keeper(ASPECT), person(0.5), person(1.2, height=0.7)
    room = Room(right)
    keeper.judge(0.0, left, Room().look)
    assert {keeper.judge(t_s, left, room.look).act for t_s in np.arange(0.1, 20, 0.1)} == {"keep"}


def test_alone_a_jump_is_believed():
    keeper = Keeper(ASPECT)
    keeper.judge(0.0, MAT, Room().look)
    assert keeper.judge(0.1, DOOR, Room().look) == Verdict("keep", 1)


def test_walking_is_gone_along_with():
    keeper, room = Keeper(ASPECT), Room()
    walk = [keeper.judge(i / 10, person(0.3 + i * 0.02, 0.5, level=False), room.look) for i in range(60)]
    assert {verdict.act for verdict in walk} == {"keep"}
    assert room.looks <= 6 / SEARCH_EVERY_S


def test_when_the_tracker_goes_along_with_a_passer_by_it_is_aimed_back():
    keeper, room = Keeper(ASPECT), Room(DOOR)
    kept(keeper, room, 0.0, 0.9, MAT)
    room.others = [MAT]
    acts = []
    for i in range(1, 8):
        acts.append(keeper.judge(0.9 + i / 10, person(0.8 + i * 0.06, 0.5, level=False), room.look))
        if acts[-1].act == "aim":
            break
    assert acts[-1] == Verdict("aim", 2, MAT)
    assert [verdict.act for verdict in acts[:-1]] == ["keep"] * (len(acts) - 1)
    assert len(acts) <= 6
