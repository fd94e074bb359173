"""The public phase between two turns: one page for everybody, read once; the whole paper and the dice are a
key further."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal, Self

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wargame.rules.views import PublicView, RevealLine, RoundupView, TurnInfo
from wargame.tui.at_table import AtTable, table_keys
from wargame.tui.command import Command
from wargame.tui.paper import FrontPageScreen
from wargame.tui.untrusted import prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.frontpage import committed_line
from wargame.tui.widgets.keyline import KeyLine
from wargame.tui.widgets.roundup import Roundup

if TYPE_CHECKING:
    from wargame.session import GameLog


class RoundupScreen(AtTable[Literal["on", "menu", "seats"]]):
    """What everybody is told as a turn begins, until somebody goes on; of the last turn before the last dice.

    ``lines`` are the steps of the turn ``played`` before, to be shown die by die; ``committed`` says whose
    orders are in already; ``notices`` are sentences for the person who opened the game, and for everybody.
    """

    FOR_ALL = True
    moment = "news"
    phase = "news"
    HEADING = "What the world saw"
    PURPOSE = (
        "What the seats did in public, what else happened, and what changed most. It holds no secret: turn "
        "the screen, read it aloud. The whole paper is one key further, and the deeds one by one."
    )
    KEYS = (
        Command(
            "roundup.on", "give('on')", "enter", "Go on", "To the desks; after the last turn, to the end."
        ),
        Command("roundup.read", "read", "space", "Read on", "Down the page."),
        Command("roundup.paper", "paper", "p", "Paper", "The whole front page, with all news and figures."),
        Command("roundup.dice", "dice", "d", "Dice", "The deeds one by one: reasons, die, and result."),
        Command("roundup.deeds", "deeds", "d", "Acts", "The deeds one by one, with what decided them."),
        Command(
            "roundup.seats", "give('seats')", "w", "Who plays", "Give a seat to a caretaker, or take it back."
        ),
        *table_keys("roundup"),
    )
    DEFAULT_CSS = """
    RoundupScreen #sheet { height: 1fr; }
    RoundupScreen #committed { border-top: solid $rule; padding: 0 1; }
    RoundupScreen.-tall #sheet { padding: 1 0 0 0; }
    """

    def __init__(
        self,
        roundup: RoundupView,
        public: PublicView,
        lines: Sequence[RevealLine] = (),
        played: TurnInfo | None = None,
        committed: Collection[str] = (),
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.roundup = roundup
        self.public = public
        self.played = played or public.turn
        self.lines = [line for line in lines if line.chance is None]
        self.committed = committed
        self.notices = notices

    @classmethod
    def of(cls, game: GameLog, notices: Sequence[str] = (), *, turn: int | None = None) -> Self:
        """What is to be told in a game now, or was as a turn began."""
        past = game.resolved if turn is None else turn - 1
        lines = game.reveal(past) if past else ()
        played = game.dates(past) if past else None
        committed = game.committed if turn is None else ()
        return cls(game.roundup(turn), game.public(turn).undecided, lines, played, committed, notices)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        public = self.public
        with ReadingColumn(id="sheet"):
            yield Roundup(self.roundup, public, self.program.clock)
        if self.committed:
            yield Static(committed_line(public.seats, self.committed, public.turn.number), id="committed")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Tell what everybody has to hear."""
        if self.notices:
            self.say(prose(" ".join(self.notices), 900, 3), alarm=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No dice before there were any, and no new hands when it is over."""
        if action in ("dice", "deeds"):
            return bool(self.lines) and self._thrown == (action == "dice")
        if parameters == ("seats",):
            return not self.public.over
        return super().check_action(action, parameters)

    def action_read(self) -> None:
        """Read down the page; only Enter puts it down, as then the time begins to run."""
        if not self.query_one("#sheet", ReadingColumn).read_on():
            self.say(Content("The end of the page. Enter goes on."))

    def action_paper(self) -> None:
        """Open the whole paper over it."""
        self.app.push_screen(FrontPageScreen(self.public))

    @property
    def _thrown(self) -> bool:
        """Was a die thrown over any of it?"""
        return any(isinstance(line.roll, int) for line in self.lines)

    def action_deeds(self) -> None:
        """Show the turn deed by deed, where no die was thrown."""
        self.action_dice()

    def action_dice(self) -> None:
        """Show the turn die by die."""
        from wargame.tui.reveal import RevealScreen

        screen = RevealScreen(self.played, self.lines)
        screen.live = self.live
        self.app.push_screen(screen)
