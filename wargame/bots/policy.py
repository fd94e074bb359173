"""What a policy is: a player that is not a person. It has its seat's door and nothing else of the game."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random

    from wargame.rules.orders import Orders
    from wargame.rules.views import SeatView


class PolicyError(ValueError):
    """A policy that can't be used; ``str()`` says which and why."""


class Policy(Protocol):
    """Somebody who gives orders for a seat.

    A policy is made from its seat's door (``session.seat.SeatDoor``) and the argument that stands behind its
    name: the ``600`` of ``planner:600``, or "". It keeps no state between turns: what it needs to know is in
    the view. Its randomness is its own and never that of the game's dice.
    """

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return legal orders for the seat that ``view`` belongs to. There is no other source of chance."""
        ...
