"""What objectives say of their points: the parts that hold, a general sentence otherwise, and the cap."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.players import play
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.scoring import score
from wargame.rules.state import State
from wargame.scenario import load
from wargame.scenario.model import Part, Scenario
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


def test_all_parts_that_hold_are_told(mini: Scenario) -> None:
    assert sentence(mini, 70, 100, PARTS) == (70, "Something grew. Time passed.")


def test_where_no_part_holds_a_general_sentence_is_told(mini: Scenario) -> None:
    assert sentence(mini, 60, 100, PARTS[1:2]) == (60, "There will be bread.")
    assert sentence(mini, 59, 100, ()) == (59, "There will be queues.")


def test_a_cap_is_told_where_it_costs_something(mini: Scenario) -> None:
    assert sentence(mini, 70, 40, ()) == (40, "There will be queues. This ending leaves nobody more than 40.")
    assert sentence(mini, 40, 40, PARTS) == (40, "Something grew. Time passed.")


@pytest.mark.parametrize("name", ["offer", "offer-lesson"])
def test_every_objective_of_the_flagship_says_where_its_points_come_from(name: str) -> None:
    scenario = load(name)
    for seed in range(6):
        game = play(Game.new(scenario, seed=seed), seed)
        state = game.turns[-1].closing
        assert state is not None
        x = game.rules.context(state)
        for code in game.rules.objectives.values():
            told = [text for when, text in code.parts if when(x.t, x.f, x)]
            assert 1 <= len(told) <= 5, (code.objective.id, told)
