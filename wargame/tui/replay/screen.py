"""The replay: walk through the moments of a game as any seat, as the public, or with everything shown."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from wargame.debrief.eye import EVERYTHING, eyes, veil
from wargame.debrief.pages import PAGES
from wargame.session.instructor import Instructor
from wargame.tui.command import Command
from wargame.tui.modals import leave_program
from wargame.tui.page import Page
from wargame.tui.program import STEPS
from wargame.tui.replay.head import Head, Headline, Tabs
from wargame.tui.replay.look import Look
from wargame.tui.replay.rail import Rail
from wargame.tui.replay.sheet import Beside, Column, Moved, Sheet, entry_lines
from wargame.tui.untrusted import plain, prose
from wargame.tui.widgets.column import ReadingColumn
from wargame.tui.widgets.flash import Flash
from wargame.tui.widgets.keyline import KeyLine

if TYPE_CHECKING:
    from wargame.debrief.search import Passage
    from wargame.session import GameLog
    from wargame.tui.replay.charts import ChartSheet

_PLAY_SECONDS = 4.0


def _page_command(page: str, number: int) -> Command:
    name = PAGES[page].name
    return Command(f"replay.{page}", f"page('{page}')", f"{number}", name, f"Show: {name}.", footer=False)


class Replay(Page[Literal["back", "menu"]]):
    """A game that is only looked at. ``look`` says what is shown.

    ``alone``: nothing lies behind it, so that leaving it leaves the program, after a question.
    """

    HEADING = "Replay"
    PURPOSE = (
        "Walk through the game: turn by turn, or moment by moment from dawn to what came of the orders. The "
        "eye decides what is shown: what one seat knew when it decided, what the papers knew, or everything, "
        "with the odds, their reasons and the dice."
    )
    CSS_PATH = "screen.tcss"
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("replay.page", "next_page", "tab", "Page", "The next page of it.", priority=True),
        Command("replay.back", "turn(-1)", "left", "Turn before", "One turn back.", "←", group="Turn"),
        Command("replay.on", "turn(1)", "right", "Next turn", "One turn on.", "→", group="Turn"),
        Command(
            "replay.moment_back",
            "moment(-1)",
            "comma",
            "Moment before",
            "One moment back.",
            footer=False,
        ),
        Command("replay.moment_on", "moment(1)", "full_stop", "Next moment", "One moment on.", footer=False),
        Command("replay.first", "goto('first')", "home", "First turn", "To the beginning.", footer=False),
        Command(
            "replay.last",
            "goto('last')",
            "end",
            "Last turn",
            "To the last turn; → opens the end.",
            footer=False,
        ),
        Command("replay.read", "read", "space", "On", "Down the page, then the next turn, then the end."),
        Command(
            "replay.open",
            "open",
            "enter",
            "Open",
            "The entry of what is chosen, with its odds, reasons and dice; the numbers of a chart.",
        ),
        Command(
            "replay.search", "search", "slash,f", "Search", "Look for words in all that the eye may see.", "/"
        ),
        Command(
            "replay.play",
            "play",
            "p",
            "Play",
            "Let the moments pass by themselves; again to stop.",
            footer=False,
        ),
        Command(
            "replay.eye",
            "eye(1)",
            "e",
            "Eye",
            "The next eye: everything, the public, each seat.",
            footer=False,
        ),
        Command("replay.eye_back", "eye(-1)", "w", "Eye before", "The eye before.", footer=False),
        Command("replay.note", "note", "n", "Note", "Write a note on this turn.", group="Note"),
        Command(
            "replay.bookmark", "bookmark", "b", "Bookmark", "Mark this moment, to come back to.", group="Note"
        ),
        Command(
            "replay.deck", "deck", "g", "Debrief", "The guided debrief, a glance a screen.", footer=False
        ),
        Command("replay.vary", "vary", "v", "Vary", "What would have happened otherwise."),
        Command(
            "replay.groups",
            "groups",
            "o",
            "Other groups",
            "Lay other games of this folder beside it, or what really happened.",
            footer=False,
        ),
        *(_page_command(page, number) for number, page in enumerate(PAGES, start=1)),
        Command("replay.code", "code", "c", "Code", "Give the code of the table, and see everything."),
        Command(
            "replay.instructor",
            "instructor",
            "ctrl+r",
            "Instructor",
            "Give the instructor's PIN, and see everything.",
            footer=False,
        ),
        Command("replay.leave", "leave_replay", "escape", "Out", "Back to where you came from."),
    )

    def __init__(self, game: GameLog, *, alone: bool = False) -> None:
        super().__init__()
        self.game = game
        self.alone = alone
        self.look = Look(game)
        self._fitted: tuple[str, ...] = ()
        self._timer: Timer | None = None
        self._passages: dict[str, tuple[Passage, ...]] = {}

    def compose(self) -> ComposeResult:
        """Lay out: whose eye, the headline, the pages, what it saw, the moments."""
        yield Head(self.look, id="head")
        yield Headline(self.look, id="headline")
        yield Tabs(self.look, lambda: self.pages, id="pages")
        beside, reading = ReadingColumn(id="beside", can_focus=False), Column(id="reading")
        for column in (beside, reading):  # mostly there is more than fits: else all would be laid out twice
            column.set_reactive(Widget.show_vertical_scrollbar, True)
        with Horizontal(id="body"):
            with beside:
                yield Beside(self.look, id="situation")
            with reading:
                yield Sheet(self.look, id="sheet")
        yield Rail(self.look, id="rail")
        yield Flash(id="flash")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what can't be shown; begin at the first turn."""
        self.query_one("#reading").focus()
        if self.game.notices:
            self.say(prose(" ".join(self.game.notices), 900, 3), alarm=True)
        elif self.game.veiled:
            more = " Ctrl+R: the instructor's PIN." if Instructor().known else ""
            self.say(Content(f"{veil(self.game)}{more}"))
        self._fit_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A code is asked for where it opens something; without it there is one eye. What opens can be
        opened."""
        if action == "code":
            return self.game.veiled and self.game.has_code
        if action == "instructor":
            return self.game.veiled and Instructor().known
        if action in {"eye", "vary"}:
            return not self.game.veiled
        if action == "open":
            return self.look.page == "charts" or self.look.outcome is not None
        return super().check_action(action, parameters)

    def action_code(self) -> None:
        """Give the code; then everything is shown."""
        from wargame.tui.pin import AskCode

        self.app.push_screen(AskCode(self.game.unveil), self._unveiled)

    def action_instructor(self) -> None:
        """Give the instructor's PIN; then everything is shown."""
        from wargame.tui.instructor.pin import instructors_pin

        def given(right: bool | None) -> None:
            if right:
                self.game.lift()
            self._unveiled(right)

        if (box := instructors_pin()) is not None:
            self.app.push_screen(box, given)

    def _unveiled(self, right: bool | None) -> None:
        if right:
            self.look.eye = EVERYTHING
            self._renew()

    # -- to another place ---------------------------------------------------------------------------------

    def action_turn(self, step: int) -> None:
        """A turn on or back; after the last one, the ending."""
        if step > 0 and self.look.turn >= self.look.last and self.game.over:
            self._end()
        else:
            self.look.to_turn(self.look.turn + step)
            self._show()

    def action_moment(self, step: int) -> None:
        """A moment on or back, the end among them."""
        look = self.look
        at = look.moment + (step if look.on_moment or step < 0 else 0)  # its page may not be shown yet
        self._to_moment(at)

    def _to_moment(self, n: int) -> None:
        n = min(max(n, 0), len(self.look.moments) - 1)
        if self.look.moments[n].what == "end":
            self._end()
        else:
            self.look.to_moment(n)
            self._show()

    def action_goto(self, where: str) -> None:
        """The first or the last turn."""
        self.look.to_turn(1 if where == "first" else self.look.last)
        self._show()

    def action_eye(self, step: int) -> None:
        """Another eye."""
        there = eyes(self.game)
        self.look.eye = there[(there.index(self.look.eye) + step) % len(there)]
        self.look.chosen = 0
        self._show()

    def action_page(self, page: str) -> None:
        """Another page."""
        self.look.to_page(page if page in self.pages else self.pages[0])
        self._show()

    def action_next_page(self) -> None:
        """The next page."""
        self.action_page(self.pages[(self.pages.index(self.look.page) + 1) % len(self.pages)])

    def action_read(self) -> None:
        """Down the page; from its end on to the next turn, and after the last one to the ending."""
        if self.query_one("#reading", ReadingColumn).read_on():
            return
        if self.look.turn < self.look.last or self.game.over:
            self.action_turn(1)
        else:
            self.say(Content("This is where the game stands. ← goes back."))

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages to choose from: where there is room the situation stays beside them."""
        names = tuple(PAGES)
        return names[1:] if self.has_class("-wide") else names

    # -- by itself ----------------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Let the moments pass, or stop."""
        if self._timer is not None:
            self._stop()
            self.say(Content("Stopped."))
            return
        if self._at_the_end:
            self.look.to_moment(0)
            self._show()
        self._timer = self.set_interval(_PLAY_SECONDS, self._play_on)
        self._play_on()
        self.say(Content("The moments pass. P stops."))

    @property
    def _at_the_end(self) -> bool:
        ahead = self.look.moments[self.look.moment + 1 :]
        return not any(moment.page for moment in ahead)

    def _play_on(self) -> None:
        if self._at_the_end:
            self._stop()
        else:
            self.action_moment(1)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # -- what is behind it --------------------------------------------------------------------------------

    def action_open(self) -> None:
        """The entry of what is chosen, or the numbers of the chart."""
        from wargame.tui.replay.boxes import Entry

        if self.look.page == "charts":
            from wargame.tui.chart import number_lines

            if (chart := self._curves().chart) is not None:
                self.app.push_screen(Entry(chart.title, partial(number_lines, chart)))
        elif (outcome := self.look.outcome) is not None:
            self.app.push_screen(Entry(f"Turn {self.look.turn}", partial(entry_lines, outcome)))

    async def action_search(self) -> None:
        """Look for words, and go where they stand."""
        from wargame.debrief.search import passages
        from wargame.tui.replay.boxes import Search

        look = self.look
        if look.eye not in self._passages:
            self._passages[look.eye] = await asyncio.to_thread(passages, self.game, look.eye)

        def found(passage: tuple[Passage, str] | None) -> None:
            if passage is not None:
                self._go(*passage)

        self.app.push_screen(Search(self._passages[look.eye]), found)

    def _go(self, passage: Passage, words: str) -> None:
        """Go where a passage stands."""
        look = self.look
        look.to_turn(passage.turn)
        look.to_page(passage.page)
        if passage.at is not None:
            look.choose(passage.at)
            self._show()
        else:
            self._show(words.split()[0])

    async def action_bookmark(self) -> None:
        """Mark the moment in hand."""
        await self._remark(self.look.here.name if self.look.on_moment else "", bookmark=True)

    @work(group=STEPS)
    async def action_vary(self) -> None:
        """What would have happened otherwise."""
        await self.program.vary(self.game, self.look.turn)
        self._renew()

    @work(group=STEPS)
    async def action_groups(self) -> None:
        """Lay other games beside it, and what really happened."""
        from wargame.debrief.model import Paragraph
        from wargame.debrief.text import comparison_blocks
        from wargame.tui.beside import Beside
        from wargame.tui.deck.groups import Groups

        self._stop()
        game = self.game
        chosen = await self.program.push_screen_wait(Groups(game, history=not game.veiled))
        if chosen is None:
            return
        if not chosen.others and not chosen.record:
            self.say(plain(chosen.trouble or "Nothing was chosen.", 300), alarm=bool(chosen.trouble))
            return
        name = game.of.name if game.of else game.path.stem if game.path else "this game"
        games = {name: chosen.mine, **chosen.others}
        trouble = [Paragraph((chosen.trouble,))] if chosen.trouble else []
        blocks = comparison_blocks(game.scenario, games, chosen.record)
        await self.program.push_screen_wait(Beside((*trouble, *blocks)))

    def action_note(self) -> None:
        """Write a note on the turn in hand."""
        from wargame.tui.replay.boxes import WriteNote

        def written(text: str | None) -> None:
            if text:
                self.run_worker(self._remark(text, bookmark=False))

        self.app.push_screen(WriteNote(self.look.turn), written)

    async def _remark(self, text: str, *, bookmark: bool) -> None:
        keep = partial(self.game.remark, text, turn=self.look.turn, bookmark=bookmark)
        elsewhere = await asyncio.to_thread(keep)
        what = "Bookmarked" if bookmark else "Noted"
        self.say(plain(f"{what}. {elsewhere}" if elsewhere else f"{what}, in the save.", 300))
        self._renew()

    def _end(self) -> None:
        """Open the ending over this; it comes back here, or leaves altogether."""
        from wargame.tui.ending import EndingScreen

        self._stop()

        def told(then: str | None) -> None:
            if then == "menu":
                self._leave("menu")

        self.app.push_screen(EndingScreen.of(self.game, replayed=True, menu=not self.alone), told)

    def action_deck(self) -> None:
        """Lead a class through the game, glance by glance."""
        from wargame.tui.deck.screen import Deck

        self._stop()
        self.app.push_screen(Deck(self.game))

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

    # -- what is shown ------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Show what there is now to be seen."""
        self.look.renew()
        self._passages.clear()
        self._show()

    def _show(self, words: str = "") -> None:
        """Show where it stands, from the top, from what is chosen, or from a text on."""
        charts = self.look.page == "charts"
        self.set_class(charts, "-charts")
        if charts:
            self._curves().redraw()
        for part in (Head, Headline, Tabs, Sheet, Beside, Rail):
            for drawn in self.query(part):
                drawn.redraw()
        self.query_one("#reading", Column).scroll_home(animate=False)
        self.call_after_refresh(self._scroll, words)
        self.refresh_bindings()

    def _scroll(self, words: str) -> None:
        sheet, column = self.query_one("#sheet", Sheet), self.query_one("#reading", Column)
        if words:
            column.scroll_to(y=sheet.line_with(words), animate=False)
        elif self.look.chosen:
            column.scroll_to_region(sheet.region_of_chosen, animate=False)

    def _curves(self) -> ChartSheet:
        """The sheet of charts, which is made when it is first looked at."""
        from wargame.tui.replay.charts import ChartSheet

        column = self.query_one("#reading", Column)
        if not (found := list(column.query(ChartSheet))):
            found = [ChartSheet(self.look, lambda: column.size.height, id="curves")]
            column.mount(found[0])
        return found[0]

    def _fit_page(self) -> None:
        """There may be another choice of pages; else the parts fit themselves to a new size."""
        if self.pages == self._fitted:
            return
        self._fitted = self.pages
        if self.look.page not in self.pages:
            self.look.page = self.pages[0]
        self._show()

    def on_resize(self) -> None:
        """There may be another choice of pages."""
        self.call_after_refresh(self._fit_page)

    def on_moved(self, event: Moved) -> None:
        """Choose what is above or below; scroll where there is nothing to choose, or it can't be seen yet."""
        if self.look.page == "charts":
            self._curves().move(event.step)
            return
        column, sheet = self.query_one("#reading", Column), self.query_one("#sheet", Sheet)
        seen = range(round(column.scroll_y), round(column.scroll_y) + column.size.height)
        if (sheet.rows and sheet.region_of_chosen.y not in seen) or not self.look.move(event.step):
            column.scroll_relative(y=event.step, animate=False)
            return
        self._redraw_chosen()
        column.scroll_to_region(sheet.region_of_chosen, animate=False)

    def _redraw_chosen(self) -> None:
        for part in (Sheet, Beside):
            for drawn in self.query(part):
                drawn.redraw()

    def on_rail_picked(self, event: Rail.Picked) -> None:
        """A moment was clicked."""
        self._to_moment(event.moment)

    def on_tabs_picked(self, event: Tabs.Picked) -> None:
        """A page was clicked."""
        self.action_page(event.page)

    def on_head_clicked(self) -> None:
        """Another eye."""
        if len(eyes(self.game)) > 1:
            self.action_eye(1)

    def on_sheet_opened(self, event: Sheet.Opened) -> None:
        """An outcome was clicked: choose it; open it where it was chosen already."""
        if event.chosen == self.look.chosen:
            self.action_open()
        self.look.chosen = event.chosen
        self._redraw_chosen()
