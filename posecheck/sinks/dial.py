"""The round panel under the number, whose ring fills as a hold goes on."""

from __future__ import annotations

from posecheck.sinks.canvas import (
    GREEN,
    INK,
    PANEL_OPACITY,
    SKY,
    WHITE,
    Colour,
    Layers,
    Sprite,
    annulus,
    rounded,
)

_WHOLE_DEG = 360


class Dial:
    """A disc with a ring; each frame draws only what has been filled since the last one.

    Args:
        size_px: Its width and height.
        ring_px: How thick the ring is.
    """

    def __init__(self, size_px: int, ring_px: int) -> None:
        """Compose the empty one."""
        self._size, self._ring = size_px, ring_px
        layers = Layers(size_px, size_px)
        layers.paint(INK, rounded(size_px, size_px, size_px / 2, PANEL_OPACITY))
        layers.paint(WHITE, annulus(size_px - 2 * ring_px, ring_px) * 0.22, ring_px, ring_px)
        self._empty = self._now = layers.sprite()
        self._deg = 0

    def filled(self, share: float) -> Sprite:
        """Return the disc with a share of its ring filled, 0..1; a full one is green and thicker."""
        deg = int(_WHOLE_DEG * min(1.0, max(0.0, share)))  # full only when it is
        if deg < self._deg or deg == _WHOLE_DEG > self._deg:
            self._now, self._deg = self._empty, 0
        if deg > self._deg:
            self._fill(deg)
        return self._now

    def _fill(self, deg: int) -> None:
        if self._now is self._empty:
            self._now = Sprite(self._empty.keep.copy(), self._empty.add.copy())
        if deg == _WHOLE_DEG:
            self._arc(deg, GREEN, round(1.4 * self._ring))
        else:
            self._arc(deg, SKY, self._ring)
        self._deg = deg

    def _arc(self, to_deg: int, colour: Colour, px: int) -> None:
        import cv2

        centre, radius = self._size // 2, round(self._size / 2 - 1.5 * self._ring)
        for image, ink in ((self._now.keep, (0, 0, 0)), (self._now.add, colour)):
            cv2.ellipse(
                image, (centre, centre), (radius, radius), -90, self._deg, to_deg, ink, px, cv2.LINE_AA
            )
