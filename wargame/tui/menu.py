"""The menu: the first screen. It imports little, and learns of saved games only when it is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from wargame import __version__
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.session.saves import Saved


_AIRY = 26, 30
"""Lines from which on there is room for blanks between the choices; where a last game is told of, too."""


class Choice(NamedTuple):
    """What was chosen on the menu, with the save it is about."""

    what: Literal["new", "alone", "class", "resume", "open", "quit"]
    path: Path | None = None


class Menu(Page[Choice]):
    """Continue, new game, play alone, open, help, quit. ``message`` says what the last choice came to."""

    BEFORE = True
    HEADING = "The menu"
    PURPOSE = (
        "Teams share this keyboard. Each turn begins with a front page for all; then each seat gives its "
        "orders in secret at its own desk, behind a curtain; then all orders are carried out at once, and "
        "the world sees what came of it. Each game is a file: what is committed is in it at once, so a game "
        "may be broken off at any moment and goes on where it stood."
    )
    CSS_PATH = "menu.tcss"
    KEYS = (
        Command("menu.new", "choose('new')", "n", "New game", "Choose a scenario and seat people."),
        Command("menu.alone", "choose('alone')", "a", "Alone", "Play one seat; machines play the others."),
        Command(
            "menu.class",
            "choose('class')",
            "l",
            "A class",
            "A lesson of a class: as last time, or a new one.",
        ),
        Command("menu.last", "choose('last')", "c", "Continue", "Go on with the game that is shown."),
        Command(
            "menu.other", "other(1)", "right", "Another game", "Show the one left before it.", footer=False
        ),
        Command("menu.later", "other(-1)", "left", "Later game", "Show the one left after it.", footer=False),
        Command("menu.open", "choose('open')", "o", "Open", "Play on or replay a saved game."),
        Command("menu.quit", "choose('quit')", "q", "Quit", "Leave the program.", palette=False),
        Command(
            "menu.leave",
            "leave",
            "escape",
            "Leave",
            "Leave the program, after a question.",
            footer=False,
            palette=False,
        ),
    )

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self._message = message
        self._open: list[Saved] = []
        self._at = 0

    @property
    def _last(self) -> Saved | None:
        """The game to continue: the newest of those left running, unless another was chosen."""
        return self._open[self._at] if self._open else None

    def compose(self) -> ComposeResult:
        """Lay out masthead, list and foot."""
        with Vertical(id="middle"), Vertical(id="column"):
            yield Static(_masthead(), id="masthead")
            yield Choices(*_options(None, looking=True, airy=self._airy(None)), id="choices", compact=True)
            yield Static(_foot({}), id="foot", classes="faint")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for saved games once the menu can be seen."""
        choices = self.query_one("#choices", Choices)
        _point(choices, "new")
        choices.focus()
        if self._message:
            self.say(plain(self._message), alarm=True)
        self.call_after_refresh(self._look)

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        from wargame.session.saves import saved

        counts = {"open": 0, "over": 0, "part": 0, "bad": 0}
        worker = get_current_worker()
        for one in saved(samples=False):
            if worker.is_cancelled:  # many saves, or a slow drive, hold nobody up who leaves
                return
            counts[one.state] += 1
            if one.state == "open":
                self.call_later(self._found, one)
        self.call_later(self._found_all, counts)

    def _found(self, one: Saved) -> None:
        self._open.append(one)
        if len(self._open) == 1:
            self._show_last()
        else:
            self._tell_last()

    def _show_last(self) -> None:
        """Lay the choices out anew, for what is known of a game to go on with."""
        choices, last = self.query_one("#choices", Choices), self._last
        here = choices.highlighted_option
        untouched = here is not None and here.id == "new"
        choices.set_options(_options(last, looking=False, airy=self._airy(last)))
        _point(choices, "last" if last is not None and untouched else "new")
        self.refresh_bindings()

    def _tell_last(self) -> None:
        """Tell which game is meant, and that there are others."""
        if (last := self._last) is not None:
            said = _continue(last, self._at, len(self._open))
            self.query_one("#choices", Choices).replace_option_prompt("last", said)
            self.refresh_bindings()

    def action_other(self, way: int) -> None:
        """Show another of the games that were left running, round and round."""
        self._at = (self._at + way) % len(self._open)
        self._tell_last()
        _point(self.query_one("#choices", Choices), "last")

    def _airy(self, last: Saved | None) -> bool:
        return self.app.size.height >= _AIRY[last is not None]

    def _found_all(self, counts: dict[str, int]) -> None:
        if not self._open:
            self._show_last()
        self.query_one("#foot", Static).update(_foot(counts))

    def action_leave(self) -> None:
        """Leave the program, if that is meant."""
        from wargame.tui.modals import leave_program

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_choose("quit")

        self.app.push_screen(leave_program(), answered)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No going on with a game that isn't there."""
        if action == "other":
            return len(self._open) > 1
        return not (action == "choose" and parameters == ("last",) and self._last is None)

    def action_choose(self, what: str) -> None:
        """Take a choice."""
        if what == "last":
            if self._last is not None:
                self.dismiss(Choice("resume", self._last.path))
        elif what == "help":
            self.program.action_help()
        elif what == "new":
            self.dismiss(Choice("new"))
        elif what == "alone":
            self.dismiss(Choice("alone"))
        elif what == "class":
            self.dismiss(Choice("class"))
        elif what == "open":
            self.dismiss(Choice("open"))
        else:
            self.dismiss(Choice("quit"))

    @on(Choices.OptionSelected, "#choices")
    def _selected(self, event: Choices.OptionSelected) -> None:
        self.action_choose(event.option_id or "")


def _masthead() -> Content:
    name = "  ".join("WARGAME")
    return Content.assemble(
        (name, "bold $accent"), ("\nA crisis, a table, and what they made of it.", "$faint")
    )


def _said(title: str, line: Content) -> Content:
    # Dim, not faint: on the highlighted option a colour of its own would not stand out from the highlight.
    return Content.assemble((title, "bold"), "\n", line.stylize("dim"))


def _option(id: str, title: str, line: Content, *, disabled: bool = False) -> Option:
    return Option(_said(title, line), id=id, disabled=disabled)


def _continue(last: Saved, at: int = 0, of: int = 1) -> Content:
    """The game to go on with, which is number ``at`` of so many that were left running."""
    from wargame.session.saves import place, when

    title, teams, part = plain(last.title, 60), plain(last.teams, 140), Content(" · ")
    where = [Content(last.line), Content(when(last.changed))]
    if last.table:  # whose it is counts for more than what
        told = [part.join([plain(last.table, 60), *where]), part.join([title, teams] if teams else [title])]
    else:
        told = [part.join([title, *where]), *([teams] if teams else [])]
    told.append(plain(place(last.path), 400))
    head = "Continue" if of == 1 else f"Continue   ◂ {at + 1} of {of} ▸   ← → another game"
    return _said(head, Content("\n").join(told))


def _options(last: Saved | None, *, looking: bool, airy: bool) -> list[Option]:
    if last is not None:
        go_on = Option(_continue(last), id="last")
    elif looking:
        go_on = _option("last", "Continue", Content("Looking for saved games ..."), disabled=True)
    else:
        empty = Content("None yet. A game that is broken off waits here.")
        go_on = _option("last", "Continue", empty, disabled=True)
    listed = [
        go_on,
        _option("new", "New game", Content("Choose a scenario, seat people or machines, begin.")),
        _option(
            "class", "A class", Content("As last time, or a new one from a list of names; seats are dealt.")
        ),
        _option("alone", "Play alone", Content("Choose a seat; machines that think ahead have the others.")),
        _option("open", "Open a save", Content("Play on, or replay a game turn by turn.")),
        _option("help", "Help", Content("What this is and how it is played. ? helps on every screen.")),
        _option("quit", "Quit", Content("Everything committed is in its save.")),
    ]
    # A blank between two options, which can't be chosen.
    return [option for one in listed for option in (Option("", disabled=True), one)][1:] if airy else listed


def _point(choices: Choices, id: str) -> None:
    choices.highlighted = choices.get_option_index(id)


def _foot(counts: dict[str, int]) -> Content:
    bad = counts.get("bad", 0) + counts.get("part", 0)
    good = counts.get("open", 0) + counts.get("over", 0)
    parts = [Content(f"version {__version__}")]
    if good:
        parts.append(Content("1 saved game" if good == 1 else f"{good} saved games"))
    if bad:
        which = "1 save has" if bad == 1 else f"{bad} saves have"
        parts.append(Content(f"{which} something wrong; Open says what"))
    return Content(" · ").join(parts)
