"""The role card: what the people of one seat read behind their curtain, before the clock starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content

from wargame.debrief.sections import role
from wargame.rules.views import SeatView
from wargame.scenario.glossary import met
from wargame.scenario.model import Scenario
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.document import document
from wargame.tui.first_reading import MEASURE, FirstReading
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.footnote import footnote
from wargame.tui.widgets.header import HeaderLine

if TYPE_CHECKING:
    from wargame.session.live import Showing


class RoleCard(FirstReading[Literal["on", "back"]]):
    """The role of a seat, short; at length with a key."""

    SECRET = True
    moment = "role"
    phase = "desk"
    HEADING = "Your role"
    PURPOSE = (
        "Who you are, what you want, what you have. An aim that is hidden, ◇, nobody else knows. The clock "
        "waits until you go on. All of it stands on your desk, too, and on paper if packets were printed."
    )
    CSS_PATH = "role.tcss"
    KEYS = (
        Command("role.on", "give('on')", "enter", "Desk", "Open the desk; the clock starts."),
        Command("role.more", "read", "space", "Read on", "Down the card; from its end back to the top."),
        Command("role.long", "long", "l", "More", "Change between the short and the long card."),
        Command("role.back", "give('back')", "escape", "Back", "Draw the curtain again."),
    )

    def __init__(self, view: SeatView, scenario: Scenario, clock: Clock | None = None) -> None:
        super().__init__()
        self.view = view
        self.scenario = scenario
        self.clock = clock

    def showing(self) -> Showing:
        """Who is at the keyboard."""
        return evolve(super().showing(), seat=self.view.seat.id)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield HeaderLine(self.view.seat, self.view.turn, days=False, clock=self.clock)
        with ReadingColumn(id="reading"):
            yield Written(self._card, id="card")
        yield from self.foot()

    def _card(self, width: int) -> Content:
        width = min(width, MEASURE)
        seat, view = self.scenario.seats[self.view.seat.id], self.view
        told = role.at_length(self.scenario, seat) if self.long else role.card(view.role, view.objectives)
        return document(told, width)

    def words(self, width: int) -> Content:
        """What its words mean that the brief did not explain."""
        card, aims = self.view.role, self.view.objectives
        known = dict.fromkeys(met(self.scenario.glossary, self.scenario.short), "the briefing")
        texts = (card.who, *(aim.text for aim in aims), card.have, card.thought)
        return Content("\n").join(footnote(self.scenario.glossary, width, *texts, explained=known))
