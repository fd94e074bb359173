"""Odds stay within the scenario's bounds, wherever they are reckoned and whoever reads them."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.rules.turns import Loaded, deed, do, started, table
from wargame.rules.account import Happening
from wargame.rules.adjudicator import adjudicate, resolve
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Answer, Draft, Order, Orders, Ruling, Umpire
from wargame.scenario.model import Factor, Scenario
from wargame.session import Game

FACTOR = Factor(add="-20 + 3 * turn", because="it is said to be so")


def extreme(mini: Scenario, base: str) -> Rules:
    """The small scenario with every sum of odds far out of bounds."""
    moves = {
        id: evolve(move, odds=base, factors=(FACTOR,)) if move.odds != "100" else move
        for id, move in mini.moves.items()
    }
    drought = evolve(mini.events["drought"], odds=base, when="true", on=None)
    return compile_rules(
        evolve(
            mini,
            moves=moves,
            events={**mini.events, "drought": drought},
            reactions={"call_loan": evolve(mini.reactions["call_loan"], odds=base, when="true")},
            durability=evolve(mini.durability, odds=base, factors=(FACTOR,)),
            verdict=evolve(mini.verdict, base=base, factors=(FACTOR,)),
        )
    )


@pytest.mark.parametrize(("base", "odds", "sure"), [("250", 97, 100), ("-250", 3, 0)])
def test_odds_far_out_of_bounds_are_shown_within_them(
    mini: Scenario, base: str, odds: int, sure: int
) -> None:
    rules = extreme(mini, base)
    game = Game.new(rules, seed=1)
    assert {view.odds.percent for view in game.view("sarvia").moves} == {100, odds}  # type: ignore[union-attr]
    assert game.odds("halden", Order("sell_power")).percent == odds  # type: ignore[union-attr]
    game.commit("halden", Orders(drafts=(Draft(("slow_fill",), ("sarvia",)),)))
    happened = {"drought": 0, "call_loan": 0}
    while not game.over:
        for seat in game.waiting:
            answers = (Answer("1-halden", "sign"),) if seat == "sarvia" and game.turn == 2 else ()
            game.commit(seat, Orders(answers=answers, moves=(Order("protest"),) if seat == "sarvia" else ()))
        record = game.resolve()
        assert record.account is not None
        assert deed(record.account, "protest").odds == odds
        assert next(line for line in game.reveal(record.turn) if line.who == "Sarvia").odds.percent == odds  # type: ignore[union-attr]
        for entry in (*record.dawn.entries, *record.account.entries):
            if isinstance(entry, Happening) and entry.id in happened:
                assert entry.odds == sure
                happened[entry.id] += 1
    assert all(happened.values())
    assert [a.judged.percent for a in game.end().agreements if a.judged] == [odds]
    assert game.end().verdict.percent == sure


@pytest.mark.parametrize(("base", "face", "grade"), [("250", 98, "failure"), ("-250", 1, "success")])
@pytest.mark.parametrize("arguments", [(), (0,)])
def test_nothing_is_sure_that_could_fail(
    mini: Scenario, base: str, face: int, grade: str, arguments: tuple[int, ...]
) -> None:
    """The highest die fails and the lowest succeeds, also where an argument was heard, and in playouts."""
    rules, dice = extreme(mini, base), Loaded({("sarvia", 0): face})
    state, umpire = started(rules, dice), Umpire((Ruling("sarvia", 0, "well said", arguments),))
    orders = table(sarvia=Orders(moves=(Order("protest", arguments=("numbers",)),)), halden=do("fill_on"))
    closing, account = resolve(rules, state, orders, dice, umpire)
    assert deed(account, "protest").grade == grade
    if not arguments:  # nobody rules over a playout
        x = rules.context(state)
        adjudicate(rules, x, orders, dice)
        assert x.snapshot() == closing
