"""The common shape of an act: rest, go there, stay, come back, with a tempo that varies."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.render.exercises import Rng, around
from samples.render.motion import Mark, Stop
from samples.render.skeleton import Pose

LEAD_S, END_S = 1.8, 1.0


@dataclass(frozen=True)
class Tempo:
    """Seconds on the way out, there, on the way back and at rest."""

    out_s: float
    stay_s: float
    back_s: float
    rest_s: float = 0.8


def there_and_back(rng: Rng, rest: Pose, goal: Pose, mark: Mark, tempo: Tempo) -> list[Stop]:
    """Out to the goal, a stay, back to rest."""
    stay_s = around(rng, tempo.stay_s, 0.1 * tempo.stay_s)
    return [
        Stop(goal, around(rng, tempo.out_s, 0.1 * tempo.out_s), stay_s, mark, drag=True),
        Stop(rest, around(rng, tempo.back_s, 0.1 * tempo.back_s), around(rng, tempo.rest_s, 0.1), drag=True),
    ]


def act_of(rng: Rng, rest: Pose, goals: Sequence[tuple[Pose, Mark]], tempo: Tempo) -> list[Stop]:
    """Stillness, every goal in turn, a last rest."""
    stops = [Stop(rest, 0, LEAD_S)]
    for goal, mark in goals:
        stops += there_and_back(rng, rest, goal, mark, tempo)
    return [*stops, Stop(rest, 0, END_S)]


def bounced(goal: Pose, deeper: Pose, mark: Mark, times: int, period_s: float = 0.9) -> list[Stop]:
    """Jerky pulling: from the goal a little deeper and back, over and over; all of it one stay."""
    stops = [Stop(goal, 2.4, 0.6, mark, drag=True)]
    for _ in range(times):
        stops.append(Stop(deeper, 0.45 * period_s, 0.05, drag=True))
        stops.append(Stop(goal, 0.45 * period_s, 0.05, drag=True))
    return [*stops, Stop(goal, 0, 0.3)]
