"""Whether memory stays flat: the peak of a one-minute and a twenty-minute video, all processes together.

Run: python -m benchmarks.memory [--model lite] [--workers N] [--minutes 20]. The long run takes minutes.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.common import SAMPLE, python, repeated, table

CODE = (
    "import posecheck, sys; posecheck.analyze(sys.argv[1], 'bird_dog', model=sys.argv[2], workers={workers})"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="lite")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--minutes", type=float, default=20)
    told = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for minutes in (1.0, told.minutes):
            video = repeated(SAMPLE, Path(folder) / f"{minutes:g}.mp4", 60 * minutes)
            peak, tail, seconds = peak_mb(video, told.model, told.workers)
            rows.append((f"{minutes:g} min", f"{peak:.0f}", f"{tail:.0f}", f"{seconds:.0f}"))
    print(f"difference of the peaks: {float(rows[1][1]) - float(rows[0][1]):+.0f} MB (allowed: +50)")
    table("Memory of analyze", ("video", "peak MB", "peak of the parent MB", "took s"), rows)


def peak_mb(video: Path, model: str, workers: int | None) -> tuple[float, float, float]:
    """Return the peaks of the whole family and of the parent alone, and how long it took."""
    start, family, alone = time.perf_counter(), 0.0, 0.0
    process = python("-c", CODE.format(workers=workers), str(video), model, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        sizes = [size_mb(pid) for pid in [process.pid, *children(process.pid)]]
        family, alone = max(family, sum(sizes)), max(alone, sizes[0])
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit("analyze failed")
    return family, alone, time.perf_counter() - start


def children(pid: int) -> list[int]:
    """Return a process's children and theirs."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        found = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []
    return [*found, *(child for pid in found for child in children(pid))]


def size_mb(pid: int) -> float:
    """Return a process's proportional share of memory, so that shared pages count once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
