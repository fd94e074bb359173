"""A player that takes cards: one of the choices that are open on the card before its seat."""

from __future__ import annotations

import random
from collections.abc import Callable

from attrs import evolve

from wargame.bots.policy import PolicyError
from wargame.bots.registry import check as check_argument
from wargame.bots.registry import make, names
from wargame.rules.orders import Order, Orders
from wargame.rules.scoring import total
from wargame.rules.views import CardChoice, CardView, SeatView
from wargame.session.seat import SeatDoor

LIKED = 1.5
"""How many times as often a choice is taken for each mark on an aim of the seat's own."""


class CardsPolicy:
    """Takes an open choice of the card before its seat: drawn as the seat's persona leans to its moves, and
    as it serves the seat's aims. With another policy behind the name (``cards:history``) it takes the one
    that has most of what that policy would order, and its orders where none has any of it. Without a card it
    plays as the other policy, or the default."""

    def __init__(self, door: SeatDoor, argument: str = "") -> None:
        self._door = door
        self._other = make(argument, door) if argument else None

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return the orders of a choice, with a forecast."""
        card = self._door.card()
        if self._other is not None:
            return _nearest(card, self._other.choose(view, rng))
        orders = self._drawn(card, rng) if card else self._door.default()
        return evolve(orders, forecast=rng.choice(view.forecast.words)[0] if view.forecast else None)

    def _drawn(self, card: CardView, rng: random.Random) -> Orders:
        leaning, choices = self._leaning(rng), _open(card)
        weights = []
        for choice in choices:
            leant = [leaning(order) for order in choice.orders.moves] or [1.0]
            liked = LIKED ** sum(mark for _, mark in choice.marks)
            weights.append(liked * total(leant) / len(leant) if min(leant) > 0 else 0.0)
        return rng.choices(choices, weights if any(weights) else None)[0].orders

    def _leaning(self, rng: random.Random) -> Callable[[Order], float]:
        """How much the persona leans to a move now, for all that the seat knows."""
        rules = self._door.rules
        x = rules.context(self._door.sample(rng))
        leant = {one.number: one for one in rules.playout.leanings[self._door.id]}

        def leaning(order: Order) -> float:
            one = leant.get(rules.move_index[order.move])
            if one is None:
                return 0.0
            return one.most if one.leaning is None else max(0.0, one.leaning(x.t, x.f, x))

        return leaning


def check(argument: str) -> None:
    """Raise PolicyError unless this names a policy that can play behind ``cards:``."""
    name, _, rest = argument.partition(":")
    if name == "cards" or name not in names():
        listed = ", ".join(one for one in names() if one != "cards")
        raise PolicyError(f"cards:{argument} can't be played: behind cards: stands another policy: {listed}.")
    check_argument(name, rest)


def _open(card: CardView) -> list[CardChoice]:
    return [choice for choice in card.choices if not choice.closed]


def _nearest(card: CardView | None, orders: Orders) -> Orders:
    """The open choice that has most of these orders, or the orders themselves where none has any of it."""
    if card is None:
        return orders
    wanted = {order.move for order in orders.moves}

    def shared(choice: CardChoice) -> tuple[int, int]:
        moves = {order.move for order in choice.orders.moves}
        answers = set(choice.orders.answers) & set(orders.answers)
        return len(moves & wanted) + len(answers), -len(moves - wanted)

    best = max(_open(card), key=shared)
    if not shared(best)[0]:
        return evolve(orders, card=card.id)
    return evolve(best.orders, forecast=orders.forecast, why=orders.why)
