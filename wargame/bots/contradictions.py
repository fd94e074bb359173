"""Plays games of a scenario and finds texts that were told where they are not true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.random import FastRandom
from wargame.rules.adjudicator import resolve
from wargame.rules.claims import Told, Untrue, untrue
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dawn import dawn, opening
from wargame.rules.dice import Dice
from wargame.rules.record import TurnRecord
from wargame.scenario.errors import Finding, written
from wargame.scenario.model import Scenario

LONG = 25
"""Turns of a game, on the average, beyond which fewer games are played: a file may come from a stranger."""


def contradictions(scenario: Scenario, games: int) -> Iterator[Finding]:
    """Warnings for the texts whose claims were not so in some of these games, each claim once.

    The games are those of the seeds from 0 on, played at random: the same in every run.
    """
    rules, turns = compile_rules(scenario), games * LONG
    found: dict[tuple[object, str], tuple[Untrue, int, int]] = {}
    for seed in range(games):
        for one in _game(rules, seed, turns - seed * rules.last_turn):
            key = (one.told.path, one.claim)
            first, of, times = found.get(key, (one, seed, 0))
            found[key] = (first if first.beside or not one.beside else one, of, times + 1)
    for (_, claim), (one, seed, times) in found.items():
        often = f"in turn {one.turn} of the game with seed {seed}" if times == 1 else f"{times} times"
        beside = f" Beside it: {_shown(one.beside)}" if one.beside else ""
        yield Finding(
            one.told.path,
            f"What it claims is not so, {often} in {games} games: {claim}.",
            f"{_shown(one.told)}{beside}",
            severity="warning",
        )


def _shown(told: Told) -> str:
    words = told.text if len(told.text) <= 80 else f"{told.text[:79]}…"
    return f"{written(told.path)} says “{words}”."


def _game(rules: Rules, seed: int, most: int) -> Iterator[Untrue]:
    """A game of random players, turn by turn, up to so many turns."""
    dice, draws = Dice(seed), KeyedDraws(seed)
    players = [FastRandom(rules, n) for n in range(len(rules.seats))]
    closing = opening(rules, dice)
    turns: list[TurnRecord] = []
    while not closing.ending and len(turns) < most:
        state, dawned = dawn(rules, closing, dice)
        x, orders = rules.context(state), {}
        for n, seat in enumerate(rules.seats):
            draws.begin(state.turn, n)
            orders[seat] = players[n](x, rules.open_moves[seat](x.t, x.f, x), draws)
        closing, account = resolve(rules, state, orders, dice)
        turns.append(TurnRecord(state.turn, dawned, state, orders, account=account, closing=closing))
    for record, following in pairwise((*turns, None)):
        assert record is not None
        yield from untrue(rules, record, following.opening if following else None)
