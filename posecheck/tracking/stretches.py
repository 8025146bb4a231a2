"""Cuts a video into stretches that can be tracked side by side.

The cut depends on the video alone, and a single worker keeps to it too: the network's smoothing never quite
forgets its first frame, so only equal cuts give equal poses on every machine, however many cores it has.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

from posecheck.pose import StreamInfo

SHORTEST_S = 24.0
"""A shorter video stays whole: the run-in would take much of what a second worker saves."""
LONGEST_S = 60.0
MOST = 64
"""A longer video gets longer stretches: finding the start of each means reading what is before it."""
RUN_IN_S = 1.5
"""After this long a network that starts anew is as near to one that never stopped as it will be for the next
ten seconds: 0.0015 image heights at the median and 0.005 in 95 of 100 frames on real clips, against 0.008 and
0.02 in the first tenth of a second (largest of shoulders, hips, knees, ankles)."""
MOST_WORKERS = 8


@dataclass(frozen=True)
class Stretch:
    """A part of a video.

    Attributes:
        number: Its place among the stretches, from 0.
        start_s: Time of the first pose wanted, None for the beginning of the video.
        end_s: Time of the first pose not wanted, None for the end of the video.
        run_in_s: Time from which the network has to look, None for the beginning of the video.
    """

    number: int
    start_s: float | None = None
    end_s: float | None = None
    run_in_s: float | None = None


def stretches_of(info: StreamInfo, jumps: bool) -> list[Stretch]:
    """Return the stretches of a video, an even number that take equally long to track, or the whole.

    Args:
        info: The stream as its header has it.
        jumps: Whether reading can start in the middle without decoding what is before.
    """
    if not jumps or info.duration_s is None or info.duration_s < SHORTEST_S:
        return [Stretch(0)]
    count = min(2 * math.ceil(info.duration_s / (2 * LONGEST_S)), MOST)
    each_s = (info.duration_s + (count - 1) * RUN_IN_S) / count  # run-in included, which the first has not
    cuts = [n * (each_s - RUN_IN_S) + RUN_IN_S for n in range(1, count)]
    run_ins = [None, *(cut - RUN_IN_S for cut in cuts)]
    return [Stretch(*part) for part in zip(range(count), [None, *cuts], [*cuts, None], run_ins, strict=True)]


def usable_cores() -> int:
    """Return how many cores this process may use, at most 8."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)
