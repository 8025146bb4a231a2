"""Sets words as masks of ink: any script, wrapped and sized to fit a given place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posecheck.sinks.fonts import base_font, font_for

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Mask = NDArray[np.uint8]

LINE_HEIGHT = 1.24
"""Distance of baselines in font sizes."""

_RULER_PX = 128
_SHRINK = 0.94
_NO_SPACE = re.compile(r"([\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60])")
"""Characters of scripts that are written without spaces and may break anywhere."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one font can set."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Text broken into lines at a font size [px]."""

    lines: tuple[str, ...]
    size_px: int

    @property
    def height_px(self) -> int:
        """Height of the block."""
        return round(len(self.lines) * self.size_px * LINE_HEIGHT)

    @property
    def width_px(self) -> int:
        """Width of the widest line."""
        return max((round(width(line, self.size_px)) for line in self.lines), default=0)


@lru_cache(maxsize=1024)
def width(text: str, size_px: float) -> float:
    """Return how wide the text is at a font size [px]."""
    length = sum(_font(run.font, _RULER_PX).getlength(run.text) for run in runs(text))
    return length * size_px / _RULER_PX


@lru_cache(maxsize=256)
def ink(text: str, size_px: int) -> Mask:
    """Return one line as (height, width) ink, 0..255, with the baseline at one font size from the top."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (max(1, round(width(text, size_px)) + 2), round(size_px * LINE_HEIGHT)))
    draw, x = ImageDraw.Draw(image), 1.0
    for run in runs(text):
        font = _font(run.font, size_px)
        draw.text((x, size_px * 0.97), run.text, fill=255, font=font, anchor="ls")
        x += font.getlength(run.text)
    mask: Mask = np.asarray(image)
    return mask


@lru_cache(maxsize=256)
def tight_ink(text: str, size_px: int) -> Mask:
    """Return one line as ink without any margin."""
    mask = ink(text, size_px)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return mask
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@lru_cache(maxsize=256)
def fit(text: str, width_px: int, height_px: int, most_px: int, least_px: int) -> Setting:
    """Return the largest setting of the text that fits, lines of even length; never below `least_px`."""
    size = most_px
    while True:
        lines = _wrapped(text, width_px / size)
        setting = Setting(lines, size)
        fits = setting.height_px <= height_px and setting.width_px <= width_px
        if fits or size <= least_px:
            return Setting(_evened(text, len(lines), width_px / size), size)
        size = max(least_px, int(size * _SHRINK))


def runs(text: str) -> list[Run]:
    """Split the text by font, in the order in which it is drawn from left to right."""
    found: list[Run] = []
    for character in text:
        neutral = not character.isalpha() and not unicodedata.combining(character)
        font = (
            found[-1].font
            if found and _keeps_font(character, neutral, found[-1].font)
            else font_for(character)
        )
        if found and found[-1].font == font:
            found[-1] = Run(found[-1].text + character, font)
        else:
            found.append(Run(character, font))
    return found[::-1] if _is_right_to_left(text) else found


def _keeps_font(character: str, neutral: bool, font: str) -> bool:
    """Keep spaces and accents with their word; a comma may not exist in the word's font."""
    return (
        character.isspace()
        or (not neutral and bool(unicodedata.combining(character)))
        or (neutral and font == base_font() and ord(character) < 128)
    )


def _is_right_to_left(text: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def _wrapped(text: str, width_em: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word, spaced in _words(text):
        longer = lines[-1] + (" " if spaced else "") + word if lines else word
        if lines and width(longer, 1.0) <= width_em:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _words(text: str) -> list[tuple[str, bool]]:
    """Return what may not be broken, each with whether a space goes before it."""
    words = []
    for word in text.split():
        parts = [part for part in _NO_SPACE.split(word) if part]
        words += [(part, i == 0) for i, part in enumerate(parts)]
    return words


def _evened(text: str, count: int, width_em: float) -> tuple[str, ...]:
    """Return the lines for the narrowest width that needs no more of them."""
    narrow, wide = width_em / max(1, count), width_em
    for _ in range(8):
        middle = (narrow + wide) / 2
        if len(_wrapped(text, middle)) <= count:
            wide = middle
        else:
            narrow = middle
    return _wrapped(text, wide)


@lru_cache(maxsize=64)
def _font(file: str, size_px: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(file, size_px)
