"""The screen that shows the front page to everybody, also through a projector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wargame.rules.views import PublicView
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.untrusted import prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import FrontPage, committed_line
from wargame.tui.widgets.keyline import KeyLine


class FrontPageScreen(Page[Literal["on", "menu", "seats"]]):
    """The newspaper of the turn, until somebody goes on. ``committed``: whose orders are in already.

    ``notices`` are sentences for the person who opened the game, and what everybody has to be told.
    """

    HEADING = "The front page"
    PURPOSE = (
        "What everybody knows at the beginning of this turn. It holds no secret: show it to all, "
        "read it aloud."
    )
    KEYS = (
        Command("paper.on", "go_on", "enter", "To the desks", "Go on.", "Enter"),
        Command("paper.read", "read", "space", "Read on", "Down the page."),
        Command("paper.seats", "seats", "w", "Who plays", "Give a seat to a caretaker, or take it back."),
        Command("paper.menu", "menu", "escape", "Menu", "Leave the table; the game waits in its save."),
    )
    DEFAULT_CSS = """
    FrontPageScreen #sheet { padding: 1 0 0 0; height: 1fr; }
    FrontPageScreen #committed { border-top: solid $rule; padding: 0 2; }
    """

    def __init__(
        self, public: PublicView, committed: frozenset[str] = frozenset(), notices: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.public = public
        self.committed = committed
        self.notices = notices

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with ReadingColumn(id="sheet"):
            yield FrontPage(self.public)
        yield Static(
            committed_line(self.public.seats, self.committed, self.public.turn.number), id="committed"
        )
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """The page has the keys."""
        self.query_one("#sheet").focus()
        if self.notices:
            self.say(prose(" ".join(self.notices), 900, 3), alarm=True)

    def action_menu(self) -> None:
        """Leave the table."""
        self.dismiss("menu")

    def action_seats(self) -> None:
        """See who plays, and change it."""
        self.dismiss("seats")

    def action_read(self) -> None:
        """Read down the page; only Enter puts it down, as then the time begins to run."""
        if not self.query_one("#sheet", ReadingColumn).read_on():
            self.say(Content("This is the end of the page. Enter goes to the desks."))

    def action_go_on(self) -> None:
        """Put the paper down."""
        self.dismiss("on")
