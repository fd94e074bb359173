"""The desks of one turn: in which form one opens, what lies on it when its seat comes back, and what becomes
of that where its time runs out."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from wargame.ids import SeatId
from wargame.session.drafts import Sheet, unsent
from wargame.session.round import said_to_all
from wargame.tui.table.table import Table

if TYPE_CHECKING:
    from wargame.desk.draft import OrdersDraft
    from wargame.rules.orders import Orders
    from wargame.session.setup import DeskForm
    from wargame.tui.desk.desk import Desk


class Desks:
    """What the seats of people have composed so far in this turn."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._drafts: dict[SeatId, OrdersDraft] = {}
        self._spent: dict[SeatId, float] = {}

    async def open(self, seat: SeatId) -> bool:
        """The seat's desk, in one form and in the other: has it committed? If not, what it had is kept for
        when it comes back."""
        kept = self._table.kept
        draft, notice = self._drafts.get(seat), ""
        if draft is None:
            draft, notice = await asyncio.to_thread(self._restored, seat)
        notice = " ".join((*said_to_all(self._table.game), *filter(None, [notice])))
        form = self._form(seat, draft)
        opened = time.monotonic() - self._spent.get(seat, 0)
        while True:
            desk = await self._laid(seat, draft, notice, form, opened)
            self._drafts[seat] = draft = desk.draft
            try:
                said = await self._table.show(desk)
            finally:
                self._spent[seat] = time.monotonic() - opened
            if said == "full" or said == "cards":
                form = said
                full = "The whole desk, for orders of your own. K brings the card back."
                notice = full if said == "full" else ""
                continue
            if said is not None:
                kept.keep(seat, desk.rest)
            return said is not None

    def give_back(self, seat: SeatId, orders: Orders) -> None:
        """Lay orders that were taken back on their desk."""
        from wargame.desk.draft import OrdersDraft

        draft = self._drafts.setdefault(seat, OrdersDraft.of(self._table.game.seat(seat)))
        draft.orders = orders
        self._table.kept.keep(seat, draft.sheet)

    async def time_is_up(self, seat: SeatId, *, by: str = "") -> bool:
        """Commit for a seat whose time ran out while its desk was closed, or ``by`` whom the turn was ended:
        what it has composed if that can be committed, else its default. Is it saved?"""
        game, given, draft = self._table.game, None, self._drafts.get(seat)
        if draft is None:  # what lay there before the program was started anew
            await asyncio.to_thread(self._table.kept.open, seat)
            draft, _ = await asyncio.to_thread(self._restored, seat)
        if draft is not None and not draft.empty and not game.problems(seat, draft.orders):
            given = draft.orders
        seconds = int(self._spent.get(seat, 0))
        orders = given or self.default(seat)
        commit = partial(game.commit, seat, orders, by=by, late=True, seconds=seconds)
        saved = await self._table.saved(commit)
        if saved:
            rest = unsent(draft.sheet) if draft is not None else None
            self._table.kept.keep(seat, rest or Sheet())
        else:
            self._table.clock.again()
        return saved

    def default(self, seat: SeatId) -> Orders:
        """What is ordered for a seat that gives nothing, in the form of its desk."""
        return self._table.game.default(seat, on_card=self._form(seat, self._drafts.get(seat)) == "cards")

    async def _laid(
        self, seat: SeatId, draft: OrdersDraft | None, notice: str, form: DeskForm, opened: float
    ) -> Desk:
        """The desk in a form; the full one where no card lies on it."""
        game, keeps = self._table.game, partial(self._table.kept.keep, seat)
        door = game.seat(seat)

        async def send(orders: Orders, *, late: bool = False) -> bool:
            seconds = int(time.monotonic() - opened)
            return await self._table.saved(partial(game.commit, seat, orders, late=late, seconds=seconds))

        card = await asyncio.to_thread(door.card) if form == "cards" else None
        if card is not None:
            from wargame.tui.desk.card import CardDesk

            return CardDesk(card, door, send, draft, keeps, notice)
        from wargame.tui.desk.screen import DeskScreen

        return DeskScreen(door, send, draft, keeps, notice)

    def _form(self, seat: SeatId, draft: OrdersDraft | None) -> DeskForm:
        """In which form a desk opens: as it was left in this turn, else as the orders were made that lie on
        it, or were given last: by taking a card's choice, or written beside one; else as was set for the
        game."""
        from wargame.desk.draft import CARD

        game = self._table.game
        if draft is not None and draft.tab:
            return "cards" if draft.tab == CARD else "full"
        if draft is not None and not draft.empty:
            return "cards" if "/" in draft.orders.card else "full"
        given = [record.orders[seat] for record in game.turns if seat in record.orders]
        if given and given[-1].card and not given[-1].defaulted:
            return "cards" if "/" in given[-1].card else "full"
        return game.settings.desk

    def _restored(self, seat: SeatId) -> tuple[OrdersDraft | None, str]:
        """What a seat had on its desk when the program ended, and a sentence about it."""
        from wargame.desk.draft import OrdersDraft

        sheet = self._table.kept.sheet(seat)
        if sheet is None:
            return None, self._table.kept.lost(seat)
        draft = OrdersDraft.of(self._table.game.seat(seat))
        draft.restore(sheet)
        return draft, "What lay on this desk is here again; undo begins anew."
