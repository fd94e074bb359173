"""The desk as its tabs know it; what it looks like is screen.py."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from wargame.desk.draft import OrdersDraft
from wargame.rules.orders import Orders
from wargame.rules.views import News, SeatView
from wargame.session.seat import SeatDoor
from wargame.tui.page import Page

WIDE, TALL, _ROOMY = 110, 32, 46
"""From this size on (cells, lines) the situation stays beside the tabs, and the orders below them."""


class Desk(Page[Orders | None]):
    """One seat's desk in one turn: its door, and what it has composed so far."""

    def __init__(self, seat: SeatDoor, draft: OrdersDraft | None = None) -> None:
        super().__init__()
        self.seat = seat
        self.draft = draft or OrdersDraft.of(seat)
        self._pages: dict[int, tuple[News, ...]] = {}

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

    def page(self, turn: int) -> tuple[News, ...]:
        """The front page that everybody saw at the beginning of a turn, in its order."""
        if turn not in self._pages:
            self._pages[turn] = self.seat.public(turn).news
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
