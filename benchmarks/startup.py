"""How long it takes until the command line answers. Run: python -m benchmarks.startup."""

from __future__ import annotations

import argparse
import subprocess
import time

from benchmarks.common import python, table

PROGRAMS = {
    "python, nothing else": ("-c", "pass"),
    "import posecheck": ("-c", "import posecheck"),
    "posecheck --help": ("-m", "posecheck", "--help"),
    "posecheck exercises list": ("-m", "posecheck", "exercises", "list"),
}
HEAVY = "mediapipe", "cv2", "av", "matplotlib", "PIL"


def seconds(program: tuple[str, ...]) -> float:
    """Return how long a program runs."""
    start = time.perf_counter()
    if python(*program, stdout=subprocess.DEVNULL).wait():
        raise SystemExit(f"failed: {' '.join(program)}")
    return time.perf_counter() - start


def heavy_after(statement: str) -> str:
    """Return which heavy packages a statement has loaded."""
    code = f"import sys; {statement}; print(*[m for m in {HEAVY} if m in sys.modules])"
    output, _ = python("-c", code, stdout=subprocess.PIPE).communicate()
    return output.decode().strip() or "none"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    times = {name: sorted(seconds(program) for _ in range(runs)) for name, program in PROGRAMS.items()}
    rows = [(name, f"{t[0]:.3f}", f"{t[len(t) // 2]:.3f}") for name, t in times.items()]
    table(f"Start-up, {runs} runs", ("program", "best s", "median s"), rows)
    print(f"heavy packages loaded by import posecheck: {heavy_after('import posecheck')}")
    print(f"heavy packages loaded by the command line: {heavy_after('import posecheck.cli.app')}")


if __name__ == "__main__":
    main()
