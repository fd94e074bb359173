"""What seats ordered."""

from __future__ import annotations

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.pages.page import Page, Told, faint
from wargame.debrief.sections import table
from wargame.debrief.turns import all_orders, own_orders, question
from wargame.session.log import GameLog


class OrdersPage(Page):
    """The question of the turn, the orders with their reasons, and what was said in public beside them."""

    id, name = "orders", "Orders"

    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """Tell it."""
        if eye == PUBLIC:
            return faint("Orders are sealed. What came out of them is on the next page.")
        view = None if eye == EVERYTHING else game.view(eye, turn)
        orders = all_orders(game, turn) if view is None else own_orders(game, turn, view)
        shown = tuple(orders) or faint("The orders of this turn are laid open when it is resolved.")
        said = table.said(game, turn, "" if view is None else eye)
        return (*question(game, turn, view), *shown, *said)
