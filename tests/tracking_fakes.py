"""A recording and a network without pictures, for tests of tracking.

The recording's path says what it is: "seconds=60 rate=10", and what goes wrong: "fail=40" [s], "bug=40",
"warn=40" (and later), "slow=0.01" [s a frame].
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator

import numpy as np

from posecheck.errors import LeftOutError, ModelError, SourceError
from posecheck.pose import Frame, ModelInfo, PoseFrame, StreamInfo
from posecheck.tracking.parts import Parts

PICTURE = np.zeros((1, 1, 3), np.uint8)
BODY = np.linspace((0.2, 0.4), (0.8, 0.6), 33, dtype=np.float32)


class FakeRecording:
    """Frames at a steady rate; says and does what its path asks for."""

    jumps = True

    def __init__(self, path: str, start_s: float | None, end_s: float | None) -> None:
        self.told = dict(word.split("=") for word in path.split())
        self.seconds, self.rate = float(self.told["seconds"]), float(self.told["rate"])
        self.frames = round(self.seconds * self.rate)
        self.start_s, self.end_s = start_s or 0.0, end_s or self.seconds
        self.info = StreamInfo(path, 1, 1, self.seconds, self.frames, fps=self.rate)
        self.warnings: list[str] = []

    def __iter__(self) -> Iterator[Frame]:
        for index in range(self.frames):
            t_s = index / self.rate
            if self.start_s <= t_s < self.end_s:
                self._misbehave(t_s)
                yield Frame(index, t_s, PICTURE)
        if self.end_s > float(self.told.get("warn", "inf")):
            self.warnings.append("The file ends early")

    def _misbehave(self, t_s: float) -> None:
        if t_s >= float(self.told.get("fail", "inf")):
            raise SourceError("The file is damaged", "Copy it again")
        if t_s >= float(self.told.get("bug", "inf")):
            raise KeyError("a mistake of ours")
        time.sleep(float(self.told.get("slow", 0)))

    def close(self) -> None:
        pass


class FakeNetwork:
    """Its landmarks depend on every frame it has seen, as the real one's do.

    The model "fickle" takes up somebody else the later it starts, and stays with them; "leaky" leaves
    pictures out where it is shown them before it has answered.
    """

    def __init__(self, model: str) -> None:
        if model == "missing":
            raise ModelError("There is no model called missing", "Use lite or full")
        self.model = ModelInfo(model, "0" * 64)
        self.memory = 0.0
        self.place: float | None = None

    def estimate(self, frame: Frame) -> PoseFrame:
        return self.look(frame)()

    def picture(self, frame: Frame) -> Frame:
        return frame

    def looks(self, pictures: Iterable[Frame]) -> Generator[Callable[[], PoseFrame]]:
        for picture in pictures:
            if self.model.name == "leaky" and picture.index % 250 == 249:
                raise LeftOutError("The pose library left a picture out", "Try again")
            yield self.look(picture)

    def look(self, frame: Frame) -> Callable[[], PoseFrame]:
        self.memory = 0.9 * self.memory + np.sin(frame.index)
        if self.place is None:
            self.place = frame.t_s if self.model.name == "fickle" else 0.0
        xy = BODY + np.float32(self.place + 0.001 * self.memory)
        world, visibility = np.zeros((33, 3), np.float32), np.ones(33, np.float32)
        back = xy[: frame.index % 3]
        return lambda: PoseFrame(frame.index, frame.t_s, xy, world, visibility, back)

    def close(self) -> None:
        pass


FAKES = Parts(FakeRecording, FakeNetwork)
