"""What a policy is: a player that is not a person. It has its seat's door and nothing else of the game."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import random

    from wargame.rules.orders import AnswerWord, Orders
    from wargame.rules.views import ExchangeView, SeatView


class PolicyError(ValueError):
    """A policy that can't be used; ``str()`` says which and why."""


class Policy(Protocol):
    """Somebody who gives orders for a seat.

    A policy is made from its seat's door (``session.seat.SeatDoor``) and the argument that stands behind its
    name: the ``600`` of ``planner:600``, or "". It may answer in exchanges (``Answering``). It keeps no state
    between turns: what it needs to know is in the view. Its randomness is its own and never that of the
    game's dice."""

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return legal orders for the seat that ``view`` belongs to. There is no other source of chance."""
        ...


@runtime_checkable
class Answering(Protocol):
    """A policy that answers in exchanges itself. For one that doesn't, ``weighed`` draws."""

    def answer(self, view: SeatView, exchange: ExchangeView, rng: random.Random) -> AnswerWord:
        """Return one of the exchange's ``answers`` for the seat of ``view``, which it asks."""
        ...


def weighed(exchange: ExchangeView, rng: random.Random) -> AnswerWord:
    """Draw an answer as the scenario weighs them for players that do not look ahead."""
    answers = exchange.answers
    return rng.choices([a.answer for a in answers], [a.weight for a in answers])[0]
