"""A list to choose from, whose Enter shows in the line of keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

__all__ = ["Choices"]


class Choices(OptionList, inherit_bindings=False):
    """An option list without frame or ground of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", key_display="Enter"),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("up", "cursor_up", "Up", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
    ]
    DEFAULT_CSS = """
    Choices { background: transparent; border: none; padding: 0; scrollbar-size-vertical: 1; height: auto; }
    Choices:focus { border: none; }
    """
