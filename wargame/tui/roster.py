"""Who plays which seat: a caretaker takes a seat over between turns, and hands it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from attrs import evolve
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.ids import SeatId
from wargame.rules.views import SeatInfo
from wargame.session import SeatSetup
from wargame.session.round import SeatChanges
from wargame.text import team_name
from wargame.tui.command import Command
from wargame.tui.modals import Confirm
from wargame.tui.page import Page
from wargame.tui.pin import AskWho
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

_GIVE = "Give ", " to a caretaker?", "Give it"
_GOES = (
    "What lies on its desk goes with it: it was left there on another computer, and only that PIN opens it."
)
_TAKEN = "Its people play no more, from this turn on, until it is given back here. The news tells everybody."


class _Seats(Choices):
    """The list of seats."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Give away or take back", key_display="Enter")
    ]


class Roster(Page[SeatChanges]):
    """The seats with who plays them; gives back what was changed. ``locked`` seats have a PIN.

    Seats in ``committed`` have given their orders for this turn and can't change hands before the next.
    """

    HEADING = "Who plays"
    PURPOSE = (
        "When the people of a seat have to go, a caretaker can play it: a machine that thinks ahead and "
        "sees only what the seat sees. They take it back here at any front page. The news tells everybody."
        "\n\n"
        "P clears a forgotten PIN. Who allows that is asked, also where a caretaker takes a seat with a PIN: "
        "all curtains of the turn say so, and the next front page."
    )
    KEYS = (
        Command("roster.close", "close", "c", "Close", "Let this seat do what the scenario declares."),
        Command("roster.pin", "pin", "p", "Clear PIN", "Let the desk of this seat open without its PIN."),
        Command("roster.done", "done", "escape", "Done", "Back, with these changes."),
    )
    DEFAULT_CSS = """
    Roster #title { padding: 1 2; }
    Roster #body { height: 1fr; padding: 0 2; }
    Roster #about { margin-top: 1; width: 1fr; max-width: 76; }
    """

    def __init__(
        self,
        seats: Sequence[SeatInfo],
        setups: Mapping[SeatId, SeatSetup],
        committed: frozenset[SeatId] = frozenset(),
        locked: frozenset[SeatId] = frozenset(),
        by: str = "",
        bound: frozenset[SeatId] = frozenset(),
    ) -> None:
        """``by`` is who allows it all, if that is known; then a seat can be closed, too. Of seats that are
        ``bound`` something is lost with their PIN."""
        super().__init__()
        self.seats = seats
        self.before = dict(setups)
        self.setups = dict(setups)
        self.committed = committed
        self.locked = locked
        self.by = by
        self.bound = bound
        self.cleared: set[SeatId] = set()
        self.allowed: dict[SeatId, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list and what Enter would do."""
        yield Static(Content.assemble(("Who plays", "bold $accent")), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield _Seats(*self._rows(), id="seats", compact=True)
            yield Static("", id="about", classes="faint")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one("#seats").focus()

    @on(Choices.OptionHighlighted, "#seats")
    def _tell(self, event: Choices.OptionHighlighted) -> None:
        self.unsay()
        self._about(self.seats[event.option_index])
        self.refresh_bindings()

    @on(Choices.OptionSelected, "#seats")
    def _swap(self, event: Choices.OptionSelected) -> None:
        seat = self.seats[event.option_index]
        now, before = self.setups[seat.id], self.before[seat.id]
        self._give(event.option_index, before if now != before else swapped(now))

    def _give(self, at: int, other: SeatSetup) -> None:
        seat = self.seats[at]
        if seat.id in self.committed:
            self.say(Content("Its orders are in; it can change hands next turn."), alarm=True)
            return

        def swap() -> None:
            self.setups[seat.id] = other

        taken = other.kind != "people" and other != self.before[seat.id]
        asked = ("Close ", "?", "Close it") if other.kind == "closed" else _GIVE
        theirs = self.setups[seat.id].kind == "people"
        self._change(at, swap, asked if taken else None, _TAKEN if theirs else "")

    def _change(
        self, at: int, change: Callable[[], None], asked: tuple[str, str, str] | None, text: str
    ) -> None:
        """Make a change. ``asked`` is the question around the seat's name, and its yes: who allows what the
        seat's PIN would have to, where nobody said so yet; else whether it is meant, where a ``text`` says
        what comes of it."""
        seat = self.seats[at]

        def done(by: str) -> None:
            if by:
                self.allowed[seat.id] = by
            change()
            self._renew(at)

        def allowed(by: str | None) -> None:
            if by:
                done(by)

        def answered(yes: bool | None) -> None:
            if yes:
                done(self.by)

        if asked is None:
            done(self.by)
            return
        before, after, label = asked
        question = Content.assemble(before, plain(seat.name, 24), after)
        if not self.by and seat.id in self.locked and seat.id not in self.allowed:
            self.app.push_screen(AskWho(question, label, text if text == _GOES else ""), allowed)
        elif text:
            self.app.push_screen(Confirm(question, Content(text), label, "No"), answered)
        else:
            done(self.by)

    def _renew(self, at: int) -> None:
        rows = self.query_one("#seats", Choices)
        rows.set_options(self._rows())
        rows.highlighted = at
        self._about(self.seats[at])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A PIN can be cleared where the seat has one; who leads the table can close a seat."""
        if action == "close":
            return bool(self.by)
        if action == "pin":
            at = self.query_one("#seats", Choices).highlighted if self.is_mounted else None
            return at is not None and self.seats[at].id in self.locked
        return super().check_action(action, parameters)

    def action_close(self) -> None:
        """Close the seat under the cursor; or open it to people again."""
        at = self.query_one("#seats", Choices).highlighted
        if at is None:
            return
        now = self.setups[self.seats[at].id]
        self._give(at, evolve(now, kind="people" if now.kind == "closed" else "closed", policy=""))

    def action_pin(self) -> None:
        """Clear the PIN of the seat, once it was said who allows it; or leave it after all."""
        at = self.query_one("#seats", Choices).highlighted
        if at is None:
            return
        seat = self.seats[at].id
        asked = None if seat in self.cleared else ("Clear the PIN of ", "?", "Clear it")
        text = _GOES if seat in self.bound else ""
        self._change(at, lambda: self.cleared.symmetric_difference_update({seat}), asked, text)

    def _about(self, seat: SeatInfo) -> None:
        self.query_one("#about", Static).update(_about(self.setups[seat.id], seat.id in self.committed))

    def _rows(self) -> list[Option]:
        return [Option(self._row(seat), id=seat.id) for seat in self.seats]

    def _row(self, seat: SeatInfo) -> Content:
        shade, setup = seat_colour(seat.colour), self.setups[seat.id]
        name = plain(seat.name, 24)
        changed = setup != self.before[seat.id]
        return Content.assemble(
            styled(seat.mark, shade, 2),
            " ",
            name.stylize(f"bold {shade}"),
            " " * max(2, 26 - name.cell_length),
            self._pin(seat.id) if self.locked else "",
            ("now " if changed else "", "bold"),
            _holder(setup),
        )

    def _pin(self, seat: SeatId) -> Content:
        if seat in self.cleared:
            return Content.styled("no PIN  ", "bold")
        return Content.styled("PIN     " if seat in self.locked else " " * 8, "$faint")

    def action_done(self) -> None:
        """Give the changes back."""
        changed = {id: setup for id, setup in self.setups.items() if setup != self.before[id]}
        cleared = frozenset(self.cleared)
        allowed = {id: by for id, by in self.allowed.items() if id in {*changed, *cleared}}
        self.dismiss(SeatChanges(changed, cleared, allowed))


def swapped(setup: SeatSetup) -> SeatSetup:
    """Who plays instead: a caretaker for people, else people; the team keeps its names either way."""
    if setup.kind != "people":
        return evolve(setup, kind="people", policy="")
    return evolve(setup, kind="ai", policy="planner")


def _holder(setup: SeatSetup) -> Content:
    team = plain(team_name(setup.team), 30)
    if setup.kind == "people":
        return team if setup.team else Content("people")
    if setup.kind == "closed":
        return Content("closed: does what the scenario declares")
    machine = Content.assemble("machine: ", plain(setup.policy, 24))
    return Content.assemble(machine, ", for ", team) if setup.team else machine


def _about(setup: SeatSetup, committed: bool) -> Content:
    if committed:
        return Content("Its orders for this turn are in; it can change hands at the next front page.")
    if setup.kind == "people":
        return Content("Enter gives this seat to a caretaker, from this turn on.")
    return Content("Enter gives this seat to people, from this turn on.")
