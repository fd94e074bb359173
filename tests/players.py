"""Players for tests: random legal orders of every kind, drawn from a seat's own view with a random number
generator."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from wargame.bots.policy import weighed
from wargame.bots.random_policy import RandomPolicy
from wargame.rules.orders import Order, Orders, Reply
from wargame.session import Game, SeatSetup

MACHINES = dict.fromkeys(("halden", "sarvia", "commission"), SeatSetup("ai", "random"))
"""Seats of a game without people: its save hides nothing."""


def random_orders(game: Game, rng: random.Random, seat: str) -> Orders:
    """Legal orders of the seat, uniformly random moves and a bit of everything else."""
    orders = RandomPolicy().choose(game.view(seat), rng)
    assert game.problems(seat, orders) == []
    return orders


def random_turn(game: Game, rng: random.Random) -> Mapping[str, Orders]:
    """Orders for every seat."""
    return {seat: random_orders(game, rng, seat) for seat in game.rules.seats}


def asked(game: Game) -> str:
    """The seat that is asked for an answer."""
    exchange = game.exchange
    assert exchange is not None
    assert exchange.asked is not None
    return exchange.asked.id


def answered(game: Game, rng: random.Random) -> Game:
    """The game, once all seats have answered in its exchanges, as their weights draw."""
    while exchange := game.exchange:
        game.answer(asked(game), weighed(exchange, rng))
    return game


def answered_as(game: Game, replies: Iterable[Reply]) -> Game:
    """The game, once these answers have been given in its exchanges."""
    for reply in replies:
        game.answer(reply.seat, reply.answer)
    return game


def to_the_bridge(game: Game) -> Game:
    """The new game, in its second turn then: all orders of people are in, and Sarvia takes the bridge."""
    for move in ("patrol", "seize_bridge"):
        game.commit("halden", Orders((Order("hold_levels"),)))
        game.commit("sarvia", Orders((Order(move),)))
        if move == "patrol":
            game.resolve()
    return game


def play(game: Game, seed: int, turns: int = 99) -> Game:
    """Plays up to ``turns`` turns with random orders."""
    rng = random.Random(seed)
    while not game.over and turns:
        turns -= 1
        for seat, orders in random_turn(game, rng).items():
            game.commit(seat, orders)
        answered(game, rng).resolve()
    return game


def without(orders: Orders, **changes: Any) -> Orders:
    """Orders with some of their parts replaced."""
    return evolve(orders, **changes)
