"""A scrolling column that leaves the keys of its screen alone."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class ReadingColumn(VerticalScroll, inherit_bindings=False):
    """Scrolls with up, down, PgUp, PgDn and the mouse; left, right, Home, End and Space are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Up", show=False),
        Binding("down", "scroll_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
    ]
    DEFAULT_CSS = "ReadingColumn { scrollbar-size-vertical: 1; }"

    @property
    def more(self) -> bool:
        """Is there more than can be seen at once?"""
        return self.show_vertical_scrollbar

    def watch_show_vertical_scrollbar(self) -> None:
        """The screen may offer a key to read on, or need none."""
        self.screen.refresh_bindings()

    def read_on(self) -> bool:
        """Scroll down a screen less a line; False where the end can be seen already."""
        if self.scroll_target_y >= self.max_scroll_y:
            return False
        self.scroll_to(y=self.scroll_target_y + max(1, self.size.height - 1), animate=False)
        return True
