"""Six of a seat's moves to begin with: what its advisers would do, what is done by default, the boldest."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ids import MoveId
from wargame.rules.orders import Orders
from wargame.rules.views import MoveView

SIZE = 6
"""How many moves there are at first."""
EACH = 2
"""How many of them each adviser names."""

_HARDNESS = ("de-escalation", "status-quo", "posturing", "non-violent", "violent", "nuclear")
_WAY = {"pressure": 1, "talks": -1}


def shortlist(moves: Sequence[MoveView], default: Orders) -> dict[MoveId, str]:
    """The moves to begin with, in this order, and whose each is; all open ones where there are no more.

    An adviser is for what suits its leaning best of the moves that it speaks of, and of these for what is
    likeliest to work. The boldest move is the dearest one, and of these the least likely to work.
    """
    left = {move.id: move for move in moves if not move.closed}
    usual = [order.move for order in default.moves if order.move in left][:1]
    last = dict.fromkeys(usual, "by default")
    rest = [move for move in left.values() if move.id not in usual]
    if rest:
        last[max(rest, key=lambda move: (move.cost, -move.odds.rank)).id] = "the boldest"
    found: dict[MoveId, str] = {}
    for office, leaning in dict.fromkeys(
        (a.office, a.leaning) for move in left.values() for a in move.advice
    ):
        own = [
            move
            for move in left.values()
            if move.id not in found and move.id not in last and any(a.office == office for a in move.advice)
        ]
        way = _WAY.get(leaning, 0)
        own.sort(key=lambda move: (-way * _HARDNESS.index(move.severity), -move.odds.rank))
        found |= {move.id: office for move in own[:EACH]}
    found |= last
    more = [id for id in left if id not in found]
    return found | dict.fromkeys(more[: max(0, SIZE - len(found))], "")
