"""Open a save: every saved game with where it stands; what is wrong with a bad one is said here."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from wargame.session.saves import Saved, look, saved, when
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.choices import Choices
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.line import Line


class Opened(NamedTuple):
    """A save, and whether to play on or to look at it."""

    path: Path
    how: Literal["resume", "replay"]


class SavesScreen(Page[Opened | None]):
    """The list of saves, newest first, and a line for the path of another one."""

    HEADING = "Open a save"
    PURPOSE = (
        "All saves in ./saves and in your own folder, newest first, then the samples. Nothing is changed by "
        "looking: a save that is damaged or of another version is shown as far as it can be."
    )
    CSS_PATH = "saves.tcss"
    KEYS = (
        Command("saves.replay", "replay", "r", "Replay", "Look at it turn by turn."),
        Command("saves.path", "path", "p", "Another file", "Type the path of a save."),
        Command("saves.back", "give", "escape", "Menu", "Back to the menu."),
        Command("saves.list", "list", "escape", "List", "Back to the list of saves."),
    )

    def __init__(self, message: str = "", at: Path | None = None) -> None:
        """``message`` says what went wrong with the last choice, the save ``at``."""
        super().__init__()
        self._message = message
        self._at = at
        self.saves: list[Saved] = []

    def compose(self) -> ComposeResult:
        """Lay out: title, list, what is known of the one in hand, the path."""
        yield Static(Content.assemble(("Saved games", "bold $accent")), id="title")
        yield Choices(id="saves", compact=True)
        yield Static(Content("Looking ...").stylize("$faint"), id="about")
        yield Line(placeholder="path of a save, then Enter", id="path", compact=True)
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the saves."""
        self.query_one("#saves").focus()
        if self._message:
            self.say(plain(self._message, 600), alarm=True)
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        count = 0
        worker = get_current_worker()
        for one in saved():
            if worker.is_cancelled:  # many saves, or a slow drive, hold nobody up who leaves
                return
            self.call_later(self._add, one)
            count += 1
        if not count:
            self.call_later(self._none)

    def _add(self, one: Saved) -> None:
        saves = self.query_one("#saves", Choices)
        self.saves.append(one)
        saves.add_option(Option(_line(one), id=f"save-{len(self.saves) - 1}"))
        if saves.highlighted is None or one.path == self._at:
            saves.highlighted = len(self.saves) - 1
        if len(self.saves) == 1:
            self.refresh_bindings()

    def _none(self) -> None:
        text = (
            "No saves yet. Every game you begin becomes a file here by itself: you never have to save.\n"
            "P opens a file from somewhere else."
        )
        self.query_one("#about", Static).update(Content(text).stylize("$faint"))

    def _here(self) -> Saved | None:
        at = self.query_one("#saves", Choices).highlighted
        return self.saves[at] if at is not None and at < len(self.saves) else None

    @on(Choices.OptionHighlighted, "#saves")
    def _highlighted(self) -> None:
        if (one := self._here()) is not None:
            self.query_one("#about", Static).update(_about(one))

    @on(Choices.OptionSelected, "#saves")
    def action_open(self) -> None:
        """Play on, or replay what is over."""
        if (one := self._here()) is not None:
            self._take(one, "resume" if one.state == "open" else "replay")

    def action_replay(self) -> None:
        """Look at it."""
        if (one := self._here()) is not None:
            self._take(one, "replay")

    def action_path(self) -> None:
        """Another file."""
        self.query_one("#path").focus()

    @on(Line.Submitted, "#path")
    def _typed(self, event: Line.Submitted) -> None:
        from wargame.session.places import find_save

        if not event.value.strip():
            return
        try:
            one = look(find_save(event.value))
        except OSError as error:
            self.say(plain(f"{error}", 600), alarm=True)
        else:
            self._take(one, "resume" if one.state == "open" else "replay")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A replay of what is there; from the path Escape goes back to the list."""
        if action == "replay":
            return bool(self.saves)
        if action in {"give", "list"} and self.is_mounted:
            return self.query_one("#path").has_focus == (action == "list")
        return super().check_action(action, parameters)

    def action_list(self) -> None:
        """Back to the list."""
        self.unsay()
        self.query_one("#saves").focus()

    def _take(self, one: Saved, how: Literal["resume", "replay"]) -> None:
        if one.state == "bad":
            self.say(plain(one.why, 600), alarm=True)
        else:
            self.dismiss(Opened(one.path, how))


def _line(one: Saved) -> Content:
    parts = [plain(one.title, 50), plain(one.line)]
    if one.table:
        parts.append(plain(one.table, 60))
    if one.teams:
        parts.append(plain(one.teams, 60))
    if stamp := when(one.changed):
        parts.append(Content(stamp))
    line = Content.assemble(parts[0].stylize("bold"), "  ", Content(" · ").join(parts[1:]).stylize("dim"))
    return Content.assemble("✗ ", line) if one.state == "bad" else Content.assemble("  ", line)


def _about(one: Saved) -> Content:
    path = styled(str(one.path), "$faint", 400)
    if one.why:
        return Content.assemble(prose(one.why, 900, 8), "\n", path)
    what = {
        "open": "Enter goes on where it stands. R shows what everybody could see so far.",
        "over": "Enter walks through it turn by turn, as any seat or with everything shown.",
    }.get(one.state, "")
    return Content.assemble(what, "\n", path)
