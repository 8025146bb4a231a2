"""A window on the screen: it shows pictures and tells when somebody has had enough.

By SDL. OpenCV's own window missed, on a busy machine, that it was on the screen, and stayed blank.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from posecheck.errors import OutputError
from posecheck.sinks.canvas import GREEN, INK, Image

if TYPE_CHECKING:
    from types import ModuleType

_REMEDY = "Run it on a computer with a screen, or add --no-window"
_QUIETLY = {
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    "SDL_NO_SIGNAL_HANDLERS": "1",  # what ends a program still does
    "SDL_APP_NAME": "posecheck",
    "SDL_VIDEO_X11_WMCLASS": "posecheck",
}
_X11 = {
    "SDL_VIDEODRIVER": "x11",
    "SDL_FRAMEBUFFER_ACCELERATION": "0",  # OpenGL without a graphics card takes five times as long
}
_WAYLAND = {"SDL_VIDEODRIVER": "wayland"}
_SHARE = 0.9
"""How much of the screen a window takes at first, at most: its frame and the desktop's bars need room."""
_ICON_PX = 64


class Screen:
    """A window that can be resized; the picture keeps its shape in it.

    Args:
        title: What its frame says.
        size: Width and height it opens with [px], less where the screen is smaller.

    Raises:
        OutputError: There is no display.
    """

    def __init__(self, title: str, size: tuple[int, int]) -> None:
        self._sdl: Any = _started()
        display = self._sdl.display
        display.set_caption(title)
        display.set_icon(self._icon())
        width, height = display.get_desktop_sizes()[0]
        display.set_mode(within(size, (_SHARE * width, _SHARE * height)), self._sdl.RESIZABLE)
        self._sdl.key.stop_text_input()  # an input method would keep the keys

    def show(self, image: Image) -> None:
        """Show a picture, (h, w, 3) uint8 BGR, as large as the window has room for."""
        window = self._sdl.display.get_surface()
        room = window.get_size()
        size = fitted((image.shape[1], image.shape[0]), room)
        picture = self._sdl.image.frombuffer(np.ascontiguousarray(resized(image, size)), size, "BGR")
        window.fill(INK[::-1])
        window.blit(picture, ((room[0] - size[0]) // 2, (room[1] - size[1]) // 2))
        self._sdl.display.flip()

    def had_enough(self) -> bool:
        """Return whether somebody pressed q or Esc, or closed the window, since this was last asked."""
        sdl = self._sdl
        return any(
            event.type == sdl.QUIT or (event.type == sdl.KEYDOWN and event.key in (sdl.K_q, sdl.K_ESCAPE))
            for event in sdl.event.get()
        )

    def close(self) -> None:
        """Close the window."""
        self._sdl.display.quit()

    def _icon(self) -> Any:
        icon = self._sdl.Surface((_ICON_PX, _ICON_PX))
        icon.fill(INK[::-1])
        middle = _ICON_PX // 2
        self._sdl.draw.circle(icon, GREEN[::-1], (middle, middle), _ICON_PX * 3 // 8, _ICON_PX // 8)
        return icon


def require_display() -> None:
    """Make sure that a window can open.

    It stays connected: a display that its last program leaves may begin anew, out of reach for a moment.

    Raises:
        OutputError: There is no display, or none that can be reached.
    """
    _started()


def fitted(size: tuple[int, int], room: tuple[float, float]) -> tuple[int, int]:
    """Return the largest size of the same shape that there is room for."""
    scale = min(room[0] / size[0], room[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def within(size: tuple[int, int], room: tuple[float, float]) -> tuple[int, int]:
    """Return the size, or a smaller one of the same shape where there is not that much room."""
    return size if size[0] <= room[0] and size[1] <= room[1] else fitted(size, room)


def resized(image: Image, size: tuple[int, int]) -> Image:
    """Return a picture in another size, width and height."""
    import cv2

    if (image.shape[1], image.shape[0]) == size:
        return image
    way = cv2.INTER_AREA if image.shape[1] >= 2 * size[0] else cv2.INTER_LINEAR  # slow, and needed from there
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)


def _started() -> ModuleType:
    """Return the window library, connected to the display."""
    if sys.platform.startswith("linux"):
        _set(_linux())
    pygame = _library()
    try:
        pygame.display.init()
    except pygame.error as error:
        message = f"The display cannot be reached, so no window can open ({error})"
        raise OutputError(message, _REMEDY) from error
    return pygame


def _linux() -> dict[str, str]:
    """Return what to set for the display that is there: SDL would also take over a console without one."""
    if os.environ.get("DISPLAY"):
        return _X11
    if os.environ.get("WAYLAND_DISPLAY"):
        return _WAYLAND
    raise OutputError("No display: a window cannot open here", _REMEDY)


def _set(settings: dict[str, str]) -> None:
    """Set what the user has not."""
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def _library() -> ModuleType:
    _set(_QUIETLY)
    try:
        import pygame
    except (ImportError, OSError) as error:
        remedy = "Reinstall posecheck, or add --no-window"
        raise OutputError(f"The window library cannot be loaded ({error})", remedy) from error
    return pygame
