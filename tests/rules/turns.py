"""Turns put together by hand: orders, chosen dice, and what came of them."""

from __future__ import annotations

import random
from typing import Any

from attrs import evolve

from wargame.rules.account import Account, Deed
from wargame.rules.adjudicator import resolve
from wargame.rules.compiled import Rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.orders import (
    Order,
    Orders,
    Umpire,
)
from wargame.rules.state import State
from wargame.scenario.model import Past, Persona, Scenario

NOTHING = Orders()


class Loaded(Dice):
    """Dice whose faces a test chooses; every other die is the game's own."""

    def __init__(self, faces: dict[tuple[str, int], int], seed: int = 1) -> None:
        super().__init__(seed)
        self.faces = faces

    def lanes(self, turn: int, slot: int, group: int = 0) -> tuple[int, ...]:
        lanes = list(super().lanes(turn, slot, group))
        for (who, die), face in self.faces.items():
            if slot == group == 0:
                lanes[("halden", "sarvia", "commission").index(who) * 2 + die] = (
                    (face << 64) + (1 << 63)
                ) // 100
        return tuple(lanes)


def started(rules: Rules, dice: Dice) -> State:
    return dawn(rules, opening(rules, dice), dice)[0]


def table(**orders: Orders) -> dict[str, Orders]:
    return {"halden": NOTHING, "sarvia": NOTHING, "commission": NOTHING, **orders}


def changed(rules: Rules, state: State, track: str, value: int) -> State:
    """The state with a track at another value."""
    at = rules.track_index[track]
    return evolve(state, tracks=(*state.tracks[:at], value, *state.tracks[at + 1 :]))


def do(*moves: str) -> Orders:
    return Orders(moves=tuple(Order(move) for move in moves))


def deed(account: Account, move: str) -> Deed:
    return next(e for e in account.entries if isinstance(e, Deed) and e.move == move)


def step(
    rules: Rules, state: State, orders: dict[str, Orders], dice: Dice, umpire: Umpire | None = None
) -> tuple[State, Account]:
    return resolve(rules, state, orders, dice, umpire or Umpire())


def shuffled(scenario: Scenario, seed: int) -> Scenario:
    """A scenario of the same words in which conditions, odds, effects and leanings go with other things, and
    what is pushed past bounds weighs elsewhere."""
    rng, s = random.Random(seed), scenario

    def dealt(things: dict[Any, Any], *fields: str) -> dict[Any, Any]:
        for field in fields:
            values = [getattr(thing, field) for thing in things.values()]
            rng.shuffle(values)
            pairs = zip(things.items(), values, strict=True)
            things = {id: evolve(thing, **{field: value}) for (id, thing), value in pairs}
        return things

    def leaning(test: str) -> str:
        return rng.choice(("2", "0", f"{rng.randrange(3)} if {test} else 0.5"))

    moves = dealt(s.moves, "needs", "odds", "factors", "success", "failure", "triumph", "backfire", "once")
    tests = [need.when for move in s.moves.values() for need in move.needs]
    seats = {
        id: evolve(seat, persona=Persona(leaning={move: leaning(rng.choice(tests)) for move in moves}))
        for id, seat in s.seats.items()
    }
    tracks = dealt(s.tracks, "drift")
    for id, to, each in (("trust", "tension", "0.5"), ("harvest", "standing", "trust // 30 - 1")):
        past = Past(track=to, each=each)
        tracks[id] = evolve(tracks[id], below=past, above=past)
    return evolve(
        s,
        seats=seats,
        moves=moves,
        tracks=tracks,
        events=dealt(s.events, "when", "odds", "effects", "on", "at", "repeat"),
        reactions=dealt(s.reactions, "when", "odds", "factors", "effects", "repeat"),
        terms=dealt(s.terms, "on_signing", "each_turn", "on_break", "performed_by", "broken_by"),
    )
