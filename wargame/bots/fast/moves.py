"""The fast policy ``moves``: moves and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.hand import Hand
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.orders import Orders

NOTHING = Orders()


class FastMoves:
    """As many open moves as the seat may order and can pay, drawn evenly, options too; no words."""

    def __init__(self, rules: Rules, seat: int) -> None:
        self._hand = Hand(rules, seat)

    def __call__(self, x: Context, found: Sequence[int], draws: KeyedDraws) -> Orders:
        """Return a draw of moves."""
        if not found:
            return NOTHING
        hand = self._hand
        drawn = hand.draw(x, found, hand.allowance, draws)
        if len(drawn) == 1:
            return hand.alone(drawn[0], draws)
        return Orders(moves=tuple(hand.order(move, draws) for move in drawn))
