"""Nothing leaves the machine: the system calls of real runs, traced, name no address but our own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from posecheck.estimators import privacy
from posecheck.tracking import Tracking
from posecheck.tracking.parts import Parts
from tests.conftest import SAMPLES
from tests.tracking_fakes import FakeNetwork, FakeRecording

CALL = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg)\(")
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
TORN = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
CLIP = SAMPLES / "bird_dog_good.mp4"

LONG_RUN = f"""
import time
from contextlib import closing
from itertools import islice
from posecheck.estimators import privacy
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.sources.video import VideoSource
WITHOUT
with closing(MediaPipeEstimator("lite")) as estimator, closing(VideoSource({str(CLIP)!r})) as source:
    frames = list(islice(source, 0, 80, 2))
    for frame in frames:
        assert estimator.estimate(frame).seen
        time.sleep(13 / len(frames))
time.sleep(2)
"""
"""The library is alive for 13 s and is then closed: it calls home then, if it can."""
ONLY_THE_PROXY = "privacy.forbid_sockets_here = lambda: False"


def leaks(trace: str) -> Iterator[str]:
    """Yield the lines of a trace in which something leaves the machine, or a name is looked up."""
    for line in trace.splitlines():
        if CALL.search(line) and (_is_far(line) or _looks_up_a_name(line)):
            yield line


def _is_far(line: str) -> bool:
    addresses = [v4 or v6 for v4, v6 in ADDRESS.findall(line)]
    return any(not address.startswith("127.") and address != "::1" for address in addresses)


def _looks_up_a_name(line: str) -> bool:
    return "htons(53)" in line or "googleapis" in line or "io.systemd.Resolve" in line


def answered(trace: str) -> Iterator[str]:
    """Yield the calls that came back, whole: one that another thread interrupts is written in two lines."""
    torn: dict[str, str] = {}
    for line in trace.splitlines():
        if begun := TORN.match(line):
            torn[begun[1]] = begun[2]
        elif rest := RESUMED.match(line):
            yield f"{rest[1]} {torn.pop(rest[1], '')}{rest[2]}"
        else:
            yield line


def traced(command: list[str], trace: Path) -> subprocess.Popen[bytes]:
    strace = ["strace", "-f", "-e", "trace=network", "-e", "signal=none", "-s", "256", "-o", str(trace)]
    return subprocess.Popen([*strace, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Traces of three real runs, made side by side."""
    if not can_trace():
        pytest.skip("strace is missing, or may not trace here")
    folder = tmp_path_factory.mktemp("traces")
    runs = {
        "estimator": [sys.executable, "-c", LONG_RUN.replace("WITHOUT", "")],
        "proxy": [sys.executable, "-c", LONG_RUN.replace("WITHOUT", ONLY_THE_PROXY)],
        "analyze": [sys.executable, "-m", "posecheck", "analyze", str(CLIP), "--exercise", "bird_dog"],
    }
    children = {name: traced(command, folder / name) for name, command in runs.items()}
    for name, child in children.items():
        _, errors = child.communicate(timeout=240)
        assert child.returncode == 0, f"{name}: {errors.decode()}"
    return {name: (folder / name).read_text() for name in runs}


@pytest.mark.slow
@pytest.mark.parametrize("run", ["estimator", "proxy", "analyze"])
def test_nothing_leaves_the_machine(traces, run):
    assert list(leaks(traces[run])) == []


@pytest.mark.slow
@pytest.mark.parametrize("run", ["estimator", "analyze"])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the kernel refuse")
def test_the_kernel_refuses_the_library_every_socket(traces, run):
    opened = [call for call in answered(traces[run]) if re.search(r"\bsocket\(AF_INET", call)]
    assert opened, "the library did not even try: is the trace a trace?"
    assert [call for call in opened if "EAFNOSUPPORT" not in call] == []
    assert "htons(" not in traces[run]


@pytest.mark.parametrize(
    "line",
    [
        '7 connect(6, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("142.250.1.1")}, 16) = 0',
        '7 connect(6, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
        "7 connect(6, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), "
        'inet_pton(AF_INET6, "2a00:1450::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
        '7 sendto(6, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.1")}',
        '7 sendmmsg(6, [{msg_hdr={msg_iov=[{iov_base="\\4play\\ngoogleapis\\3com"}]}}], 1, 0) = 1',
        '7 connect(6, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0',
    ],
)
def test_the_reader_of_traces_sees_a_leak(line):
    assert list(leaks(f"1 socket(AF_INET, SOCK_STREAM, 0) = 6\n{line}\n")) == [line]


@pytest.mark.parametrize(
    "line",
    [
        '7 connect(6, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1',
        "7 connect(6, {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), "
        'inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
        '7 connect(6, {sa_family=AF_UNIX, sun_path="/run/user/1000/bus"}, 110) = 0',
        "7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT",
    ],
)
def test_the_reader_of_traces_lets_local_business_pass(line):
    assert list(leaks(line)) == []


def test_the_reader_of_traces_joins_what_another_thread_tore_apart():
    trace = """\
7  socket(AF_INET, SOCK_DGRAM, IPPROTO_IP <unfinished ...>
8  socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 3
7  <... socket resumed>) = -1 EAFNOSUPPORT
8  socket(AF_INET, SOCK_DGRAM, IPPROTO_IP <unfinished ...>
8  +++ exited with 0 +++
"""
    assert list(answered(trace)) == [
        "8  socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 3",
        "7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT",
        "8  +++ exited with 0 +++",
    ]


def opens_a_socket() -> bool:
    try:
        socket.socket(socket.AF_INET).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the kernel refuse")
def test_only_what_is_started_there_is_kept_off_the_network():
    def in_a_later_thread() -> bool:
        with ThreadPoolExecutor(1) as later:
            return later.submit(opens_a_socket).result()

    assert not privacy.without_network(in_a_later_thread)
    assert in_a_later_thread(), "the rest of the process may still read a network camera"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the kernel refuse")
def test_whoever_settles_indoors_works_there_and_nobody_else():
    with closing(privacy.Indoors()) as indoors, ThreadPoolExecutor(1) as settler:
        assert not indoors.do(opens_a_socket)
        settler.submit(indoors.settle).result()
        worked_in = settler.submit(indoors.do, threading.get_ident).result()
        assert worked_in == settler.submit(threading.get_ident).result()
        assert not settler.submit(opens_a_socket).result()
        assert indoors.do(threading.get_ident) not in (worked_in, threading.get_ident())
        assert opens_a_socket(), "the rest of the process may still read a network camera"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the kernel refuse")
def test_tracking_keeps_the_network_s_thread_off_the_network_but_not_the_source_s():
    told: list[tuple[str, bool]] = []

    class Remote(FakeRecording):
        def __iter__(self):
            told.append(("source", opens_a_socket()))
            yield from super().__iter__()

    class Settler(FakeNetwork):
        def looks(self, pictures):
            privacy.stay_indoors()
            yield from super().looks(pictures)

        def look(self, frame):
            if not frame.index:
                told.append(("network", opens_a_socket()))
            return super().look(frame)

    with closing(Tracking("seconds=5 rate=10", "fake", 1, parts=Parts(Remote, Settler))) as tracking:
        assert len(list(tracking)) == 50
    assert sorted(told) == [("network", False), ("source", True)]


def test_what_fails_there_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        privacy.without_network(lambda: 1 // 0)


def test_the_environment_stays_as_it_is(monkeypatch):
    monkeypatch.delenv("https_proxy", raising=False)
    if not privacy.without_network(privacy.forbid_sockets_here):
        pytest.skip("this kernel does not refuse sockets: the proxy is needed")
    assert "https_proxy" not in os.environ


def test_elsewhere_the_proxy_is_a_closed_local_port(monkeypatch):
    for name in ("https_proxy", "no_proxy"):
        monkeypatch.setenv(name, "to be restored")
    monkeypatch.setattr(privacy, "forbid_sockets_here", lambda: False)
    assert privacy.without_network(lambda: 5) == 5
    assert urllib.request.getproxies()["https"] == "http://127.0.0.1:9"
