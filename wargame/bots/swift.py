"""Players for very many games. They order straight from the state of play and build no desk.

A swift player may ask of the state only what its seat can see: which of its moves and terms are open, what
is on its table, what it can pay. So it plays as a policy at the table would, some hundred times faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from wargame.bots.history import deeds
from wargame.bots.luck import Luck
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.orders import Order, Orders

NOTHING = Orders()
IDLE = Orders(defaulted=True)

Key = tuple[int, tuple[tuple[str, str], ...]]
"""A move's number and the choices made for its options."""


class Swift(Protocol):
    """Gives the orders of one seat."""

    def __call__(self, x: Context, found: Sequence[int], luck: Luck) -> Orders:
        """Return legal orders for the seat in the state ``x``, which must not be changed. ``found`` are the
        numbers of its open moves, ``luck`` is its only source of chance."""
        ...


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

    def order(self, move: int, luck: Luck | None = None) -> Order:
        """An order of the move, its options drawn, or left as they are without ``luck``."""
        return self._order(self._key(move, luck))

    def alone(self, move: int, luck: Luck) -> Orders:
        """Orders of that one move, its options drawn; the same value whenever they are the same."""
        key = self._key(move, luck)
        orders = self._alone.get(key)
        if orders is None:
            orders = self._alone[key] = Orders(moves=(self._order(key),))
        return orders

    def _key(self, move: int, luck: Luck | None) -> Key:
        options = self._choices[move]
        if not options or luck is None:
            return move, ()
        return move, tuple(one[luck.below(len(one))] for one in options)

    def _order(self, key: Key) -> Order:
        order = self._orders.get(key)
        if order is None:
            order = self._orders[key] = Order(self.rules.move_ids[key[0]], key[1])
        return order

    def draw(self, x: Context, found: Sequence[int], wanted: int, luck: Luck) -> list[int]:
        """Up to ``wanted`` different open moves that the seat can pay together, drawn one after another,
        each evenly from what is left."""
        if wanted == 1 and found:
            return [found[luck.below(len(found))]]
        moves, left, drawn, budget = self.rules.moves, list(found), list[int](), self.budget(x)
        while left and len(drawn) < wanted:
            move = left.pop(luck.below(len(left)))
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


class Moves:
    """As many open moves as the seat may order and can pay, drawn evenly, options too; no words."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)

    def __call__(self, x: Context, found: Sequence[int], luck: Luck) -> Orders:
        """Return a draw of moves."""
        if not found:
            return NOTHING
        hand = self._hand
        drawn = hand.draw(x, found, hand.allowance, luck)
        if len(drawn) == 1:
            return hand.alone(drawn[0], luck)
        return Orders(moves=tuple(hand.order(move, luck) for move in drawn))


class Default:
    """What the scenario orders for a seat that gives nothing."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)
        self._wanted = tuple(rules.move_index[id] for id in rules.scenario.seats[self._hand.seat].default)
        self._given: dict[tuple[int, ...], Orders] = {(): IDLE}

    def __call__(self, x: Context, found: Sequence[int], luck: Luck) -> Orders:
        """Return the default."""
        fits = self._hand.fitting(x, found, self._wanted)
        orders = self._given.get(fits)
        if orders is None:
            moves = tuple(self._hand.order(move) for move in fits)
            orders = self._given[fits] = Orders(moves=moves, defaulted=True)
        return orders


class History:
    """What the seat's real holder did in these days, as far as it is open and can be paid, else the
    default."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)
        self._default = Default(rules, seat)
        self._deeds = [tuple(rules.move_index[id] for id in turn) for turn in deeds(rules, self._hand.seat)]

    def __call__(self, x: Context, found: Sequence[int], luck: Luck) -> Orders:
        """Return the deeds of the turn."""
        fits = self._hand.fitting(x, found, self._deeds[x.turn - 1])
        if not fits:
            return self._default(x, found, luck)
        return Orders(moves=tuple(self._hand.order(move) for move in fits))


def _random(rules: Rules, seat: int) -> Swift:
    from wargame.bots.swift_random import Random

    return Random(rules, seat)


SWIFT: Mapping[str, Callable[[Rules, int], Swift]] = {
    "random": _random,
    "moves": Moves,
    "default": Default,
    "history": History,
}
"""Swift players by name: what makes one for a seat (its number). ``moves`` is for batches only; the others
are policies at the table too."""
