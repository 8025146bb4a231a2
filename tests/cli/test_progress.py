"""The bar on a terminal and the line elsewhere."""

import io

from rich.console import Console

from posecheck.cli import progress as module
from posecheck.cli.progress import progress


def _on_a_terminal(monkeypatch):
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=100)
    monkeypatch.setattr(module, "Console", lambda **_: terminal)
    return screen


def test_a_terminal_shows_the_share_done(monkeypatch):
    screen = _on_a_terminal(monkeypatch)
    with progress("clip.mp4") as tick:
        tick(10, 40)
    assert "clip.mp4" in screen.getvalue()
    assert "25 %" in screen.getvalue()


def test_square_brackets_in_a_name_are_shown_as_they_are(monkeypatch):
    screen = _on_a_terminal(monkeypatch)
    with progress("[red]clip[1].mp4") as tick:
        tick(1, None)
    assert "[red]clip[1].mp4" in screen.getvalue()


def test_elsewhere_nothing_is_said_when_nothing_was_done(capsys):
    with progress("heavy", unit="MB"):
        pass
    assert capsys.readouterr().err == ""


def test_elsewhere_one_line_at_the_end(capsys):
    with progress("[1] clip.mp4") as tick:
        tick(1, 2)
        assert capsys.readouterr().err == ""
        tick(2, 2)
    assert capsys.readouterr().err.startswith("[1] clip.mp4: 2 frames, ")
