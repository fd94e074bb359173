"""Looks ahead: games played from a sampled state to their end, with luck that is the same for every plan."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

from attrs import evolve

from wargame.bots.planner.rollout import RolloutPolicy, TurnNumbers
from wargame.ids import SeatId
from wargame.rules.adjudicator import adjudicate
from wargame.rules.context import Context
from wargame.rules.dawn import begin_turn
from wargame.rules.dice import Dice
from wargame.rules.orders import Orders
from wargame.rules.scoring import points
from wargame.rules.state import State
from wargame.session.seat import SeatDoor
from wargame.values import frozen

Alter = Callable[[State], State]
"""What is different in a sampled state for the sake of a question."""

_ROOM = 2**63


class Outcome(NamedTuple):
    """What a look ahead came to: every seat's score, this seat's after the first turn, the state at the end,
    and the answer to this turn's forecast question."""

    scores: tuple[int, ...]
    near: int
    end: Context
    forecast: bool | None


@frozen
class World:
    """One sampled state with its luck: dice, and the numbers of each turn's rollout."""

    state: State
    dice: Dice
    numbers: tuple[TurnNumbers, ...]


class Lookahead:
    """Plays looks ahead for one decision. ``left`` is what is left of the budget, ``played`` what went."""

    def __init__(self, door: SeatDoor, rollout: RolloutPolicy, rng: random.Random, budget: int) -> None:
        self.rules = door.rules
        self.rollout = rollout
        self.left = budget
        self.played = 0
        self._door = door
        self._seed = int(rng.random() * _ROOM)
        self._worlds: list[World] = []

    def world(self, n: int) -> World:
        """The ``n``-th world, the same whenever it is asked for in this decision."""
        while len(self._worlds) <= n:
            rng = random.Random(self._seed + len(self._worlds))
            state = self._door.sample(rng)
            turns = self.rules.last_turn - state.turn + 1
            numbers = tuple(self.rollout.numbers(rng) for _ in range(turns))
            self._worlds.append(World(state, Dice(int(rng.random() * _ROOM)), numbers))
        return self._worlds[n]

    def play(
        self,
        n: int,
        mine: Orders | None = None,
        alter: Alter | None = None,
        others: Mapping[SeatId, Orders] | None = None,
    ) -> Outcome:
        """Plays the ``n``-th world to its end.

        ``mine`` are this seat's orders for the turn, in which None leaves the moves to the rollout policy;
        ``others`` are words (no moves) that other seats add to theirs.
        """
        self.left -= 1
        self.played += 1
        rules, rollout, world, seat = self.rules, self.rollout, self.world(n), self._door.id
        x = rules.context(world.state if alter is None else alter(world.state))
        first, near = x.turn, 0
        while True:
            orders = rollout.turn(x, world.numbers[x.turn - first])
            if x.turn == first:
                if mine is not None:
                    orders[seat] = mine
                for other, words in (others or {}).items():
                    orders[other] = evolve(words, moves=orders[other].moves)
            adjudicate(rules, x, orders, world.dice)
            if x.turn == first:
                near = points(rules, x, seat)
            if x.ending:
                break
            begin_turn(rules, x, world.dice)
        return Outcome(
            tuple(points(rules, x, other) for other in rules.seats),
            near,
            x,
            next((asked.outcome for asked in x.asked if asked.turn == first), None),
        )

    def rollout_orders(self, n: int) -> Orders:
        """What the rollout policy orders first for this seat in the ``n``-th world."""
        world = self.world(n)
        return self.rollout.turn(self.rules.context(world.state), world.numbers[0])[self._door.id]
