"""One chunk of a batch: games from one number to another, played and added up. Runs in any process, on any
machine."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Any

from attrs import evolve, field

from wargame.bots.batch.accumulator import Accumulator
from wargame.bots.batch.summary import Summary
from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.policy import FastPolicy
from wargame.bots.policy import Policy
from wargame.bots.registry import OWN, fast_maker, make
from wargame.bots.runner import commit_waiting, reply
from wargame.bots.unswept import unswept
from wargame.ids import SeatId
from wargame.rules.abreast import Parts, abreast
from wargame.rules.adjudicator import Adjudication
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import begin_turn, opening
from wargame.rules.dice import Dice
from wargame.rules.exchanges import begun, by_rule
from wargame.rules.orders import Orders, Reply
from wargame.rules.state import State
from wargame.scenario import from_document
from wargame.session import Game, SeatSetup
from wargame.session.cup import Cup
from wargame.values import frozen

FIRST, WATCHED = 40, 50
"""In so many games of fast players, and then in one of so many, it is looked which cards come."""
ABREAST = 16
"""How many games are played side by side."""
LOW = -(10**9)
"""Lower than any ladder stands."""

Played = tuple[State, int, Sequence[State]]
"""The end of a game, the highest that its ladder stood after a turn, and the openings of its turns where it
is looked which cards come."""


@frozen
class Spec:
    """A batch: the scenario as a resolved document, packed, a seed, and a policy by name for every seat. It
    can be pickled.

    ``key``, a hash, stands for the document: who compiled that before needs no more of it.
    """

    packed: bytes = field(eq=False, repr=False)
    seed: int
    policies: tuple[tuple[SeatId, str], ...]
    key: str

    @classmethod
    def of(cls, document: Mapping[str, Any], seed: int, policies: Mapping[str, str]) -> Spec:
        """Make one of a resolved document."""
        key = blake2b(repr(document).encode(), digest_size=16).hexdigest()
        packed = zlib.compress(pickle.dumps(dict(document)))
        return cls(packed, seed, tuple((SeatId(seat), name) for seat, name in policies.items()), key)

    @property
    def short(self) -> Spec:
        """The same without the document."""
        return evolve(self, packed=b"")

    @property
    def known(self) -> bool:
        """Is the document in it, or has this process compiled it?"""
        return bool(self.packed) or self.key in _compiled

    def __sizeof__(self) -> int:
        """Bytes: Dask moves what it takes for large to each worker once."""
        return object.__sizeof__(self) + len(self.packed)


@frozen
class Part:
    """What came of a chunk, nothing where the worker does not know the scenario; and seconds a game."""

    first: int
    last: int
    summary: Summary | None = None
    pace: float = 0.0


_compiled: dict[str, Rules] = {}
"""The scenario that this process compiled last, by its spec's key."""


def rules_of(spec: Spec) -> Rules:
    """The spec's scenario, compiled once in every process."""
    rules = _compiled.get(spec.key)
    if rules is None:
        _compiled.clear()
        document = pickle.loads(zlib.decompress(spec.packed))
        rules = _compiled[spec.key] = compile_rules(from_document(document))
    return rules


def game_seed(spec: Spec, number: int) -> int:
    """The seed of a game of the batch, by its number from 0."""
    digest = blake2b(f"{spec.seed}/{number}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "little")


def run_chunk(spec: Spec, first: int, last: int) -> Summary:
    """Play the games ``first`` to ``last`` (left out) of a batch and add them up."""
    rules = rules_of(spec)
    sums, players = Accumulator(rules), fast_players(spec, rules)
    fast = len(players) == len(rules.seats)
    play = _fast(spec, rules, players, sums) if fast else partial(_full, spec, rules, players, sums)
    with unswept() if fast else nullcontext():
        for start in range(first, last, ABREAST):
            numbers = range(start, min(start + ABREAST, last))
            for number, (end, peak, openings) in zip(numbers, abreast(map(play, numbers)), strict=True):
                if openings:
                    sums.watch(openings)
                sums.add(number, end, peak)
    return sums.summary()


def play_part(spec: Spec, first: int, last: int) -> Part:
    """``run_chunk`` in a worker, which may be asked without the document."""
    if not spec.known:
        return Part(first, last)
    rules_of(spec)
    start = perf_counter()
    summary = run_chunk(spec, first, last)
    return Part(first, last, summary, (perf_counter() - start) / (last - first))


def fast_players(spec: Spec, rules: Rules) -> dict[SeatId, FastPolicy]:
    """The fast players of a batch: one for every seat where all policies have them, else for the seats whose
    policies can play no other way."""
    entries = {seat: OWN.get(name) for seat, name in spec.policies}
    everywhere = all(entry is not None and entry.fast for entry in entries.values())
    return {
        seat: fast_maker(entry.name)(rules, rules.seat_index[seat])
        for seat, entry in entries.items()
        if entry is not None and (everywhere or not entry.table)
    }


def _fast(
    spec: Spec, rules: Rules, players: Mapping[SeatId, FastPolicy], sums: Accumulator
) -> Callable[[int], Parts[Played]]:
    """What plays games of fast players alone, without a view."""
    see, ladder = sums.see, rules.ladder
    seats = [(n, seat, rules.open_moves[seat], players[seat]) for n, seat in enumerate(rules.seats)]

    def play(number: int) -> Parts[Played]:
        seed, peak = game_seed(spec, number), LOW
        openings: list[State] = []
        looks = bool(rules.scenario.cards) and (number < FIRST or number % WATCHED == 0)
        cup, draws = Cup(seed), KeyedDraws(seed)
        dice = cup.dice(0)
        x = rules.context(opening(rules, dice))
        t, f, turns = x.t, x.f, Adjudication(rules, x).parts
        while not x.ending:
            begin_turn(rules, x, dice)
            yield
            if looks:
                openings.append(x.snapshot())
            orders: dict[SeatId, Orders] = {}
            for n, seat, open_moves, player in seats:
                found = open_moves(t, f, x)
                see(found)
                draws.begin(x.turn, n)
                orders[seat] = player(x, found, draws)
                yield
            dice = cup.dice(x.turn)
            yield from turns(orders, dice)
            yield
            if ladder is not None and t[ladder] > peak:
                peak = t[ladder]
        return x.snapshot(), peak, openings

    return play


def _full(
    spec: Spec, rules: Rules, players: Mapping[SeatId, FastPolicy], sums: Accumulator, number: int
) -> Parts[Played]:
    """A game with policies that look at views: one part."""
    yield
    game = _game(spec, rules, number, None)
    _play_out(game, players, game_seed(spec, number))
    heights, ladder = [LOW], rules.ladder
    for record in game.turns:
        x = rules.context(record.opening)
        for seat in rules.seats:
            sums.see(rules.open_moves[seat](x.t, x.f, x))
        assert record.closing is not None
        if ladder is not None:
            heights.append(record.closing.tracks[ladder])
    openings = [record.opening for record in game.turns] if rules.scenario.cards else ()
    return game.state, max(heights), openings


def _play_out(game: Game, players: Mapping[SeatId, FastPolicy], seed: int) -> None:
    """Plays a game at the table: the seats of ``players`` by them, the others by their policies."""
    rules = game.rules
    others: dict[str, Policy] = {
        seat: make(setup.policy, game.seat(seat))
        for seat, setup in game.setups.items()
        if setup.kind == "ai" and seat not in players
    }
    draws = KeyedDraws(seed)
    while not game.over:
        x = rules.context(game.record.opening)
        for n, seat in enumerate(rules.seats):
            if seat in players:
                draws.begin(game.turn, n)
                game.commit(seat, players[seat](x, rules.open_moves[seat](x.t, x.f, x), draws))
        commit_waiting(game, others)
        _answer(game, players, others, Cup(seed).dice(game.turn))
        game.resolve()


def _answer(
    game: Game, players: Mapping[SeatId, FastPolicy], others: Mapping[str, Policy], dice: Dice
) -> None:
    """Answers in exchanges: fast players by the rule that playouts have, with the same dice."""
    if not game.exchange:
        return
    rules = game.rules
    given: list[Reply] = []
    orders = {seat: game.pending(seat) or game.default(seat) for seat in rules.seats}
    while exchange := game.exchange:
        bout = begun(rules, rules.context(game.record.opening), orders, given)[-1]
        seat = bout.seat
        answer = by_rule(dice)(bout) if seat in players else reply(game, exchange, others.get(seat))
        given.append(Reply(exchange.id, seat, answer))
        game.answer(seat, answer)


def _game(spec: Spec, rules: Rules, number: int, save: Path | None) -> Game:
    seats: dict[str, SeatSetup] = {
        seat: SeatSetup("closed") if policy == "closed" else SeatSetup("ai", policy)
        for seat, policy in spec.policies
    }
    return Game.new(rules, seed=game_seed(spec, number), seats=seats, save=save, clock=_no_clock)


def _no_clock() -> datetime:
    """The same moment always, so that the same game gives the same file."""
    return datetime(2020, 9, 7, 12)


def saved_game(spec: Spec, number: int, save: Path) -> Game:
    """Play a game of the batch again, at the table, and save it. Raises JournalError.

    A game of fast players is played again by the orders that they gave.
    """
    rules = rules_of(spec)
    game = _game(spec, rules, number, save)
    _play_out(game, fast_players(spec, rules), game_seed(spec, number))
    return game
