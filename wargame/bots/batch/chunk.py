"""One chunk of a batch: games from one number to another, played and added up. Runs in any process, on any
machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from attrs import field, frozen

from wargame.bots.batch.adding import Adder
from wargame.bots.batch.summary import Summary
from wargame.bots.luck import Luck
from wargame.bots.policies import POLICIES, make
from wargame.bots.runner import chair, commit_waiting
from wargame.bots.swift import SWIFT
from wargame.rules.adjudicator import adjudicate
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice
from wargame.rules.orders import Orders
from wargame.rules.state import State
from wargame.scenario import from_document
from wargame.session import Game, SeatSetup


@frozen
class Spec:
    """A batch: the scenario as a resolved document, a seed, and a policy by name for every seat. It can be
    pickled.

    ``key`` stands for the document, so that a worker compiles it once.
    """

    document: Mapping[str, Any] = field(eq=False, repr=False)
    seed: int
    policies: tuple[tuple[str, str], ...]
    key: str = ""

    @classmethod
    def of(cls, document: Mapping[str, Any], seed: int, policies: Mapping[str, str]) -> Spec:
        """Make one; ``key`` is a hash of the document."""
        key = blake2b(repr(document).encode(), digest_size=16).hexdigest()
        return cls(document, seed, tuple(policies.items()), key)


_compiled: dict[str, Rules] = {}
"""The scenario that this process compiled last, by its spec's key."""


def rules_of(spec: Spec) -> Rules:
    """The spec's scenario, compiled once in every process."""
    rules = _compiled.get(spec.key)
    if rules is None:
        _compiled.clear()
        rules = _compiled[spec.key] = compile_rules(from_document(dict(spec.document)))
    return rules


def game_seed(spec: Spec, number: int) -> int:
    """The seed of a game of the batch, by its number from 0."""
    digest = blake2b(f"{spec.seed}/{number}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "little")


def run_chunk(spec: Spec, first: int, last: int) -> Summary:
    """Play the games ``first`` to ``last`` (left out) of a batch and add them up."""
    rules = rules_of(spec)
    adder = Adder(rules)
    play = (
        _swift(spec, rules, adder)
        if all(policy in SWIFT for _, policy in spec.policies)
        else partial(_full, spec, rules, adder)
    )
    for number in range(first, last):
        adder.add(number, play(number))
    return adder.summary()


def _swift(spec: Spec, rules: Rules, adder: Adder) -> Callable[[int], State]:
    """A player of games that builds no views."""
    see, climbed = adder.see, adder.climbed
    names = dict(spec.policies)
    seats = [
        (n, seat, rules.open_moves[seat], SWIFT[names[seat]](rules, n)) for n, seat in enumerate(rules.seats)
    ]

    def play(number: int) -> State:
        seed = game_seed(spec, number)
        dice, luck = Dice(seed), Luck(seed)
        x = rules.context(opening(rules, dice))
        t, f = x.t, x.f
        while not x.ending:
            begin_turn(rules, x, dice, None)
            orders: dict[str, Orders] = {}
            for n, seat, open_moves, swift in seats:
                found = open_moves(t, f, x)
                see(seat, found)
                luck.begin(x.turn, n)
                orders[seat] = swift(x, found, luck)
            adjudicate(rules, x, orders, dice)
            climbed(t)
        return x.snapshot()

    return play


def _full(spec: Spec, rules: Rules, adder: Adder, number: int) -> State:
    """A game with policies that look at their desks."""
    game = _game(spec, rules, number, None)
    _play_out(game, spec)
    for record in game.turns:
        x = rules.context(record.opening)
        for seat in rules.seats:
            adder.see(seat, rules.open_moves[seat](x.t, x.f, x))
        assert record.closing is not None
        adder.climbed(record.closing.tracks)
    return game.state


def _play_out(game: Game, spec: Spec) -> None:
    """Plays a game at the table. Where all its players are swift it is the game that a chunk plays."""
    rules, names = game.rules, dict(spec.policies)
    swift = {
        seat: SWIFT[names[seat]](rules, n)
        for n, seat in enumerate(rules.seats)
        if names[seat] in SWIFT and names[seat] not in POLICIES
    }
    if all(name in SWIFT for name in names.values()):
        swift = {seat: SWIFT[names[seat]](rules, n) for n, seat in enumerate(rules.seats)}
    others = {
        seat: make(setup.policy, partial(chair, game, seat))
        for seat, setup in game.setups.items()
        if setup.kind == "ai" and seat not in swift
    }
    luck = Luck(game.seed)
    while not game.over:
        x = rules.context(game.record.opening)
        for n, seat in enumerate(rules.seats):
            if seat in swift:
                luck.begin(game.turn, n)
                game.commit(seat, swift[seat](x, rules.open_moves[seat](x.t, x.f, x), luck))
        commit_waiting(game, others)
        game.resolve()


def _game(spec: Spec, rules: Rules, number: int, save: Path | None) -> Game:
    seats = {
        seat: SeatSetup("closed") if policy == "closed" else SeatSetup("ai", policy)
        for seat, policy in spec.policies
    }
    return Game.new(rules, seed=game_seed(spec, number), seats=seats, save=save, clock=_no_clock)


def _no_clock() -> datetime:
    """The same moment always, so that the same game gives the same file."""
    return datetime(2020, 9, 7, 12)


def saved_game(spec: Spec, number: int, save: Path) -> Game:
    """Play a game of the batch again, at the table, and save it. Raises JournalError.

    A game of swift players is played again by the orders that they gave.
    """
    game = _game(spec, rules_of(spec), number, save)
    _play_out(game, spec)
    return game
