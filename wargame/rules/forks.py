"""A turn's orders under very many dice.

Where no account is kept, all that a turn asks of its dice is whether a lane lies below a limit. So its orders
make a tree: at each fork a lane and a limit, at each end a closing state. Most dice walk it to an end that
others came to before; the turn is played only where a branch has not been walked yet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, cast

from wargame.rules.adjudicator import adjudicate, carry_out, spoken
from wargame.rules.compiled import Rules
from wargame.rules.dice import LIMITS, Dice, name
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.orders import NO_UMPIRE, AllOrders, Reply
from wargame.rules.state import State

Throw = tuple[int, int] | bytes
"""Which lanes are thrown: those for a slot and a group of seats, or one for a purpose by name."""
Branches = list[Any]
"""Where it goes on if the lane is not below the limit, and if it is: at a fork (the throw, the place of the
lane, the limit, the branches), in a state, or nobody knows yet (None)."""


class Forks:
    """The orders of one turn, from its opening state, under any number of dice; exchanges are answered as
    ``replies`` say."""

    def __init__(self, rules: Rules, opening: State, orders: AllOrders, replies: Sequence[Reply]) -> None:
        self._rules = rules
        self._opening = opening
        self._spoken = spoken(rules, opening, orders)
        self._orders = orders
        self._replies = replies
        self._tree: Branches = [None]

    def closing(self, dice: Dice) -> State:
        """The state in which the turn closes under these dice, the same as by ``resolve``."""
        turn = self._opening.turn
        thrown: dict[Throw, tuple[int, ...]] = {}
        at = self._tree[0]
        while type(at) is tuple:
            throw, place, limit, branches = at
            lanes = thrown.get(throw)
            if lanes is None:
                lanes = thrown[throw] = _thrown(dice, turn, throw)
            at = branches[lanes[place] < limit]
        return self._play(dice) if at is None else at

    def _play(self, dice: Dice) -> State:
        """Plays the turn, and makes the way that it took part of the tree."""
        watched = _Watched(dice)
        x = self._rules.context(self._spoken or self._opening)
        if self._spoken:
            carry_out(self._rules, x, self._orders, watched)
        else:
            answers = recorded(self._replies, by_rule(watched))
            adjudicate(self._rules, x, self._orders, watched, None, NO_UMPIRE, answers)
        branches, way = self._tree, 0
        for throw, place, limit, below in watched.asked:
            if branches[way] is None:
                branches[way] = throw, place, limit, [None, None]
            branches, way = branches[way][3], below
        closing = branches[way] = x.snapshot()
        return closing


def _thrown(dice: Dice, turn: int, throw: Throw) -> tuple[int, ...]:
    return (dice.named(turn)(throw),) if isinstance(throw, bytes) else dice.lanes(turn, *throw)


class _Watched(Dice):
    """Dice that note what is asked of their lanes, and what the answer was."""

    def __init__(self, dice: Dice) -> None:
        self.asked: list[tuple[Throw, int, int, bool]] = []
        self._dice = dice

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        return self._watch(turn, (slot, group))

    def named(self, turn: int) -> Callable[[bytes], int]:
        return lambda name: self._watch(turn, name)[0]

    def roll(self, turn: int, who: str, purpose: str) -> int:
        return bisect_right(LIMITS, self.named(turn)(name(who, purpose))) - 1  # a whole roll: by halves

    def _watch(self, turn: int, throw: Throw) -> tuple[int, ...]:
        lanes, asked = enumerate(_thrown(self._dice, turn, throw)), self.asked
        return cast("tuple[int, ...]", tuple([_Lane(lane, throw, n, asked) for n, lane in lanes]))


class _Lane:
    """A lane of which nothing can be had but whether it lies below a limit."""

    __slots__ = ("_asked", "_lane", "_n", "_throw")

    def __init__(self, lane: int, throw: Throw, n: int, asked: list[tuple[Throw, int, int, bool]]) -> None:
        self._lane = lane
        self._throw = throw
        self._n = n
        self._asked = asked

    def __lt__(self, limit: int) -> bool:
        below = self._lane < limit
        self._asked.append((self._throw, self._n, limit, below))
        return below
