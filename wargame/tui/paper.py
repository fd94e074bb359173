"""The screen that shows the whole front page to everybody, also through a projector."""

from __future__ import annotations

from textual.app import ComposeResult

from wargame.rules.views import PublicView
from wargame.tui.command import Command
from wargame.tui.page import Page
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import FrontPage
from wargame.tui.widgets.keyline import KeyLine


class FrontPageScreen(Page[None]):
    """The newspaper of the turn, with all of its news and figures."""

    HEADING = "The front page"
    PURPOSE = (
        "What everybody knows at the beginning of this turn. It holds no secret: show it to all, "
        "read it aloud."
    )
    KEYS = (
        Command("paper.read", "read", "space", "Read on", "Down the page; from its end back to the top."),
        Command("paper.back", "give", "escape,enter,p", "Back", "Put the paper down.", "Esc"),
    )
    DEFAULT_CSS = "FrontPageScreen #sheet { padding: 1 0 0 0; height: 1fr; }"

    def __init__(self, public: PublicView) -> None:
        super().__init__()
        self.public = public

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with ReadingColumn(id="sheet"):
            yield FrontPage(self.public)
        yield Flash(id="flash")
        yield KeyLine()
