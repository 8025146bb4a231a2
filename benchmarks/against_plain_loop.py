"""The whole of `analyze` against `read -> cvtColor -> detect_for_video`, in turns on the same file.

A plain loop on every core at the same time says how much more the cores do together than one, at that moment:
never quite as many times as much as there are.

Run: python -m benchmarks.against_plain_loop [VIDEO] [--exercise ID] [--model NAME] [--rounds N].
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

import posecheck
from benchmarks.common import SAMPLE, PlainLoop, repeated, table, timed
from posecheck.tracking.stretches import usable_cores

Runs = dict[str, list[tuple[float, float]]]
"""Wall and processor seconds of each run, by program."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("video", type=Path, nargs="?", help="default: a sample clip repeated to a minute")
    parser.add_argument("--exercise", default="bird_dog")
    parser.add_argument("--model", default="full")
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        video = told.video or repeated(SAMPLE, Path(folder) / "minute.mp4", 60)
        compare(video, told.exercise, told.model, told.rounds)


def compare(video: Path, exercise: str, model: str, rounds: int) -> None:
    """Run all programs in turns; print frames per second and the ratios to the plain loop."""
    plain, cores = PlainLoop(model), usable_cores()
    frames = plain.run(video)  # also warms up the imports and the file cache
    programs: dict[str, Callable[[], object]] = {"plain loop": lambda: plain.run(video)}
    for workers in sorted({1, cores}):
        noun = "worker" if workers == 1 else "workers"
        analyze = partial(posecheck.analyze, video, exercise, model=model, workers=workers)
        programs[f"analyze, {workers} {noun}"] = analyze
    runs: Runs = {name: [] for name in programs}
    together = f"plain loop, {cores} side by side"
    runs[together] = []
    for _ in range(rounds):
        for name, program in programs.items():
            runs[name].append(timed(program))
        wall, cpu = timed(lambda: side_by_side(plain, video, cores))
        runs[together].append((wall / cores, cpu / cores))  # it gets through as many films
    show(video, frames, runs)


def side_by_side(plain: PlainLoop, video: Path, loops: int) -> None:
    """Run several plain loops at the same time; their time is spent without Python's lock."""
    with ThreadPoolExecutor(loops) as pool:
        list(pool.map(plain.run, [video] * loops))


def show(video: Path, frames: int, runs: Runs) -> None:
    """Print one row a program; the ratio is the median of the rounds' ratios."""
    plain = [wall for wall, _ in runs["plain loop"]]
    rows = []
    for name, measured in runs.items():
        walls = [wall for wall, _ in measured]
        ratios = [p / w for p, w in zip(plain, walls, strict=True)]
        cpu_ms = 1000 * median(cpu for _, cpu in measured) / frames
        spread = f"{min(ratios):.2f}..{max(ratios):.2f}"
        rows.append((name, f"{frames / median(walls):.1f}", f"{cpu_ms:.1f}", f"{median(ratios):.2f}", spread))
    title = f"{video.name}: {frames} frames, {len(plain)} rounds"
    table(title, ("program", "frames/s", "processor ms/frame", "times plain", "range"), rows)


if __name__ == "__main__":
    main()
