"""The live window, on a display of its own: it shows the overlay; q, Esc or closing it ends the session."""

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from posecheck.errors import OutputError
from posecheck.sinks.screen import require_display
from posecheck.sinks.window import WindowSink, fitting

TOOLS = ("Xvfb", "xdotool", "import")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
needs_display = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

PATIENCE = 120
"""How often to try again before giving up."""

SHOW = """
import sys, time
import numpy as np
from posecheck.pose import Frame, StreamInfo, empty_pose
from posecheck.sinks.window import WindowSink
from posecheck.step import Briefing, Cue, Moment, Step, Stop

mirror, pictures = "mirror" in sys.argv, "replay" not in sys.argv
picture = np.zeros((360, 640, 3), np.uint8)
picture[:, :320] = (0, 0, 220)
cue = Cue("sag", "Lift your hips", "fault", 0.0)
sink = WindowSink(mirror)
sink.open(Briefing("plank", "Plank é", "hold", 10.0, "", ()), StreamInfo("0", 640, 360))
try:
    for i in range(12000):
        step = Step(empty_pose(i, i / 30), "hold", hold_s=7.0)
        sink.write(Moment(Frame(i, i / 30, picture) if pictures else None, step, None, cue))
        if i == 5:
            print("shown", flush=True)
        time.sleep(0.01)
except Stop:
    print("stopped", flush=True)
sink.close()
sink.close()
print("closed", flush=True)
"""


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    """Start a display without a screen; return the environment that leads to it."""
    reading, writing = os.pipe()
    screen = ("-screen", "0", "1400x900x24")
    command = ["Xvfb", "-displayfd", str(writing), *screen, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield {**os.environ, "DISPLAY": f":{number}"}
        server.terminate()


class Shown:
    """The program that shows the window, and what can be done to it."""

    def __init__(self, environment: dict[str, str], *options: str) -> None:
        self.environment = environment
        command = [sys.executable, "-c", SHOW, *options]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.first = self.process.stdout.readline().strip()

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=30
        )
        return done.stdout.strip()

    def window(self) -> str:
        return self.xdotool("search", "--sync", "--class", "posecheck").splitlines()[-1]

    def screenshot(self, path: Path) -> np.ndarray:
        import cv2

        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=30)
        return np.asarray(cv2.imread(str(path)))

    def press(self, key: str, until_over: bool) -> None:
        """Press a key; again where the window had not got the focus yet and the key was lost."""
        for _ in range(PATIENCE):
            self.xdotool("windowfocus", self.window(), "key", key)
            time.sleep(0.3)
            if not until_over or self.process.poll() is not None:
                return

    def end(self) -> list[str]:
        out, self.errors = self.process.communicate(timeout=60)
        return out.split()


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),
    )


def ask_to_close(display_name: str, window_id: int) -> None:
    """Do what a window manager does when the cross of a window is clicked."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = x11.XInternAtom.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(display_name.encode()))
    protocols, delete = (x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    client_message = 33
    event = ClientMessage(client_message, 0, 1, display, window_id, protocols, 32, (delete, 0, 0, 0, 0))
    x11.XSendEvent(display, ctypes.c_ulong(window_id), 0, ctypes.c_long(0), ctypes.byref(event))
    x11.XCloseDisplay(display)


@needs_display
@pytest.mark.parametrize("key", ["q", "Escape"])
def test_keys_end_the_session(display, key):
    shown = Shown(display)
    assert shown.first == "shown"
    shown.press(key, until_over=True)
    assert shown.end() == ["stopped", "closed"]
    assert shown.errors == ""


@needs_display
def test_other_keys_do_not_and_closing_the_window_does(display):
    shown = Shown(display)
    shown.press("x", until_over=False)
    assert shown.process.poll() is None
    ask_to_close(display["DISPLAY"], int(shown.window()))
    assert shown.end() == ["stopped", "closed"]


@needs_display
@pytest.mark.parametrize("option", ["plain", "mirror", "replay"])
def test_the_window_shows_the_picture_and_the_words(display, option, tmp_path):
    import cv2

    shown = Shown(display, option)
    for _ in range(PATIENCE):  # a busy machine draws late
        screen = shown.screenshot(tmp_path / "screen.png")
        red = np.abs(screen.astype(int) - (0, 0, 220)).max(axis=2) < 20
        columns = np.flatnonzero(red.any(axis=0))
        white = screen.min(axis=2) > 240
        if white.sum() > 3000 and (len(columns) > 620 or option == "replay"):
            break  # it has its size as well
        time.sleep(0.3)
    shown.process.kill()
    shown.end()
    if option == "replay":
        assert len(columns) == 0
    else:
        assert columns[-1] - columns[0] == pytest.approx(640, abs=20)
        black = (screen.max(axis=2) < 5).any(axis=0)
        assert (np.flatnonzero(black[:1280]).mean() > columns.mean()) == (option == "plain")
    assert white.sum() > 3000
    assert cv2.connectedComponents(white.astype(np.uint8))[0] > 5


@needs_display
def test_the_picture_keeps_its_shape_in_a_window_of_another(display, tmp_path):
    shown = Shown(display, "plain")
    shown.xdotool("windowsize", "--sync", shown.window(), "600", "800")
    for _ in range(PATIENCE):
        screen = shown.screenshot(tmp_path / "screen.png").astype(int)
        rows, columns = np.nonzero(np.abs(screen - (0, 0, 220)).max(axis=2) < 20)
        if len(columns) and np.ptp(columns) < 310:
            break
        time.sleep(0.3)
    shown.process.kill()
    shown.end()
    assert np.ptp(columns) == pytest.approx(300, abs=5)  # the left half of 600
    assert np.ptp(rows) == pytest.approx(600 * 9 / 16, abs=5)


def test_pictures_are_shown_in_a_size_for_screens():
    assert fitting(640, 360) == (1280, 720)
    assert fitting(1280, 720) == (1280, 720)
    assert fitting(1920, 1080) == (1920, 1080)
    assert fitting(3840, 2160) == (1920, 1080)
    assert fitting(360, 640) == (405, 720)
    assert fitting(2160, 3840) == (608, 1080)


on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems always have a display"
)


@on_linux
def test_without_a_display_the_error_says_so_and_gives_a_way_out(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    sink = WindowSink()
    with pytest.raises(OutputError, match="No display") as told:
        sink.open(None, None)
    assert "--no-window" in told.value.remedy
    sink.close()


@on_linux
def test_a_display_that_cannot_be_reached_is_an_error_and_not_the_end_of_the_program(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":4711")
    with pytest.raises(OutputError, match="cannot be reached"):
        require_display()


def test_a_window_library_that_does_not_load_is_named(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setitem(sys.modules, "pygame", None)
    with pytest.raises(OutputError, match="window library cannot be loaded"):
        require_display()
