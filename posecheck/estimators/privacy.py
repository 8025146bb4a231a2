"""Keeps the pose library off the network: not even that it is used leaves the machine.

The library carries a usage logger that calls home from a thread of its own, at the latest when it is closed.
On Linux the kernel itself refuses it: the library is started and asked only from threads that may open no
socket, a rule that every thread started from there inherits and that none of them can lift. Local sockets are
refused too, as behind some of them are services that look up names. The rest of the process, which may read
a network camera, is not touched. On other systems the logger is sent to a closed local port.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import local
from typing import TypeVar

Made = TypeVar("Made")

CLOSED_PORT = "http://127.0.0.1:9"
LOCAL_HOSTS = "localhost,127.0.0.1"

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_SPEC_ALLOW = 4  # else older kernels slow the threads down
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EAFNOSUPPORT
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL_NUMBER, _ARCHITECTURE = 0, 4  # offsets of what the kernel shows the filter
_MACHINES = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}
"""Machine to its audit code and the numbers of its socket and seccomp calls."""


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction))]


class Indoors:
    """Where the pose library is worked with: threads from which nothing leaves the machine.

    Work is done in a thread of its own, one piece at a time, or at once in a thread that has settled here.
    """

    def __init__(self) -> None:
        self._own = ThreadPoolExecutor(1, thread_name_prefix="indoors", initializer=stay_indoors)
        self._settled = local()  # not the thread's number: a later thread may have the same

    def settle(self) -> None:
        """Have this thread do such work itself, which is quicker; it can open no socket any more."""
        stay_indoors()
        self._settled.here = True

    def do(self, work: Callable[[], Made]) -> Made:
        """Return what `work` returns; neither it nor any thread it starts, now or later, reaches a network.

        Raises:
            BaseException: What `work` raises.
        """
        if hasattr(self._settled, "here"):
            return work()
        return self.begin(work)()

    def begin(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Begin such work in the thread of its own; what is returned waits for it, raises what it raises."""
        return self._own.submit(work).result

    def close(self) -> None:
        """End the thread; safe to call twice."""
        self._own.shutdown()


def without_network(make: Callable[[], Made]) -> Made:
    """Return what `make` makes indoors, in a short-lived thread.

    Raises:
        BaseException: What `make` raises.
    """
    with closing(Indoors()) as indoors:
        return indoors.do(make)


def stay_indoors() -> None:
    """Let this thread, and those it starts, reach no network, for good."""
    if not forbid_sockets_here():
        send_requests_nowhere()


def forbid_sockets_here() -> bool:
    """Let this thread, and those it starts, open no socket, for good; return whether that worked."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    audit_code, socket_call, seccomp_call = machine
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    program = _no_sockets(audit_code, socket_call)
    arguments = (_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_SPEC_ALLOW, ctypes.byref(program))
    return bool(libc.syscall(ctypes.c_long(seccomp_call), *arguments) == 0)


def _no_sockets(audit_code: int, socket_call: int) -> _Program:
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_IF_EQUAL, 0, 3, audit_code),
        (_LOAD, 0, 0, _CALL_NUMBER),
        (_JUMP_IF_EQUAL, 0, 1, socket_call),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return _Program(len(steps), (_Instruction * len(steps))(*(_Instruction(*step) for step in steps)))


def send_requests_nowhere() -> None:
    """Name a closed local port as the proxy, for this process and its children.

    The logger reads the environment when it calls, not when it is created, so this has to stay. It binds
    https requests only; network cameras use other schemes.
    """
    os.environ["https_proxy"] = CLOSED_PORT
    os.environ["no_proxy"] = LOCAL_HOSTS
