"""Who leads a seat of a running game, who advises, who observes: the instructor moves people about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.classroom.dealing import team_after
from wargame.ids import SeatId
from wargame.rules.views import SeatInfo
from wargame.session import SeatSetup
from wargame.session.people import by_turns, duty, members
from wargame.session.round import PeopleChanges
from wargame.session.setup import Observers
from wargame.text import clean, team_name
from wargame.tui.command import Command
from wargame.tui.instructor.powers import Say
from wargame.tui.page import Page
from wargame.tui.themes import seat_colour
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

_PRESS, _ANALYST, _NOWHERE = "the press desk", "the analyst", "not at the table"
"""Where people can be beside seats: no id of one has a blank."""
_NAME = 60


class _People(Choices):
    """The list of people."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Leads", key_display="Enter")]


class PeopleScreen(Page[PeopleChanges]):
    """The people of a game by their seats; gives back what was changed.

    ``others`` are those of the class who are not at the table. What changes at a seat in ``committed`` holds
    from the next turn on.
    """

    HEADING = "Who leads, who observes"
    PURPOSE = (
        "Arrows give whoever is under the cursor another seat, or make an observer; Enter lets somebody "
        "lead in this turn, A advise. They go on taking turns from there. At a seat whose orders are in, all "
        "of it holds from the next turn on.\n\n"
        "Everybody is told where a seat has new people, and these read the hand-over card first. A seat that "
        "a machine has is given to people with W in the box."
    )
    KEYS = (
        Command("people.seat", "seat(1)", "right", "Seat", "Another seat, or an observer's."),
        Command("people.seat_back", "seat(-1)", "left", "Seat before", "The one before.", footer=False),
        Command("people.advise", "advise", "a", "Advises", "Let somebody advise in this turn."),
        Command("people.name", "name", "n", "Add somebody", "Add somebody by name."),
        Command("people.done", "done", "escape", "Done", "Back, with these changes."),
    )
    DEFAULT_CSS = """
    PeopleScreen #title { padding: 1 2; }
    PeopleScreen #people { height: 1fr; padding: 0 1; }
    PeopleScreen #about { height: auto; padding: 0 2; border-top: solid $rule; }
    """

    def __init__(
        self,
        seats: Sequence[SeatInfo],
        setups: Mapping[SeatId, SeatSetup],
        observers: Observers,
        turn: int,
        committed: frozenset[SeatId] = frozenset(),
        others: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.seats = {seat.id: seat for seat in seats if setups[seat.id].kind == "people"}
        self.setups = setups
        self.observers = observers
        self.turn = turn
        self.committed = committed
        self.duty: dict[str, list[str]] = {
            **{seat: list(duty(members(setups[seat]), self._from(seat))) for seat in self.seats},
            _PRESS: list(duty(members(SeatSetup(players=observers.press)), turn)),
            _ANALYST: list(duty(members(SeatSetup(players=observers.analyst)), turn)),
        }
        there = {name for names in self.duty.values() for name in names}
        self.duty[_NOWHERE] = [name for name in dict.fromkeys(others) if name not in there]
        self._before = {place: tuple(names) for place, names in self.duty.items()}
        self.rows: list[tuple[str, str]] = []

    def _from(self, seat: str) -> int:
        """From which turn on it holds what is changed at a seat."""
        return self.turn + (seat in self.committed)

    def compose(self) -> ComposeResult:
        """Lay out: title, people, what comes of it."""
        yield Static(Content.assemble((self.HEADING, "bold $accent")), id="title")
        yield _People(id="people", compact=True)
        yield Static(Content("New people read the hand-over card first; everybody is told."), id="about",
                     classes="faint")  # fmt: skip
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first of them."""
        self._renew()
        self.query_one("#people").focus()

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def here(self) -> tuple[str, str]:
        """Where the cursor is, and on whom; nobody where there is nobody."""
        at = self.query_one("#people", _People).highlighted if self.is_mounted else None
        return self.rows[at] if at is not None and at < len(self.rows) else (_NOWHERE, "")

    def _renew(self, at: str = "", name: str = "") -> None:
        """Show them as they are now, with the cursor on somebody at a place, or on the first of all."""
        self.rows = []
        for place, names in self.duty.items():
            if names or place != _NOWHERE:
                self.rows += [(place, ""), *((place, one) for one in names)]
        people = self.query_one("#people", _People)
        people.set_options([Option(self._row(*row), disabled=not row[1]) for row in self.rows])
        found = (n for n, row in enumerate(self.rows) if (row == (at, name) if name else row[1]))
        people.highlighted = next(found, None)
        self.refresh_bindings()

    def _row(self, place: str, name: str) -> Content:
        if not name:
            return self._head(place)
        does, nth = "", self.duty[place].index(name)
        if place in self.seats:
            later = f" from turn {self._from(place)} on" if place in self.committed else ""
            does = ("leads" + later, "advises")[nth] if nth < 2 else ""
        elif place != _NOWHERE and len(self.duty[place]) > 1 and not nth:
            does = "has the keyboard"
        called = plain(name, 36)
        return Content.assemble("    ", called, " " * max(2, 38 - called.cell_length), (does, "bold"))

    def _head(self, place: str) -> Content:
        seat = self.seats.get(SeatId(place))
        if seat is None:
            nobody = "" if self.duty[place] else "   nobody"
            title = place.removeprefix("the ").capitalize()
            return Content.assemble((title, "bold"), (nobody, "$faint"))
        shade, team = seat_colour(seat.colour), self.setups[seat.id].team
        told = [plain(team_name(team), 30)] if team else []
        told += [Content("orders are in")] if place in self.committed else []
        told += [] if self.duty[place] else [Content("nobody by name")]
        name = plain(seat.name, 24).stylize(f"bold {shade}")
        head = Content.assemble(styled(seat.mark, shade, 2), " ", name)
        return Content.assemble(head, "   " if told else "", Content(" · ").join(told).stylize("$faint"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with whoever is under the cursor."""
        place, name = self.here
        if action == "seat":
            return bool(name)
        if action == "advise":
            return place in self.seats and len(self.duty[place]) > 1
        return super().check_action(action, parameters)

    # -- what is done ---------------------------------------------------------------------------------

    def action_seat(self, step: int) -> None:
        """Move whoever is under the cursor to another place."""
        place, name = self.here
        places = [one for one in self.duty if one == place or name not in self.duty[one]]  # two of one name
        there = places[(places.index(place) + step) % len(places)]
        self.duty[place].remove(name)
        self.duty[there].append(name)
        self._renew(there, name)

    @on(Choices.OptionSelected, "#people")
    def action_lead(self) -> None:
        """Let whoever is under the cursor lead in this turn."""
        self._put(0)

    def action_advise(self) -> None:
        """Let whoever is under the cursor advise in this turn."""
        self._put(1)

    def _put(self, nth: int) -> None:
        place, name = self.here
        if name and place != _NOWHERE:
            self.duty[place].remove(name)
            self.duty[place].insert(nth, name)
            self._renew(place, name)

    def action_name(self) -> None:
        """Add somebody by name, where the cursor is."""
        place, _ = self.here
        box = Say("Somebody else", "A name, or several with commas. Arrows give them another seat.", "Add")
        self.app.push_screen(box, lambda words: self._add(place, words))

    def _add(self, place: str, words: str | None) -> None:
        there = {name for names in self.duty.values() for name in names}
        new = [clean(name, _NAME) for name in members(SeatSetup(players=words or ""))]
        if known := [name for name in new if name in there]:
            self.say(Content.assemble(plain(known[0], _NAME), " is there already."), alarm=True)
        elif new:
            self.duty[place] += new
            self._renew(place, new[0])

    def action_done(self) -> None:
        """Give the changes back."""
        changed = {place for place, names in self.duty.items() if tuple(names) != self._before[place]}
        taken = {setup.team.casefold() for id, setup in self.setups.items() if id not in changed}
        seats = {}
        for id in (id for id in self.seats if id in changed):
            people, setup = self.duty[id], self.setups[id]
            before = members(setup)
            same = {*people} == {*before}
            team = setup.team if same else team_after(setup.team, before, people, taken)
            seats[id] = by_turns(people, self._from(id)), team
        press, analyst = (by_turns(self.duty[who], self.turn) for who in (_PRESS, _ANALYST))
        observers = Observers(press, analyst) if {_PRESS, _ANALYST} & changed else None
        self.dismiss(PeopleChanges(seats, observers))
