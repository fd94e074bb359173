"""What would have happened otherwise: the variations in a save, a form for another one, and what one came to
beside the game."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.debrief.sections.variations import Way, about, ways
from wargame.debrief.text import variations_blocks
from wargame.ids import SeatId
from wargame.journal import JournalError
from wargame.rules.seat_views import seat_info
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.session.saves import place
from wargame.session.setup import Variation
from wargame.tui.beside import Beside
from wargame.tui.command import Command, numbers
from wargame.tui.keeping import until_saved
from wargame.tui.page import Dialog, Page
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.waiting import in_thread
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Written, hanging
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.line import Line
from wargame.tui.widgets.pick import Pick

if TYPE_CHECKING:
    from wargame.tui.program import Program

_MACHINE = "planner"
"""Who plays on where people did, unless it is said."""


async def variations(app: Program, log: GameLog, turn: int) -> None:
    """Show the variations of a game, and begin, name, look at and go on with them, until somebody leaves.
    ``turn`` is where a new one is likely to begin."""
    number, said = 0, ""
    while True:
        wanted = await app.push_screen_wait(VariationsScreen(log, number, said))
        if wanted is None:
            return
        number = wanted.number
        try:
            number, said = await _done(app, log, wanted, turn)
        except (GameError, JournalError) as error:
            said = f"{error}"
        except OSError as error:
            said = f"{error.filename or 'The disk'}: {error.strerror or error}."


async def _done(app: Program, log: GameLog, wanted: Wanted, turn: int) -> tuple[int, str]:
    """Do what was chosen; which variation is in hand then, and what is to be said."""
    from wargame.tui.replay import Replay

    number = wanted.number
    if wanted.what == "look":
        await app.push_screen_wait(Replay(log.variation(number)))
    elif wanted.what == "beside":
        await app.push_screen_wait(Beside(variations_blocks(log, [number])))
    elif wanted.what == "name":
        one = log.variations[number - 1]
        if given := await app.push_screen_wait(Name(one.name, one.comment)):
            return await _writing(app, log, partial(_renamed, number=number, name=given))
    elif wanted.what == "on":
        return await _writing(app, log, partial(_played, number=number))
    elif form := await app.push_screen_wait(NewVariation(log, turn)):
        return await _writing(app, log, partial(_begun, form=form, parent=log.of.number if log.of else 0))
    return number, ""


async def _writing(
    app: Program, log: GameLog, act: Callable[[Program, Game], Awaitable[int]]
) -> tuple[int, str]:
    """Do something that adds to the save."""
    game = await in_thread(app, partial(Game.adding_to, log), "Opening the save ...")
    before = log.path
    try:
        number = await act(app, game)
    finally:
        log.adopt(game)
        if game is not log.main:
            await asyncio.to_thread(game.close)
    if before and log.path and log.path.absolute() != before.absolute():
        return number, f"This save stays as it is: the variation is in a copy, {place(log.path)}."
    return number, ""


async def _begun(app: Program, game: Game, form: Form, parent: int) -> int:
    course = game.variation(parent) if parent else game

    def begin() -> Game:
        return course.vary(
            form.turn, name=form.name, comment=form.comment, change=form.way.change, anew=form.way.anew,
            seats=form.seats,
        )  # fmt: skip

    one = await until_saved(app, game, begin)
    if one is None or one.of is None:
        return 0
    return await _played(app, game, one.of.number)


async def _played(app: Program, game: Game, number: int) -> int:
    """Play a variation on: at the table where people have a seat, else to its end."""
    from wargame.bots.runner import play_out
    from wargame.tui.play import play

    one = game.variation(number)
    if any(setup.kind == "people" for setup in one.setups.values()):
        await play(app, one, brief=False)
    else:
        await until_saved(app, game, partial(play_out, one), "The machines play on ...")
    if one.over:
        await app.push_screen_wait(Beside(variations_blocks(one, [number])))
    return number


async def _renamed(app: Program, game: Game, number: int, name: tuple[str, str]) -> int:
    await until_saved(app, game, partial(game.rename, number, *name))
    return number


class Wanted(NamedTuple):
    """What to do, and with which variation."""

    what: Literal["look", "beside", "on", "name", "new"]
    number: int = 0


class VariationsScreen(Page["Wanted | None"]):
    """The variations of a game, and what is known of the one in hand."""

    HEADING = "Variations"
    PURPOSE = (
        "What would have happened otherwise: courses that the game did not take, kept in its save. None of "
        "them changes anything of the game. N begins one: from any turn, with one thing different or with "
        "seats that order anew, played on by people or machines, with the dice that fell. Opened from the "
        "replay of a variation, it begins within that one."
    )
    CSS_PATH = "variations.tcss"
    KEYS = (
        Command("variations.new", "new", "n", "New", "Begin a variation."),
        Command(
            "variations.beside", "take('beside')", "b", "Beside the game", "Turn by turn, both in columns."
        ),
        Command("variations.on", "take('on')", "g", "Go on", "Play it on, from where it stands."),
        Command("variations.name", "take('name')", "r", "Rename", "Give it another name and comment."),
        *numbers("variations", "Variation"),
        Command("variations.back", "give", "escape", "Back", "Back to the replay."),
    )

    def __init__(self, log: GameLog, at: int = 0, message: str = "") -> None:
        super().__init__()
        self.shown = log
        self._at, self._message = at, message
        self._found: dict[int, GameLog | str] = {}

    def compose(self) -> ComposeResult:
        """Lay out: the list, and what is known of the one in hand."""
        yield Static(
            Content.assemble(
                ("Variations", "bold $accent"), "   ", styled(self.shown.scenario.title, "$faint", 60)
            ),
            id="title",
        )
        lines = (_line(self.shown, one.number) for one in self.shown.variations)
        yield Choices(*map(Option, lines), id="variations", compact=True)
        with ReadingColumn(id="reading", can_focus=False):
            yield Written(lambda width: Content("None yet. N begins one."), id="about")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the one that was in hand."""
        listed = self.query_one("#variations", Choices)
        listed.focus()
        if self.shown.variations:
            listed.highlighted = max(0, self._at - 1)
        if self._message:
            self.say(plain(self._message, 600), alarm=True)

    @property
    def number(self) -> int:
        """The one in hand; 0 for none."""
        at = self.query_one("#variations", Choices).highlighted
        return 0 if at is None else at + 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a variation is there where there is one; one that is over does not go on."""
        if action == "take" and self.is_mounted:
            one = self._log(self.number) if self.number else ""
            named = parameters == ("name",) and bool(self.number)
            return named or (isinstance(one, GameLog) and (parameters != ("on",) or not one.over))
        return super().check_action(action, parameters)

    def _log(self, number: int) -> GameLog | str:
        """A variation, to be looked at; or why it can't be shown."""
        if number not in self._found:
            try:
                self._found[number] = GameLog.variation(self.shown, number)
            except GameError as error:
                self._found[number] = f"{error}"
        return self._found[number]

    @on(Choices.OptionHighlighted, "#variations")
    def _highlighted(self) -> None:
        if not self.query("#about"):
            return  # it is being closed
        one, log = self.shown.variations[self.number - 1], self._log(self.number)
        self.query_one("#about", Written).write(lambda width: _about(one, log, width))
        self.query_one("#reading", ReadingColumn).scroll_home(animate=False)
        self.refresh_bindings()

    @on(Choices.OptionSelected, "#variations")
    def _selected(self) -> None:
        self.action_take("look")

    def action_pick(self, number: int) -> None:
        """Take one in hand by its number."""
        if number <= len(self.shown.variations):
            self.query_one("#variations", Choices).highlighted = number - 1

    def action_take(self, what: Literal["look", "beside", "on", "name"]) -> None:
        """Do something with the one in hand."""
        self.dismiss(Wanted(what, self.number))

    def action_new(self) -> None:
        """Begin another."""
        self.dismiss(Wanted("new"))


def _line(log: GameLog, number: int) -> Content:
    one = log.variations[number - 1]
    told = f"from turn {one.turn}" + (f" of variation {one.parent}" if one.parent else "")
    return Content.assemble(
        f"{number:>2}  ", plain(one.name, 60).stylize("bold"), "  ", plain(told).stylize("dim")
    )


def _about(one: Variation, log: GameLog | str, width: int) -> Content:
    """What is known of a variation."""
    width = min(width, 90)
    lines = [*styled(one.name, "bold", 80).wrap(width)]
    if one.comment:
        lines += [*prose(one.comment, 1000, 10).wrap(width), Content("")]
    if isinstance(log, str):
        lines += prose(log, 600, 4).wrap(width)
    else:
        lines += [line for words in about(log) for line in hanging(plain(words, 400), width)]
    return Content("\n").join(lines)


class Form(NamedTuple):
    """A variation to begin."""

    turn: int
    way: Way
    seats: Mapping[SeatId, SeatSetup]
    name: str
    comment: str


class NewVariation(Page["Form | None"]):
    """From which turn on, what is different in it, who plays on, name and comment."""

    HEADING = "A new variation"
    PURPOSE = (
        "Choose the turn, then one thing that is different in it: all else in that turn stays as it was, and "
        "the dice fall as they fell. From the next turn on whoever has the seats plays. People play at this "
        "keyboard; a seat that orders anew is theirs, unless you give it to a machine."
    )
    CSS_PATH = "variations.tcss"
    KEYS = (
        Command("vary.begin", "begin", "ctrl+o,f10,ctrl+s", "Begin", "Keep it, and play on.", priority=True),
        Command("vary.back", "give", "escape", "Back", "Begin nothing."),
    )

    def __init__(self, log: GameLog, turn: int) -> None:
        super().__init__()
        self.shown = log
        self.turn = min(max(turn, 1), len(log.turns))
        self.ways: list[Way] = []
        self._filling = False

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        yield Static(Content.assemble(("A new variation", "bold $accent")), id="title")
        calendar = self.shown.scenario.calendar
        turns = [(f"{n}", f"{n}  {calendar[n - 1].title}") for n in range(1, len(self.shown.turns) + 1)]
        with Grid(id="head"):
            yield Static(Content("From turn"), classes="faint")
            yield Pick(turns, f"{self.turn}", id="turn")
        yield Choices(id="ways", compact=True)
        with Grid(id="seats"):
            for seat, setup in self.shown.setups.items():
                yield Static(seat_name(seat_info(self.shown.rules, seat)), classes="seat")
                yield Pick(_who(), _plays(setup), id=f"who-{seat}")
        with Grid(id="words"):
            yield Static(Content("Name"), classes="faint")
            yield Line(id="name", max_length=60, compact=True, placeholder="what it is called")
            yield Static(Content("Comment"), classes="faint")
            yield Line(id="comment", max_length=400, compact=True, placeholder="what is to be learnt from it")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at what can be different."""
        self._fill()
        self.query_one("#ways").focus()

    @on(Pick.Changed, "#turn")
    def _fill(self) -> None:
        self.turn = int(self.query_one("#turn", Pick).value)
        self.ways = ways(self.shown, self.turn)
        listed = self.query_one("#ways", Choices)
        listed.set_options([Option(plain(way.words, 200)) for way in self.ways])
        listed.highlighted = 0

    @on(Choices.OptionHighlighted, "#ways")
    def _highlighted(self) -> None:
        """Who orders anew is people, at first."""
        way = self.way
        for seat, setup in self.shown.setups.items():
            anew = way.change is None and (way.anew is None or seat in way.anew)
            self.query_one(f"#who-{seat}", Pick).choose("people" if anew else _plays(setup))

    @on(Choices.OptionSelected, "#ways")
    @on(Line.Submitted)
    def _next_field(self) -> None:
        self.app.action_focus_next()

    @property
    def way(self) -> Way:
        """What is different."""
        return self.ways[self.query_one("#ways", Choices).highlighted or 0]

    def action_begin(self) -> None:
        """Take the form as it is, if the name is free."""
        name = self._text("name")
        if name.casefold() in (one.name.casefold() for one in self.shown.variations):
            self.query_one("#name").focus()
            self.say(Content("There is a variation of that name. Give it another."), alarm=True)
            return
        seats = {seat: self._setup(seat) for seat in self.shown.setups}
        name = name or _called(self.shown, self.way)
        self.dismiss(Form(self.turn, self.way, seats, name, self._text("comment")))

    def _setup(self, seat: SeatId) -> SeatSetup:
        who, had = self.query_one(f"#who-{seat}", Pick).value, self.shown.setups[seat]
        kind, _, policy = who.partition(":")
        if kind == "ai":
            return SeatSetup("ai", policy)
        return SeatSetup("closed") if kind == "closed" else SeatSetup("people", "", had.team, had.players)

    def _text(self, id: str) -> str:
        return plain(self.query_one(f"#{id}", Line).value, 400).plain


def _called(log: GameLog, way: Way) -> str:
    """A name where nobody gives one: what is different, as far as there is room; nothing if that is taken."""
    told = way.words.partition(", all others")[0]
    told = told if len(told) <= 56 else f"{told[:53].rstrip()}..."
    return "" if told.casefold() in (one.name.casefold() for one in log.variations) else told


def _who() -> list[tuple[str, str]]:
    from wargame.bots.registry import names

    machines = [(f"ai:{name}", f"machine: {name}") for name in names()]
    return [("people", "people"), *machines, ("closed", "closed")]


def _plays(setup: SeatSetup) -> str:
    """Who plays on where nothing is said: machines that did, planners for people."""
    return {"people": f"ai:{_MACHINE}", "closed": "closed"}.get(setup.kind, f"ai:{setup.policy}")


class Name(Dialog["tuple[str, str] | None"]):
    """Another name and comment for a variation."""

    HEADING = "Name and comment"
    KEYS = (Command("name.leave", "give", "escape", "Leave", "Leave both as they are."),)
    DEFAULT_CSS = """
    Name > .dialog { width: 72; }
    Name Line { background: $panel; margin-top: 1; }
    """

    def __init__(self, name: str, comment: str) -> None:
        super().__init__()
        self._name_before, self._comment = name, comment
        self._line = plain(comment, 400).plain
        """As much of the comment as a line can show; where it is left alone, all of it stays."""

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self.HEADING)
            yield Line(plain(self._name_before, 60).plain, id="name", max_length=60, compact=True)
            yield Line(self._line, id="comment", max_length=400, compact=True,
                       placeholder="comment; Enter keeps both")  # fmt: skip

    @on(Line.Submitted)
    def _submitted(self, event: Line.Submitted) -> None:
        if event.input.id == "name":
            self.query_one("#comment").focus()
        else:
            comment = self._comment if event.value == self._line else event.value
            self.dismiss((self.query_one("#name", Line).value, comment))
