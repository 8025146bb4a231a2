"""What the benchmarks share: tables, longer videos, the plain loop, runs in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from posecheck.estimators.privacy import without_network
from posecheck.estimators.quiet import quiet
from posecheck.pose import PoseTrack

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "bird_dog_good.mp4"


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print an aligned table; all columns but the first flush right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(*head[:1], title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head[1:]:
        shown.add_column(name, justify="right")
    for row in rows:
        shown.add_row(*map(str, row))
    Console(width=None if sys.stdout.isatty() else 140, highlight=False).print(shown)


def repeated(clip: Path, out: Path, seconds: float) -> Path:
    """Write a video of at least `seconds` by repeating a clip's packets, without encoding anew."""
    import av

    with av.open(str(clip)) as source, av.open(str(out), "w") as target:
        video = source.streams.video[0]
        stream = target.add_stream_from_template(video)
        wanted, offset = seconds / float(video.time_base or 1), 0
        while offset < wanted:
            source.seek(0)
            offset = _append(source.demux(video), target, stream, offset)
    return out


def _append(packets: Iterable[Any], target: Any, stream: Any, offset: int) -> int:
    """Copy packets `offset` ticks later; return the tick after their end."""
    end = offset
    for packet in packets:
        if packet.dts is None:
            continue
        packet.pts, packet.dts, packet.stream = packet.pts + offset, packet.dts + offset, stream
        end = max(end, packet.pts + (packet.duration or 1))
        target.mux(packet)
    return end


class PlainLoop:
    """What anybody would write: read, cvtColor, detect_for_video.

    Args:
        model: "lite", "full", "heavy" or the path of a bundle.
    """

    def __init__(self, model: str) -> None:
        from posecheck.models import find_model

        self._bundle = str(find_model(model).path)

    @contextmanager
    def landmarker(self) -> Iterator[Any]:
        """Load the network; no masks, as nobody would ask for them without a use."""
        import mediapipe as mp

        vision = mp.tasks.vision
        options = vision.PoseLandmarkerOptions(
            base_options=mp.tasks.BaseOptions(model_asset_path=self._bundle),
            running_mode=vision.RunningMode.VIDEO,
        )
        # As quiet, and as far from any network, as the estimator itself.
        with (
            quiet(),
            without_network(lambda: vision.PoseLandmarker.create_from_options(options)) as landmarker,
        ):
            yield landmarker

    def run(self, path: Path) -> int:
        """Look at every frame of a video; return how many there were."""
        import cv2
        import mediapipe as mp

        count = 0
        with self.landmarker() as landmarker:
            capture = cv2.VideoCapture(str(path))
            rate = capture.get(cv2.CAP_PROP_FPS)
            while (read := capture.read())[0]:
                rgb = cv2.cvtColor(read[1], cv2.COLOR_BGR2RGB)
                image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
                landmarker.detect_for_video(image, round(count * 1000 / rate))
                count += 1
            capture.release()
        return count


def track_of(path: Path, model: str = "full", workers: int | None = None) -> PoseTrack:
    """Return the poses of a video."""
    from posecheck.tracking import Tracking

    with closing(Tracking(path, model, workers)) as tracking:
        return PoseTrack(tuple(tracking), tracking.info, tracking.model, None, tuple(tracking.warnings))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and processor seconds, children that have ended included."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    return time.perf_counter() - wall, sum(after[:4]) - sum(before[:4])


def python(*arguments: str, **keywords: Any) -> subprocess.Popen[bytes]:
    """Start this interpreter from the project's root."""
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, **keywords)
