"""Cuts a video into stretches that can be tracked side by side.

The cut depends on the video alone, and a single process keeps to it too: the network's smoothing never quite
forgets its first frame, so only equal cuts give equal poses on every machine, however many cores it has.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass

from posecheck.pose import StreamInfo

SHORTEST_S = 24.0
"""A shorter video stays whole: starting a second process would take longer than it saves."""
LONGEST_S = 60.0
MOST = 64
"""A longer video gets longer stretches: finding the start of each means reading what is before it."""
RUN_IN_S = 2.0
"""After this long a network that starts anew differs from one that never stopped no more than for ever after:
0.002 image heights at the median on real clips, 0.01 after 0.1 s (benchmarks/parallel_equality.py)."""
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
    """Return the stretches of a video, an even number of equal ones or the whole.

    Args:
        info: The stream as its header has it.
        jumps: Whether reading can start in the middle without decoding what is before.
    """
    if not jumps or info.duration_s is None or info.duration_s < SHORTEST_S:
        return [Stretch(0)]
    count = min(2 * math.ceil(info.duration_s / (2 * LONGEST_S)), MOST)
    cuts = [info.duration_s * n / count for n in range(1, count)]
    run_ins = [None, *(cut - RUN_IN_S for cut in cuts)]
    return [Stretch(*part) for part in zip(range(count), [None, *cuts], [*cuts, None], run_ins, strict=True)]


def usable_cores() -> int:
    """Return how many cores this process may use, at most 8."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)
