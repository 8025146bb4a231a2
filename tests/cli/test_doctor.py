"""The doctor's findings, each from a machine made up for it."""

import pytest

from posecheck import doctor
from posecheck.doctor import Finding
from posecheck.errors import OutputError


def test_python():
    assert doctor.python((3, 11, 0)).state == "fine"
    old = doctor.python((3, 10, 9))
    assert old.state == "broken"
    assert "3.11" in old.words


def test_missing_libraries_are_named_by_their_packages():
    found = doctor.libraries("linux", lambda library: library not in ("libEGL.so.1", "libGL.so.1"))
    assert found.state == "broken"
    assert found.words.endswith("apt-get install libegl1 libgl1")
    assert doctor.libraries("linux", lambda _: True).state == "fine"
    assert doctor.libraries("darwin", lambda _: False).state == "fine"


def test_a_library_that_does_not_exist_cannot_be_loaded():
    assert not doctor.can_load("libnosuchthing.so.77")


def test_a_package_that_does_not_load_says_why():
    found = doctor.packages(lambda module: "libGL.so.1: cannot open" if module == "cv2" else "")
    assert found.state == "broken"
    assert "libGL.so.1" in found.words
    assert doctor.packages(lambda _: "").state == "fine"
    assert "no_such_module" in doctor.can_import("no_such_module")


def test_display():
    assert doctor.display(lambda: None).state == "fine"

    def fails():
        raise OutputError("No display")

    found = doctor.display(fails)
    assert found.state == "hint"
    assert found.words.startswith("No display; live needs")


def test_voice():
    assert doctor.voice(True).state == "fine"
    assert doctor.voice(False).state == "hint"


@pytest.mark.parametrize(("state", "status", "last"), [("broken", 1, "1 to mend."), ("hint", 0, "Ready.")])
def test_only_what_is_needed_decides_the_status(run, monkeypatch, state, status, last):
    monkeypatch.setattr(doctor, "examine", lambda: [Finding("A", "fine", "x"), Finding("B", state, "do y")])
    done = run("doctor")
    assert done.exit_code == status
    assert "B: do y" in done.stdout
    assert done.stdout.splitlines()[-1] == last
