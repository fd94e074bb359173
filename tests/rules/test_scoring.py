"""What objectives say of their points: the parts that hold, a general sentence otherwise, and the cap."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.players import play
from tests.shipped import shipped_rules
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.scoring import brier, epilogue, objectives_of, points, score, total, verdict
from wargame.rules.state import Asked, State
from wargame.scenario.model import Part, Scenario, Verdict
from wargame.session import Game

PARTS = (
    Part(when="harvest > 0", text="Something grew."),
    Part(when="harvest > 999", text="Everything grew."),
    Part(when="turn > 0", text="Time passed."),
)


def sentence(mini: Scenario, value: int, cap: int, parts: tuple[Part, ...]) -> tuple[int, str]:
    """Points and sentence of an objective with this score and these parts, in an ending with this cap."""
    planting = evolve(mini.objectives["planting"], score=str(value), parts=parts)
    last = list(mini.endings)[-1]
    endings = {**mini.endings, last: evolve(mini.endings[last], cap=cap)}
    rules = compile_rules(evolve(mini, objectives={**mini.objectives, "planting": planting}, endings=endings))
    _, scored = score(rules, over(rules, last), "sarvia")
    return next((one.score, one.sentence) for one in scored if one.objective.id == "planting")


def over(rules: Rules, ending: str) -> State:
    return evolve(Game.new(rules, seed=1).turns[-1].opening, ending=ending)


def test_fractions_add_up_to_the_same_on_every_python() -> None:
    """``sum`` makes up for what rounding loses, from 3.12 on."""
    assert total([0.1] * 10) == 0.9999999999999999
    assert total(()) == 0


def test_all_parts_that_hold_are_told(mini: Scenario) -> None:
    assert sentence(mini, 70, 100, PARTS) == (70, "Something grew. Time passed.")


def test_where_no_part_holds_a_general_sentence_is_told(mini: Scenario) -> None:
    assert sentence(mini, 60, 100, PARTS[1:2]) == (60, "There will be bread.")
    assert sentence(mini, 59, 100, ()) == (59, "There will be queues.")


def test_a_cap_is_told_where_it_costs_something(mini: Scenario) -> None:
    assert sentence(mini, 70, 40, ()) == (40, "There will be queues. This ending leaves nobody more than 40.")
    assert sentence(mini, 40, 40, PARTS) == (40, "Something grew. Time passed.")


@pytest.mark.parametrize("name", ["offer", "offer-lesson", "offer-second-term"])
def test_every_objective_of_the_flagship_says_where_its_points_come_from(name: str) -> None:
    rules = shipped_rules(name)
    for seed in range(6):
        game = play(Game.new(rules, seed=seed), seed)
        state = game.turns[-1].closing
        assert state is not None
        x = game.rules.context(state)
        for code in game.rules.objectives.values():
            told = [text for when, text in code.parts if when(x.t, x.f, x)]
            assert 1 <= len(told) <= 5, (code.objective.id, told)


@pytest.mark.parametrize(
    ("values", "weights", "mean"),
    [
        ((70, 40), (1, 1), 55),
        ((70, 41), (1, 1), 56),  # halves are rounded up
        ((70, 40), (2, 1), 60),
        ((70, 40), (1, 2), 50),
        ((71, 40), (2, 1), 61),
        ((250, -30), (1, 1), 50),
        ((250, 250), (3, 1), 100),
        ((70, 40), (0, 0), 0),
    ],
)
def test_a_score_is_the_weighted_mean_of_what_counts(
    mini: Scenario, values: tuple[int, int], weights: tuple[int, int], mean: int
) -> None:
    aims = {
        id: evolve(mini.objectives[id], score=str(value), weight=weight)
        for id, value, weight in zip(("light", "no_war_halden"), values, weights, strict=True)
    }
    rules = compile_rules(evolve(mini, objectives={**mini.objectives, **aims}))
    state = over(rules, "drift")
    assert score(rules, state, "halden")[0] == mean
    assert points(rules, rules.context(state), "halden") == mean
    assert points(rules, rules.context(evolve(state, ending="")), "halden") == mean
    war = evolve(state, ending="war")
    assert points(rules, rules.context(war), "halden") == score(rules, war, "halden")[0] <= 10


def test_of_hidden_objectives_the_drawn_one_counts(rules: Rules) -> None:
    for drawn in ("face", "treaty_made"):
        state = evolve(over(rules, "drift"), hidden=("", drawn, ""))
        assert [o.id for o in objectives_of(rules, state, "sarvia")] == ["planting", drawn]
        assert [o.id for o in objectives_of(rules, state, "halden")] == ["light", "no_war_halden"]


@pytest.mark.parametrize(
    ("base", "total", "word"),
    [
        (-5, 0, "a bad season"),
        (33, 33, "a bad season"),
        (34, 34, "a season"),
        (66, 66, "a season"),
        (67, 67, "a good season"),
        (130, 100, "a good season"),
    ],
)
def test_the_verdict_has_a_word_for_every_total(mini: Scenario, base: int, total: int, word: str) -> None:
    rules = compile_rules(evolve(mini, verdict=evolve(mini.verdict, base=str(base), factors=())))
    assert verdict(rules, over(rules, "drift")) == (base, total, (), word)
    bare = compile_rules(evolve(mini, verdict=Verdict(base=str(base))))
    assert verdict(bare, over(bare, "drift"))[3] == ""


def test_the_epilogue_tells_the_parts_that_hold(rules: Rules) -> None:
    treaty = evolve(over(rules, "treaty"), escalation=(10, 11, 0))
    assert epilogue(rules, treaty) == (
        "The treaty holds.",
        "It was a close thing.",
        "In the autumn both ministers open a footbridge.",
    )
    assert epilogue(rules, evolve(treaty, escalation=(10, 10, 0))) == (
        "The treaty holds.",
        "In the autumn both ministers open a footbridge.",
    )
    assert epilogue(rules, over(rules, "hunger")) == ("There is nothing left to bargain about.",)
    assert epilogue(rules, over(rules, "")) == ()


def test_forecasts_are_measured_by_what_came_of_them(rules: Rules) -> None:
    asked = (
        Asked("will_patrol", 1, (("halden", 30), ("sarvia", 100)), True),
        Asked("will_sign", 2, (("halden", 50),), False),
        Asked("will_fill", 3, (("halden", 0), ("commission", 10)), None),
    )
    state = evolve(over(rules, "drift"), asked=asked)
    assert brier(state, "halden") == pytest.approx((0.7**2 + 0.5**2) / 2)
    assert brier(state, "sarvia") == 0
    assert brier(state, "commission") is None
