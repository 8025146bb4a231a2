"""Finds a font that has a given character, so that a cue in any language is words and not boxes.

DejaVu Sans Bold travels with matplotlib, which is installed anyway; other scripts are the machine's own.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from posecheck.errors import OutputError

_LATIN_END = 0x250
"""DejaVu has every letter below; no need to open the font to know."""

_FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
}
_LIKELY = ("notosans", "dejavusans", "arialuni", "arial", "segoeui", "yugoth", "msgothic", "msyh", "malgun",
           "pingfang", "hiragino", "applesdgothic", "droidsans", "wqy", "nirmala")  # fmt: skip
_UNLIKELY = ("emoji", "lastresort", "italic", "oblique", "thin", "light", "mono")
_MOST_FILES = 300


@lru_cache(maxsize=1)
def base_font() -> str:
    """Return the file of the font that everything is set in where it can be.

    Raises:
        OutputError: matplotlib's fonts are not there.
    """
    spec = importlib.util.find_spec("matplotlib")
    if spec and spec.origin:
        file = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans-Bold.ttf"
        if file.exists():
            return str(file)
    raise OutputError("The fonts for writing on pictures are missing", "Reinstall matplotlib")


@lru_cache(maxsize=4096)
def font_for(character: str) -> str:
    """Return the file of a font that has the character; the base font where none has."""
    base = base_font()
    code = ord(character)
    if code < _LATIN_END or character.isspace() or code in _covered(base):
        return base
    return next((file for file in _candidates(code) if _usable(file) and code in _covered(file)), base)


def has_glyph(character: str) -> bool:
    """Return whether any font on this machine draws the character."""
    return character.isspace() or ord(character) in _covered(font_for(character))


@lru_cache(maxsize=64)
def _covered(file: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(file, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError):
        return frozenset()


@lru_cache(maxsize=64)
def _usable(file: str) -> bool:
    from PIL import ImageFont

    try:
        ImageFont.truetype(file, 40)
    except OSError:  # bitmap-only and damaged fonts
        return False
    return True


def _candidates(code: int) -> Iterator[str]:
    files = _listed(code)
    yield from sorted(_installed() if files is None else files, key=_preference)[:_MOST_FILES]


def _preference(file: str) -> tuple[bool, bool, bool, str]:
    name = Path(file).name.lower()
    plain = not any(word in name for word in _UNLIKELY)
    return not plain, not any(word in name for word in _LIKELY), "bold" not in name, file


def _listed(code: int) -> tuple[str, ...] | None:
    """Ask fontconfig, which knows at once who has a character; None where it is not there."""
    if shutil.which("fc-list") is None:
        return None
    command = ["fc-list", "-f", "%{file}\n", f":charset={code:x}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(line for line in done.stdout.splitlines() if line)


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    folders = [Path(name).expanduser() for name in _FOLDERS.get(sys.platform, ())]
    found = []
    for folder in folders:
        for root, _, names in os.walk(folder):
            found += [
                str(Path(root) / name) for name in names if name.lower().endswith((".ttf", ".otf", ".ttc"))
            ]
    return tuple(found)
