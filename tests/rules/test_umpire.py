from __future__ import annotations

from typing import Literal

from attrs import evolve

from tests.rules.turns import Loaded, deed, do, started, step, table
from wargame.rules.account import Happening
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dice import Dice
from wargame.rules.orders import (
    Injection,
    Order,
    Orders,
    Ruling,
    Umpire,
)
from wargame.scenario.model import Factor, Scenario


def test_an_umpire_shifts_odds_and_overrules_but_the_engines_word_is_kept(rules: Rules) -> None:
    dice = Loaded({("halden", 0): 99})
    state = started(rules, dice)
    orders = table(halden=Orders(moves=(Order("sell_power", (), ("One.", "Two.")),)))
    _, plain = step(rules, state, orders, dice)
    umpire = Umpire(rulings=(Ruling("halden", 0, "Well argued.", (0, 1), "success"),))
    _, ruled = step(rules, state, orders, dice, umpire)
    before, after = deed(plain, "sell_power"), deed(ruled, "sell_power")
    assert after.odds == before.odds + 2 * rules.scenario.odds.argument
    assert (after.grade, after.engine, after.ruling) == ("success", "backfire", "Well argued.")


def test_what_the_umpire_rules_is_what_happens(rules: Rules) -> None:
    dice = Loaded({("halden", 0): 0})
    state, orders = started(rules, dice), table(halden=do("sell_power"))
    done: dict[Literal["triumph", "success", "failure", "backfire"], int]
    done = {"triumph": 1, "success": 1, "failure": 0, "backfire": 0}
    at = rules.track_index["favours"]
    for grade, won in done.items():
        umpire = Umpire(rulings=(Ruling("halden", 0, "So be it.", (), grade),))
        closing, account = step(rules, state, orders, dice, umpire)
        found, code = deed(account, "sell_power"), rules.codes["sell_power"]
        assert (found.grade, found.engine) == (grade, "triumph")
        assert closing.done[code.index] == won
        x, changes = rules.context(state), [("favours", state.tracks[at], state.tracks[at] - code.cost)]
        x.t[at] -= code.cost
        code.grades[grade](x.t, x.f, x, changes)
        assert found.changes[: len(changes)] == changes


def test_arguments_lift_odds_to_their_bound_and_no_certainty(mini: Scenario) -> None:
    for odds, shown in (("96", mini.odds.max), ("100", 100)):
        move = evolve(mini.moves["sell_power"], odds=odds, factors=())
        rules, dice = compile_rules(evolve(mini, moves={**mini.moves, move.id: move})), Dice(1)
        umpire = Umpire(rulings=(Ruling("halden", 0, "Well argued.", (0, 1)),))
        _, account = step(rules, started(rules, dice), table(halden=do(move.id)), dice, umpire)
        found = deed(account, move.id)
        assert found.odds == shown
        assert [r.add for r in found.reasons] == ([2 * mini.odds.argument] if shown < 100 else [])


def test_a_factor_that_adds_nothing_is_no_reason(mini: Scenario) -> None:
    factors = (Factor(add="trust - trust", because="nothing"), Factor(add="trust - 30", because="trust"))
    move = evolve(mini.moves["publish_gauge"], odds="50", factors=factors)
    rules, dice = compile_rules(evolve(mini, moves={**mini.moves, move.id: move})), Dice(1)
    _, account = step(rules, started(rules, dice), table(commission=do(move.id)), dice)
    assert [reason.because for reason in deed(account, move.id).reasons] == ["trust"]


def test_an_inject_has_its_effects_and_free_text_none(rules: Rules) -> None:
    dice = Dice(1)
    state = started(rules, dice)
    base, _ = step(rules, state, table(), dice)
    free, account = step(
        rules, state, table(), dice, Umpire(injects=(Injection(headline="News", text="Said."),))
    )
    assert free == base
    assert any(isinstance(e, Happening) and e.headline == "News" for e in account.entries)
    inject = next(iter(rules.scenario.injects))
    changed, _ = step(rules, state, table(), dice, Umpire(injects=(Injection(inject),)))
    assert changed != base
