"""Joins stretches: each has to go on with the person the one before ended with.

A network that starts anew may take up another of several people, or miss a person in an odd position whom one
that has followed them would still have, or fold them up: a bird dog's legs onto the supporting arm. Then the
stretch is tracked again from further back. Of 150 starts within 25 clips, three were still wrong after the
run-in, and clearly so; all others differed by less than 0.1 body sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace

import numpy as np

from posecheck.pose import PoseFrame
from posecheck.tracking.parts import Seam, Told
from posecheck.tracking.stretches import Stretch

NEAR = 0.25
"""How far apart a joint may be in two sights of one person in the same frame [share of the body's size]."""
SEEN = 0.5
"""Legs less visible than this in either sight do not count: where they are is a guess."""
_TORSO = [11, 12, 23, 24]
_LEGS = [25, 26, 27, 28]

Track = Callable[[Stretch], Generator[Told]]


def joined(stretches: Sequence[Stretch], track: Track) -> Generator[Told]:
    """Yield what comes out of tracking all stretches, in order."""
    before, last = stretches[0], None
    for stretch in stretches:
        for told in _fitting(stretch, before, last, track):
            if isinstance(told, PoseFrame):
                last = told
            yield told
        before = stretch


def fits(before: PoseFrame | None, run_in: PoseFrame | None) -> bool:
    """Return whether two sights of the same frame are of one person in one position.

    Args:
        before: Last pose of the stretch before.
        run_in: The frame as the network saw it that has to go on from there.
    """
    if before is None or run_in is None or not before.seen:
        return True
    joints = _TORSO + [n for n in _LEGS if min(before.visibility[n], run_in.visibility[n]) >= SEEN]
    away = np.linalg.norm(before.xy[joints] - run_in.xy[joints], axis=1)
    size = np.linalg.norm(np.ptp(before.xy, axis=0))
    return bool(away.max() < NEAR * size)  # NaN where nobody was seen, which is near nothing


def _fitting(stretch: Stretch, before: Stretch, last: PoseFrame | None, track: Track) -> Generator[Told]:
    with closing(track(stretch)) as all_told:
        for told in all_told:
            if isinstance(told, Seam) and not fits(last, told.run_in):
                break
            yield told
        else:
            return
    # As long a run-in as the stretch before had, and that stretch: the network sees all that led to its end.
    yield from track(replace(stretch, run_in_s=before.run_in_s))
