"""Follows one person through a film, with the next picture already shown while an answer is made.

The library's film mode takes one picture at a time. Its stream mode begins with the next one as soon as the
landmarks of the one before are known, while the mask is still being made, which saves a tenth. The answers
are the same to the bit. It is meant for cameras and drops pictures when more than one waits, so one may. On a
busy machine it now and then drops one nevertheless, 3 of 5000 of a clip whose person is lost and found again;
that is told.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from ctypes import c_int64
from functools import partial
from pathlib import Path
from typing import Any

from posecheck.errors import LeftOutError, ModelError
from posecheck.estimators.landmarker import Found, Landmarker, Rgb

AT_ONCE = 2
"""Pictures that may be unanswered: one that is looked at and one that waits. The library's gate nearly always
hears of an answer before we do, so that a picture that is shown after it does not find two there."""
WAIT_S, WAITS = 10.0, 6
"""After so many waits there will be no answer; several, as one may pass while the program is stopped."""


class FilmLandmarker(Landmarker):
    """Finds one person in the pictures of a film, each of which helps with the next.

    Args:
        bundle: Path of a .task file.
        masks: Whether to tell which pixels are theirs.

    Raises:
        ValueError, RuntimeError, OSError: What the library says of a bundle that it cannot load.
    """

    def __init__(self, bundle: Path, *, masks: bool) -> None:
        self._asked: dict[int, Future[list[Found]]] = {}  # by time, in order
        super().__init__(bundle, mode="LIVE_STREAM", people=1, masks=masks, on_answer=self._take)

    def begin(self, picture: Rgb, t_ms: int) -> Callable[[], list[Found]]:
        """Show a picture, once there is room; what is returned waits for the person in it, if there is one.

        Args:
            picture: (h, w, 3) uint8, RGB.
            t_ms: Time of the picture, later than the one before.

        Raises:
            ValueError, RuntimeError: What the library says of a picture that it cannot look at; it is closed.
            ModelError: The library does not answer; also raised by what is returned.
            LeftOutError: By what is returned: it has passed over the picture.
        """
        self._make_room()
        answer = self._asked[t_ms] = Future()
        try:
            self._ask(self._library.MpPoseLandmarkerDetectAsync, picture, c_int64(t_ms))
        except BaseException:
            del self._asked[t_ms]
            raise
        return partial(_waited_for, answer)

    def _make_room(self) -> None:
        unanswered = list(self._asked.values())
        if len(unanswered) >= AT_ONCE:
            _waited_for(unanswered[0])

    def _take(self, status: int, answer: Any, _image: int, t_ms: int) -> None:
        """Take an answer while the library holds it; nobody would see what is raised here."""
        all_asked = list(self._asked)  # in one step: the next picture may be shown meanwhile
        for earlier_ms in [asked_ms for asked_ms in all_asked if asked_ms < t_ms]:
            left_out = LeftOutError("The pose library left a picture out", "Try again")
            self._asked.pop(earlier_ms).set_exception(left_out)
        asked = self._asked.pop(t_ms, None)
        if asked is None:  # after one left out, an empty answer for the millisecond before the next
            return
        try:
            self._raise_for(status)
            asked.set_result(self._people(answer[0]))
        except BaseException as error:
            asked.set_exception(error)


def _waited_for(answer: Future[list[Found]]) -> list[Found]:
    for _ in range(WAITS):
        with suppress(TimeoutError):
            return answer.result(WAIT_S)
    raise ModelError("The pose library no longer answers", "Try again")
