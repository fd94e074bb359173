"""The moves of one seat, and what it may do with them in a turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.bots.fast.draws import KeyedDraws
from wargame.ids import ChoiceId, OptionId
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.orders import Order, Orders

Key = tuple[int, tuple[tuple[OptionId, ChoiceId], ...]]
"""A move's number and the choices made for its options."""


class Hand:
    """The moves of a seat, and what it may do with them in a turn."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self.rules = rules
        self.seat = rules.seats[seat]
        self.allowance = rules.scenario.seats[self.seat].moves
        self.resource = rules.resources[seat]
        self._choices = {
            code.index: [[(o.id, choice) for choice in o.choices] for o in code.move.options.values()]
            for code in rules.moves
            if code.seat == seat
        }
        self._orders: dict[Key, Order] = {}
        self._alone: dict[Key, Orders] = {}

    def budget(self, x: Context) -> int:
        """What the seat can spend in this turn."""
        return 10**9 if self.resource is None else x.t[self.resource]

    def order(self, move: int, draws: KeyedDraws | None = None) -> Order:
        """An order of the move, its options drawn, or left as they are without ``draws``."""
        return self._order(self._key(move, draws))

    def alone(self, move: int, draws: KeyedDraws) -> Orders:
        """Orders of that one move, its options drawn; the same value whenever they are the same."""
        key = self._key(move, draws)
        orders = self._alone.get(key)
        if orders is None:
            orders = self._alone[key] = Orders(moves=(self._order(key),))
        return orders

    def _key(self, move: int, draws: KeyedDraws | None) -> Key:
        options = self._choices[move]
        if not options or draws is None:
            return move, ()
        return move, tuple(one[draws.below(len(one))] for one in options)

    def _order(self, key: Key) -> Order:
        order = self._orders.get(key)
        if order is None:
            order = self._orders[key] = Order(self.rules.move_ids[key[0]], key[1])
        return order

    def draw(self, x: Context, found: Sequence[int], wanted: int, draws: KeyedDraws) -> list[int]:
        """Up to ``wanted`` different open moves that the seat can pay together, drawn one after another,
        each evenly from what is left."""
        if wanted == 1 and found:
            return [found[draws.below(len(found))]]
        moves, left, budget = self.rules.moves, list(found), self.budget(x)
        drawn: list[int] = []
        while left and len(drawn) < wanted:
            move = left.pop(draws.below(len(left)))
            if moves[move].cost <= budget:
                budget -= moves[move].cost
                drawn.append(move)
        return drawn

    def fitting(self, x: Context, found: Sequence[int], wanted: Iterable[int]) -> tuple[int, ...]:
        """Those of the wanted moves that can be ordered and paid together, first one first."""
        fits: list[int] = []
        budget = self.budget(x)
        for move in wanted:
            cost = self.rules.moves[move].cost
            if len(fits) < self.allowance and move in found and cost <= budget:
                fits.append(move)
                budget -= cost
        return tuple(fits)
