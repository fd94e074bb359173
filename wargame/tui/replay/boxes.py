"""The boxes of the replay: an entry of the ledger, a note to write, a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.debrief.search import Passage, excerpt, search, where
from wargame.tui.command import Command
from wargame.tui.page import Dialog
from wargame.tui.untrusted import plain
from wargame.tui.widgets.choices import Highlit
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.line import Line

_FOUND = 200
"""How many passages are listed."""


class Entry(Dialog[None]):
    """An entry of the ledger, or the numbers of a chart: whatever ``lines`` makes at a width."""

    KEYS = (
        Command("entry.more", "read", "space", "Read on", "Down the entry; from its end back to the top."),
        Command("entry.close", "give", "escape,enter,q", "Close", "Back to the replay.", shown_as="Esc"),
    )
    AUTO_FOCUS = ".dialog"
    DEFAULT_CSS = "Entry > .dialog { width: 84; }"

    def __init__(self, title: str, lines: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with ReadingColumn(classes="dialog") as box:
            box.border_title = Content(self._title)
            yield Written(lambda width: Content("\n").join(self._lines(width)))


class WriteNote(Dialog[str]):
    """A field for a note; gives what was written."""

    HEADING = "A note"
    PURPOSE = "What is noted stands on the page At the table, and in print, for the debrief."
    KEYS = (
        Command("note.keep", "keep", "ctrl+o,ctrl+s", "Keep", "Keep the note; Enter does, too."),
        Command("note.leave", "give", "escape", "Leave", "Close; nothing is noted."),
    )
    AUTO_FOCUS = "Line"
    DEFAULT_CSS = """
    WriteNote Line { background: $panel; margin: 1 0; }
    WriteNote .tip { color: $faint; }
    """

    def __init__(self, turn: int) -> None:
        super().__init__()
        self._turn = turn

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"A note on turn {self._turn}")
            yield Static(Content("For the debrief: everybody who opens the game when it is over reads it."))
            yield Line(max_length=400, compact=True)
            yield Static(Content("Enter or Ctrl+O: keep it · Esc: leave it"), classes="tip")

    @on(Line.Submitted)
    def _written(self, event: Line.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what is written."""
        if text := self.query_one(Line).value.strip():
            self.dismiss(text)
        else:
            self.say(Content("There is nothing to note yet. Esc leaves the box."))


class Found(Highlit):
    """The passages found, led from the field above them."""

    LED = True


class Search(Dialog[tuple[Passage, str]]):
    """Words to look for, and where they stand as they are typed; gives the passage chosen, and the words."""

    HEADING = "Search"
    PURPOSE = (
        "Type words, or parts of words: what has all of them is listed, in letters, orders, papers and what "
        "came of them, as far as the eye may see that is chosen now. ↑ ↓ choose, Enter goes there."
    )
    KEYS = (
        Command("search.up", "move(-1)", "up", "Above", "The passage above.", priority=True),
        Command("search.down", "move(1)", "down", "Below", "The passage below.", priority=True),
        Command("search.leave", "give", "escape", "Leave", "Back to where you were."),
    )
    AUTO_FOCUS = "Line"
    DEFAULT_CSS = """
    Search > .dialog { width: 90; height: 80%; }
    Search Line { background: $panel; }
    Search .count { color: $faint; margin-bottom: 1; }
    Search Found { height: 1fr; }
    """

    def __init__(self, among: Sequence[Passage]) -> None:
        super().__init__()
        self._among = among
        self._found: list[Passage] = []

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content("Search")
            yield Line(placeholder="words", compact=True, max_length=80)
            yield Static("", classes="count")
            found = Found()
            found.can_focus = False
            yield found

    @on(Line.Changed)
    def _look(self, event: Line.Changed) -> None:
        self._found = search(self._among, event.value)
        told = (
            f"{len(self._found)} found"
            if event.value.strip()
            else f"{len(self._among)} texts to look through"
        )
        self.query_one(".count", Static).update(Content(told))
        rows = self.query_one(Found)
        rows.set_options([Option(self._row(one, event.value)) for one in self._found[:_FOUND]])
        rows.highlighted = 0 if self._found else None

    def _row(self, passage: Passage, words: str) -> Content:
        room = max(20, self.query_one(Found).size.width - 4)
        place = Content.assemble((f"{where(passage)}  ", "$faint"))
        return Content.assemble(place, plain(excerpt(passage, words), max(10, room - place.cell_length)))

    def action_move(self, step: int) -> None:
        """Choose another passage."""
        rows = self.query_one(Found)
        if rows.highlighted is not None:
            rows.highlighted = min(max(rows.highlighted + step, 0), rows.option_count - 1)

    @on(Line.Submitted)
    def _go(self, event: Line.Submitted) -> None:
        event.stop()
        at = self.query_one(Found).highlighted
        if at is not None:
            self.dismiss((self._found[at], event.value))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss((self._found[event.option_index], self.query_one(Line).value))
