"""What the person sees on the picture, from three metres away, without their glasses.

One big number, one line of words, a thin skeleton, the back where it is judged, and what is at fault marked
by colour and by shape. Panels keep to the edges and off the body, and change place seldom.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.coach.sight import is_in_place, trusted_back
from posecheck.coach.words import cadence_words
from posecheck.result import Hold
from posecheck.sinks.back_line import BackPen, BackView, faulty_stretches
from posecheck.sinks.canvas import Image, dark, flipped
from posecheck.sinks.fonts import font_for
from posecheck.sinks.layout import NO_POINTS, Anchor, Placement, Spot, spots, unit_px
from posecheck.sinks.panels import NumberPanel, words_panel
from posecheck.sinks.skeleton import SEEN, Points, SkeletonPen
from posecheck.step import ActiveFault, Briefing, Moment, Step

UNSEEN_PATIENCE_S = 1.0
TRUNK_SIDES = [(f"{side}_shoulder", f"{side}_hip") for side in ("left", "right")]
"""Straight lines that say nothing of the back: left out where the back itself is shown or missed."""


class Overlay:
    """Draws what every moment has to say on its picture.

    Args:
        briefing: The exercise.
        width: Picture width [px].
        height: Picture height [px].
    """

    def __init__(self, briefing: Briefing, width: int, height: int) -> None:
        """Lay out the panels; loads the fonts that the exercise's own words need."""
        self._briefing = briefing
        self._unseen = Steady(UNSEEN_PATIENCE_S)
        self._back_unseen = Steady(UNSEEN_PATIENCE_S)
        self._back_view = BackView()
        self._last_hold_s = 0.0
        self._lay_out(width, height)
        for character in set(briefing.setup + briefing.name):
            font_for(character)

    def _lay_out(self, width: int, height: int) -> None:
        self._size = (width, height)
        self._unit = unit_px(width, height)
        self._pen = SkeletonPen(self._unit, self._briefing.edges)
        self._trunkless_pen = SkeletonPen(self._unit, self._briefing.edges, TRUNK_SIDES)
        self._back_pen = BackPen(self._unit)
        counts = self._briefing.counts
        ringed = counts == "rounds" or (counts != "cycles" and self._briefing.hold_target_s > 0)
        self._number = NumberPanel(self._unit, ringed, captioned=counts == "cycles")
        self._placement = Placement(spots(width, height, self._number.size))

    def paint(self, image: Image | None, moment: Moment, mirror: bool = False) -> Image:
        """Return a new picture with the moment drawn on it; call it once a frame, in order.

        Args:
            image: (H, W, 3) uint8 BGR, left as it is; None paints on a dark canvas.
            moment: The step and the words.
            mirror: Show the picture as a mirror does; words stay readable.
        """
        canvas = self._canvas(image, mirror)
        step = moment.step
        points = _on_canvas(step.pose.xy, canvas, mirror)
        seen = np.isfinite(points[:, 0]) & (step.pose.visibility >= SEEN)
        back = self._back_view.now(step) if self._briefing.judges_back else None
        line = _on_canvas(back.line, canvas, mirror) if back else NO_POINTS
        spot = self._placement.choose(points, seen, step.pose.t_s, line)
        pen = self._trunkless_pen if self._briefing.judges_back and is_in_place(step) else self._pen
        pen.draw(canvas, points, seen, fault_to_mark(moment))
        if back:
            self._back_pen.draw(canvas, line, faulty_stretches(step.faults))
        self._draw_number(canvas, spot, step)
        self._draw_words(canvas, spot, moment)
        return canvas

    def _canvas(self, image: Image | None, mirror: bool) -> Image:
        if image is None:
            return dark(*self._size)
        if (image.shape[1], image.shape[0]) != self._size:
            self._lay_out(image.shape[1], image.shape[0])
        return flipped(image) if mirror else image.copy()

    def _draw_number(self, canvas: Image, spot: Spot, step: Step) -> None:
        number = int(self._held_s(step) + 1e-6) if self._briefing.counts == "hold" else step.reps
        place = spot.number.x, spot.number.y
        self._number.draw(canvas, *place, number, self._filled(step), self._caption(step))

    def _caption(self, step: Step) -> str:
        """Return what is counted where it has a rhythm: "steps", "104 steps a minute"."""
        if step.rhythm is None:
            return ""
        cadence, unit = step.rhythm.cadence_per_min, self._briefing.unit
        return f"{unit}s" if cadence is None else cadence_words(cadence, unit)

    def _filled(self, step: Step) -> float:
        """Return how much of the hold, or of the paced round, is done, 0..1."""
        if self._briefing.counts == "rounds":
            return step.beat.share if step.beat else 0.0
        target_s = self._briefing.hold_target_s
        return step.hold_s / target_s if target_s > 0 else 0.0

    def _held_s(self, step: Step) -> float:
        """Return the seconds of this hold; between holds those of the last one, so that they can be read."""
        ended = [event.seconds for event in step.events if isinstance(event, Hold)]
        if step.hold_s > 0:
            self._last_hold_s = step.hold_s
        elif ended:
            self._last_hold_s = ended[-1]
        return self._last_hold_s

    def _draw_words(self, canvas: Image, spot: Spot, moment: Moment) -> None:
        show, room = moment.show, spot.words
        unseen = self._lastingly_unseen(moment.step)
        note = "" if moment.step.need else unseen_words(unseen)
        if show is None and not note:
            return
        text, kind = (show.text, show.kind) if show else ("", "setup")
        panel = words_panel(text, kind, note, (room.w, room.h), self._unit)
        h, w = panel.keep.shape[:2]
        panel.lay(canvas, room.x + _shift(room.w - w, spot.across), room.y + _shift(room.h - h, spot.down))

    def _lastingly_unseen(self, step: Step) -> tuple[str, ...]:
        """Return what has been out of sight for a while, the back where it is judged among it."""
        hidden = self._briefing.judges_back and is_in_place(step) and not trusted_back(step)
        parts = self._unseen.now(step.unseen, step.pose.t_s)
        return parts + self._back_unseen.now(("back",) if hidden else (), step.pose.t_s)


class Steady:
    """Follows a value that flickers: a new one counts once it has stayed for a while."""

    def __init__(self, patience_s: float) -> None:
        """Start with nothing unseen."""
        self._patience_s = patience_s
        self._value: tuple[str, ...] = ()
        self._next: tuple[str, ...] = ()
        self._since_s = 0.0

    def now(self, value: tuple[str, ...], t_s: float) -> tuple[str, ...]:
        """Return the value that has lasted, at stream time t_s."""
        if value != self._next:
            self._next, self._since_s = value, t_s
        if t_s - self._since_s >= self._patience_s:
            self._value = self._next
        return self._value


def fault_to_mark(moment: Moment) -> ActiveFault | None:
    """Return the fault that the words on the screen speak of, else the most important one present."""
    faults = [fault for fault in moment.step.faults if fault.severity != "info"]
    told = [fault for fault in faults if moment.show and fault.id == moment.show.id]
    return next(iter(told + faults), None)


def unseen_words(parts: tuple[str, ...]) -> str:
    """Return "Can't see your feet and hands" for ("feet", "hands"); nothing for nothing."""
    if not parts:
        return ""
    listed = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    return f"Can't see your {listed}"


def _on_canvas(places: NDArray[np.floating], canvas: Image, mirror: bool) -> Points:
    """Return places [image heights] in pixels of the picture that is shown."""
    height, width = canvas.shape[:2]
    points: Points = np.asarray(places, np.float32) * np.float32(height)
    if mirror:
        points = points * np.array([-1, 1], np.float32) + np.array([width, 0], np.float32)
    return points


def _shift(free_px: int, anchor: Anchor) -> int:
    return {"left": 0, "centre": free_px // 2, "right": free_px}[anchor]
