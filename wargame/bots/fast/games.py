"""Whole games of fast players, without a session: to the end alone, or turn by turn with their accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.policy import FastPolicy
from wargame.ids import SeatId
from wargame.rules.adjudicator import adjudicate, resolve
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.dawn import begin_turn, dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.orders import Orders
from wargame.rules.record import TurnRecord
from wargame.rules.state import State

Instead = Callable[[Sequence[TurnRecord], State, SeatId, KeyedDraws], Orders | None]
"""What a seat orders instead of its player, by the turns before and the state; None where it doesn't."""


def end_of(rules: Rules, players: Sequence[FastPolicy], seed: int) -> Context:
    """The game of that seed at its end, with one player a seat in seat order. The same seed gives the same
    dice, whoever plays."""
    dice, draws = Dice(seed), KeyedDraws(seed)
    x = rules.context(opening(rules, dice))
    while not x.ending:
        begin_turn(rules, x, dice)
        orders = {}
        for n, seat in enumerate(rules.seats):
            draws.begin(x.turn, n)
            orders[seat] = players[n](x, rules.open_moves[seat](x.t, x.f, x), draws)
        adjudicate(rules, x, orders, dice)
    return x


def turns_of(
    rules: Rules,
    players: Sequence[FastPolicy],
    seed: int,
    *,
    instead: Instead = lambda turns, state, seat, draws: None,
) -> Iterator[TurnRecord]:
    """The turns of the same game, with their accounts, as they are played."""
    dice, draws, turns = Dice(seed), KeyedDraws(seed), list[TurnRecord]()
    closing = opening(rules, dice)
    while not closing.ending:
        state, dawned = dawn(rules, closing, dice)
        x, orders = rules.context(state), {}
        for n, seat in enumerate(rules.seats):
            draws.begin(state.turn, n)
            orders[seat] = instead(turns, state, seat, draws) or players[n](
                x, rules.open_moves[seat](x.t, x.f, x), draws
            )
        closing, account = resolve(rules, state, orders, dice)
        turns.append(TurnRecord(state.turn, dawned, state, orders, account=account, closing=closing))
        yield turns[-1]
