"""The desk's tabs in one line: number key, name, a count of what is new, a mark for what must be answered."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from wargame.tui.widgets.drawn import Drawn, clip
from wargame.values import frozen


@frozen
class Tab:
    """A tab's ``id`` and ``name``. ``badge`` is a count or a state; ``urgent`` marks it as to be answered."""

    id: str
    name: str
    badge: str = ""
    urgent: bool = False


class TabStrip(Drawn):
    """Shows the tabs and which one is open; a click says which one is wanted."""

    DEFAULT_CSS = "TabStrip { height: 1; padding: 0 1; background: $panel; }"

    @dataclass
    class Wanted(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, tabs: tuple[Tab, ...], active: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tabs = tabs
        self.active = active

    def show(self, tabs: tuple[Tab, ...], active: str) -> None:
        """Show other counts or another open tab."""
        if (tabs, active) != (self.tabs, self.active):
            self.tabs, self.active = tabs, active
            self._drawn = None
            self.refresh()

    def draw(self, width: int) -> Content:
        """Draw it at a width."""
        parts = []
        for n, tab in enumerate(self.tabs, 1):
            label = Content.assemble(" ", (str(n), "bold $accent"), " ", tab.name)
            if tab.badge:
                look = "bold $accent" if tab.urgent else "$faint"
                label = Content.assemble(label, " ", ((f"!{tab.badge}" if tab.urgent else tab.badge), look))
            label = Content.assemble(label, " ")
            if tab.id == self.active:
                label = Content(label.plain).stylize("bold reverse")
            parts.append(label.stylize(Style.from_meta({"tab": tab.id})))
        for gap in ("  ", " ", ""):
            line = Content(gap).join(parts)
            if line.cell_length <= width:
                return line
        return clip(Content(" ").join([part[1:-1] for part in parts]), width)

    def on_click(self, event: events.Click) -> None:
        """Say which tab is wanted."""
        wanted = event.style.meta.get("tab")
        if wanted is not None:
            self.post_message(self.Wanted(str(wanted)))
