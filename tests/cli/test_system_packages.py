"""The script for system libraries, on machines made of stubs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "system-packages.sh"
LIBRARIES = "libEGL.so.1 libGLESv2.so.2 libGL.so.1 libglib-2.0.so.0"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves its libraries to the user")


@pytest.fixture
def machine(tmp_path):
    """Return a function that runs the script where only the stubs and a few basics can be found."""

    def run(*args, libraries, user):
        stubs = {
            "ldconfig": f"echo '{libraries}'",
            "id": f"echo {user}",
            "apt-get": f'echo "$@" >> {tmp_path}/apt.log',
            "uname": "echo Linux",
        }
        for name, body in stubs.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
            (tmp_path / name).chmod(0o755)
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHON": sys.executable}
        done = subprocess.run(
            [str(SCRIPT), *args], capture_output=True, text=True, env=environment, check=True
        )
        log = tmp_path / "apt.log"
        return done, log.read_text().splitlines() if log.exists() else []

    return run


def test_nothing_is_said_or_done_where_all_is_there(machine):
    done, installed = machine(libraries=LIBRARIES, user=0)
    assert (done.stdout, done.stderr, installed) == ("", "", [])


def test_root_gets_what_is_missing(machine):
    done, installed = machine(libraries="libGL.so.1 libglib-2.0.so.0", user=0)
    assert installed[0].startswith("update")
    assert installed[1].endswith("libegl1 libgles2")
    assert "libegl1 libgles2" in done.stdout


def test_others_are_told(machine):
    done, installed = machine(libraries="libEGL.so.1 libGLESv2.so.2 libglib-2.0.so.0", user=1000)
    assert installed == []
    assert "apt-get install libgl1" in done.stderr
