"""What the papers, the cables and the public reveal say, and to whom."""

from __future__ import annotations

from attrs import evolve

from wargame.rules.account import Deed
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order, Orders
from wargame.rules.views import RevealLine
from wargame.scenario.model import Event, Scenario
from wargame.session import Game


def sold(rules: Rules, seed: int) -> tuple[Deed, RevealLine]:
    """Halden sells power in the first turn: what came of it, and what the public is told of it."""
    game = Game.new(rules, seed=seed)
    for seat in game.waiting:
        game.commit(seat, Orders(moves=(Order("sell_power"),) if seat == "halden" else ()))
    account = game.resolve().account
    assert account is not None
    deed = next(e for e in account.entries if isinstance(e, Deed))
    return deed, next(line for line in game.reveal(1) if line.who == "Halden")


def test_a_die_that_contradicts_public_odds_is_not_shown(mini: Scenario) -> None:
    """The truth makes it harder than anybody can know. A die that decides alike by both odds is shown; one
    that only the truth decided against would tell that there is something to know."""
    omen = Event(id="omen", name="Omen", on=mini.calendar[0].start, effects=("set survey",))
    move = evolve(
        mini.moves["sell_power"], visibility="open", odds="30 if flag('survey') else 60", leak="", factors=()
    )
    rules = compile_rules(
        evolve(mini, moves={**mini.moves, "sell_power": move}, events={**mini.events, "omen": omen})
    )
    told = {}
    for seed in range(40):
        deed, line = sold(rules, seed)
        assert deed.odds == 30
        assert line.odds is not None
        assert line.odds.percent == 60
        assert line.grade == deed.grade
        assert line.roll == (None if 30 <= deed.roll < 60 else deed.roll)
        told[deed.grade] = line.roll is None
    assert told.keys() == {"triumph", "success", "failure", "backfire"}
