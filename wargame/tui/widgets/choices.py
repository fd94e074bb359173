"""Lists without frame or ground of their own, whose highlight always shows."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import OptionList


class Highlit(OptionList, inherit_bindings=False):
    """A bare option list whose highlight is in one ink, and shows without colours too. Enter isn't bound."""

    LED: ClassVar = False
    """Is it led from a field that has the focus? Then its highlight shows all the same."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
    ]
    DEFAULT_CSS = """
    Highlit { border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1; }
    Highlit:focus { border: none; }
    """

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the option under the cursor begins on the screen, as far as it can be seen."""
        region = self.content_region
        line = self._index_to_line.get(self.highlighted or 0, 0) - self.scroll_offset.y
        return region.offset + Offset(0, max(0, min(line, region.height - 1)))

    def render_line(self, y: int) -> Strip:
        """Draw a line. Textual leaves the reversal of a theme's highlight out, and keeps colours in it that
        were chosen for another ground.
        """
        strip = super().render_line(y)
        if not (self.has_focus or self.LED):
            return strip
        option = next((style.meta.get("option") for _, style, _ in strip if style and style.meta), None)
        if option is None or option != self.highlighted:
            return strip
        if self.app.native_ansi_color:
            turned = Style(reverse=True)
        else:
            turned = Style(color=self.get_component_rich_style("option-list--option-highlighted").color)
        segments = [Segment(text, (style or Style()) + turned, control) for text, style, control in strip]
        return Strip(segments, strip.cell_length)


class Choices(Highlit):
    """A list to choose from, whose Enter shows in the line of keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose", key_display="Enter")]
    DEFAULT_CSS = "Choices { height: auto; }"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be chosen from nothing."""
        return (
            False
            if action == "select" and not self.option_count
            else super().check_action(action, parameters)
        )
