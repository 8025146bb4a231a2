"""A recognised exercise is named once, and nobody is called back into its position."""

from __future__ import annotations

from posecheck.coach.naming import NameWatch
from posecheck.exercises.library import Library
from posecheck.judging import judge_for
from posecheck.pose import StreamInfo, empty_pose
from posecheck.session import Session
from posecheck.step import Step
from tests import figures
from tests.engine.test_auto import after


def test_each_exercise_is_named_once():
    session = Session(judge_for("auto", Library()), StreamInfo("film"), None)
    film = after(figures.bridge_film(2), figures.plank_film(lambda _: 0.0, 12), figures.bird_dog_film("l"))
    said = [cue for pose in film if (cue := session.step(None, pose).say)]
    words = [cue.text for cue in said]
    assert words[0] == "Begin when you like"
    named = [(cue.text, cue.t_s) for cue in said if cue.id == "name"]
    assert [name for name, _ in named] == ["Bridge.", "Forearm plank.", "Bird dog."]
    starts_s = (2.0, 18.0 + 3.0, 18.0 + 3.0 + 12.0 + 3.0 + 2.0)
    assert all(0 < t_s - start_s < 7 for (_, t_s), start_s in zip(named, starts_s, strict=True))
    assert "two" in words
    assert not any("Lie on your back" in text or "Elbows under" in text for text in words)


def test_of_a_heavy_exercise_it_is_said_for_whom_it_is():
    step = Step(empty_pose(0, 0.0), "ready")
    assert [offer.cue.text for offer in NameWatch("Superman", True).see(step)] == [
        "Superman. Only without pain."
    ]
