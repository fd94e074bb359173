"""The fast player of the policy ``history``."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.fast.default import FastDefault
from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.hand import Hand
from wargame.bots.history import deeds
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.orders import Orders


class FastHistory:
    """What the seat's real holder did in these days, as far as it is open and can be paid, else the
    default."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)
        self._default = FastDefault(rules, seat)
        self._deeds = [
            {rules.move_index[deed.move]: deed for deed in turn} for turn in deeds(rules, self._hand.seat)
        ]

    def __call__(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> Orders:
        """Return the deeds of the turn."""
        done = self._deeds[x.turn - 1]
        fits = self._hand.fitting(x, found, tuple(done))
        if not fits:
            return self._default(x, found, draws)
        return Orders(moves=tuple(done[move] for move in fits))
