"""Other groups: the games of the same scenario in the same folder, and the record of what really happened, of
which some are laid beside this one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from wargame.rules.wording import listed
from wargame.session import GameLog
from wargame.session.saves import siblings
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import plain
from wargame.tui.waiting import in_thread
from wargame.tui.widgets.choices import Highlit
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.analysis.comparison import Done, Outline

HISTORY = "what really happened"


class Read(NamedTuple):
    """What the game came to (``mine``) and what others did, by the names of their files; the names of those
    that could not be laid beside it; and, if it was chosen, the record of what really happened."""

    mine: Outline
    others: Mapping[str, Outline]
    left: tuple[str, ...]
    record: tuple[Done, ...] = ()

    @property
    def trouble(self) -> str:
        """What is to be said of what was left out; nothing where there is none."""
        return f"Can't be read, or have other turns: {listed(self.left)}." if self.left else ""


class Groups(Page["Read | None"]):
    """The other games, all of them marked at first; the result are those chosen. With ``history`` the record
    of what really happened can be chosen, too."""

    HEADING = "Other groups"
    PURPOSE = (
        "The games of this scenario that lie in the same folder. Space marks one or takes the mark away, "
        "Enter lays those marked beside this one. Of a game that people still play only what everybody saw "
        "is told."
    )
    CSS_PATH = "deck.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("groups.take", "take", "enter", "Take these", "Lay those marked beside this game."),
        Command("groups.mark", "mark", "space", "Mark", "Mark this game, or take the mark away."),
        Command("groups.leave", "give", "escape", "Back", "Back, as it was."),
    )

    def __init__(self, game: GameLog, *, history: bool = False) -> None:
        super().__init__()
        self.game = game
        self.history = history and bool(game.scenario.debrief.history)
        self.found: tuple[Path | None, ...] = ()
        """The saves; first, where it can be chosen, None for the record."""
        self.marked: set[Path | None] = set()

    def compose(self) -> ComposeResult:
        """Lay out a line a game."""
        yield Static(
            Content.assemble(("Other groups", "bold $accent"), ("   of this folder", "$faint")), id="title"
        )
        yield Highlit(id="list")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for them."""
        self.query_one("#list").focus()
        self.run_worker(self._look(), group="looking")

    async def _look(self) -> None:
        saves = await asyncio.to_thread(lambda: tuple(siblings(self.game)))
        self.found = ((None,) if self.history else ()) + saves
        self.marked = {*self.found}
        self._show(0)
        if not saves:
            self.say(Content("There is no other game of this scenario in this folder."))

    def action_mark(self) -> None:
        """In or out."""
        here = self.query_one("#list", Highlit).highlighted
        if here is not None and self.found:
            self.marked ^= {self.found[here]}
            self._show(here)

    def action_take(self) -> None:
        """Read those marked."""
        self.run_worker(self._read(), group="reading", exclusive=True)

    async def _read(self) -> None:
        chosen = [path for path in self.found if path in self.marked]
        act = partial(read, self.game, [path for path in chosen if path], history=None in chosen)
        self.dismiss(await in_thread(self.program, act, "The games are read ..."))

    def _show(self, here: int) -> None:
        options = [
            Option(
                Content.assemble(
                    "● " if path in self.marked else "○ ", plain(path.stem, 60) if path else HISTORY
                )
            )
            for path in self.found
        ]
        lines = self.query_one("#list", Highlit)
        lines.set_options(options)
        lines.highlighted = here if options else None


def read(game: GameLog, paths: list[Path], *, history: bool) -> Read:
    """What games came to that can be laid beside this one, and which can't; with ``history`` the record."""
    from wargame.analysis.comparison import beside, outline
    from wargame.analysis.comparison import history as recorded
    from wargame.journal import JournalError
    from wargame.session.progress import GameError
    from wargame.session.saves import open_replay

    mine = outline(game)
    found: dict[str, Outline] = {}
    left: list[str] = []
    for path in paths:
        try:
            one = outline(open_replay(path))
        except (JournalError, GameError):
            left.append(path.stem)
            continue
        if len(beside((mine, one))) == 2:
            found[path.stem] = one
        else:
            left.append(path.stem)
    return Read(mine, found, tuple(left), recorded(game.rules) if history else ())
