"""The page before the umpire's stop, which everybody may see: who is waited for, and that all others look
away."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wargame.rules.views import NEUTRAL, TurnInfo
from wargame.tui.at_table import AtTable, table_keys
from wargame.tui.command import Command
from wargame.tui.untrusted import plain
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import HeaderLine, turn_line
from wargame.tui.widgets.keyline import KeyLine


class UmpiresCurtain(AtTable[Literal["ready", "menu"]]):
    """Opaque, and blind to every key but its own. ``notice`` are sentences for everybody."""

    CURTAIN = True
    FOR_ALL = True
    phase = "umpire"
    HEADING = "The umpire looks at the orders"
    PURPOSE = (
        "All orders are in. Before anything is carried out, the umpire looks at them: behind this curtain "
        "lies everything, with every secret. Only the umpire stays at the screen, and presses Enter when "
        "nobody else looks. Where nobody umpires any more, Ctrl+R has a key that switches it off."
    )
    DEFAULT_CSS = """
    UmpiresCurtain { background: $background; layout: vertical; }
    UmpiresCurtain #middle { height: 1fr; align: center middle; }
    UmpiresCurtain #words { width: 100%; text-align: center; padding: 0 4; }
    """
    KEYS = (
        Command("umpired.ready", "give('ready')", "enter", "The umpire is here", "Open all orders."),
        *table_keys("umpired"),
    )

    def __init__(self, turn: TurnInfo, notice: str = "") -> None:
        super().__init__()
        self.turn = turn
        self.notice = notice

    def compose(self) -> ComposeResult:
        """Lay out the curtain."""
        yield HeaderLine(turn=self.turn)
        with Vertical(id="middle"):
            yield Static(curtain_text(self.turn), id="words")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Leave nothing of the last seat: no toast, no copied text."""
        app = self.program
        app.clear_notifications()
        if app.clipboard:
            app.copy_to_clipboard("")
        if self.notice:
            self.say(plain(self.notice, 900), alarm=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the curtain asks for."""
        return action == "give"


def curtain_text(turn: TurnInfo) -> Content:
    """What stands in the middle of it."""
    lines = [
        Content.styled(NEUTRAL, "bold"),
        Content.styled("T H E   U M P I R E", "bold"),
        turn_line(turn, days=False).stylize("$faint"),
        Content(""),
        Content(""),
        Content("All orders are in. The umpire looks at them before they are carried out."),
        Content.styled("Everybody else looks away.", "bold"),
        Content(""),
        Content.styled("The teams are done; only the umpire is waited for.", "$faint"),
    ]
    return Content("\n").join(lines)
