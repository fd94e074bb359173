"""A first replay: walk through the turns of a game as any seat, as the public, or with everything shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer

from wargame.debrief.eyes import EVERYTHING, PUBLIC, eyes, veil
from wargame.debrief.pages import PAGES, replay_page
from wargame.rules.views import SeatInfo
from wargame.tui.command import Command
from wargame.tui.document import document
from wargame.tui.modals import leave_program
from wargame.tui.page import Page
from wargame.tui.pin import AskCode
from wargame.tui.untrusted import plain, prose, styled
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.drawn import Drawn, clip, spread
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.header import seat_name, turn_line
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.session import GameLog

_NAMES = {page: name for page, (name, _) in PAGES.items()}
_PLAY_SECONDS = 4.0


def _page_command(page: str, number: int) -> Command:
    name = _NAMES[page]
    return Command(f"replay.{page}", f"page('{page}')", f"{number}", name, f"Show: {name}.", footer=False)


class Replay(Page[Literal["back", "menu"]]):
    """A game that is only looked at. ``turn`` and ``eye`` say what is shown; ``page`` which part of it.

    ``alone``: nothing lies behind it, so that leaving it leaves the program, after a question.
    """

    HEADING = "Replay"
    PURPOSE = (
        "Walk through the game turn by turn. The eye decides what is shown: what one seat knew when it "
        "decided, what the papers knew, or everything, with the odds, their reasons and the dice."
    )
    CSS_PATH = "replay.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("replay.back", "turn(-1)", "left", "Turn before", "One turn back.", "←", group="Turn"),
        Command("replay.on", "turn(1)", "right", "Next turn", "One turn on.", "→", group="Turn"),
        Command("replay.first", "goto('first')", "home", "First turn", "To the beginning.", footer=False),
        Command(
            "replay.last",
            "goto('last')",
            "end",
            "Last turn",
            "To the last turn; → opens the end.",
            footer=False,
        ),
        Command(
            "replay.read", "read", "space", "Read on", "Down the page, then the next turn, then the end."
        ),
        Command("replay.play", "play", "p", "Play", "Let the turns pass by themselves; again to stop."),
        Command("replay.eye", "eye(1)", "e", "Eye", "The next eye: everything, the public, each seat."),
        Command("replay.eye_back", "eye(-1)", "b", "Eye before", "The eye before.", footer=False),
        *(_page_command(page, number) for number, page in enumerate(PAGES, start=1)),
        Command("replay.page", "next_page", "tab", "Page", "The next page of it.", priority=True),
        Command("replay.code", "code", "c", "Code", "Give the code of the table, and see everything."),
        Command("replay.leave", "leave_replay", "escape", "Leave", "Back to where you came from."),
    )

    def __init__(self, game: GameLog, *, alone: bool = False) -> None:
        super().__init__()
        self.game = game
        self.alone = alone
        self.turn = 1
        self.eye = self.eyes[0]
        self.page = "situation"
        self.seats: dict[str, SeatInfo] = {seat.id: seat for seat in game.public(1).seats}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out: whose eye, the pages, what it saw, the turns."""
        yield Head(self, id="head")
        yield Pages(self, id="pages")
        with Horizontal(id="body"):
            with ReadingColumn(id="beside", can_focus=False):
                yield Sheet(self, "situation", id="situation")
            with ReadingColumn(id="reading"):
                yield Sheet(self, "", id="sheet")
        yield Rail(self, id="rail")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what can't be shown; begin at the first turn."""
        self.query_one("#reading").focus()
        if self.game.notices:
            self.say(prose(" ".join(self.game.notices), 900, 3), alarm=True)
        elif self.game.veiled:
            self.say(Content(veil(self.game)))
        self._show()

    @property
    def eyes(self) -> tuple[str, ...]:
        """Whose eyes there are to choose from: while people play, the public's alone."""
        return eyes(self.game)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A code is asked for where it opens something; without it there is one eye."""
        if action == "code":
            return self.game.veiled and self.game.has_code
        if action == "eye":
            return not self.game.veiled
        return super().check_action(action, parameters)

    def action_code(self) -> None:
        """Give the code; then everything is shown."""

        def given(right: bool | None) -> None:
            if right:
                self.eye = EVERYTHING
                self.refresh_bindings()
                self._show()

        self.app.push_screen(AskCode(self.game.unveil), given)

    # -- what is shown ------------------------------------------------------------------------------------

    def action_turn(self, step: int) -> None:
        """A turn on or back; after the last one, the ending."""
        if step > 0 and self.turn >= len(self.game.turns) and self.game.over:
            self._end()
        else:
            self._go(self.turn + step)

    def action_goto(self, where: str) -> None:
        """The first or the last turn."""
        self._go(1 if where == "first" else len(self.game.turns))

    def action_eye(self, step: int) -> None:
        """Another eye."""
        at = self.eyes.index(self.eye)
        self.eye = self.eyes[(at + step) % len(self.eyes)]
        self._show()

    def action_page(self, page: str) -> None:
        """Another page."""
        self.page = page
        self._show()

    def action_next_page(self) -> None:
        """The next page."""
        self.page = self.pages[(self.pages.index(self.shown) + 1) % len(self.pages)]
        self._show()

    def action_read(self) -> None:
        """Down the page; from its end on to the next turn, and after the last one to the ending."""
        if self.query_one("#reading", ReadingColumn).read_on():
            return
        if self.turn < len(self.game.turns) or self.game.over:
            self.action_turn(1)
        else:
            self.say(Content("This is where the game stands. ← goes back."))

    def action_play(self) -> None:
        """Let the turns pass, or stop."""
        if self._timer is not None:
            self._stop()
            self.say(Content("Stopped."))
            return
        if self.turn >= len(self.game.turns):
            self.turn = 0
        self._timer = self.set_interval(_PLAY_SECONDS, self._play_on)
        self._play_on()
        self.say(Content("The turns pass. P stops."))

    def action_leave_replay(self) -> None:
        """Done looking."""
        self._leave("back")

    def _leave(self, how: Literal["back", "menu"]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(how)

        if self.alone:
            self.app.push_screen(leave_program(), answered)
        else:
            self.dismiss(how)

    def _play_on(self) -> None:
        if self.turn >= len(self.game.turns):
            self._stop()
        else:
            self._go(self.turn + 1)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _go(self, turn: int) -> None:
        turn = min(max(turn, 1), len(self.game.turns))
        if turn != self.turn:
            self.turn = turn
            self._show()

    def _end(self) -> None:
        """Open the ending over this; it comes back here, or leaves altogether."""
        from wargame.tui.ending import EndingScreen

        self._stop()

        def told(then: str | None) -> None:
            if then == "menu":
                self._leave("menu")

        self.app.push_screen(EndingScreen.of(self.game), told)

    def _show(self) -> None:
        for part in (Head, Pages, Sheet, Rail):
            for drawn in self.query(part):
                drawn.redraw()
        self.query_one("#reading", ReadingColumn).scroll_home(animate=False)

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages to choose from: where there is room the situation stays beside them."""
        names = tuple(PAGES)
        return names[1:] if self.has_class("-wide") else names

    @property
    def shown(self) -> str:
        """The page that is shown."""
        return self.page if self.page in self.pages else self.pages[0]

    def on_resize(self) -> None:
        """There may be another choice of pages."""
        self.call_after_refresh(self._show)

    def on_rail_picked(self, event: Rail.Picked) -> None:
        """A turn was clicked, or the mark of the end after the last one."""
        if event.turn > len(self.game.turns) and self.game.over:
            self._end()
        else:
            self._go(event.turn)

    def on_pages_picked(self, event: Pages.Picked) -> None:
        """A page was clicked."""
        self.action_page(event.page)


class Head(Drawn):
    """Title of the game, whose eye, which turn."""

    DEFAULT_CSS = "Head { height: 1; background: $panel; padding: 0 1; }"

    def __init__(self, replay: Replay, id: str) -> None:
        super().__init__(id=id)
        self.replay = replay

    def draw(self, width: int) -> Content:
        """Draw it."""
        replay = self.replay
        seat = replay.seats.get(replay.eye)
        name = {EVERYTHING: "everything", PUBLIC: "the public"}.get(replay.eye, "")
        who = seat_name(seat) if seat is not None else Content.assemble("■ ", (name, "bold"))
        turn = replay.game.public(replay.turn).turn
        left = Content.assemble(("Replay", "bold $accent"), ("   as seen by ", "$faint"), who)
        return spread(left, turn_line(turn, days=False), width)


class Pages(Drawn):
    """The pages, the one shown marked; a click shows another."""

    DEFAULT_CSS = "Pages { height: 1; padding: 0 1; margin-bottom: 1; }"

    class Picked(Message):
        """A page was clicked."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    def __init__(self, replay: Replay, id: str) -> None:
        super().__init__(id=id)
        self.replay = replay
        self.spans: list[tuple[int, int, str]] = []

    def draw(self, width: int) -> Content:
        """Draw it."""
        line = Content("")
        self.spans = []
        for page in self.replay.pages:
            number = tuple(PAGES).index(page) + 1
            label = Content.assemble((f" {number} ", "$accent"), _NAMES[page], " ")
            if page == self.replay.shown:
                label = Content.assemble((f" {number} {_NAMES[page]} ", "bold reverse"))
            self.spans.append((line.cell_length, line.cell_length + label.cell_length, page))
            line = Content.assemble(line, label, " ")
        return clip(line, width)

    def on_click(self, event: events.Click) -> None:
        """Show the page under the mouse."""
        for start, end, page in self.spans:
            if start <= event.x - 1 < end:
                self.post_message(self.Picked(page))


class Sheet(Drawn):
    """A page: the one chosen, or always the same one."""

    DEFAULT_CSS = "Sheet { max-width: 100; }"

    def __init__(self, replay: Replay, page: str, id: str) -> None:
        super().__init__(id=id)
        self.replay = replay
        self.page = page

    def draw(self, width: int) -> Content:
        """Draw it."""
        replay = self.replay
        return document(replay_page(replay.game, replay.turn, replay.eye, self.page or replay.shown), width)


class Rail(Drawn):
    """The turns as a line of stations; a click goes there."""

    DEFAULT_CSS = "Rail { height: 2; padding: 0 1; }"

    class Picked(Message):
        """A turn was clicked."""

        def __init__(self, turn: int) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self, replay: Replay, id: str) -> None:
        super().__init__(id=id)
        self.replay = replay
        self.step = 8

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Stations, and the title of the one in hand."""
        return 2

    def draw(self, width: int) -> Content:
        """Draw it."""
        game, here = self.replay.game, self.replay.turn
        count = len(game.turns)
        self.step = max(4, min(14, (width - 8) // max(1, count)))
        pieces: list[tuple[str, str]] = []
        for turn in range(1, count + 1):
            style = "bold reverse" if turn == here else "$foreground" if turn < here else "$faint"
            pieces += [(f" {turn} ", style), ("─" * (self.step - 3), "$rule")]
        end = ("■ the end" if game.over else "… goes on", "$faint")
        first = clip(Content.assemble(*pieces, end), width)
        title = game.public(here).turn.title
        line = Content.assemble((f"{here} ", "bold"), styled(title, "$faint", 80)) if title else plain("")
        if here == count and game.over:
            line = Content.assemble(line, "   " if title else "", ("→", "bold"), (" opens the end", "$faint"))
        second = clip(line, width)
        return Content.assemble(first, "\n", second)

    def on_click(self, event: events.Click) -> None:
        """Go to the turn under the mouse."""
        self.post_message(self.Picked((event.x - 1) // self.step + 1))
