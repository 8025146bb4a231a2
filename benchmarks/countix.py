"""Any movement that repeats, counted on landmark sequences of gym videos with labelled counts.

The folder holds `annotation/test.csv` (class, file name, count) and `test_poses/NAME.npy`: (T * 99) floats,
33 x (x, y, z) a frame, each axis stretched to 0..1 in every frame, zeros where nobody was found. The class is
not told and nothing is fitted to a sequence. Run: python -m benchmarks.countix FOLDER [--fps 30].

The sequences carry no frame rate; 30 is assumed. Neither half of the videos is held out: some two hundred
variants of method and thresholds were judged by the scores of the first half (an even SHA-256 of the name)
and of all videos in view, only the last thirty-five with those of the first half alone. Take every row for a
little too good; only other videos can tell by how much.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import table
from posecheck.engine.any_movement import AnyMovement

HEAD = ("class", "videos", "true", "counted", "off by one at most", "mean abs error", "exact")
ROUNDS = 2000


@dataclass(frozen=True)
class Counted:
    """A video's labelled and found number of repetitions."""

    kind: str
    name: str
    true: int
    told: int

    @property
    def first_half(self) -> bool:
        """Whether the video is of the half that mostly decided; the other decided less, but did."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 0


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fps", type=float, default=30.0, help="frame rate to assume")
    told = parser.parse_args()
    counted = list(counts(told.folder, told.fps))
    kinds = sorted({video.kind for video in counted})
    groups = [(kind, [v for v in counted if v.kind == kind]) for kind in kinds]
    groups.append(("first half", [v for v in counted if v.first_half]))
    groups.append(("other half", [v for v in counted if not v.first_half]))
    groups.append(("all", counted))
    table(f"Any movement, at {told.fps:g} frames/s", HEAD, (row(*group) for group in groups if group[1]))
    print(spread(counted))


def counts(folder: Path, fps: float) -> Iterator[Counted]:
    """Count every sequence that holds anything."""
    with (folder / "annotation" / "test.csv").open(encoding="utf-8-sig", newline="") as file:
        for _, kind, name, count, *_ in (
            line for line in csv.reader(file) if len(line) > 3 and line[3].isdigit()
        ):
            poses = np.load(folder / "test_poses" / f"{Path(name).stem}.npy").reshape(-1, 33, 3)
            if len(poses):
                yield Counted(kind, name, int(count), count_of(poses, fps))


def count_of(poses: NDArray[Any], fps: float) -> int:
    """Return the number of repetitions in (T, 33, 3) landmarks."""
    engine = AnyMovement()
    found = sum(len(engine.step(i / fps, pose if pose.any() else None)) for i, pose in enumerate(poses))
    return found + len(engine.finish())


def row(name: str, videos: Sequence[Counted]) -> tuple[str, ...]:
    """Return a line of the table."""
    by_one, error, exact = scores(videos)
    true, told = sum(v.true for v in videos), sum(v.told for v in videos)
    return (name, str(len(videos)), str(true), str(told), f"{by_one:.2f}", f"{error:.2f}", f"{exact:.2f}")


def scores(videos: Iterable[Counted]) -> NDArray[np.float64]:
    """Return the shares off by one at most, the mean of |told - true| / true, the share that is exact."""
    off = np.array([[abs(v.told - v.true), v.true] for v in videos], float)
    return np.array([np.mean(off[:, 0] <= 1), np.mean(off[:, 0] / off[:, 1]), np.mean(off[:, 0] == 0)])


def spread(videos: Sequence[Counted]) -> str:
    """Return within what the two scores lie in 95 of 100 draws of as many videos."""
    random = np.random.default_rng(0)
    draws = random.integers(len(videos), size=(ROUNDS, len(videos)))
    low, high = np.percentile([scores([videos[i] for i in draw]) for draw in draws], (2.5, 97.5), axis=0)
    by_one, error = (f"{low[k]:.2f} to {high[k]:.2f}" for k in (0, 1))
    return f"95 % of draws of the videos: off by one at most {by_one}, mean abs error {error}"


if __name__ == "__main__":
    main()
