"""The head of the replay: through whose eye, which turn, and what it comes to; the pages below it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.message import Message

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.headline import MOST
from wargame.debrief.pages import PAGES
from wargame.tui.document import words_content
from wargame.tui.replay.look import Look
from wargame.tui.untrusted import styled
from wargame.tui.widgets.drawn import Drawn, clip, hanging, spread
from wargame.tui.widgets.header import seat_name, turn_line

_LINES = 2
"""How many lines a headline has at most: what does not fit in them is left out, the least dramatic first."""


def eye_name(look: Look) -> Content:
    """Whose eye it is."""
    if (seat := look.seats.get(look.eye)) is not None:
        return seat_name(seat)
    name = {EVERYTHING: "everything", PUBLIC: "the public"}[look.eye]
    return Content.assemble("■ ", (name, "bold"))


class Head(Drawn):
    """Title of the game, whose eye, which turn; a click is another eye."""

    DEFAULT_CSS = "Head { height: 1; background: $panel; padding: 0 1; }"

    class Clicked(Message):
        """Another eye is wanted."""

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look

    def draw(self, width: int) -> Content:
        """Draw it."""
        look = self.look
        of = look.game.of
        what = (
            styled(f"{of.number}. {of.name}", "bold $accent", 28)
            if of
            else Content("Replay").stylize("bold $accent")
        )
        left = Content.assemble(what, ("   as seen by ", "$faint"), eye_name(look))
        return spread(left, turn_line(look.turns[look.turn - 1], days=False), width)

    def on_click(self) -> None:
        """Ask for the next eye."""
        self.post_message(self.Clicked())


class Headline(Drawn):
    """What the turn comes to, in a line or two."""

    DEFAULT_CSS = "Headline { padding: 0 1; max-height: 2; }"

    def __init__(self, look: Look, id: str) -> None:
        super().__init__(id=id)
        self.look = look

    def draw(self, width: int) -> Content:
        """Draw it."""
        begin, lines = Content.assemble((f"Turn {self.look.turn}: ", "bold $accent")), list[Content]()
        for most in range(MOST, 0, -1):
            words = self.look.headline(most)
            told = words_content(words).stylize("bold") if words else Content("nothing of note.")
            lines = hanging(Content.assemble(begin, told), width)
            if len(lines) <= _LINES:
                break
        return Content("\n").join(lines[:_LINES])


class Tabs(Drawn):
    """The pages, the one shown marked; a click shows another."""

    DEFAULT_CSS = "Tabs { height: 1; padding: 0 1; }"

    class Picked(Message):
        """A page was clicked."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    def __init__(self, look: Look, pages: Callable[[], tuple[str, ...]], id: str) -> None:
        super().__init__(id=id)
        self.look, self.pages = look, pages
        self.spans: list[tuple[int, int, str]] = []

    def draw(self, width: int) -> Content:
        """Draw it."""
        line = Content("")
        self.spans = []
        for page in self.pages():
            number, name = tuple(PAGES).index(page) + 1, PAGES[page].name
            label = Content.assemble((f" {number} ", "$accent"), name, " ")
            if page == self.look.page:
                label = Content.assemble((f" {number} {name} ", "bold reverse"))
            self.spans.append((line.cell_length, line.cell_length + label.cell_length, page))
            line = Content.assemble(line, label)
        return clip(line, width)

    def on_click(self, event: events.Click) -> None:
        """Show the page under the mouse."""
        for start, end, page in self.spans:
            if start <= event.x - 1 < end:
                self.post_message(self.Picked(page))
