"""What a signal of an exercise definition may say: which number is measured on every frame."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, PositiveFloat

from posecheck.exercises.parts import Id, Part, Unit

Joint = Literal[
    "nose", "eye", "ear", "shoulder", "elbow", "wrist", "index", "hip", "knee", "ankle", "heel", "foot_index"
]  # fmt: skip
Measure = Literal[
    "angle", "angle_above", "angle_below", "inclination", "pitch", "swing", "offset", "above", "ahead",
    "distance", "height", "across", "turn", "turn_shoulders", "turn_hips", "unrest", "back_curve", "back_bow",
]  # fmt: skip
BackPart = Literal["whole", "lower", "upper"]
Pick = Literal["near", "far", "working", "resting", "mid", "higher", "lower", "mean", "difference"]

POINTS_OF: dict[str, int] = {
    "angle": 3, "angle_above": 3, "angle_below": 3, "inclination": 2, "pitch": 3, "swing": 3, "offset": 3,
    "above": 2, "ahead": 2, "distance": 2, "height": 1, "across": 1, "turn": 0, "turn_shoulders": 0,
    "turn_hips": 0, "unrest": 0, "back_curve": 0, "back_bow": 0,
}  # fmt: skip
"""How many points each measure takes."""

UNIT_OF: dict[str, Unit] = {
    "angle": "deg", "angle_above": "deg", "angle_below": "deg", "inclination": "deg", "pitch": "deg",
    "swing": "deg", "offset": "ratio", "above": "ratio", "ahead": "ratio", "distance": "ratio",
    "height": "ratio", "across": "ratio", "turn": "deg", "turn_shoulders": "deg", "turn_hips": "deg",
    "unrest": "ratio", "back_curve": "deg", "back_bow": "ratio",
}  # fmt: skip
"""Unit of each measure: degrees, or a share of the torso's length, for `back_bow` of the back's own."""


class Signal(Part):
    """A number measured on every frame.

    `angle` a-b-c, 0..180; `angle_above` and `angle_below` the same on the upper or lower side, beyond 180
    when over-stretched; `inclination` of a to b over the horizontal, counted along `toward`; `pitch` of line
    b-c against line a-b, upwards positive; `swing` of line b-c against line b-a, -180..180, towards `toward`
    positive; `offset` of the first point from the line of the other two, up positive; `above` and `ahead`
    (along `toward`) of the first point against the second; `distance`; `height` of a point in the picture and
    where it is `across` it, to be set against the person's own; `turn_shoulders` and `turn_hips`, by how much
    they are turned away from facing the camera, towards the person's left positive, and `turn` of the
    shoulders against the hips: of depth, so coarse; `unrest` of the whole body over 1 s; `back_curve`, by how
    much the back turns from hip to shoulder, and `back_bow`, how far it stands out from the line between its
    ends: both of the outline,
    rounded positive, hollow negative. Angles in degrees, lengths in shares of the torso's length.

    Attributes:
        side: Whose points: of the side near to or far from the camera, of the working or resting limb, the
            middle of both, or of the side on which the value is higher or lower; or of both, as the `mean` of
            the two values or their `difference`, left less right.
        toward: Which way counts as ahead: the head or the feet, or the person's own left in a front view.
        seen: Visibility from which its points count as seen, where the guess of hidden ones is good enough.
        part: Which part of the back `back_curve` measures; the whole where it is left out.
        since: Set against the person's neutral, the best value of this hold, its first two seconds, or
            the best hold of this side so far.
        share: As a share of what it is set against instead of the change from it.
        absolute: Without its sign.
        per_10_s: Its change per 10 s.
        range_s: How far it ranged within so many seconds instead of where it is.
        outermost: Share of the values that is left out at either end of that range.
        highest_s: The highest within so many seconds instead of where it is.
        bounce_s: How far it went both up and down within so many seconds instead of where it is.
        lopsided_s: How much further it went up than down within so many seconds instead of where it is, as a
            share of the further way; negative where it went further down.
        along: How alike it moves with this other signal within `along_s` instead of where it is: 1 is along
            with it, -1 against it.
    """

    measure: Measure
    points: list[Joint] = Field([])
    side: Pick = "near"
    toward: Literal["head", "feet", "left"] = "head"
    seen: float | None = Field(None, ge=0, le=1)
    part: BackPart | None = None
    since: Literal["neutral", "best", "best_hold", "start"] | None = None
    share: bool = False
    absolute: bool = False
    per_10_s: bool = False
    range_s: PositiveFloat | None = None
    outermost: float = Field(0.1, ge=0, lt=0.5)
    highest_s: PositiveFloat | None = None
    bounce_s: PositiveFloat | None = None
    lopsided_s: PositiveFloat | None = None
    along: Id | None = None
    along_s: PositiveFloat = 3.0
    about: str = ""

    @property
    def unit(self) -> Unit:
        """Unit of the signal's values."""
        return "ratio" if self.along or self.lopsided_s else UNIT_OF[self.measure]

    @cached_property
    def way(self) -> tuple[str | bool, ...]:
        """How it is measured on one side of a body: alike for all signals that are measured alike."""
        return self.measure, *self.points, self.toward, self.share

    @cached_property
    def takes_no_side(self) -> bool:
        """Whether it is of both sides together."""
        return self.side in ("mean", "difference") or self.measure.startswith("turn")

    @cached_property
    def of_back(self) -> bool:
        """Whether it is measured on the back's outline rather than on landmarks."""
        return self.measure.startswith("back_")

    @property
    def window_s(self) -> float:
        """Over how long it is taken, 0 where it is of the moment."""
        return self.range_s or self.highest_s or self.lopsided_s or (self.along_s if self.along else 0.0)
