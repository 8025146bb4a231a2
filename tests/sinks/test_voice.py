"""The voice never makes the loop wait, whatever the engine does; nothing here measures time."""

import sys
import threading
import time

import pytest

from posecheck.pose import StreamInfo, empty_pose
from posecheck.sinks import voice
from posecheck.sinks.voice import NO_VOICE, VOICE_LOST, CommandEngine, Speaker, VoiceSink, open_engine
from posecheck.step import Briefing, Cue, Moment, Step

BRIEFING = Briefing("bridge", "Bridge", "reps", 0.0, "Lie on your back.", ())
PATIENCE_S = 20.0


class Recorder:
    """An engine that notes what it says, and can be held up."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.spoke = threading.Semaphore(0)
        self.busy = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.stopped = False

    def say(self, text: str) -> None:
        self.busy.set()
        self.go_on.wait(PATIENCE_S)
        self.said.append(text)
        self.spoke.release()

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def start(told):
    speakers = []

    def begin(make_engine) -> Speaker:
        speaker = Speaker(make_engine, told.append)
        speakers.append(speaker)
        speaker.start()
        return speaker

    yield begin
    for speaker in speakers:
        speaker.close()


def finished(speaker: Speaker) -> bool:
    speaker._thread.join(PATIENCE_S)
    return not speaker._thread.is_alive()


def test_what_is_to_be_said_is_said(start):
    engine = Recorder()
    sink = VoiceSink(Speaker(lambda: engine))
    sink.open(BRIEFING, StreamInfo("0"))
    step = Step(empty_pose(0, 0.0), "hold")
    sink.write(Moment(None, step, None, Cue("sag", "Only to be read", "fault", 0.0)))
    sink.write(Moment(None, step, Cue("count", "one", "count", 0.0)))
    assert engine.spoke.acquire(timeout=PATIENCE_S)
    sink.close()
    assert engine.said == ["one"]


def test_the_newest_wins_while_the_engine_is_busy(start, monkeypatch):
    monkeypatch.setattr(voice, "STALE_S", PATIENCE_S)
    engine = Recorder()
    engine.go_on.clear()
    speaker = start(lambda: engine)
    speaker.say("one")
    assert engine.busy.wait(PATIENCE_S)
    for text in ("two", "three", "four"):
        speaker.say(text)
    engine.go_on.set()
    assert engine.spoke.acquire(timeout=PATIENCE_S)
    assert engine.spoke.acquire(timeout=PATIENCE_S)
    assert engine.said == ["one", "four"]


def test_what_has_waited_too_long_is_dropped(start, monkeypatch):
    now_s = [100.0]
    monkeypatch.setattr(voice.time, "monotonic", lambda: now_s[0])
    engine = Recorder()
    engine.go_on.clear()
    speaker = start(lambda: engine)
    speaker.say("one")
    assert engine.busy.wait(PATIENCE_S)
    speaker.say("stale")
    now_s[0] += 1.6
    engine.go_on.set()
    assert engine.spoke.acquire(timeout=PATIENCE_S)
    while speaker._mail is not None:  # taken out, and not said
        pass
    speaker.say("fresh")
    assert engine.spoke.acquire(timeout=PATIENCE_S)
    assert engine.said == ["one", "fresh"]


def test_an_engine_that_hangs_holds_up_neither_the_loop_nor_the_end(start):
    engine = Recorder()
    engine.go_on.clear()
    speaker = start(lambda: engine)
    speaker.say("one")
    assert engine.busy.wait(PATIENCE_S)
    for number in range(10_000):
        speaker.say(str(number))
    speaker.close()
    assert engine.stopped
    assert engine.said == []
    engine.go_on.set()


def test_an_engine_that_hangs_while_opening_does_not_matter_either(start):
    opening = threading.Event()
    speaker = start(lambda: opening.wait(PATIENCE_S) and None)
    speaker.say("one")
    speaker.close()
    assert speaker._thread.is_alive()
    opening.set()


def test_an_engine_that_dies_is_told_once_and_the_session_goes_on(start, told):
    class Dying(Recorder):
        def say(self, text: str) -> None:
            raise OSError("device gone")

    speaker = start(Dying)
    speaker.say("one")
    assert finished(speaker)
    speaker.say("two")
    assert told == [VOICE_LOST]


def test_an_engine_that_cannot_be_opened_is_told_once(start, told):
    def fail() -> None:
        raise RuntimeError("no driver")

    assert finished(start(fail))
    assert told == [VOICE_LOST]


def test_no_engine_is_told_once_with_a_way_out(start, told):
    speaker = start(lambda: None)
    assert finished(speaker)
    speaker.say("one")
    speaker.say("two")
    speaker.close()
    assert told == [NO_VOICE]
    assert "espeak-ng" in NO_VOICE


def test_the_thread_does_not_keep_the_program_alive(start):
    assert start(Recorder)._thread.daemon


def python(code: str) -> CommandEngine:
    return CommandEngine((sys.executable, "-c", code))


def test_a_speech_program_gets_the_words_as_they_are(tmp_path):
    heard = tmp_path / "heard"
    words = "-v évil; $(rm) 日本 ž"
    python(f"import sys; open({str(heard)!r}, 'wb').write(sys.stdin.buffer.read())").say(words)
    assert heard.read_text(encoding="utf-8") == words


def test_a_speech_program_that_fails_or_is_gone_is_an_error():
    with pytest.raises(OSError, match="failed"):
        python("raise SystemExit(3)").say("one")
    with pytest.raises(OSError):  # noqa: PT011 - the message is the system's
        CommandEngine(("/no/such/program",)).say("one")


def test_a_speech_program_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(voice, "LONGEST_S", 0.2)
    with pytest.raises(OSError, match="hangs"):
        python("import time; time.sleep(60)").say("one")


def test_closing_ends_the_speech_program_that_runs(start):
    engine = python("import time; time.sleep(60)")
    speaker = start(lambda: engine)
    deadline_s = time.monotonic() + 30
    while engine._process is None:
        assert time.monotonic() < deadline_s
        speaker.say("one")  # again and again: on a busy machine a text may be stale before it is its turn
        time.sleep(0.01)
    speaker.close()
    assert finished(speaker)
    assert engine._process.returncode is not None


def test_engines_are_tried_by_how_quickly_they_start(monkeypatch):
    there = {"espeak-ng": "/bin/espeak-ng", "powershell": "/bin/powershell"}
    monkeypatch.setattr(voice.shutil, "which", there.get)
    monkeypatch.setattr(voice, "find_spec", lambda name: None)
    assert open_engine()._command[0] == "/bin/espeak-ng"
    del there["espeak-ng"]
    assert open_engine()._command[0] == "/bin/powershell"
    monkeypatch.setattr(voice, "find_spec", lambda name: object())
    assert open_engine()._command[0] == sys.executable
    there.clear()
    monkeypatch.setattr(voice, "find_spec", lambda name: None)
    assert open_engine() is None
