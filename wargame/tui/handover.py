"""The hand-over card on the screen: what whoever takes a seat over reads, behind its curtain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content

from wargame.debrief.model import Block
from wargame.debrief.sections.handover import handover
from wargame.rules.views import SeatView
from wargame.session.seat import SeatDoor
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.document import document
from wargame.tui.first_reading import MEASURE
from wargame.tui.page import Page
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session.live import Showing


def handover_text(door: SeatDoor) -> Callable[[int], Content]:
    """The card of a seat at a width, as it stands now."""
    card = handover(door)
    return lambda width: document(card, width)


class HandoverCard(Page[Literal["on", "back"]]):
    """What the seat is, wants, has promised, spent and waits for."""

    SECRET = True
    FOR_ALL = True  # it comes by itself: a second press of the key that led here does not put it down
    phase = "desk"
    HEADING = "The hand-over card"
    PURPOSE = (
        "For whoever comes late or takes this seat over: what it wants, what it has promised, spent and "
        "agreed, what it ordered last and how that came out, and what waits for it. The desk has all of it."
    )
    KEYS = (
        Command("handover.on", "give('on')", "enter", "Desk", "To the desk."),
        Command("handover.more", "read", "space", "Read on", "Down the card; from its end back to the top."),
        Command("handover.back", "give('back')", "escape", "Back", "Back to where you came from."),
    )
    DEFAULT_CSS = """
    HandoverCard #reading { height: 1fr; padding: 0 2; }
    HandoverCard.-tall #reading { padding: 1 2; }
    """

    def __init__(self, view: SeatView, card: Sequence[Block], clock: Clock | None = None) -> None:
        super().__init__()
        self.view = view
        self.card = card
        self.clock = clock

    @classmethod
    def of(cls, door: SeatDoor, clock: Clock | None = None, *, role_read: bool = False) -> HandoverCard:
        """That of a seat as it stands now; ``role_read``: its role card has just been read."""
        return cls(door.view(), handover(door, role_read=role_read), clock)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield HeaderLine(self.view.seat, self.view.turn, days=False, clock=self.clock)
        with ReadingColumn(id="reading"):
            yield Written(self._text)
        yield Flash(id="flash")
        yield KeyLine()

    def showing(self) -> Showing:
        """Whose card it is, and nothing on it."""
        return evolve(super().showing(), seat=self.view.seat.id)

    def _text(self, width: int) -> Content:
        return document(self.card, min(width, MEASURE))
