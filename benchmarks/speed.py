"""What each stage costs a frame. Run: python -m benchmarks.speed [VIDEO] [--exercise ID] [--model NAME]."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.common import SAMPLE, PlainLoop, table
from posecheck.estimators.mediapipe import MediaPipeEstimator
from posecheck.exercises.library import Library
from posecheck.judging import judge_for
from posecheck.pose import Frame, PoseFrame, StreamInfo
from posecheck.session import Session
from posecheck.sinks.overlay import Overlay
from posecheck.sinks.video_file import VideoFileSink
from posecheck.sources.video import VideoSource
from posecheck.step import Briefing, Moment

Item = TypeVar("Item")
Result = TypeVar("Result")
WARM_UP = 5
"""Frames that are left out: the first ones load and reserve."""


class Stopwatch:
    """Collects the milliseconds of named stages."""

    def __init__(self) -> None:
        self.ms: dict[str, list[float]] = defaultdict(list)

    def call(self, stage: str, work: Callable[..., Result], *arguments: object) -> Result:
        """Do some work and note how long it took."""
        start = time.perf_counter()
        result = work(*arguments)
        self.ms[stage].append(1000 * (time.perf_counter() - start))
        return result

    def each(self, stage: str, items: Iterable[Item]) -> Iterator[Item]:
        """Pass on items and note how long each took to come."""
        iterator = iter(items)
        while found := self.call(stage, _next, iterator):
            yield from found

    def rows(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield stage, median, 90th percentile and number."""
        for stage, all_ms in self.ms.items():
            ms = all_ms[WARM_UP:]
            yield stage, f"{np.median(ms):.2f}", f"{np.percentile(ms, 90):.2f}", len(ms)


def _next(iterator: Iterator[Item]) -> list[Item]:
    """Return the next item in a list, an empty one at the end."""
    return list(islice(iterator, 1))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("video", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--exercise", default="bird_dog")
    parser.add_argument("--model", default="full")
    parser.add_argument("--frames", type=int, default=400)
    told = parser.parse_args()
    watch = Stopwatch()
    decode(told.video, told.frames, watch)
    with closing(VideoSource(told.video)) as source:
        frames = list(islice(watch.each("read", source), told.frames))
        info = source.info
    plain(frames, told.model, watch)
    poses = estimate(frames, told.model, watch)
    session = Session(judge_for(told.exercise, Library()), info, None)
    moments = judge(frames, poses, session, info, watch)
    encode(moments, session.briefing, info, watch)
    rows = list(watch.rows())
    table(
        f"{told.video.name}, {info.width}x{info.height}: ms a frame", ("stage", "median", "90 %", "n"), rows
    )


def decode(path: Path, count: int, watch: Stopwatch) -> None:
    """Decode alone, without making pictures."""
    import av

    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for _ in islice(watch.each("  of which decode", container.decode(video=0)), count):
            pass


def plain(frames: list[Frame], model: str, watch: Stopwatch) -> None:
    """Convert and run the network as the plain loop does: landmarks alone."""
    import cv2
    import mediapipe as mp

    def detect(frame: Frame, rgb: Any) -> object:
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
        return landmarker.detect_for_video(image, round(1000 * frame.t_s))

    with PlainLoop(model).landmarker() as landmarker:
        for frame in frames:
            rgb = watch.call("convert", cv2.cvtColor, frame.image, cv2.COLOR_BGR2RGB)
            watch.call("network, landmarks only", detect, frame, rgb)


def estimate(frames: list[Frame], model: str, watch: Stopwatch) -> list[PoseFrame]:
    """Do what the estimator does: convert, network with mask, outline."""
    with closing(MediaPipeEstimator(model)) as estimator:
        stage = "estimate (convert, network, outline)"
        return [watch.call(stage, estimator.estimate, frame) for frame in frames]


def judge(
    frames: list[Frame], poses: list[PoseFrame], session: Session, info: StreamInfo, watch: Stopwatch
) -> list[Moment]:
    """Judge and paint."""
    overlay = Overlay(session.briefing, info.width, info.height)
    moments = []
    for frame, pose in zip(frames, poses, strict=True):
        moment = watch.call("engine and cues", session.step, frame, pose)
        watch.call("overlay", overlay.paint, frame.image, moment)
        moments.append(moment)
    return moments


def encode(moments: list[Moment], briefing: Briefing, info: StreamInfo, watch: Stopwatch) -> None:
    """Encode what is painted; by itself, as the encoder's threads run beside whatever else is measured."""
    overlay = Overlay(briefing, info.width, info.height)
    with tempfile.TemporaryDirectory() as folder:
        sink = VideoFileSink(Path(folder) / "out.mp4", lambda _: painted)
        sink.open(briefing, info)
        for moment in moments:
            assert moment.frame is not None
            painted = overlay.paint(moment.frame.image, moment)
            watch.call("encode", sink.write, moment)
        sink.close()


if __name__ == "__main__":
    main()
