"""The opening of a game and the dawn of each turn: drift, events, the forecast question."""

from __future__ import annotations

from typing import Literal

from wargame.ids import ObjectiveId
from wargame.rules.account import Account, Entry
from wargame.rules.compiled import Rules
from wargame.rules.context import Context
from wargame.rules.dice import Dice
from wargame.rules.state import Asked, State, evolve
from wargame.values import maker


def opening(rules: Rules, dice: Dice) -> State:
    """The state before the first dawn: starting values, and for each seat its hidden objective, drawn by
    the dice."""
    if not any(rules.decks.values()):
        return rules.start
    hidden: tuple[ObjectiveId | Literal[""], ...] = tuple(
        deck[dice.roll(0, seat, "hidden objective") * len(deck) // 100] if deck else ""
        for seat, deck in rules.decks.items()
    )
    return evolve(rules.start, hidden=hidden)


def dawn(rules: Rules, state: State, dice: Dice) -> tuple[State, Account]:
    """Begins the turn after ``state``: tracks drift, events of the dawn happen, a forecast question is put.

    ``state`` is the opening state or the closing state of the turn before; the game must not be over.
    """
    x = rules.context(state)
    entries: list[Entry] = []
    begin_turn(rules, x, dice, entries)
    return x.snapshot(), Account(x.turn, "dawn", entries)


def begin_turn(
    rules: Rules, x: Context, dice: Dice, entries: list[Entry] | None = None, *, asking: bool = True
) -> None:
    """The dawn of the next turn, on a working state; the entries of the account are added to ``entries``
    unless that is None. A question is put unless nobody would answer it."""
    x.turn += 1
    x.clear_turn()
    steps = rules.playout if entries is None else rules
    steps.dawn(x.t, x.f, x, dice, entries)
    if asking and rules.forecasts:
        _ask(rules, x)


def _ask(rules: Rules, x: Context) -> None:
    """Puts the first question whose turn or condition has come and that has not been put before."""
    put = [asked.question for asked in x.asked]
    for code in rules.askable[x.turn]:
        if code.id not in put and code.when(x.t, x.f, x):
            x.asked = (*x.asked, maker(Asked)(code.id, x.turn))
            return
