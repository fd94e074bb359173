"""The fast player of the policy ``default``."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.hand import Hand
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.orders import Orders

IDLE = Orders(defaulted=True)


class FastDefault:
    """What the scenario orders for a seat that gives nothing."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)
        self._wanted = tuple(rules.move_index[id] for id in rules.scenario.seats[self._hand.seat].default)
        self._given: dict[tuple[int, ...], Orders] = {(): IDLE}

    def __call__(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> Orders:
        """Return the default."""
        fits = self._hand.fitting(x, found, self._wanted)
        orders = self._given.get(fits)
        if orders is None:
            moves = tuple(self._hand.order(move) for move in fits)
            orders = self._given[fits] = Orders(moves=moves, defaulted=True)
        return orders
