"""Whatever goes wrong is one line and the right status."""

import subprocess
import sys

import pytest

from posecheck import api
from posecheck.cli import main
from posecheck.cli.failures import tell
from posecheck.errors import OutputError


def test_ctrl_c_is_quiet(run, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "replay", interrupted)
    done = run("replay", "x.track.npz")
    assert done.exit_code == 130
    assert done.output == ""


def test_an_error_of_ours_is_one_line(capsys):
    assert tell(OutputError("Cannot write x:\n no space", "Free some")) == 1
    assert capsys.readouterr().err == "Error: Cannot write x: no space. Free some\n"


def test_the_unexpected_is_one_line_that_says_how_to_see_more(monkeypatch, capsys):
    def broken(*_, **__):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(api, "replay", broken)
    monkeypatch.setattr(sys, "argv", ["posecheck", "replay", "x.track.npz"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "ZeroDivisionError: oh" in told
    assert "POSECHECK_DEBUG=1" in told


def test_debug_shows_the_traceback(monkeypatch, capsys):
    monkeypatch.setenv("POSECHECK_DEBUG", "1")
    try:
        raise ZeroDivisionError("oh")
    except ZeroDivisionError as error:
        tell(error)
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_error():
    show = subprocess.Popen(
        [sys.executable, "-m", "posecheck", "exercises", "show", "bird_dog"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert show.stdout is not None
    assert show.stderr is not None
    show.stdout.close()
    assert show.stderr.read() == ""
    show.stderr.close()
    assert show.wait() == 1


def test_a_file_name_that_is_no_text_is_told_like_any_other():
    command = [sys.executable, "-m", "posecheck", "replay", b"clip\xff.track.npz"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Error: clip?.track.npz does not exist. Check the name\n"


def test_wrong_usage_is_status_2(run):
    assert run("analyse", "x.mp4").exit_code == 2
    assert run("replay").exit_code == 2


def test_version(run):
    from posecheck import __version__

    done = run("--version")
    assert (done.exit_code, done.stdout) == (0, f"posecheck {__version__}\n")
