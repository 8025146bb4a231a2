"""Shows the picture with the overlay in a window, until the person has had enough."""

from __future__ import annotations

from posecheck.pose import StreamInfo
from posecheck.sinks.canvas import DEFAULT_SIZE, Image
from posecheck.sinks.painter import Painter
from posecheck.sinks.screen import Screen, fitted, require_display, resized, within
from posecheck.step import Briefing, Moment, Stop

SMALLEST = (1280, 720)
LARGEST = (1920, 1080)
"""Small pictures are enlarged before words are drawn on them, so that these are sharp; large ones reduced."""


class WindowSink:
    """Shows every moment in a resizable window; q, Esc and closing the window end the session.

    Args:
        mirror: Show the picture as a mirror does.
    """

    def __init__(self, mirror: bool = False) -> None:
        self._mirror = mirror
        self._screen: Screen | None = None
        self._painter: Painter | None = None

    def open(self, briefing: Briefing, source: StreamInfo) -> None:
        """Make sure that a window can open; it does with the first moment.

        Raises:
            OutputError: There is no display.
        """
        require_display()
        self._briefing, self._source = briefing, source

    def write(self, moment: Moment) -> None:
        """Show the moment.

        Raises:
            Stop: The person pressed q or Esc, or closed the window.
        """
        image = None if moment.frame is None else moment.frame.image
        size = fitting(*self._size(image))
        if self._painter is None or self._screen is None:
            self._screen = Screen(f"posecheck: {self._briefing.name}", size)
            self._painter = Painter(self._briefing, size)
        ground = None if image is None else resized(image, size)
        self._screen.show(self._painter.paint(ground, moment, self._mirror))
        if self._screen.had_enough():
            raise Stop

    def close(self) -> None:
        """Close the window; safe to call twice."""
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    def _size(self, image: Image | None) -> tuple[int, int]:
        if image is not None:
            return image.shape[1], image.shape[0]
        source = self._source
        return (source.width, source.height) if source.width and source.height else DEFAULT_SIZE


def fitting(width: int, height: int) -> tuple[int, int]:
    """Return the size in which a picture is painted for an ordinary screen; its shape is kept."""
    small = width < SMALLEST[0] and height < SMALLEST[1]
    return within(fitted((width, height), SMALLEST) if small else (width, height), LARGEST)
