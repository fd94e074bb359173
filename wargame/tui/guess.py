"""Before the scores: a seat guesses which hidden aim each of the others had drawn. Everybody looks on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from attrs import evolve
from textual.app import ComposeResult
from textual.content import Content

from wargame.ids import ObjectiveId, SeatId
from wargame.rules.views import SeatInfo
from wargame.tui.command import Command, numbers
from wargame.tui.modals import give_if_meant
from wargame.tui.page import Page
from wargame.tui.untrusted import plain
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, hanging
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session.live import Showing

Deck = tuple[SeatInfo, Sequence[tuple[ObjectiveId, str]]]
"""A seat, and the hidden aims, by name, of which it drew one."""
Aims = dict[SeatId, ObjectiveId]


class GuessScreen(Page[Aims | Literal["skip"]]):
    """One seat's guesses of the hidden aims of others. The result are those that it made, or that nobody
    guesses any more."""

    FOR_ALL = True
    moment = "guess"
    phase = "guess"
    HEADING = "Who wanted what?"
    PURPOSE = (
        "Each seat has drawn one hidden aim. Before they are turned over each team says what the others were "
        "after: talk, press a number for each seat, then Enter. Space leaves a seat out; S goes straight to "
        "the scores, after a question."
    )
    KEYS = (
        Command("guess.1", "pick(1)", "1", "Guess", "The first aim of the seat that is marked.", "1 to 9"),
        *numbers("guess", "Aim", 2),
        Command("guess.pass", "pick(0)", "space,down", "No guess", "On to the next seat.", "Space"),
        Command("guess.back", "back", "left,up,backspace", "Back", "The seat before, once more.", "←"),
        Command("guess.done", "done", "enter", "Done", "That is what we think.", "Enter"),
        Command(
            "guess.skip",
            "skip",
            "s,escape",
            "Skip",
            "Nobody guesses any more: to the scores, after a question.",
            "S",
        ),
    )
    DEFAULT_CSS = "GuessScreen #sheet { height: 1fr; padding: 0 2; }"

    def __init__(self, seat: SeatInfo, decks: Sequence[Deck]) -> None:
        super().__init__()
        self.seat = seat
        self.decks = decks
        self.at = 0
        self.aims: Aims = {}
        self._asked = False

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with ReadingColumn(id="sheet", can_focus=False):
            yield Written(lambda width: guess_text(self.seat, self.decks, self.aims, self.at, width))
        yield Flash(id="flash")
        yield KeyLine()

    def showing(self) -> Showing:
        """Who guesses."""
        return evolve(super().showing(), seat=self.seat.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only numbers that stand there."""
        if action != "pick":
            return True
        (number,) = parameters
        return self.at < len(self.decks) and number in range(len(self.decks[self.at][1]) + 1)

    def action_pick(self, number: int) -> None:
        """Take an aim for the seat in hand, or none (0), and go on to the next."""
        self._asked = False
        seat, deck = self.decks[self.at]
        self.aims.pop(seat.id, None)
        if number:
            self.aims[seat.id] = deck[number - 1][0]
        self._go(self.at + 1)

    def action_back(self) -> None:
        """The seat before, once more."""
        self._asked = False
        self._go(self.at - 1)

    def action_done(self) -> None:
        """That is what this seat thinks; where it has marked nothing, and passed over it, once more."""
        if self.aims or self._asked or self.at == len(self.decks):
            self.dismiss(self.aims)
        else:
            self._asked = True
            self.say(Content("Nothing is marked. Enter once more goes on without a guess."))

    def action_skip(self) -> None:
        """Nobody guesses any more, if that is meant."""
        told = "None of the seats that are still to come guesses then; the scores follow."
        give_if_meant(self, "skip", "No more guesses?", told, "No more", "Guess on")

    def _go(self, at: int) -> None:
        self.at = min(max(at, 0), len(self.decks))
        self.query_one(Written).redraw()
        self.refresh_bindings()
        if self.at == len(self.decks):
            self.say(Content("Enter: that is what we think. ← goes back."))


def guess_text(seat: SeatInfo, decks: Sequence[Deck], aims: Aims, at: int, width: int) -> Content:
    """Who guesses, and the aims of each other seat with their numbers; the seat in hand is marked, and so is
    what was picked."""
    who = Content.assemble(seat_name(seat), ("   which hidden aim had each of the others drawn?", "bold"))
    lines = [*who.wrap(width)]
    for number, (other, deck) in enumerate(decks):
        here = number == at
        lines += [Content(""), Content.assemble(("▸ " if here else "  ", "bold $accent"), seat_name(other))]
        for n, (aim, name) in enumerate(deck, 1):
            picked = aims.get(other.id) == aim
            key = (f"    {n} ", "bold $accent" if here else "$faint")
            text = Content.assemble(key, plain(name, 80).stylize("bold reverse" if picked else ""))
            lines += hanging(Content.assemble(text, "  ✓" if picked else ""), width, 6)
    return Content("\n").join(lines)
