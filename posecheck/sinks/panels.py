"""The two panels on the picture: the big number with its ring, and the words with their sign."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from posecheck.sinks.canvas import (
    GREEN,
    INK,
    ORANGE,
    PANEL_OPACITY,
    SKY,
    WHITE,
    Colour,
    Image,
    Layers,
    Sprite,
    annulus,
    rounded,
)
from posecheck.sinks.dial import Dial
from posecheck.sinks.text import LINE_HEIGHT, Setting, fit, ink, tight_ink

DIGIT_SHARE = 0.2
"""Height of a single digit in units: about a fifth of the picture."""

_RING_SHARE = 0.36
_BOX_SHARE = (0.32, 0.28)
_CAPTION_SHARE = 0.15
_RING_PX_SHARE = 0.021
_SQUEEZE = 0.86
"""Digits are set a little narrower than the font's: two of them fit larger into the ring."""

_KIND_COLOURS: dict[str, Colour] = {
    "safety": ORANGE,
    "fault": ORANGE,
    "setup": SKY,
    "count": SKY,
    "praise": GREEN,
}


class NumberPanel:
    """The count or the held seconds, with a ring around it where there is something to fill, or a caption.

    Args:
        unit_px: Length that everything is measured in.
        ringed: Whether there is a ring.
        captioned: Whether there is room for a few words below the number; not with a ring.
    """

    def __init__(self, unit_px: float, ringed: bool, captioned: bool = False) -> None:
        """Compose the panel that the digits lie on."""
        self._unit = unit_px
        self._ring_px = max(3, round(unit_px * _RING_PX_SHARE))
        share = (_RING_SHARE, _RING_SHARE) if ringed else _BOX_SHARE
        self._caption_px = round(_CAPTION_SHARE * unit_px) if captioned else 0
        self._number_px = round(share[1] * unit_px)
        self.size = round(share[0] * unit_px), self._number_px + self._caption_px
        self._dial = Dial(self.size[0], self._ring_px) if ringed else None
        self._plain = _plain_base(self.size, 0.05 * unit_px)

    def draw(self, image: Image, x: int, y: int, number: int, filled: float, caption: str = "") -> None:
        """Draw the panel with its top left corner at x, y.

        Args:
            image: (H, W, 3), drawn on.
            x: Left edge [px].
            y: Upper edge [px].
            number: The number.
            filled: Share of the ring, 0..1.
            caption: Words below the number.
        """
        base = self._dial.filled(filled) if self._dial else self._plain
        base.lay(image, x, y)
        digits = _digits(str(number), *self._room(len(str(number))))
        h, w = digits.keep.shape[:2]
        digits.lay(image, x + (self.size[0] - w) // 2, y + (self._number_px - h) // 2)
        if caption:
            pad = round(0.02 * self._unit)
            words = _caption(caption, self.size[0] - 2 * pad, self._caption_px - pad)
            words.lay(image, x + pad, y + self._number_px - pad)

    def _room(self, figures: int) -> tuple[int, int]:
        """Return the width and height that the digits may take."""
        height = DIGIT_SHARE * self._unit
        if not self._dial:
            return round(self.size[0] * 0.86), round(height)
        inner = self.size[0] - 3.4 * self._ring_px
        wide = 0.95 * _SQUEEZE * figures
        height = min(height, inner / np.hypot(1, wide))
        return round(1.2 * height * wide), round(height)


def _plain_base(size: tuple[int, int], radius: float) -> Sprite:
    layers = Layers(*size)
    layers.paint(INK, rounded(*size, radius, PANEL_OPACITY))
    return layers.sprite()


@lru_cache(maxsize=64)
def _digits(text: str, width_px: int, height_px: int) -> Sprite:
    """Return the digits, as large as they may be."""
    import cv2

    mask = tight_ink(text, round(height_px / 0.73))
    width = round(mask.shape[1] * _SQUEEZE * min(1.0, height_px / mask.shape[0]))
    scale = min(1.0, width_px / width)
    size = max(1, round(width * scale)), max(1, round(min(height_px, mask.shape[0]) * scale))
    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    layers = Layers(*size)
    layers.paint(WHITE, small)
    return layers.sprite()


@lru_cache(maxsize=8)
def _caption(text: str, width_px: int, height_px: int) -> Sprite:
    """Return words as large as they may be, each line in the middle."""
    setting = fit(text, width_px, height_px, round(0.42 * height_px), max(10, height_px // 4))
    layers = Layers(width_px, height_px)
    for i, line in enumerate(setting.lines):
        mask = ink(line, setting.size_px)[:, :width_px]
        layers.paint(SKY, mask, (width_px - mask.shape[1]) // 2, round(i * setting.size_px * LINE_HEIGHT))
    return layers.sprite()


@lru_cache(maxsize=8)
def words_panel(text: str, kind: str, note: str, room: tuple[int, int], unit_px: float) -> Sprite:
    """Return the panel with a sign, the words, and a note below them, that fits into `room`.

    Args:
        text: The words; empty where there is only a note.
        kind: Kind of the cue.
        note: A smaller line, or empty.
        room: Width and height that may be used [px]; in a narrow place the sign goes above the words.
        unit_px: Length that letters are measured in.
    """
    pad, sign = round(0.035 * unit_px), round(0.09 * unit_px)
    beside = room[0] > room[1]
    left, above = (sign + pad, 0) if beside else (0, sign + pad // 2)
    big, small = _settings(text, note, room[0] - 2 * pad - left, room[1] - 2 * pad - above, unit_px)
    block_w, block_h = max(big.width_px, small.width_px), big.height_px + small.height_px
    width = block_w + 2 * pad + left
    height = (max(block_h, sign) if beside else block_h + above) + 2 * pad
    layers = Layers(width, height)
    layers.paint(INK, rounded(width, height, min(pad * 1.4, height / 2), PANEL_OPACITY))
    layers.paint(_KIND_COLOURS[kind], _sign(kind, sign), pad, (height - sign) // 2 if beside else pad)
    top = (height - block_h) // 2 if beside else pad + above
    _write(layers, big, WHITE, pad + left, top)
    _write(layers, small, SKY, pad + left, top + big.height_px)
    return layers.sprite()


def _settings(text: str, note: str, width: int, height: int, unit_px: float) -> tuple[Setting, Setting]:
    """Return words and note as large as they may be; a note alone is set as words."""
    most, least = round(0.088 * unit_px), max(10, round(0.042 * unit_px))
    if not (text and note):
        return fit(text or note, width, height, most, least), Setting((), least)
    note_height = round(0.075 * unit_px)
    small = fit(note, width, note_height, round(0.055 * unit_px), least)
    return fit(text, width, height - note_height, most, least), small


def _write(layers: Layers, setting: Setting, colour: Colour, x: int, y: int) -> None:
    for i, line in enumerate(setting.lines):
        layers.paint(colour, ink(line, setting.size_px), x, y + round(i * setting.size_px * LINE_HEIGHT))


def _sign(kind: str, size: int) -> NDArray[np.float32]:
    """Return the sign of a kind of message as a (size, size) mask, so that colour is not all."""
    if kind == "praise":
        return _drawn(size, [(0.08, 0.55), (0.38, 0.85), (0.92, 0.2)], closed=False)
    if kind == "safety":
        return _cut(_drawn(size, [(0.5, 0.06), (0.96, 0.92), (0.04, 0.92)], closed=True), "!", 0.14)
    if kind == "setup":
        return _cut(rounded(size, size, size / 2), "i", 0.0)
    return annulus(size, size * (0.2 if kind == "fault" else 0.13))


def _drawn(size: int, points: list[tuple[float, float]], *, closed: bool) -> NDArray[np.float32]:
    from PIL import Image as Pictures
    from PIL import ImageDraw

    fine = 4 * size
    image = Pictures.new("L", (fine, fine))
    corners = [(x * fine, y * fine) for x, y in points]
    if closed:
        ImageDraw.Draw(image).polygon(corners, fill=255)
    else:
        ImageDraw.Draw(image).line(corners, fill=255, width=round(0.17 * fine), joint="curve")
    return np.asarray(image.resize((size, size), Pictures.Resampling.BOX), np.float32)


def _cut(mask: NDArray[np.float32], letter: str, lower: float) -> NDArray[np.float32]:
    """Cut a letter out of the middle of a sign."""
    size = len(mask)
    hole = tight_ink(letter, round(0.72 * size)).astype(np.float32)
    y, x = (size - hole.shape[0]) // 2 + round(lower * size), (size - hole.shape[1]) // 2
    hole = hole[: size - y]
    mask = mask.copy()
    mask[y : y + hole.shape[0], x : x + hole.shape[1]] *= 1 - hole / 255
    return mask
