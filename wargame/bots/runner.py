"""Lets policies play: the AI seats of a game at the table, or a whole game with nobody there."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from functools import partial

from attrs import evolve

from wargame.bots.policies import Chair, Policy, make
from wargame.rules.belief import sample
from wargame.rules.orders import Orders
from wargame.session import Game


def chair(game: Game, seat: str, argument: str = "") -> Chair:
    """Return the chair of a policy that plays ``seat`` of ``game``: it always speaks of the newest turn."""
    return Chair(
        seat=seat,
        rules=game.rules,
        default=lambda: game.default(seat),
        problems=lambda orders: game.problems(seat, orders),
        sample=lambda rng: sample(game.rules, game.record.opening, seat, rng),
        argument=argument,
    )


def policies_of(game: Game) -> dict[str, Policy]:
    """Return a policy for each AI seat of the game, as its set-up names them.

    Raises KeyError for a policy that this version does not have.
    """
    return {
        seat: make(setup.policy, partial(chair, game, seat))
        for seat, setup in game.setups.items()
        if setup.kind == "ai"
    }


def choose(game: Game, seat: str, policy: Policy) -> Orders:
    """Return what ``policy`` orders for ``seat`` this turn: legal in any case.

    The policy's random numbers come from the game's id, the seat and the turn, so that the same game is
    played the same way again, whatever the other seats do. Where its orders are not legal the
    scenario's default takes their place and says why.
    """
    text = f"{game.id}/{seat}/{game.turn}"
    rng = random.Random(hashlib.sha256(text.encode()).digest())
    orders = policy.choose(game.view(seat), rng)
    problems = game.problems(seat, orders)
    if problems:
        return evolve(game.default(seat), why=f"The policy's orders were not legal: {' '.join(problems)}")
    return orders


def commit_waiting(game: Game, policies: Mapping[str, Policy]) -> tuple[str, ...]:
    """Commit for every seat in ``policies`` that the game still waits for, and return these seats."""
    seats = tuple(seat for seat in game.waiting if seat in policies)
    for seat in seats:
        game.commit(seat, choose(game, seat, policies[seat]))
    return seats


def play_out(game: Game, policies: Mapping[str, Policy] | None = None) -> None:
    """Play the game to its end: each seat by its policy (those of the set-up if None), others by default."""
    policies = policies_of(game) if policies is None else policies
    while not game.over:
        commit_waiting(game, policies)
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        game.resolve()
