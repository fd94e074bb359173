"""What is read before the first turn, short or at length: the brief of all, then each seat its role."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic

from textual.app import ComposeResult
from textual.content import Content

from wargame.tui.page import Page, Result
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

MEASURE = 76


class FirstReading(Page[Result], Generic[Result]):
    """A page in two lengths, with its words explained at the foot."""

    DEFAULT_CSS = "FirstReading #word { padding: 0 2; }"

    long = False

    @abstractmethod  # checked by mypy alone: Textual's metaclass isn't ABCMeta
    def words(self, width: int) -> Content:
        """What the words mean that may be new; empty if there are none."""

    def foot(self) -> ComposeResult:
        """Lay out what stands below the text."""
        if self.words(MEASURE):
            yield Written(self.words, id="word")
        yield Flash(id="flash")
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key to read on where all can be seen."""
        if action == "read":
            return self.overflows
        return super().check_action(action, parameters)

    def action_long(self) -> None:
        """The other length."""
        self.long = not self.long
        for text in self.query(Written):
            text.redraw()
        self.query(ReadingColumn).first().scroll_home(animate=False)
