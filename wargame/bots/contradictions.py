"""Plays games of a scenario and finds texts that were told where they are not true, and turns without a
card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise

from wargame.bots.fast.draws import KeyedDraws
from wargame.bots.fast.games import turns_of
from wargame.bots.fast.random import FastRandom
from wargame.ids import CardId, SeatId
from wargame.rules.cards import Dealt, could_come, course, had, playable
from wargame.rules.claims import Told, Untrue, untrue
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Orders
from wargame.rules.record import TurnRecord
from wargame.rules.state import State
from wargame.scenario.errors import Finding, written
from wargame.scenario.model import Card, Scenario

LONG = 25
"""Turns of a game, on the average, beyond which fewer games are played: a file may come from a stranger."""

_REASONS = 3
"""Of how many closed choices it is told what closes them, the most frequent first."""

LAID = 8_000
"""How many choices of cards are laid out at most, for the same reason."""


def contradictions(scenario: Scenario, games: int) -> Iterator[Finding]:
    """Warnings for the texts whose claims were not so in some of these games, each claim once; and for the
    seats that had no card in some turn, where the scenario has cards.

    The games are those of the seeds from 0 on, played at random, and in every other one by what is on the
    cards: the same in every run.
    """
    rules, turns = compile_rules(scenario), games * LONG
    found: dict[tuple[object, str], tuple[Untrue, int, int]] = {}
    bare, watch = Counter[tuple[SeatId, int]](), _Watch(rules)
    for seed in range(games):
        played = _game(rules, seed, turns - seed * rules.last_turn, watch)
        bare.update(watch.bare(played))
        for record, following in pairwise((*played, None)):
            assert record is not None
            for one in untrue(rules, record, following.opening if following else None):
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
    yield from _without_cards(rules, bare, watch)


class _Watch:
    """Looks which cards come, in as many games as the choices that it may lay out are enough for."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.left, self.games = rules, LAID, 0
        self.closed: dict[SeatId, Counter[str]] = {seat: Counter() for seat in rules.seats}
        """Choices that were closed on cards that could come, and why, where no card did."""

    def coming(self, rules: Rules, state: State, seat: SeatId, had: Collection[CardId]) -> Card | None:
        """The card that ``dealt`` gives, alone."""
        found = self.dealt(state, seat, had, whole=False)
        return found[0] if found else None

    def dealt(
        self, state: State, seat: SeatId, had: Collection[CardId], *, whole: bool = True
    ) -> Dealt | None:
        """The card that comes to a seat, as far as it may be looked for."""
        closed: list[str] = []
        for found in could_come(self.rules, state, seat, had, whole=whole) if self.left > 0 else ():
            self.left -= len(found[0].choices)
            if playable(found):
                return found
            card, choices = found
            closed += [f"{card.id}/{one.bundle.id} ({one.closed})" for one in choices if one.closed]
            if self.left <= 0:
                return None
        self.closed[seat].update(closed)
        return None

    def bare(self, turns: Sequence[TurnRecord]) -> Iterator[tuple[SeatId, int]]:
        """The seats and turns of a game in which no card came."""
        self.games += self.left > 0
        for turn, seat, card in course(self.rules, [record.opening for record in turns], self.coming):
            if self.left <= 0:
                return
            if card is None:
                yield seat, turn


def _without_cards(rules: Rules, bare: Counter[tuple[SeatId, int]], watch: _Watch) -> Iterator[Finding]:
    for seat in rules.seats:
        times = {turn: bare[seat, turn] for turn in range(1, rules.last_turn + 1) if bare[seat, turn]}
        if not rules.cards[seat] and rules.scenario.cards:
            yield Finding(("seats", seat), "This seat has no cards; others have.", severity="warning")
        elif times:
            told = ", ".join(f"{turn} (in {many} of {watch.games} games)" for turn, many in times.items())
            most = [text for text, _ in watch.closed[seat].most_common(_REASONS)]
            why = f"Closed then: {', '.join(most)}." if most else "The when of none that was left held then."
            yield Finding(
                ("seats", seat),
                f"No card with two choices that are open came in turn {told}.",
                f"{why} Add one that can come then, with choices that need little; or let one repeat.",
                severity="warning",
            )


def _shown(told: Told) -> str:
    words = told.text if len(told.text) <= 80 else f"{told.text[:79]}…"
    return f"{written(told.path)} says “{words}”."


def _game(rules: Rules, seed: int, most: int, watch: _Watch) -> list[TurnRecord]:
    """A game of random players up to so many turns; those with an odd seed take what is on their cards."""
    players = [FastRandom(rules, n) for n in range(len(rules.seats))]

    def on_card(turns: Sequence[TurnRecord], state: State, seat: SeatId, draws: KeyedDraws) -> Orders | None:
        card = watch.dealt(state, seat, had(turns, seat)) if seed % 2 else None
        return _taken(card, draws) if card else None

    return list(islice(turns_of(rules, players, seed, instead=on_card), max(most, 0)))


def _taken(card: Dealt, draws: KeyedDraws) -> Orders:
    """The orders of an open choice, drawn evenly."""
    choices = [choice.orders for choice in card[1] if not choice.closed]
    return choices[draws.below(len(choices))]
