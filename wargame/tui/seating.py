"""New game, second step: who sits where, names or offices, the clock, the seed, where the save goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Grid
from textual.content import Content
from textual.widgets import Button, Static

from wargame.scenario.model import Scenario, Seat
from wargame.session import SeatSetup, Settings
from wargame.session.cleaning import NAMES as LONGEST
from wargame.session.pace import Pace
from wargame.tui.command import Command
from wargame.tui.fields import Fields, FormColumn, FormFoot, field_keys
from wargame.tui.program import STEPS
from wargame.tui.settings import DESKS, DICE, NAMES, ODDS, TALK, UMPIRES
from wargame.tui.untrusted import plain, styled
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.line import Line
from wargame.tui.widgets.pick import Pick
from wargame.values import frozen

_PIN = "A team that likes can set a PIN at its curtain."


@frozen
class NewGame:
    """What a new game needs. ``seed`` None: drawn. ``save`` is a path that no file has yet. ``code``, if
    there is one, shows everything while people play."""

    scenario: Scenario
    seats: Mapping[str, SeatSetup]
    settings: Settings
    seed: int | None
    save: Path
    code: str = ""


async def _as_it_is(wanted: NewGame) -> NewGame | str:
    return wanted


class Seating(Fields[Any]):
    """The form of a new game; everything has a sensible value at once, so Begin works as it is.

    The result is what ``lay`` makes of the form, or None. Where ``lay`` gives a sentence on why it can't be,
    that is told, and the form stays as it was filled in.
    """

    BEFORE = True
    HEADING = "New game: the table"
    PURPOSE = (
        "Say who sits where. People share this keyboard behind a curtain; a machine gives simple orders; "
        "a closed seat always does what the scenario declares as its default. All may stay as it is.\n\n"
        "Machines: random draws from what is allowed, default does what the scenario declares, history does "
        "what was really done, planner thinks ahead.\n\n"
        "The clock of a turn only tells. That of a lesson acts: each seat has its share of what is left, and"
        " what it has composed then is committed, or its default. Ctrl+L stops it, and Ctrl+Y gives a minute"
        " more. At the open table, after the news, all talk; its clock only tells.\n\n"
        "Where odds are hidden, what was carried out is still told with them. Without dice all that has odds "
        "of 50 or more comes off.\n\n"
        "While people play, the replay shows what everybody could see. With a code it shows the rest, too, "
        "and a copy of the save goes on at another computer as if at home."
    )
    CSS_PATH = ["choose.tcss", "seating.tcss"]  # noqa: RUF012 -- as Textual declares it
    KEYS = (
        Command(
            "seating.begin", "begin", "ctrl+o,f10,ctrl+s", "Begin", "Write the save and start.", priority=True
        ),
        *field_keys("seating"),
        Command("seating.back", "back", "escape", "Back", "To the scenarios."),
    )

    def __init__(
        self,
        scenario: Scenario,
        save: Path,
        seats: Mapping[str, SeatSetup] | None = None,
        *,
        lay: Callable[[NewGame], Awaitable[object]] = _as_it_is,
    ) -> None:
        super().__init__()
        self._lay = lay
        self.scenario = scenario
        self.save = save
        self.seats = seats or {}

    def compose(self) -> ComposeResult:
        """Lay out a row a seat, then the settings."""
        head = Content.assemble(("New game", "bold $accent"), ("   2 of 2: the table", "$faint"), "   ",
                                styled(self.scenario.title, "$faint", 60))  # fmt: skip
        yield Static(head, id="title")
        with FormColumn(id="form"):
            with Grid(id="seats"):
                for words in ("Seat", "Who sits there", "Team", "People"):
                    yield Static(Content(words), classes="faint")
                for seat in self.scenario.seats.values():
                    yield from self._row(seat)
                yield Static(Content("Observers"), classes="seat")
                yield Static(Content("by name, if any"), classes="faint")
                for id, does in (("press", "press desk"), ("analyst", "analyst")):
                    yield Line(id=id, max_length=LONGEST, compact=True, placeholder=does)
            yield Static("", id="hint", classes="faint")
            with Grid(id="settings"):
                yield from self._settings()
        yield FormFoot("begin", "Begin", "All of it may stay as it is. Ctrl+O begins from any field.")
        yield Flash(id="flash")
        yield KeyLine()

    def _row(self, seat: Seat) -> ComposeResult:
        setup = self.seats.get(seat.id, SeatSetup())
        who = f"ai:{setup.policy}" if setup.kind == "ai" else setup.kind
        yield Static(seat_name(seat), classes="seat")
        yield Pick(_who(), who, id=f"who-{seat.id}")
        yield Line(setup.team, id=f"team-{seat.id}", max_length=24, compact=True, placeholder="team")
        yield Line(
            setup.players, id=f"people-{seat.id}", max_length=LONGEST, compact=True, placeholder="names"
        )

    def _settings(self) -> ComposeResult:
        scenario, minutes = self.scenario, self.scenario.turn_minutes
        lessons = sorted({45, 50, 75, 90, 110, scenario.minutes})
        clock = [
            ("0", "off"),
            *[
                (f"{count}", f"{count} minutes a turn, for all seats together")
                for count in sorted({5, 7, 8, 10, 12, 15, minutes} - {0})
            ],
            *[(f"acts {count}", f"lesson of {count}: {Pace(count).words}") for count in lessons],
        ]
        begun = f"acts {scenario.minutes}" if scenario.clock == "acts" else f"{minutes}"
        yield Static(Content("Call people by"), classes="faint")
        yield Pick(NAMES, "offices", id="names")
        yield Static(Content("Clock"), classes="faint")
        yield Pick(clock, begun, id="clock")
        yield Static(Content("Open table"), classes="faint")
        yield Pick(TALK, f"{scenario.open_table}", id="talk")
        yield Static(Content("Umpire"), classes="faint")
        yield Pick(UMPIRES, "none", id="umpire")
        if self.scenario.cards:
            yield Static(Content("Desks"), classes="faint")
            yield Pick(DESKS, self.scenario.desk, id="desk")
        yield Static(Content("Odds"), classes="faint")
        yield Pick(ODDS, "shown", id="odds")
        yield Static(Content("Dice"), classes="faint")
        yield Pick(DICE, "thrown", id="dice")
        yield Static(Content("Luck"), classes="faint")
        yield Line(
            id="seed",
            compact=True,
            max_length=18,
            placeholder="new dice; or a number, to meet the same dice again",
        )
        yield Static(Content("Code"), classes="faint")
        yield Line(
            id="code",
            compact=True,
            max_length=60,
            placeholder="none; or words that show all while people play",
        )
        yield Static(Content("Save"), classes="faint")
        yield Line(f"{self.save}", id="save", compact=True, max_length=400)
        yield Static("")
        yield Static("", id="whole", classes="faint")

    def on_mount(self) -> None:
        """Begin at the first seat."""
        self.query(Pick).first().focus()
        self._hint()
        self.begin_filled()

    @on(Pick.Changed)
    def _hint(self) -> None:
        picks = [self.query_one(f"#who-{id}", Pick) for id in self.scenario.seats]
        people = sum(pick.value == "people" for pick in picks)
        told = {
            0: "No people: you will only watch.",
            1: "One seat for people: no curtain is needed, but it comes all the same.",
        }.get(people, f"{people} seats for people: the keyboard is handed round, one desk at a time. {_PIN}")
        for id, pick in zip(self.scenario.seats, picks, strict=True):
            for field in ("team", "people"):
                self.query_one(f"#{field}-{id}", Line).disabled = pick.value != "people"
        self.query_one("#hint", Static).update(Content(told))

    @on(Line.Changed, "#save")
    @on(events.Resize)
    def _whole(self) -> None:
        """Tell a path below its field where it is longer than that, or not all that was typed."""
        save, whole = self.query_one("#save", Line), self.query_one("#whole", Static)
        found = _path(self._text("save"), self.save.parent) if save.value else ""
        path = found if isinstance(found, Path) else save.value
        long = len(save.value) >= self.size.width - 30
        whole.update(plain(f"{path}", 400) if long or f"{path}" != save.value else Content(""))

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        """Take the form as it is, if it is right."""
        seed, save = self._text("seed"), self._text("save")
        if seed and not seed.isdecimal():
            self.wrong("seed", Content("Luck is a whole number, or nothing for new dice."))
        elif not save:
            self.wrong("save", Content("A game needs a file. Type a path such as saves/monday.toml."))
        elif isinstance(path := _path(save, self.save.parent), str):
            self.wrong("save", plain(path, 200))
        elif namesake := self._namesake():
            why = "Two teams of one name would not know whose turn it is. Give one of them another."
            self.wrong(namesake, Content(why))
        else:
            acts, _, length = self.query_one("#clock", Pick).value.rpartition(" ")
            form = next((pick.value for pick in self.query("#desk").results(Pick)), "full")
            settings = Settings(
                names="people" if self.query_one("#names", Pick).value == "people" else "offices",
                minutes=int(length) if acts else self.scenario.minutes,
                turn_minutes=self.scenario.turn_minutes if acts else int(length),
                clock="acts" if acts else "tells",
                open_table=int(self.query_one("#talk", Pick).value),
                desk="cards" if form == "cards" else "full",
                umpire=self.query_one("#umpire", Pick).value == "sits in",
                odds="hidden" if self.query_one("#odds", Pick).value == "hidden" else "shown",
                dice="none" if self.query_one("#dice", Pick).value == "none" else "thrown",
                press=self._text("press"),
                analyst=self._text("analyst"),
            )
            seats: dict[str, SeatSetup] = {id: self._setup(id) for id in self.scenario.seats}
            luck = int(seed) if seed else None
            self._begin(NewGame(self.scenario, seats, settings, luck, path, self._text("code")))

    @work(exclusive=True, group=STEPS)
    async def _begin(self, wanted: NewGame) -> None:
        laid = await self._lay(wanted)
        if isinstance(laid, str):
            self.wrong("save", plain(laid, 400))
        else:
            self.dismiss(laid)

    def _namesake(self) -> str:
        """The field of a team that has the name of another one; empty for none."""
        names: set[str] = set()
        for seat in self.scenario.seats:
            name = self._setup(seat).team.casefold()
            if name in names:
                return f"team-{seat}"
            names |= {name} - {""}
        return ""

    def _setup(self, id: str) -> SeatSetup:
        kind, _, policy = self.query_one(f"#who-{id}", Pick).value.partition(":")
        if kind == "ai":
            return SeatSetup("ai", policy)
        if kind == "closed":
            return SeatSetup("closed")
        return SeatSetup("people", "", self._text(f"team-{id}"), self._text(f"people-{id}"))

    def _text(self, id: str) -> str:
        return plain(self.query_one(f"#{id}", Line).value, 400).plain


def _path(text: str, folder: Path) -> Path | str:
    """Where the save is to be, a bare name in ``folder``; or a sentence on why it can't be there."""
    from wargame.session.places import SUFFIX, typed_new

    try:
        path = typed_new(text, SUFFIX, folder)
        taken = path.exists()
    except OSError as error:
        return error.strerror or f"{error}"
    return "There is a file of that name, and nothing is ever overwritten. Another?" if taken else path


def _who() -> list[tuple[str, str]]:
    """Who can sit on a seat: people, a machine of each sort, nobody."""
    from wargame.bots.registry import names

    machines = [(f"ai:{name}", f"machine: {name}") for name in names()]
    return [("people", "people"), *machines, ("closed", "closed")]
