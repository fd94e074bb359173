"""The screen for a terminal that is too small: it says so, and waits."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from wargame.tui.page import Page

LEAST = Size(80, 24)
"""The smallest terminal in which everything can be read."""


def fits(size: Size) -> bool:
    """Is a terminal of this size large enough?"""
    return size.width >= LEAST.width and size.height >= LEAST.height


class TooSmall(Page[None]):
    """Covers whatever is open until the window has been made larger. Shows nothing of the game."""

    BUSY = True
    HEADING = "The window is too small"
    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $background; }
    TooSmall Static { width: auto; max-width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        yield Static(self._words(), id="words")

    def on_screen_resume(self) -> None:
        """Something that lay over this screen has gone; is there room again?"""
        if fits(self.app.size):
            self.dismiss(None)

    def on_resize(self) -> None:
        """Say the new size."""
        self.query_one("#words", Static).update(self._words())

    def _words(self) -> Content:
        width, height = self.app.size
        return Content.assemble(
            ("This window is too small.", "bold"),
            f"\nNow {width} x {height}; {LEAST.width} x {LEAST.height} is needed.",
            ("\nMake it larger, or its letters smaller:\nthe game goes on where it was.", "$faint"),
        )
