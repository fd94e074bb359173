"""Lets policies play: the AI seats of a game at the table, or a whole game with nobody there."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Thread

from attrs import evolve

from wargame.bots.policy import Answering, Policy, weighed
from wargame.bots.registry import make
from wargame.ids import SeatId
from wargame.rules.orders import ANSWERS, AnswerWord, Orders
from wargame.rules.views import ExchangeView
from wargame.session import Game


def policies_of(game: Game) -> dict[str, Policy]:
    """Return a policy for each AI seat of the game, as its set-up names them.

    Raises KeyError for a policy that this version does not have.
    """
    return {
        seat: make(setup.policy, game.seat(seat)) for seat, setup in game.setups.items() if setup.kind == "ai"
    }


def choose(game: Game, seat: str, policy: Policy) -> Orders:
    """Return what ``policy`` orders for ``seat`` this turn: legal in any case.

    The policy's random numbers come from the game's id, the seat and the turn, so that the same game is
    played the same way again, whatever the other seats do. Where its orders are not legal the
    scenario's default takes their place and says why.
    """
    door = game.seat(seat)
    orders = policy.choose(door.view(), _chance(game, seat))
    problems = door.problems(orders)
    if problems:
        return evolve(door.default(), why=f"The policy's orders were not legal: {' '.join(problems)}")
    return orders


def reply(game: Game, exchange: ExchangeView, policy: Policy | None) -> AnswerWord:
    """Return what the seat that an exchange asks answers by ``policy``; without one, or with an answer that
    there is not, it holds."""
    assert exchange.asked is not None
    if policy is None:
        return "hold"
    seat = exchange.asked.id
    rng = _chance(game, seat, f"{exchange.id}/{len(exchange.lines)}")
    if isinstance(policy, Answering):
        answer = policy.answer(game.seat(seat).view(), exchange, rng)
        return answer if answer in ANSWERS else "hold"
    return weighed(exchange, rng)


def _chance(game: Game, seat: str, more: str = "") -> random.Random:
    text = "/".join(filter(None, (game.id, seat, f"{game.turn}", more)))
    return random.Random(hashlib.sha256(text.encode()).digest())


def answer_waiting(game: Game, policies: Mapping[str, Policy]) -> None:
    """Answer in the exchanges of a turn until nobody is asked any more: by the policy given here (seat id to
    policy); a seat without one holds."""
    while exchange := game.exchange:
        assert exchange.asked is not None
        seat = exchange.asked.id
        game.answer(seat, reply(game, exchange, policies.get(seat)))


def commit_waiting(game: Game, policies: Mapping[str, Policy]) -> tuple[str, ...]:
    """Commit for every seat in ``policies`` that the game still waits for, and return these seats."""
    seats = tuple(seat for seat in game.waiting if seat in policies)
    for seat in seats:
        game.seat(seat).commit(choose(game, seat, policies[seat]))
    return seats


def answer_machines(game: Game) -> None:
    """Answer in exchanges as long as they ask no people: AI seats by their policies (they hold where a set-up
    names one that this version does not have), closed ones hold."""
    try:
        policies = policies_of(game) if game.exchange else {}
    except KeyError:
        policies = {}
    while exchange := game.exchange:
        assert exchange.asked is not None
        if game.setups[exchange.asked.id].kind == "people":
            return
        game.answer(exchange.asked.id, reply(game, exchange, policies.get(exchange.asked.id)))


class Thoughts:
    """What the AI seats of a game will order in the turn that is on, thought out beforehand in a thread of
    its own, as while people read: it only looks at the game. It begins when it is made."""

    def __init__(self, game: Game) -> None:
        self._game, self._turn = game, game.turn
        self._setups = {seat: game.setups[seat] for seat in game.waiting if game.setups[seat].kind == "ai"}
        self._ended = Event()
        self._found: dict[SeatId, Orders] = {}
        # A program that ends does not wait for it.
        self._thread = Thread(target=self._run, name="thoughts", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(Exception):  # comes again, and is told, where the orders are asked for
            for seat, setup in self._setups.items():
                if self._ended.is_set():
                    return
                policy = make(setup.policy, self._game.seat(seat))
                self._found[seat] = choose(self._game, seat, policy)

    def end(self) -> None:
        """Begin no other seat."""
        self._ended.set()

    def of(self, seat: SeatId) -> Orders | None:
        """What a seat orders, once all is thought out; None where another machine plays it by now, the turn
        is over, or nothing was thought."""
        self._thread.join()
        same = self._setups.get(seat) == self._game.setups[seat] and self._turn == self._game.turn
        return self._found.get(seat) if same else None


def commit_machines(game: Game, thoughts: Thoughts | None = None) -> None:
    """Commit for every AI seat that the game still waits for: what was thought out before, or by its policy,
    or each by default where a set-up names a policy that this version does not have."""
    for seat in game.waiting:
        orders = thoughts.of(seat) if thoughts else None
        if orders is not None:
            game.seat(seat).commit(orders)
    try:
        policies = policies_of(game)
    except KeyError:
        policies = {}
    commit_waiting(game, policies)
    for seat in game.waiting:
        if game.setups[seat].kind == "ai":
            game.commit(seat, game.default(seat))


def play_out(game: Game, policies: Mapping[str, Policy] | None = None) -> None:
    """Play the game to its end: each seat by the policy given here (seat id to policy), else by that of its
    set-up, else by default; who has no policy holds in exchanges.

    Raises KeyError for a set-up with a policy that this version does not have, and what ``Game.commit`` and
    ``Game.resolve`` raise.
    """
    policies = {**policies_of(game), **(policies or {})}
    while not game.over:
        commit_waiting(game, policies)
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        answer_waiting(game, policies)
        game.resolve()
