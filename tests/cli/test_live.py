"""What the live command passes on and prints."""

import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from posecheck import api
from posecheck.cli import app
from posecheck.pose import PoseTrack
from tests import flows
from tests.conftest import SAMPLES


def test_options_reach_the_session(run, monkeypatch, two_reps, tmp_path):
    asked = {}

    def session(exercise, **options):
        asked.update(options, exercise=exercise)
        return two_reps

    monkeypatch.setattr(api, "live", session)
    done = run("live", "bird_dog", "--camera", "/dev/video2", "--mirror", "--no-voice", "--record", tmp_path)
    assert done.exit_code == 0
    assert asked == {
        "exercise": "bird_dog",
        "camera": "/dev/video2",
        "model": "full",
        "exercises": (),
        "mirror": True,
        "voice": False,
        "window": True,
        "record": tmp_path,
    }
    assert "2 repetitions" in done.stdout
    assert f"Saved in {tmp_path}" in done.stdout


def test_nobody_ever_in_view_is_status_3(run, monkeypatch, nobody):
    monkeypatch.setattr(api, "live", lambda *_, **__: nobody)
    assert run("live", "bird_dog").exit_code == 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_session_whose_program_is_ended_is_saved(how, tmp_path):
    words = ["live", "bird_dog", "--camera", str(SAMPLES / "bird_dog_good.mp4"), "--record", str(tmp_path)]
    command = [sys.executable, "-m", "posecheck", *words, "--no-window", "--no-voice", "--model", "lite"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as session:
        wait_for(lambda: list(tmp_path.glob(".*.part")))  # the camera runs
        time.sleep(2)
        session.send_signal(getattr(signal, how))
        time.sleep(0.02)
        # A terminal that closes sends it twice, and somebody in a hurry presses Ctrl-C twice.
        session.send_signal(signal.SIGINT if how == "SIGINT" else signal.SIGHUP)
        printed, _ = session.communicate(timeout=30)
    (kept,) = tmp_path.glob("*.track.npz")
    assert len(PoseTrack.load(kept)) > 5
    assert f"Saved in {tmp_path}" in printed
    assert {path.suffix for path in tmp_path.iterdir()} == {".npz", ".json"}


def wait_for(ready, timeout_s: float = 60):
    """Wait until something is so."""
    until_s = time.monotonic() + timeout_s
    while not ready():
        assert time.monotonic() < until_s
        time.sleep(0.1)


def test_signals_are_as_before_when_a_session_has_ended(run, monkeypatch, two_reps):
    during = []
    monkeypatch.setattr(
        api, "live", lambda *_, **__: during.append(signal.getsignal(signal.SIGTERM)) or two_reps
    )
    before = signal.getsignal(signal.SIGTERM)
    run("live", "bird_dog")
    assert callable(during[0])
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.fixture
def tilt(tmp_path, monkeypatch, two_reps):
    """Return the words that ask for an exercise of high load, and the sessions begun so far."""
    (tmp_path / "tilt.toml").write_text(
        flows.TILT.replace("high_load = true", 'high_load = true\nsafety = "Easy."')
    )
    begun = []
    monkeypatch.setattr(api, "live", lambda exercise, **_: begun.append(exercise) or two_reps)
    return ["live", "tilt", "--exercises", str(tmp_path)], begun


def asked(words: list[str], answer: str):
    return CliRunner().invoke(app, words, input=answer)


def test_a_high_load_asks_for_pain_first(tilt, monkeypatch):
    words, begun = tilt
    monkeypatch.setattr("posecheck.cli.live.has_terminal", lambda: True)
    done = asked(words, "n\n")
    assert begun == []
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "Easy."
    assert "Then leave this one for today." in done.stdout
    assert asked(words, "y\n").exit_code == 0
    assert begun == ["tilt"]


def test_without_a_terminal_it_is_said_in_one_line(tilt):
    words, begun = tilt
    done = asked(words, "")
    assert done.exit_code == 2
    assert done.stderr == "Error: Tilt is only for who has no pain now. If nothing hurts, add --no-pain\n"
    assert begun == []
    assert asked([*words, "--no-pain"], "").exit_code == 0
    assert begun == ["tilt"]
