"""The desk as its tabs know it; what it looks like is screen.py."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TypeVar

from wargame.desk.draft import OrdersDraft
from wargame.rules.orders import Orders
from wargame.rules.views import News, PublicView, SeatView
from wargame.session.drafts import Sheet
from wargame.session.seat import SeatDoor
from wargame.tui.desk.form import Form
from wargame.tui.page import Page
from wargame.tui.untrusted import plain

T = TypeVar("T")

WIDE, TALL, _ROOMY = 110, 32, 46
"""From this size on (cells, lines) the situation stays beside the tabs, and the orders below them."""


class Desk(Page[Orders | None]):
    """One seat's desk in one turn: its door, and what it has composed so far."""

    def __init__(
        self, seat: SeatDoor, draft: OrdersDraft | None = None, keeps: Callable[[Sheet], str] | None = None
    ) -> None:
        """``keeps`` keeps what lies on the desk, should the program end; it says why where it can't."""
        super().__init__()
        self.seat = seat
        self.draft = draft or OrdersDraft.of(seat)
        self._keeps = keeps
        self._kept = Sheet(), ""
        self._pages: dict[int, PublicView] = {}

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
            if form.is_mounted:
                draft.writing, draft.at = (as_orders(form.result()), at) if form.begun else (Orders(), None)
                self.keep()

        def closed(result: T | None) -> None:
            draft.writing, draft.at = Orders(), None
            answered(result)
            self.keep()

        form.sketch = look
        self.app.push_screen(form, closed)

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

    @abstractmethod  # these are checked by mypy alone: Textual's metaclass isn't ABCMeta
    def open_tab(self, tab: str, row: str = "") -> None:
        """Open a tab, with the cursor on a row if one is named."""

    @abstractmethod
    def change(self, how: Callable[[], object], message: str, row: str = "") -> None:
        """Change the draft and show it, with the cursor on ``row``; say why where that is refused."""

    @abstractmethod
    def action_commit(self) -> object:
        """Show what goes out and what is open; then save it and leave the desk."""
