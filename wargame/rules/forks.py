"""A turn's orders under very many dice.

Where no account is kept, all that a turn asks of its dice is whether a lane lies below a limit. So its orders
make a tree: at each fork a lane and a limit, at each end a closing state. Most dice walk it to an end that
others came to before; the turn is played only where a branch has not been walked yet.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, cast

from wargame.rules.abreast import alone
from wargame.rules.adjudicator import Adjudication, adjudicate, spoken
from wargame.rules.compiled import Rules
from wargame.rules.dice import LIMITS, Dice, name
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.orders import NO_UMPIRE, AllOrders, Reply
from wargame.rules.state import State

Throw = tuple[int, int] | bytes
"""Which lanes are thrown: those for a slot and a group of seats, or one for a purpose by name."""
Branches = list[Any]
"""Where it goes on if the lane is not below the limit, and if it is: at a fork (the number of the throw, the
place of the lane, the limit, the branches), in a state, or nobody knows yet (None)."""


class Forks:
    """The orders of one turn, from its opening state, under any number of dice; exchanges are answered as
    ``replies`` say."""

    def __init__(self, rules: Rules, opening: State, orders: AllOrders, replies: Sequence[Reply]) -> None:
        self._rules = rules
        self._opening = opening
        self._spoken = spoken(rules, opening, orders)
        self._letters = any(orders[seat].letters for seat in rules.seats)
        self._given = rules.playout.plays.given(rules.seats, orders)
        self._replies = replies
        self._tree: Branches = [None]
        self._watched = _Watched()

    def closing(self, dice: Dice) -> State:
        """The state in which the turn closes under these dice, the same as by ``resolve``."""
        throws, turn, named = self._watched.throws, self._opening.turn, None
        thrown: list[tuple[int, ...]] = [()] * len(throws)
        at = self._tree[0]
        while type(at) is tuple:
            number, place, limit, branches = at
            lanes = thrown[number]
            if not lanes:
                throw = throws[number]
                if isinstance(throw, bytes):
                    named = named or dice.named(turn)
                    lanes = (named(throw),)
                else:
                    lanes = dice.lanes(turn, *throw)
                thrown[number] = lanes
            at = branches[lanes[place] < limit]
        return self._play(dice) if at is None else at

    def _play(self, dice: Dice) -> State:
        """Plays the turn, and makes the way that it took part of the tree."""
        rules, watched = self._rules, self._watched
        watched.begin(dice)
        x = rules.context(self._spoken or self._opening)
        if self._spoken:
            said = self._letters or bool(x.pledges)
            alone(Adjudication(rules, x).parts(self._given, watched, said=said))
        else:
            answers = recorded(self._replies, by_rule(watched))
            adjudicate(rules, x, self._given, watched, None, NO_UMPIRE, answers)
        branches, way = self._tree, 0
        for throw, place, limit, below in watched.asked:
            if branches[way] is None:
                branches[way] = throw, place, limit, [None, None]
            branches, way = branches[way][3], below
        closing = branches[way] = x.snapshot()
        return closing


class _Watched(Dice):
    """Dice that note what is asked of their lanes, and what the answer was. ``throws`` are all that were ever
    asked for; their lanes are made once, for all dice that are watched one after another."""

    def __init__(self) -> None:
        self.throws: list[Throw] = []
        self.asked: list[tuple[int, int, int, bool]] = []
        self._lanes: dict[Throw, tuple[_Lane, ...]] = {}

    def begin(self, dice: Dice) -> None:
        """Watches other dice."""
        self._dice = dice
        self.asked.clear()

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        return self._watch((slot, group), self._dice.lanes(turn, slot, group))

    def named(self, turn: int) -> Callable[[bytes], int]:
        thrown = self._dice.named(turn)
        return lambda name: self._watch(name, (thrown(name),))[0]

    def roll(self, turn: int, who: str, purpose: str) -> int:
        return bisect_right(LIMITS, self.named(turn)(name(who, purpose))) - 1  # a whole roll: by halves

    def _watch(self, throw: Throw, thrown: tuple[int, ...]) -> tuple[int, ...]:
        lanes = self._lanes.get(throw)
        if lanes is None:
            number = len(self.throws)
            self.throws.append(throw)
            lanes = tuple([_Lane(number, place, self.asked) for place in range(len(thrown))])
            self._lanes[throw] = lanes
        for lane, value in zip(lanes, thrown, strict=True):
            lane.value = value
        return cast("tuple[int, ...]", lanes)


class _Lane:
    """A lane of which nothing can be had but whether it lies below a limit."""

    __slots__ = ("_asked", "_number", "_place", "value")

    def __init__(self, number: int, place: int, asked: list[tuple[int, int, int, bool]]) -> None:
        self._number = number
        self._place = place
        self._asked = asked
        self.value = 0

    def __lt__(self, limit: int) -> bool:
        below = self.value < limit
        self._asked.append((self._number, self._place, limit, below))
        return below
