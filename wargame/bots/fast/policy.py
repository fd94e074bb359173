"""What a fast policy is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from wargame.bots.fast.draws import KeyedDraws
from wargame.rules.context import Context
from wargame.rules.orders import Orders


class FastPolicy(Protocol):
    """Gives the orders of one seat.

    It may ask of the state only what its seat can see: which of its moves and terms are open, which proposals
    it can read, what it can pay. So it plays as a policy at the table would, some hundred times faster.
    """

    def __call__(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> Orders:
        """Return legal orders for the seat in the state ``x``, which must not be changed. ``found`` are the
        numbers of its open moves, ``draws`` is its only source of chance."""
        ...
