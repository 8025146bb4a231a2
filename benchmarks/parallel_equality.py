"""Whether stretches side by side find what one worker finds, and what cutting a video changes.

Run: python -m benchmarks.parallel_equality [VIDEO] [--exercise ID] [--model NAME].
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import posecheck
from benchmarks.common import SAMPLE, repeated, table, track_of
from posecheck.pose import PoseTrack
from posecheck.result import Hold, Rep, SessionResult
from posecheck.tracking.parts import REAL
from posecheck.tracking.stretches import stretches_of

BODY = [11, 12, 23, 24, 25, 26, 27, 28]
"""Shoulders, hips, knees, ankles: what most signals are made of."""
SEEN = 0.5
AFTER_S = (-np.inf, 0.0, 0.5, 1.0, 2.0, 5.0, 10.0, np.inf)


def main() -> None:
    """Track three ways, judge, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("video", type=Path, nargs="?", help="default: a sample clip repeated to a minute")
    parser.add_argument("--exercise", default="bird_dog")
    parser.add_argument("--model", default="full")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        video = told.video or repeated(SAMPLE, Path(folder) / "minute.mp4", 60)
        compare(video, told.exercise, told.model)


def compare(video: Path, exercise: str, model: str) -> None:
    """Print the tables of one video."""
    one, two = track_of(video, model, 1), track_of(video, model, 2)
    whole = uncut(video, model)
    judged = {
        "one worker": posecheck.replay(one, exercise),
        "two workers": posecheck.replay(two, exercise),
        "never cut": posecheck.replay(whole, exercise),
    }
    print(f"one worker and two give the same poses, to the bit: {same(one, two)}")
    same_result = judged["one worker"].to_json() == judged["two workers"].to_json()
    print(f"one worker and two give the same result file: {same_result}")
    frame_s = 1 / (one.source.fps or 30.0)
    rows = [(name, *summary(result, judged["never cut"], frame_s)) for name, result in judged.items()]
    table(f"{video.name}: events", ("tracked by", "reps", "rejected", "holds", "faults", *LATER), rows)
    head = (
        "s after the seam",
        "frames",
        "body median",
        "body max",
        "seen median",
        "seen max",
        "one sees nobody",
    )
    table("Landmarks, cut against never cut [image heights]", head, differences(one, whole, seams(one)))


LATER = ("largest time difference, frames", "largest score difference")


def uncut(video: Path, model: str) -> PoseTrack:
    """Return the poses of a network that never starts anew."""
    with closing(REAL.estimator(model)) as estimator, closing(REAL.source(str(video), None, None)) as source:
        poses = tuple(estimator.estimate(frame) for frame in source)
        return PoseTrack(poses, source.info, estimator.model)


def seams(track: PoseTrack) -> list[float]:
    """Return the times at which the video was cut."""
    return [s.start_s for s in stretches_of(track.source, jumps=True) if s.start_s is not None]


def same(a: PoseTrack, b: PoseTrack) -> bool:
    """Return whether two tracks are equal to the bit."""
    return len(a) == len(b) and all(
        p.index == q.index
        and p.t_s == q.t_s
        and p.people == q.people
        and all(
            getattr(p, name).tobytes() == getattr(q, name).tobytes()
            for name in ("xy", "world", "visibility", "back")
        )
        for p, q in zip(a, b, strict=True)
    )


def summary(result: SessionResult, other: SessionResult, frame_s: float) -> tuple[str, ...]:
    """Return the counts and how far times and scores are from another result's."""
    counts = [len(x) for x in (result.reps, result.rejected, result.holds, result.faults)]
    pairs: list[tuple[Rep | Hold, Rep | Hold]] = [
        *zip(result.reps, other.reps, strict=False),
        *zip(result.holds, other.holds, strict=False),
    ]
    shifts = [abs(t - u) for a, b in pairs for t, u in ((a.start_s, b.start_s), (a.end_s, b.end_s))]
    scores = [abs((a.score or 0) - (b.score or 0)) for a, b in pairs]
    return *map(str, counts), f"{max(shifts, default=0.0) / frame_s:.2f}", f"{max(scores, default=0)}"


def differences(cut: PoseTrack, whole: PoseTrack, at_s: list[float]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each span of time after a seam; the first is before any."""
    rows = np.array([_difference(p, q, at_s) for p, q in zip(cut, whole, strict=True)])
    for low, high in pairwise(AFTER_S):
        part = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        if len(part):
            name = "before any" if low < 0 else f"{low:g} to {high:g}"
            yield name, str(len(part)), *_spread(part[:, 1]), *_spread(part[:, 2]), f"{part[:, 3].sum():.0f}"


def _difference(p: posecheck.PoseFrame, q: posecheck.PoseFrame, at_s: list[float]) -> tuple[float, ...]:
    """Return seconds since the seam, largest distance of body and of all seen landmarks, one unseen."""
    since = p.t_s - max((t for t in at_s if t <= p.t_s), default=np.inf)
    distance = np.linalg.norm(p.xy - q.xy, axis=1)
    seen = q.visibility >= SEEN
    body = np.isin(np.arange(33), BODY) & seen
    largest = [float(distance[which].max(initial=0.0)) for which in (body, seen)]
    return since, *largest, float(p.seen != q.seen)


def _spread(values: NDArray[np.float64]) -> tuple[str, str]:
    return f"{np.nanmedian(values):.4f}", f"{np.nanmax(values):.4f}"


if __name__ == "__main__":
    main()
