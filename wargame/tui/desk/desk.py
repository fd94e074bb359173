"""The desk as its tabs and boxes know it; what it looks like is screen.py, and card.py with a card on it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from attrs import evolve
from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from wargame.desk.draft import DraftError, OrdersDraft
from wargame.rules.orders import Orders
from wargame.rules.views import News, PublicView, SeatView
from wargame.session.drafts import Sheet, unsent
from wargame.session.seat import SeatDoor
from wargame.session.setup import DeskForm
from wargame.tui.desk.form import Form
from wargame.tui.page import Dialog, Page
from wargame.tui.program import STEPS
from wargame.tui.untrusted import plain
from wargame.tui.widgets.header import HeaderLine
from wargame.tui.widgets.lasting import LastingLine

if TYPE_CHECKING:
    from wargame.session.live import Showing

T = TypeVar("T")


WIDE, TALL, _ROOMY = 110, 32, 46
"""From this size on (cells, lines) the situation stays beside the tabs, and the orders below them."""


class Send(Protocol):
    """Commits orders, ``late`` where the clock does it, and says whether they are saved. Raises what
    ``Game.commit`` raises."""

    async def __call__(self, orders: Orders, *, late: bool = False) -> bool:
        """Do it."""


class Desk(Page[Orders | DeskForm | None]):
    """One seat's desk in one turn: its door, and what it has composed so far. It commits when time is up.

    The result is what was committed, or the form that it shall have next, or None if the keyboard was
    handed back. ``send`` commits. ``draft`` is what the seat has composed so far; keep ``Desk.draft`` to
    give it back later. ``keeps`` is told all that lies on it, and says why it can't be kept. ``notice`` is
    said first.
    """

    SECRET = True
    phase = "desk"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 -- as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    Desk { layout: vertical; layers: desk over; }
    /* What has just been done is said over the last line of the text: nothing moves for it. */
    Desk > #flash { layer: over; dock: bottom; margin: 0 0 1 0; }
    Desk > #flash.-guided { layer: default; dock: none; margin: 0; }
    Desk #desk { height: 1fr; }
    Desk #left { display: none; width: 48; height: 1fr; padding: 0 1 0 0; scrollbar-size-vertical: 1; }
    Desk #left > .panel { height: auto; margin-bottom: 1; padding: 0 1; }
    Desk.-beside #left { display: block; }
    """

    def __init__(
        self,
        seat: SeatDoor,
        send: Send,
        draft: OrdersDraft | None = None,
        keeps: Callable[[Sheet], str] | None = None,
        notice: str = "",
    ) -> None:
        super().__init__()
        self.seat = seat
        self._send = send
        self._sending = False
        self.draft = draft or OrdersDraft.of(seat)
        self._keeps = keeps
        self.notice = notice
        self._kept = Sheet(), ""
        self.rest = Sheet()
        """What stays on the desk when its orders are committed: what was being written when time was up."""
        self._pages: dict[int, PublicView] = {}

    def head(self, *more: Widget, days: bool = True) -> ComposeResult:
        """Lay out the lines above all else; ``days`` tells how many are left."""
        chairs, view = self.seat.chairs, self.view
        lead = chairs.lead if chairs.adviser else ""
        yield HeaderLine(view.seat, view.turn, days=days, lead=lead, clock=self.program.clock, id="head")
        yield from more
        yield LastingLine(self.view.agreements, id="lasting")

    def showing(self) -> Showing:
        """Who is at the keyboard."""
        return evolve(super().showing(), seat=self.seat.id)

    def on_mount(self) -> None:
        """Look at the clock."""
        self.set_interval(1, self._look_at_the_clock)

    def _look_at_the_clock(self) -> None:
        clock, stack = self.program.clock, self.app.screen_stack
        if clock is None or not clock.up or self._sending or self._given or self not in stack:
            return
        above = stack[stack.index(self) + 1 :]
        if all(isinstance(screen, Dialog) for screen in above):  # anything else is there for a moment only
            self._out_of_time([screen for screen in above if isinstance(screen, Dialog)])

    @work(group=STEPS)
    async def _out_of_time(self, boxes: list[Dialog[object]]) -> None:
        """Commit what is composed, if it can be, else the default. What stands in an open box is not lost."""
        self._sending = True
        for box in boxes:
            if isinstance(box, Form) and box.sketch is not None:
                box.sketch()
        # Before the boxes close: to leave some takes back what opened them.
        composed, default, rest = self.draft.orders, self.default(), unsent(self.draft.sheet)
        for box in reversed(boxes):
            await box.dismiss(None)
        orders = default if self.draft.empty or self.seat.problems(composed) else composed
        if await self.sent(orders, late=True):
            self.rest = rest or Sheet()
            self.dismiss(orders)
        elif self.program.clock is not None:
            self.program.clock.again()
        self._sending = False

    def set_aside(self, *, whatever: bool = False) -> bool:
        """Go without a result; not while it commits."""
        return not self._sending and super().set_aside(whatever=whatever)

    async def sent(self, orders: Orders, *, late: bool = False) -> bool:
        """Commit; where it can't be, say why."""
        from wargame.journal import JournalError
        from wargame.session import GameError

        self.say(Content("Saving …"))
        self._sending = True
        try:
            card = orders.card or self.draft.dealt
            saved = await self._send(evolve(orders, card=card), late=late)
        except (GameError, JournalError, OSError) as why:
            self.say(plain(f"Not committed: {why} Your draft is still here; G tries again."), alarm=True)
            return False
        finally:
            self._sending = False
        if not saved:
            self.say(Content("Nothing was committed; your draft is still here."), alarm=True)
        return saved

    @property
    def view(self) -> SeatView:
        """What the seat knows."""
        return self.draft.view

    @property
    def wide(self) -> bool:
        """Is there room for the situation beside the tabs?"""
        size = self.app.size
        return size.width >= WIDE and size.height >= TALL

    @property
    def roomy(self) -> bool:
        """Is there room beside the tabs for everything that the seat sees?"""
        return self.wide and self.app.size.height >= _ROOMY

    def keep(self) -> None:
        """Have kept what lies on the desk, if that has changed."""
        sheet, (before, told) = self.draft.sheet, self._kept
        if self._keeps is None or sheet == before:
            return
        why = self._keeps(sheet)
        self._kept = sheet, why
        if why and why != told:
            self.say(plain(why), alarm=True)

    def ask(
        self,
        form: Form[T],
        answered: Callable[[T | None], None],
        as_orders: Callable[[T], Orders],
        at: int | None = None,
    ) -> None:
        """Open a box. While it is open what is written in it, put ``as_orders``, lies on the desk, too."""
        draft = self.draft
        form.restored = draft.writing != Orders()

        def look() -> None:
            if form.is_mounted and form in self.app.screen_stack:  # not once it has given its result
                draft.writing, draft.at = (as_orders(form.result()), at) if form.begun else (Orders(), None)
                self.keep()

        def closed(result: T | None) -> None:
            if self._given:  # set aside: what is written lies there for when it opens again
                return
            draft.writing, draft.at = Orders(), None
            answered(result)
            self.keep()

        form.sketch = look
        self.app.push_screen(form, closed)

    def default(self) -> Orders:
        """What goes out where nothing has been composed."""
        return self.seat.default()

    def page(self, turn: int) -> tuple[News, ...]:
        """The front page that everybody saw at the beginning of a turn, in its order."""
        return self._paper(turn).news

    def inside(self, turn: int) -> tuple[News, ...]:
        """What the paper of a turn had no room for on its front page."""
        return self._paper(turn).also

    def _paper(self, turn: int) -> PublicView:
        if turn not in self._pages:
            self._pages[turn] = self.seat.public(turn)
        return self._pages[turn]

    # -- keys of every desk -------------------------------------------------------------------------------

    @abstractmethod  # these are checked by mypy alone: Textual's metaclass isn't ABCMeta
    def open_tab(self, tab: str, row: str = "") -> None:
        """Open a tab of the full desk, with the cursor on a row if one is named."""

    @abstractmethod
    def changed(self, message: str, row: str = "") -> None:
        """Show the draft as it is now, with the cursor on ``row``, and say what was done."""

    def change(self, how: Callable[[], object], message: str, row: str = "") -> None:
        """Change the draft and show it; say why where that is refused."""
        try:
            how()
        except DraftError as why:
            self.say(plain(str(why)))
        else:
            self.changed(message, row)

    def action_undo(self) -> None:
        """Undo the last change."""
        what = self.draft.undo()
        if what:
            self.changed(f"Undone: {what}.")
        else:
            self.say(Content("There is nothing to undo."))

    def action_handover(self) -> None:
        """What whoever takes the seat over has to know."""
        from wargame.tui.desk.reading import Reading
        from wargame.tui.handover import handover_text

        self.app.push_screen(Reading("The hand-over card", handover_text(self.seat)))

    def action_hand_back(self) -> None:
        """Give the keyboard back without a commit."""
        from wargame.tui.modals import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        text = Content("Nothing is committed. What you have composed stays on this desk.")
        self.app.push_screen(
            Confirm(Content("Hand the keyboard back?"), text, yes="Hand back", no="Stay"), answered
        )

    @work(group=STEPS)
    async def action_commit(self) -> None:
        """Show what goes out and what is open, unless all of it can be seen; then save it and leave the
        desk."""
        from wargame.tui.desk.commit import Commit

        if self._sending:  # the clock was faster
            return
        default = self.default()
        orders = default if self.draft.empty else self.draft.orders
        problems = self.seat.problems(orders)
        if (problems or not self.all_seen) and not await self.app.push_screen_wait(
            Commit(self.draft, problems, default)
        ):
            return
        if await self.sent(orders):
            self.dismiss(orders)

    @property
    def all_seen(self) -> bool:
        """Does all that a commit would send stand on the screen?"""
        return False
