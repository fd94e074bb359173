"""The screen that shows the front page to everybody, also through a projector."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult

from wargame.rules.views import PublicView
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import FrontPage
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.reader import Reader

__all__ = ["FrontPageScreen"]


class FrontPageScreen(Page[Literal["on"]]):
    """The newspaper of the turn, until somebody goes on. ``committed``: whose orders are in already."""

    HEADING = "The front page"
    PURPOSE = "What everybody knows at the beginning of this turn. It holds no secret: show it to all, read it aloud."
    KEYS = (Command("paper.on", "go_on", "enter,space", "To the desks", "Go on.", "Enter"),)
    DEFAULT_CSS = "FrontPageScreen #sheet { padding: 1 0 0 0; }"

    def __init__(self, public: PublicView, committed: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.public = public
        self.committed = committed

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Reader(id="sheet"):
            yield FrontPage(self.public, self.committed)
        yield Flash(id="flash")
        yield KeyLine()

    def action_go_on(self) -> None:
        """Put the paper down."""
        self.dismiss("on")
