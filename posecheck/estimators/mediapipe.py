"""The only door to the pose library: pictures in, isotropic landmarks of the one who exercises out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from posecheck.back import Silhouette, back_outline, trunk_depth
from posecheck.errors import SourceError
from posecheck.estimators.landmarker import Found, Rgb
from posecheck.estimators.network import FilmNetwork, StillNetwork
from posecheck.estimators.people import Keeper, Look, Person, Verdict
from posecheck.estimators.picture import Picture, picture_of
from posecheck.models import find_model
from posecheck.pose import FloatArray, Frame, ModelInfo, PoseFrame, empty_pose

SCOUT = "lite"
"""The model that looks for other people: it only has to find them."""
MOST_OTHERS = 3
PAINTED = 0.1
"""How much more than a person's landmarks is painted over to find others [person sizes]."""
AIMED = 0.25
"""How much more than a person's landmarks is left when the tracker is to find them alone [person sizes]."""
NO_BACK = np.empty((0, 2), np.float32)
FADE = 0.05
"""Landmarks further than this out of the picture [image heights] are guesses: not visible at all."""


@dataclass(frozen=True, eq=False)
class _Shown:
    """A picture that the tracker looks at, or has."""

    picture: Picture
    answer: Callable[[], list[Found]]


class MediaPipeEstimator:
    """Finds the landmarks of the one who exercises, with MediaPipe's pose network; one a stream.

    The network follows one person. Asked for two, it would search every picture anew, which takes half as
    long again, and lose people more often. So a second, small network has a look every two seconds of the
    stream, and when the first one hops: at the picture with the followed person painted over. It has a thread
    of its own, and mostly looks while the first one is at the next picture.

    Until it is closed, OpenCV works in one thread in this process.

    Args:
        model: "lite", "full", "heavy" or the path of a bundle.
        outline: Whether to find the outline of the back too; without it the landmarks are the same.

    Attributes:
        model: Name and checksum of the network that makes the landmarks.

    Raises:
        ModelError: The bundle is missing or damaged, or the library cannot be loaded.
    """

    def __init__(self, model: str = "full", *, outline: bool = True) -> None:
        bundle, scout = find_model(model), find_model(SCOUT)
        self.model = ModelInfo(bundle.name, bundle.sha256)
        self._tracker = FilmNetwork(bundle.path, masks=outline)
        self._tracker.wait()
        self._scout = StillNetwork(scout.path, people=MOST_OTHERS)
        self._keeper: Keeper | None = None
        self._target: Person | None = None  # whom to aim at from the next picture on
        self._t_s = -np.inf
        self._t_ms = -1

    def estimate(self, frame: Frame) -> PoseFrame:
        """Return the landmarks of the one who exercises, and how many people are in view.

        Landmarks out of the picture keep their place but lose their visibility.

        Args:
            frame: The next picture of the stream.

        Raises:
            SourceError: The frame is from before the last one.
        """
        return self._take(self._aimed(self._show(self.picture(frame))))()

    def picture(self, frame: Frame) -> Picture:
        """Make of a frame the picture that the networks look at, in any thread."""
        return picture_of(frame)

    def looks(self, pictures: Iterable[Picture]) -> Generator[Callable[[], PoseFrame]]:
        """Show the network the pictures of a stream, each while it still looks at the one before.

        To be iterated in one thread, which can open no socket any more.

        Yields:
            For each picture what makes a pose of the answers, in any thread.

        Raises:
            SourceError: A picture is from before the last one.
            LeftOutError: The pose library has passed over a picture; `estimate` never has that.
        """
        self._tracker.settle()
        last: _Shown | None = None
        for picture in pictures:
            shown = self._show(picture)
            if last is not None:
                look = self._take(last)
                shown = self._aimed(shown)
                yield look
            last = shown
        if last is not None:
            yield self._take(last)

    def close(self) -> None:
        """Let go of the networks; safe to call twice."""
        try:
            self._tracker.close()
        finally:
            self._scout.close()

    def _check_time(self, t_s: float) -> None:
        if t_s < self._t_s:
            message = f"The stream goes back in time, from {self._t_s:.2f} s to {t_s:.2f} s"
            raise SourceError(message, "Use a new estimator for every stream")
        self._t_s = t_s

    def _show(self, picture: Picture) -> _Shown:
        self._check_time(picture.t_s)
        return _Shown(picture, self._begin(picture.rgb, picture.t_s))

    def _begin(self, rgb: Rgb, t_s: float) -> Callable[[], list[Found]]:
        """Show the tracker a picture; its clock counts whole milliseconds and must not stand still."""
        self._t_ms = max(round(t_s * 1000), self._t_ms + 1)
        return self._tracker.begin(rgb, self._t_ms)

    def _take(self, shown: _Shown) -> Callable[[], PoseFrame]:
        """Judge what the tracker saw in a picture; what is returned makes a pose of it, in any thread."""
        picture, found = shown.picture, next(iter(shown.answer()), None)
        verdict = self._judge(picture, found)
        self._target = verdict.target
        if found is None or verdict.act != "keep":
            return partial(replace, empty_pose(picture.index, picture.t_s), people=verdict.people)
        return partial(_pose, picture, found, verdict.people)

    def _aimed(self, shown: _Shown) -> _Shown:
        """Make the tracker follow the target, if there is one, from the picture on that was shown last.

        Let it lose whom it has, then show it the target alone.
        """
        target, self._target = self._target, None
        if target is None:
            return shown
        picture = shown.picture
        shown.answer()  # one at a time: none of these may be left out
        self._begin(np.zeros_like(picture.rgb), picture.t_s)()
        return _Shown(picture, self._begin(picture.only(target.box(AIMED)), picture.t_s))

    def _judge(self, picture: Picture, found: Found | None) -> Verdict:
        if self._keeper is None:
            self._keeper = Keeper(picture.aspect)
        seen = None if found is None else _person(picture, found)
        return self._keeper.judge(picture.t_s, seen, partial(self._begin_look, picture))

    def _begin_look(self, picture: Picture, seen: Person) -> Look:
        """Look for people besides the one that the tracker sees; remains of that one do not count."""
        begun = self._scout.begin(picture.without(seen.box(PAINTED)))
        return partial(_others, picture, seen, begun)


def _others(picture: Picture, seen: Person, begun: Callable[[], list[Found]]) -> list[Person]:
    people = [_person(picture, found) for found in begun()]
    return [person for person in people if not person.is_where(seen)]


def _person(picture: Picture, found: Found) -> Person:
    return Person(picture.isotropic(found.fractions))


def _pose(picture: Picture, found: Found, people: int) -> PoseFrame:
    back, depth = _back(picture, found)
    return PoseFrame(
        picture.index,
        picture.t_s,
        picture.isotropic(found.fractions),
        found.world,
        found.visibility * _inside(found.fractions, picture),
        back,
        people,
        depth,
    )


def _inside(fractions: FloatArray, picture: Picture) -> FloatArray:
    """Return 1 for landmarks in the picture, less for those outside, 0 for those far outside, (33,)."""
    beyond = picture.isotropic(np.maximum(np.abs(fractions - 0.5) - 0.5, 0)).max(axis=1)
    share: FloatArray = np.maximum(1 - beyond / FADE, 0)
    return share


def _back(picture: Picture, found: Found) -> tuple[FloatArray, float]:
    """Return the outline of the back and the depth of the trunk; nothing where no mask was asked for."""
    if found.mask is None:
        return NO_BACK, np.nan
    height, width = found.mask.shape
    silhouette = Silhouette(found.mask, found.fractions * (width, height), found.visibility)
    outline: FloatArray = (back_outline(silhouette) / picture.pixels_per_height).astype(np.float32)
    return outline, trunk_depth(silhouette)
