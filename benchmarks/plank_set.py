"""Whether the plank's signed line measure tells low from correct from high on a labelled set of real frames.

The folder holds CSV files with a column `label` (C correct, H hips high, L hips low) and columns
`<landmark>_x`, `_y`, `_z`, `_v` in fractions of a 16:9 picture. Run: python -m benchmarks.plank_set FOLDER.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import table
from posecheck.engine.body import BodyTracker
from posecheck.engine.signals import measure
from posecheck.exercises.library import Library
from posecheck.exercises.schema import Exercise
from posecheck.pose import LANDMARKS, PoseFrame, mirrored

ASPECT = 16 / 9
LABELS = {"L": "hips low", "C": "correct", "H": "hips high"}
Labelled = dict[str, NDArray[np.float64]]


def main() -> None:
    """Read, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--exercise", default="plank_forearm")
    parser.add_argument("--signal", default="hip_off")
    parser.add_argument("--low", default="hip_sag", help="check for hips too low")
    parser.add_argument("--high", default="hip_pike", help="check for hips too high")
    told = parser.parse_args()
    exercise = Library().get(told.exercise)
    tables = {file.name: read(file) for file in sorted(told.folder.glob("*.csv"))}
    if not any(tables.values()):
        parser.error(f"{told.folder} holds no table of planks labelled C, H and L")
    for name, poses in tables.items():
        if poses:
            show(name, poses, exercise, told.signal, (told.low, told.high))


def read(file: Path) -> list[tuple[str, PoseFrame]]:
    """Return label and pose of each row; nothing for a table of another kind."""
    with file.open(newline="", encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        if not {"label", "left_hip_x"} <= set(rows.fieldnames or ()):
            return []
        return [(row["label"], pose_of(row)) for row in rows if row["label"] in LABELS]


def pose_of(row: Mapping[str, str]) -> PoseFrame:
    """Return the pose of a row; landmarks that the set leaves out are missing."""
    points = np.full((33, 3), np.nan, np.float32)
    visibility = np.zeros(33, np.float32)
    for n, name in enumerate(LANDMARKS):
        if f"{name}_x" in row:
            points[n] = [float(row[f"{name}_{axis}"]) for axis in "xyz"]
            visibility[n] = float(row[f"{name}_v"])
    points *= np.array([ASPECT, 1.0, ASPECT], np.float32)
    return PoseFrame(0, 0.0, points[:, :2], points, visibility)


def value_of(exercise: Exercise, signal: str, pose: PoseFrame) -> float:
    """Return a signal on a single frame, NaN where a landmark it needs was not seen."""
    body = BodyTracker().step(pose)
    return math.nan if body is None else measure(exercise.signals[signal], body, body.near)


def show(
    name: str, poses: list[tuple[str, PoseFrame]], exercise: Exercise, signal: str, checks: tuple[str, str]
) -> None:
    """Print the tables of one file, as it is and mirrored."""
    print(f"\n{name}: {dict(Counter(label for label, _ in poses))}")
    for way, change in (("as it is", lambda pose: pose), ("mirrored", mirrored)):
        values: Labelled = {
            label: np.array([value_of(exercise, signal, change(p)) for own, p in poses if own == label])
            for label in LABELS
        }
        show_values(f"{signal}, {way}", values)
        show_accuracy(values, exercise, checks)


def show_values(title: str, values: Labelled) -> None:
    """Print quantiles of each class and the area under the curve to the next higher one."""
    rows = []
    for label, above in (("L", "C"), ("C", "H"), ("H", "")):
        known = values[label][~np.isnan(values[label])]
        if len(known):
            quantiles = (f"{q:+.3f}" for q in np.quantile(known, (0, 0.05, 0.5, 0.95, 1)))
            area = f"{auc(known, values[above]):.4f}" if above and len(values[above]) else ""
            rows.append(
                (LABELS[label], len(values[label]), len(values[label]) - len(known), *quantiles, area)
            )
    head = ("label", "frames", "not measured", "least", "5 %", "median", "95 %", "most", "area to next")
    table(title, head, rows)


def auc(low: NDArray[np.float64], high: NDArray[np.float64]) -> float:
    """Return the probability that a value of `high` is above one of `low`, ties counting half."""
    high = high[~np.isnan(high)]
    above = (high[:, None] > low).mean()
    equal = (high[:, None] == low).mean()
    return float(above + equal / 2)


def show_accuracy(values: Labelled, exercise: Exercise, checks: tuple[str, str]) -> None:
    """Print how many frames the definition's own limits put into the right class."""
    low, high = (exercise.checks[name] for name in checks)
    for kind, least, most in (("ok", low.ok_min, high.ok_max), ("warn", low.warn_min, high.warn_max)):
        if least is None or most is None:
            continue
        told = {label: classes(numbers, least, most) for label, numbers in values.items()}
        right = sum(counts[label] for label, counts in told.items())
        total = sum(len(numbers) for numbers in values.values())
        share = f"{right} of {total} right ({right / total:.3f})"
        print(f"  with the {kind} limits {least:+.2f} .. {most:+.2f}: {share}")
        for label, counts in told.items():
            if counts:
                print(f"    {LABELS[label]:10} told as {dict(counts)}")


def classes(values: NDArray[np.float64], least: float, most: float) -> Counter[str]:
    """Count the classes that limits make of values; a value not measured is in none."""
    known = values[~np.isnan(values)]
    return Counter("L" if v < least else "H" if v > most else "C" for v in known)


if __name__ == "__main__":
    main()
