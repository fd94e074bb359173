"""The policies that can play a seat, by name. A policy sees what its seat sees and no more."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Protocol

from wargame.rules.orders import Orders
from wargame.rules.views import SeatView

Default = Callable[[], Orders]
"""What the scenario orders for the seat now, where it gives nothing."""


class Policy(Protocol):
    """Somebody who gives orders for a seat.

    A policy keeps no state between turns: what it needs to know is in the view. Its randomness is its own and
    never that of the game's dice. To add one: a class with this method, and a line in ``POLICIES``.
    """

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return legal orders for the seat that ``view`` belongs to. There is no other source of chance."""
        ...


class DefaultPolicy:
    """Orders what the scenario's declared default is: how a seat plays on which nobody sits."""

    def __init__(self, default: Default) -> None:
        self._default = default

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return the default, whatever the view."""
        return self._default()


def _random(default: Default) -> Policy:
    from wargame.bots.random_policy import RandomPolicy

    return RandomPolicy()


POLICIES: Mapping[str, Callable[[Default], Policy]] = {
    "random": _random,
    "default": DefaultPolicy,
}
"""Every policy by the name that ``--seat kim=ai:NAME`` gives it: what makes one, given the seat's default."""
