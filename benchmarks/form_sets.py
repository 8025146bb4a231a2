"""Form sets of others beside their published numbers: what our definitions say of their labelled frames.

The folder holds the sets as published: `exercise_correction` (plank, squat and lunge frames, with columns
`<landmark>_x`, `_y`, `_z`, `_v`) and `mlkit_fitness_poses` (33 points of images, in pixels). Squat and lunge
are no shipped exercises; their definitions lie in benchmarks/definitions.
Run: python -m benchmarks.form_sets FOLDER.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy_tables import NONE, Table
from benchmarks.common import table
from benchmarks.plank_set import auc, pose_of
from posecheck.engine.assessor import Assessor
from posecheck.engine.signals import column
from posecheck.exercises.library import Library, load_file
from posecheck.exercises.schema import Exercise
from posecheck.pose import LANDMARK_INDEX, PoseFrame

Array = NDArray[np.float64]
Labelled = Iterator[tuple[str, PoseFrame]]
OWN = Path(__file__).with_name("definitions")
Limits = tuple[float, ...]
ABOUT = """\
Single frames, labelled by one author or by the images' names. "Area" is the chance that a frame of the one
label measures lower than one of the next: 1 parts them fully, whatever the limit. "Fine" and "told" are the
shares that the definition's two limits put under their label: up to where all is fine, and from where a
fault is told. They come from the domain reference or from literature, with one choice made after these
frames were seen: the lunge was first tried with the limit that is now its "told", which did badly, and then
with the toes themselves, now its "fine". The published models were trained on frames of the same author,
filmed alike. Squat and lunge are not shipped: small definitions beside the benchmark show what the language
can say of them. Where the area is high and the shares are low, the author drew the line elsewhere.
"""
PIXELS = 1000.0
"""Pixels become image heights by this; shares of the torso's length do not depend on it."""


@dataclass(frozen=True)
class FormSet:
    """One file of labelled frames.

    Attributes:
        name: What the page calls it.
        file: Its place in the folder.
        exercise: The definition that is tried.
        signal: Its measure that ought to tell the labels apart.
        labels: The labels, from low values of the measure to high ones.
        limits: What parts the labels, one number fewer than there are labels: where all is fine, and where
            a fault is told; one of them where there is no such difference.
        published: What its authors' best model reached on the same frames, after training on theirs.
        read: Reads label and pose.
    """

    name: str
    file: str
    exercise: Callable[[], Exercise]
    signal: str
    labels: tuple[str, ...]
    limits: Callable[[Exercise], list[Limits]]
    published: str
    read: Callable[[Path], Labelled]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    shown = form_table(parser.parse_args().folder)
    table(shown.title, shown.head, shown.rows)


def sections(folder: Path) -> list[str]:
    """Return what the page says of form sets."""
    shown = form_table(folder)
    return [f"## Form sets of others\n\n{ABOUT}\n\n{shown.markdown()}"] if shown.rows else []


def form_table(folder: Path) -> Table:
    """Return a row for each set that the folder has."""
    head = ("set", "measure", "frames", "not measured", "area", "fine", "told", "published, best model")
    rows = [_row(one, folder / one.file) for one in SETS if (folder / one.file).exists()]
    return Table("Frames put right", head, rows)


def _row(one: FormSet, file: Path) -> list[str]:
    exercise = one.exercise()
    told = [(label, value_of(exercise, one.signal, pose)) for label, pose in one.read(file)]
    frames = [(label, value) for label, value in told if label in one.labels]
    labels = np.array([label for label, _ in frames])
    values = np.array([value for _, value in frames])
    shares = [right_by(values, labels, one.labels, limits) / len(values) for limits in one.limits(exercise)]
    fine, told_of = [*(f"{share:.3f}" for share in shares), NONE][:2]
    areas, unknown = " / ".join(areas_of(values, labels, one.labels)), str(int(np.isnan(values).sum()))
    return [one.name, f"`{one.signal}`", str(len(values)), unknown, areas, fine, told_of, one.published]


def value_of(exercise: Exercise, signal: str, pose: PoseFrame) -> float:
    """Return a signal on a single frame, NaN where a landmark it needs was not seen."""
    values = Assessor(exercise).step(pose).values
    return values[column(signal, exercise.signals[signal])]


def right_by(values: Array, labels: NDArray[np.str_], order: tuple[str, ...], limits: Limits) -> int:
    """Return how many frames the limits put under their label; a frame that was not measured is wrong."""
    told = np.array(order)[np.searchsorted(np.array(limits), values, side="right").clip(0, len(order) - 1)]
    return int(((told == labels) & np.isfinite(values)).sum())


def areas_of(values: Array, labels: NDArray[np.str_], order: tuple[str, ...]) -> list[str]:
    """Return how well each label is parted from the next higher one, where the set has both."""
    known = {label: values[(labels == label) & np.isfinite(values)] for label in order}
    pairs = pairwise(order)
    return [f"{auc(known[a], known[b]):.3f}" for a, b in pairs if len(known[a]) and len(known[b])]


def named_columns(file: Path) -> Labelled:
    """Yield label and pose of a table whose columns are named by landmarks."""
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield row["label"], pose_of(_with_ears(row))


def _with_ears(row: Mapping[str, str]) -> dict[str, str]:
    """Put missing ears, unseen, between the shoulders: which way a person looks is told by nose and ears."""
    if "left_ear_x" in row:
        return dict(row)
    middle = {a: sum(float(row[f"{side}_shoulder_{a}"]) for side in ("left", "right")) / 2 for a in "xyz"}
    ears = {f"{side}_ear_{a}": str(middle[a]) for side in ("left", "right") for a in "xyz"}
    return {**row, **ears, "left_ear_v": "0", "right_ear_v": "0"}


def plain_points(file: Path) -> Labelled:
    """Yield label and pose of a table without a head: file, label, 33 times x, y, z in pixels."""
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.reader(lines):
            points = np.array(row[2:], np.float32).reshape(len(LANDMARK_INDEX), 3) / np.float32(PIXELS)
            yield row[1], PoseFrame(0, 0.0, points[:, :2], points, np.ones(len(points), np.float32))


@cache
def _own(name: str) -> Exercise:
    return load_file(OWN / f"{name}.toml")


def _plank() -> Exercise:
    return Library().get("plank_forearm")


def _line(exercise: Exercise) -> list[Limits]:
    low, high = exercise.checks["hip_sag"], exercise.checks["hip_pike"]
    return [_known(low.ok_min, high.ok_max), _known(low.warn_min, high.warn_max)]


def _deep_enough(exercise: Exercise) -> list[Limits]:
    assert exercise.count is not None  # squats are counted
    return [(exercise.count.peak[0].bound,)]


def _past_toes(exercise: Exercise) -> list[Limits]:
    check = exercise.checks["knee_over_toe"]
    return [_known(check.ok_min), _known(check.warn_min)]


def _known(*bounds: float | None) -> Limits:
    return tuple(bound for bound in bounds if bound is not None)


SET = "exercise_correction"
SETS = (
    FormSet("plank: low, correct, high", f"{SET}/plank_model/test.csv", _plank, "hip_off", ("L", "C", "H"),
            _line, "0.996", named_columns),
    FormSet("plank images: all correct", f"{SET}/plank_model/kaggle.csv", _plank, "hip_off", ("L", "C", "H"),
            _line, NONE, named_columns),
    FormSet("squat: up, down", f"{SET}/squat_model/test.csv", lambda: _own("squat"), "knee_height",
            ("up", "down"), _deep_enough, "0.994", named_columns),
    FormSet("squat, training frames", f"{SET}/squat_model/train.csv", lambda: _own("squat"), "knee_height",
            ("up", "down"), _deep_enough, NONE, named_columns),
    FormSet("squat images: up, down", "mlkit_fitness_poses/fitness_pose_samples.csv", lambda: _own("squat"),
            "knee_height", ("squats_up", "squats_down"), _deep_enough, NONE, plain_points),
    FormSet("lunge: knee past toes, correct", f"{SET}/lunge_model/err.test.csv", lambda: _own("lunge"),
            "front_toe", ("L", "C"), _past_toes, "0.972", named_columns),
)  # fmt: skip


if __name__ == "__main__":
    main()
