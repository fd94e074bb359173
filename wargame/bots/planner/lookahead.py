"""Looks ahead: games played from a sampled state to their end, with luck that is the same for every plan."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from wargame.bots.planner.rollout import RolloutPolicy, TurnNumbers
from wargame.ids import SeatId
from wargame.rules.abreast import Parts, abreast
from wargame.rules.adjudicator import Adjudication
from wargame.rules.context import Context
from wargame.rules.dawn import begin_turn
from wargame.rules.dice import KeptDice, NoDice
from wargame.rules.exchanges import by_rule, recorded
from wargame.rules.orders import Orders, Reply
from wargame.rules.scoring import points
from wargame.rules.state import State, evolve
from wargame.session.seat import SeatDoor

Alter = Callable[[State], State]
"""What is different in a sampled state for the sake of a question."""

PATIENT = 50
"""From which patience on it does not count how things stand after the turn."""
_ROOM = 2**63


class Look(NamedTuple):
    """A look ahead: the number of its world, and what is decided in it.

    ``mine`` are this seat's orders for the turn; None leaves them to the rollout policy. ``fixed`` are
    moves that are known of other seats, which they order before others; ``replies`` what has been
    answered, or will be, in the exchanges of the turn.
    """

    world: int
    mine: Orders | None = None
    alter: Alter | None = None
    fixed: Mapping[SeatId, Orders] = {}
    replies: Sequence[Reply] = ()


class Outcome(NamedTuple):
    """What a look ahead came to: this seat's score, for the hasty also after the first turn, the state at the
    end, and the answer to this turn's forecast question."""

    score: int
    near: int
    end: Context
    forecast: bool | None


class World:
    """One sampled state with its luck: dice, and the chance of each turn's rollout. ``first`` is what the
    rollout policy orders in it first."""

    def __init__(self, state: State, seed: int, rollout: RolloutPolicy) -> None:
        self.state = state
        thrown = rollout.rules.thrown
        self.dice = KeptDice(seed) if thrown else NoDice(seed)
        self._seed = seed
        self._rollout = rollout
        self._numbers: dict[int, TurnNumbers] = {}

    def numbers(self, turn: int) -> TurnNumbers:
        """The chance of a turn."""
        numbers = self._numbers.get(turn)
        if numbers is None:
            numbers = self._numbers[turn] = self._rollout.numbers(f"{self._seed}/{turn}")
        return numbers

    @cached_property
    def first(self) -> Mapping[SeatId, Orders]:
        """What every seat orders in the turn in which the world begins."""
        return self._rollout.orders(self._rollout.rules.context(self.state), self.numbers(self.state.turn))


class Lookahead:
    """Plays looks ahead for one decision. ``left`` is what is left of the budget, ``played`` what went."""

    def __init__(self, door: SeatDoor, rollout: RolloutPolicy, rng: random.Random, budget: int) -> None:
        self.rules = door.rules
        self.rollout = rollout
        self.left = budget
        self.played = 0
        self._door = door
        self._hasty = self.rules.scenario.seats[door.id].persona.patience < PATIENT
        self._seed = int(rng.random() * _ROOM)
        self._worlds: list[World] = []

    def world(self, n: int) -> World:
        """The ``n``-th world, the same whenever it is asked for in this decision."""
        while len(self._worlds) <= n:
            rng = random.Random(self._seed + len(self._worlds))
            self._worlds.append(World(self._door.sample(rng), int(rng.random() * _ROOM), self.rollout))
        return self._worlds[n]

    def play(self, looks: Iterable[Look]) -> list[Outcome]:
        """Plays worlds to their ends, abreast; gives what they come to, in their order."""
        return abreast([self._playing(look) for look in looks])

    def _playing(self, look: Look) -> Parts[Outcome]:
        self.left -= 1
        self.played += 1
        rules, world, seat = self.rules, self.world(look.world), self._door.id
        turn, dice, replies = self.rollout.turn, world.dice, look.replies
        if look.alter is None:
            x, orders = rules.context(world.state), {**world.first}
        else:
            x = rules.context(look.alter(world.state))
            orders = self.rollout.orders(x, world.numbers(x.turn))
        first = x.turn
        if look.mine is not None:
            orders[seat] = look.mine
        for other, known in look.fixed.items():
            orders[other] = _with(known, orders[other])
        yield
        turns = Adjudication(rules, x).parts
        yield from turns(orders, dice, recorded(replies, by_rule(dice)) if replies else None)
        near = points(rules, x, seat) if self._hasty else 0
        yield
        while not x.ending:
            begin_turn(rules, x, dice, asking=False)
            yield
            given = turn(x, world.numbers(x.turn))
            yield
            yield from turns(given, dice)
            yield
        outcome = next((asked.outcome for asked in x.asked if asked.turn == first), None)
        return Outcome(points(rules, x, seat), near, x, outcome)

    def rollout_orders(self, n: int) -> Orders:
        """What the rollout policy orders first for this seat in the ``n``-th world."""
        return self.world(n).first[self._door.id]


def _with(known: Orders, drawn: Orders) -> Orders:
    """Orders with moves that are known of them, instead of as many that were drawn."""
    names = {order.move for order in known.moves}
    others = [order for order in drawn.moves if order.move not in names]
    moves = (*known.moves, *others[: max(0, len(drawn.moves) - len(known.moves))])
    return evolve(drawn, moves=moves)
