"""The role card: what the people of one seat read behind their curtain, before the clock starts."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.content import Content

from wargame.debrief.sections import role
from wargame.rules.views import SeatView
from wargame.scenario.glossary import met
from wargame.scenario.model import Scenario
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.document import document
from wargame.tui.page import Page
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.footnote import footnote
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.keyline import KeyLine

_MEASURE = 76


class RoleCard(Page[Literal["on", "back"]]):
    """The role of a seat, short; at length with a key."""

    SECRET = True
    HEADING = "Your role"
    PURPOSE = (
        "Who you are, what you want, what you have. The clock waits until you go on. All of it stands on "
        "your desk, too, and on paper if your packets were printed."
    )
    CSS_PATH = "role.tcss"
    KEYS = (
        Command("role.on", "on", "enter", "Your desk", "Open the desk; the clock starts."),
        Command("role.more", "more", "space", "Read on", "Down the card; from its end back to the top."),
        Command("role.long", "long", "l", "Long card", "Change between the short and the long card."),
        Command("role.back", "back", "escape", "Back", "Draw the curtain again."),
    )

    def __init__(self, view: SeatView, scenario: Scenario, clock: Clock | None = None) -> None:
        super().__init__()
        self.view = view
        self.scenario = scenario
        self.clock = clock
        self.long = False

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield HeaderLine(self.view.seat, self.view.turn, clock=self.clock)
        with ReadingColumn(id="reading"):
            yield Written(self._card, id="card")
        if self._word(_MEASURE):
            yield Written(self._word, id="word")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """The column has the keys."""
        self.query_one("#reading").focus()

    def action_on(self) -> None:
        """It is read."""
        self.dismiss("on")

    def action_back(self) -> None:
        """Not now."""
        self.dismiss("back")

    def action_more(self) -> None:
        """Read on; from the end back to the top."""
        column = self.query_one("#reading", ReadingColumn)
        if not column.read_on():
            column.scroll_home(animate=False)

    def action_long(self) -> None:
        """The other length."""
        self.long = not self.long
        self.query_one("#card", Written).redraw()
        self.query_one("#reading", ReadingColumn).scroll_home(animate=False)

    def _card(self, width: int) -> Content:
        width = min(width, _MEASURE)
        seat, view = self.scenario.seats[self.view.seat.id], self.view
        told = role.at_length(self.scenario, seat) if self.long else role.card(view.role, view.objectives)
        return document(told, width)

    def _word(self, width: int) -> Content:
        card, aims = self.view.role, self.view.objectives
        known = dict.fromkeys(met(self.scenario.glossary, self.scenario.short), "the briefing")
        texts = (card.who, *(aim.text for aim in aims), card.have, card.thought)
        return Content("\n").join(footnote(self.scenario.glossary, width, *texts, explained=known))
