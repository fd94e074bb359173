"""A one-line choice: all answers side by side, taken with the arrow keys or a click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from wargame.tui.untrusted import plain


class RadioRow(Widget, can_focus=True):
    """Answers in a row, one of them taken. Left and right (or a click) change it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("right", "step(1)", "Next", show=False),
        Binding("enter", "app.focus_next", "Next field", show=False),
    ]
    DEFAULT_CSS = """
    RadioRow { height: auto; min-height: 1; width: 1fr; color: $foreground; }
    """

    value: reactive[str] = reactive("", layout=False)

    @dataclass
    class Changed(Message):
        """Another answer was taken."""

        one: RadioRow
        value: str

        @property
        def control(self) -> RadioRow:
            """The widget that changed."""
            return self.one

    def __init__(self, answers: Iterable[tuple[str, str]], *, value: str = "", id: str | None = None) -> None:
        """``answers`` are pairs of what is meant and what is shown."""
        super().__init__(id=id)
        self.answers = tuple(answers)
        self.set_reactive(RadioRow.value, value or (self.answers[0][0] if self.answers else ""))

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the answer that is taken begins on the screen."""
        before = self.render().plain.partition("(•)")[0]
        return self.content_region.offset + Offset(Content(before).cell_length, 0)

    def render(self) -> Content:
        """Draw it."""
        parts: list[Content] = []
        for n, (value, label) in enumerate(self.answers):
            taken = value == self.value
            look = "bold reverse" if taken and self.has_focus else "bold" if taken else "$faint"
            text = Content.assemble(("(•) " if taken else "( ) "), plain(label, 60))
            parts.append(text.stylize(look).stylize(Style.from_meta({"answer": n})))
        return Content("  ").join(parts)

    def show(self, answers: Iterable[tuple[str, str]], value: str) -> None:
        """Offer other answers, or another one as taken, without a message."""
        answers = tuple(answers)
        if (answers, value) != (self.answers, self.value):
            self.answers = answers
            self.set_reactive(RadioRow.value, value)
            self.refresh()

    def action_step(self, by: int) -> None:
        """Take the next answer; the row is a ring."""
        values = [value for value, _ in self.answers]
        if values:
            at = values.index(self.value) if self.value in values else -by
            self.take(values[(at + by) % len(values)])

    def take(self, value: str) -> None:
        """Take an answer and say so."""
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self, value))

    def on_click(self, event: events.Click) -> None:
        """Take the answer under the mouse."""
        answer = event.style.meta.get("answer")
        if answer is not None:
            self.take(self.answers[answer][0])

    def on_focus(self) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()
