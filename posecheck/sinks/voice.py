"""Speaks the cues without ever making the loop wait, whatever the speech engine does.

The engine is another process (a hanging or crashing one cannot take the session with it) and is waited for in
a thread of its own. Between the loop and that thread lies a mailbox for one text: a newer one replaces an
older one, and what could not be said in time is not said at all.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Protocol

from posecheck.pose import StreamInfo
from posecheck.step import Briefing, Moment

STALE_S = 1.5
LONGEST_S = 12.0
"""No cue takes longer to say; an engine that does is hanging."""

LEAVE_S = 0.3
NO_VOICE = "No voice here: install espeak-ng to hear cues"
VOICE_LOST = "The voice has stopped working; cues are still shown"

_POWERSHELL = (
    "Add-Type -AssemblyName System.Speech; [Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)
_ESPEAK = ("--stdin", "-s", "150")
_QUICK = (("espeak-ng", _ESPEAK), ("say", ("-f", "-")), ("espeak", _ESPEAK))
_SLOW = (("powershell", ("-NoProfile", "-Command", _POWERSHELL)),)
_PYTTSX3 = (
    "import sys, pyttsx3; engine = pyttsx3.init(); engine.setProperty('rate', 150); "
    "engine.say(sys.stdin.buffer.read().decode()); engine.runAndWait()"
)


class Engine(Protocol):
    """What can speak."""

    def say(self, text: str) -> None:
        """Speak and return when it is said.

        Raises:
            OSError: It cannot.
        """
        ...

    def stop(self) -> None:
        """Fall silent at once; may be called from another thread while `say` runs."""
        ...


class CommandEngine:
    """Speaks through a program that reads the text from its standard input.

    Args:
        command: The program and its arguments.
    """

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def say(self, text: str) -> None:
        """Speak and return when it is said.

        Raises:
            OSError: The program is gone, fails, or hangs.
        """
        quiet = subprocess.DEVNULL
        with subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet) as process:
            self._process = process
            if self._stopped:
                process.kill()
            try:
                process.communicate(text.encode(), timeout=LONGEST_S)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise OSError(f"{self._command[0]} hangs") from error
        if process.returncode and not self._stopped:
            raise OSError(f"{self._command[0]} failed")

    def stop(self) -> None:
        """Fall silent at once and for good."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()


def open_engine() -> Engine | None:
    """Return this machine's voice, the quickest to start; None where there is none.

    A speech program starts within 0.1 s. pyttsx3 takes longer, and on Linux needs the same program and a
    player as well, without which it is silent and does not say so; hence it comes second.
    """
    return _program(_QUICK) or _pyttsx3() or _program(_SLOW)


def _program(commands: Sequence[tuple[str, tuple[str, ...]]]) -> Engine | None:
    found = ((shutil.which(name), arguments) for name, arguments in commands)
    return next((CommandEngine((path, *arguments)) for path, arguments in found if path), None)


def _pyttsx3() -> Engine | None:
    return CommandEngine((sys.executable, "-c", _PYTTSX3)) if find_spec("pyttsx3") else None


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


class Speaker:
    """Says the newest text in a thread of its own.

    Args:
        open_engine: Makes the engine; called in the thread, since engines may be slow to start.
        tell: Takes the one line that says that there is no voice.
    """

    def __init__(
        self,
        open_engine: Callable[[], Engine | None] = open_engine,
        tell: Callable[[str], None] = _tell,
    ) -> None:
        self._open_engine = open_engine
        self._tell = tell
        self._engine: Engine | None = None
        self._mail: tuple[float, str] | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="posecheck-voice", daemon=True)

    def start(self) -> None:
        """Begin; the engine starts in the background."""
        self._thread.start()

    def say(self, text: str) -> None:
        """Say this next; returns at once. A text still waiting is dropped for it."""
        with self._changed:
            self._mail = (time.monotonic(), text)
            self._changed.notify()

    def close(self) -> None:
        """Fall silent; returns soon, even when the engine does not."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._engine is not None:
            self._engine.stop()
        if self._thread.is_alive():
            self._thread.join(LEAVE_S)

    def _work(self) -> None:
        try:
            self._engine = self._open_engine()
            if self._engine is None:
                self._tell(NO_VOICE)
                return
            while (text := self._next()) is not None:
                self._engine.say(text)
        except Exception:  # whatever an engine throws, the session goes on without it
            if not self._closed:
                self._tell(VOICE_LOST)

    def _next(self) -> str | None:
        """Wait for a text that is still fresh; None once closed."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._mail is not None)
                if self._closed or self._mail is None:
                    return None
                (posted_s, text), self._mail = self._mail, None
            if time.monotonic() - posted_s <= STALE_S:
                return text


class VoiceSink:
    """Speaks what every moment has to say.

    Args:
        speaker: Who speaks; this machine's voice if none is given.
    """

    def __init__(self, speaker: Speaker | None = None) -> None:
        self._speaker = speaker or Speaker()

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Start the voice in the background."""
        self._speaker.start()

    def write(self, moment: Moment) -> None:
        """Hand over what is to be said, and return at once."""
        if moment.say is not None:
            self._speaker.say(moment.say.text)

    def close(self) -> None:
        """Fall silent."""
        self._speaker.close()
