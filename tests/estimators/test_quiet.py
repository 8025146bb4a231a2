"""The library's chatter is kept from the screen; nobody else's words are lost, and no error either."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from posecheck.estimators.quiet import quiet

CHATTER = (
    "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    "WARNING: Logging before InitGoogle() is written to STDERR\n"
    "WARNING: Read-only tensor #1 (paddings) has an unaligned buffer\n"
    "W0000 00:00:1795241427.683115    6588 inference_feedback_manager.cc:121] Feedback manager requires\n"
    "I0000 00:00:1795241427.683115    6588 gl_context.cc:369] GL version: 3.2\n"
    "INFO: [environment.cc:36] Creating LiteRT environment with options\n"
    "WARNING: [model_load.cc:402] Sparsity tensors may not yet be fully supported.\n"
)
TORN = (
    "WARNING: WARNING: [model_load.cc:402] Sparsity tensors may not yet be fully supported.\n"
    "[model_load.cc:402] Sparsity tensors may not yet be fully supported.INFO: \n\n"
    "INFO: WARNING: \nWARNING: WARNING: Read-only tensor #1 (paddings) has an unaligned buffer\n"
)
"""What two networks write that load side by side."""
ERROR = "E0000 00:00:1795241427.683115    6588 model.cc:10] Cannot read the model\n"


def say(text: str) -> None:
    os.write(2, text.encode())


def test_chatter_is_dropped_and_errors_are_passed_on(capfd):
    with quiet():
        say(CHATTER)
        say(ERROR)
        say("WARNING: the camera is upside down\n")
    say("after\n")
    assert capfd.readouterr().err == f"{ERROR}WARNING: the camera is upside down\nafter\n"


def test_chatter_torn_to_pieces_is_dropped_but_no_error_with_it(capfd):
    with quiet():
        say(f"{TORN}WARNING: ERROR: [model_load.cc:17] Cannot read the model\n")
    assert capfd.readouterr().err == "WARNING: ERROR: [model_load.cc:17] Cannot read the model\n"


def test_other_threads_are_heard(capfd):
    with quiet():
        speaker = threading.Thread(target=say, args=("somebody else\n",))
        speaker.start()
        speaker.join()
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err == "somebody else\n"


def test_a_failure_inside_loses_nothing(capfd):
    def fail():
        with quiet():
            say(f"before\n{CHATTER}")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    say("after\n")
    assert capfd.readouterr().err == "before\nafter\n"


def test_it_may_be_nested(capfd):
    with quiet():
        with quiet():
            say(f"{CHATTER}inner\n")
        say("outer\n")
    assert capfd.readouterr().err == "inner\nouter\n"


def test_threads_hold_it_back_side_by_side(capfd):
    together = threading.Barrier(2, timeout=10)

    def speak(words):
        with quiet():
            together.wait()
            say(f"{CHATTER}{words}\n")
            together.wait()

    speakers = [threading.Thread(target=speak, args=(words,)) for words in ("one", "another")]
    for speaker in speakers:
        speaker.start()
    for speaker in speakers:
        speaker.join()
    say("after\n")
    heard = capfd.readouterr().err.splitlines()
    assert sorted(heard[:-1]) == ["another", "one"]
    assert heard[-1] == "after"


def test_a_process_without_error_output_goes_on():
    code = "import os; os.close(2)\nfrom posecheck.estimators.quiet import quiet\nwith quiet(): print('fine')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "fine\n"
