"""One of a few, in one line: ``◂ people ▸``. Left and right change it, a click too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from wargame.tui.untrusted import plain
from wargame.tui.widgets.drawn import clip


class Pick(Widget, can_focus=True):
    """Shows the chosen one of ``choices`` (value, words); a click on the left arrow goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Change", key_display="← →"),
        Binding("right", "step(1)", "Change", show=False),
        Binding("enter", "app.focus_next", "Next field", show=False),
    ]
    DEFAULT_CSS = """
    Pick { height: 1; width: auto; min-width: 12; color: $foreground; }
    Pick:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    Pick:focus { text-style: $block-cursor-text-style; }
    Pick:hover { background: $block-hover-background; }
    Pick:focus:hover { background: $block-cursor-background; }
    """

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> Pick:
            """The widget it was made in."""
            return self.pick

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = list(choices)
        values = [one for one, _ in self.choices]
        self.at = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value chosen."""
        return self.choices[self.at][0]

    def render(self) -> Content:
        """The choice between two arrows."""
        words = clip(plain(self.choices[self.at][1], 60), max(1, self.size.width - 4))
        return Content.assemble(("◂ ", "dim"), words, (" ▸", "dim"))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its words; where there is less room, these are cut and not the arrow."""
        return min(plain(self.choices[self.at][1], 60).cell_length + 4, container.width)

    def choose(self, value: str) -> None:
        """Show one of them, as if nobody had chosen it."""
        self.at = [one for one, _ in self.choices].index(value)
        self.refresh(layout=True)

    def reword(self, value: str, words: str) -> None:
        """Call one of them otherwise."""
        self.choices = [(one, words if one == value else before) for one, before in self.choices]
        self.refresh(layout=True)

    def action_step(self, step: int) -> None:
        """The next or the last choice, round and round."""
        self.at = (self.at + step) % len(self.choices)
        self.refresh(layout=True)
        self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """Forward, or back on the arrow at the left."""
        self.action_step(-1 if event.x < 2 else 1)
