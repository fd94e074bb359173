"""The curtain between two seats: whose turn it is, everybody else looks away. No secret is on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wargame.rules.views import SeatInfo, TurnInfo
from wargame.session.people import NOBODY, Chairs
from wargame.session.round import Pin
from wargame.text import clean, team_name
from wargame.tui.at_table import AtTable, table_keys
from wargame.tui.clock import Clock
from wargame.tui.command import Command
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import committed_line
from wargame.tui.widgets.header import HeaderLine, turn_line
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session.live import Showing

Said = Literal["ready", "handover", "late", "up", "next", "back", "pin", "seats", "menu"]
"""What was said: we are here, perhaps to take the seat over; it is late; its time is up; another seat first;
a commit is to be taken back; a PIN is to be set; seats are to change hands, or a PIN to be cleared; the table
is to be left."""


class Curtain(AtTable[Said]):
    """Opaque, and blind to every key but its own. ``committed`` are the seats whose orders are in.

    ``another`` offers to let another seat go first, ``back`` to take a commit back. ``pin`` says how it
    stands with the seat's PIN, ``locked`` whether any seat has one. ``notice`` are sentences for everybody.
    The seat is named by its public name, its people as they were written down at the start; ``chairs`` says
    who of two or more leads in this turn.
    """

    CURTAIN = True
    FOR_ALL = True  # who commits with a double press doesn't open the next desk
    moment = "curtain"
    phase = "curtain"
    HEADING = "Hand over the keyboard"
    PURPOSE = (
        "Behind this curtain waits the desk of one seat, with its secrets. Only its people stay at the "
        "screen; they press Enter when nobody else looks. Nothing secret is shown before. If nobody of the "
        "seat is here, S gives the orders that the scenario declares for it. Who comes late, or is new "
        "on the seat, presses H: first a card tells what the seat knows, wants and owes."
    )
    CSS_PATH = "curtain.tcss"
    KEYS = (
        Command("curtain.ready", "give('ready')", "enter", "We are here", "Open this seat's desk."),
        Command("curtain.late", "give('late')", "s", "Late", "Play this seat by its declared default."),
        Command("curtain.next", "give('next')", "n", "Another seat", "Come back to this one later."),
        Command("curtain.pin", "give('pin')", "p", "PIN", "Let this desk open only with a PIN."),
        Command(
            "curtain.handover",
            "give('handover')",
            "h",
            "Hand-over",
            "We are new here: first the card that tells what this seat knows, wants and owes.",
            footer=False,
        ),
        Command(
            "curtain.seats",
            "give('seats')",
            "w",
            "Who plays",
            "Change who plays, or clear a forgotten PIN.",
            footer=False,
        ),
        Command("curtain.back", "give('back')", "t", "Take back", "Take a committed seat's orders back."),
        *table_keys("curtain", footer=False),
    )

    def __init__(
        self,
        seat: SeatInfo,
        turn: TurnInfo,
        *,
        seats: Sequence[SeatInfo] = (),
        committed: frozenset[str] = frozenset(),
        team: str = "",
        players: str = "",
        chairs: Chairs = NOBODY,
        another: bool = False,
        back: bool = False,
        pin: Pin = "",
        locked: bool = False,
        notice: str = "",
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.seat = seat
        self.turn = turn
        self.seats = seats
        self.committed = committed
        self.team = team
        self.players = players
        self.chairs = chairs
        self.another = another
        self.back = back
        self.pin = pin
        self.locked = locked
        self.notice = notice
        self.clock = clock

    def compose(self) -> ComposeResult:
        """Lay out the curtain."""
        yield HeaderLine(clock=self.clock)
        with Vertical(id="middle"):
            words = curtain_text(self.seat, self.turn, self.team, self.players, self.pin, self.chairs)
            yield Static(words, id="words")
        if self.committed:
            yield Static(committed_line(self.seats, self.committed, self.turn.number), id="committed")
        yield Flash(id="flash")
        yield KeyLine()

    def showing(self) -> Showing:
        """Who is to come to the keyboard."""
        return evolve(super().showing(), seat=self.seat.id)

    def on_mount(self) -> None:
        """Leave nothing of the last seat: no toast, no copied text, no focus."""
        app = self.program
        app.clear_notifications()
        if app.clipboard:
            app.copy_to_clipboard("")
        if self.notice:
            self.say(plain(self.notice, 900), alarm=True)
        self.watch_the_clock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the curtain asks for."""
        may = {"next": self.another, "back": self.back, "pin": self.pin == "may", "seats": self.locked}
        return action == "give" and may.get(f"{parameters[0]}", True)


def curtain_text(
    seat: SeatInfo, turn: TurnInfo, team: str, players: str, pin: Pin = "", chairs: Chairs = NOBODY
) -> Content:
    """What stands in the middle of the curtain."""
    colour = seat_colour(seat.colour)
    name = plain(seat.name, 40).plain.upper()
    who: Content = styled(team_name(team), "bold", 45) if team else Content("the people of this seat")
    if players:
        who = Content.assemble(who, " (", plain(players, 80), ")")
    lines = [
        styled(seat.mark, f"bold {colour}", 2),
        Content(" ".join(name) if len(name) <= 30 else name).stylize(f"bold {colour}"),
        turn_line(turn, days=False).stylize("$faint"),
        Content(""),
        Content(""),
        Content.assemble("Hand the keyboard to ", who, "."),
        Content.assemble(("Everyone else, look away.", "bold")),
    ]
    if chairs.adviser:
        told_of = f"Lead this turn: {clean(chairs.lead, 40)}. Adviser: {clean(chairs.adviser, 40)}."
        lines += [Content(""), plain(told_of, 120)]
    told = {
        "has": "This desk asks for its PIN. W clears one that is forgotten.",
        "given": "Its PIN was given just now: the desk opens once without asking.",
    }
    if pin in told:
        lines += [Content(""), Content(told[pin]).stylize("$faint")]
    return Content("\n").join(lines)
