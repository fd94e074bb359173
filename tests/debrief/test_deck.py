"""The glances of a guided debrief: each says something of any game, or why not; few words, foreign text as it
is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from attrs import evolve

from tests.players import MACHINES, play
from wargame.analysis.comparison import outline
from wargame.analysis.results import Budget, Results, results
from wargame.debrief.columns import WIDTH
from wargame.debrief.deck import (
    GLANCES,
    Matter,
    decisions,
    deck_of,
    glance,
    instead,
    matter_of,
    minutes_of,
    planned,
    tried,
)
from wargame.debrief.plain import plain_lines
from wargame.debrief.text import deck
from wargame.ids import SeatId
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.scenario.model import GlanceName, Scenario
from wargame.session import Game, GameLog

LINES = 20
"""A glance has no more than these, with what to ask, or a projector shows it in two."""


def never(game: GameLog) -> Results:
    raise AssertionError("asked")


def lines_of(matter: Matter, name: GlanceName) -> list[str]:
    return list(plain_lines(glance(name, matter).blocks))


def matters(rules: Rules) -> Iterator[Matter]:
    game = play(Game.new(rules, seed=5), 5)
    yield matter_of(game, lambda game: results(game, Budget(90, 30, 4)), {"monday": outline(game)})
    begun = Game.new(rules, seed=5)
    yield matter_of(begun, never, {})
    machines = play(Game.new(rules, seed=5, seats=MACHINES), 5, turns=2)
    yield matter_of(machines, lambda game: results(game, Budget(60, 10, 2)), {})


def test_every_glance_says_something_of_any_game(rules: Rules) -> None:
    assert [*GLANCES] == [*get_args(GlanceName)] == [*deck_of(rules.scenario)]
    for matter in matters(rules):
        for name in GLANCES:
            lines = lines_of(matter, name)
            assert any(lines)
            assert len(lines) <= LINES, name
            assert max(map(len, lines)) <= WIDTH


def test_an_offer_that_was_signed_is_told_with_the_turn_in_which_it_was(rules: Rules) -> None:
    told, sure = "", 0
    for seed in range(3, 9):
        game = play(Game.new(rules, seed=seed), seed)
        text = " ".join(lines_of(matter_of(game, lambda game: results(game, Budget(30, 10, 2)), {}), "deals"))
        told += text
        for paper in game.state.agreements:
            sure += f", signed in turn {paper.since}" in text
    assert sure
    assert "Worth too little for " in told


def test_while_people_play_nothing_hidden_is_told(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5, turns=2)
    assert game.veiled
    matter = matter_of(game, never, {})
    for name, kind in GLANCES.items():
        told = "\n".join(lines_of(matter, name))
        assert ("this is told when it is over" in " ".join(told.split())) == kind.secret


def test_the_deck_is_told_line_by_line_in_the_order_of_the_scenario(mini: Scenario) -> None:
    debrief = evolve(mini.debrief, deck=("luck", "felt"), ask={"luck": "Who [b]blames[/b] the dice?"})
    game = play(Game.new(compile_rules(evolve(mini, debrief=debrief)), seed=5), 5)
    text = "\n".join(deck(game, lambda game: results(game, Budget(90, 30, 4))))
    assert text.index("WHAT WAS LUCK?") < text.index("HOW DID IT FEEL?")
    assert "Ask: Who [b]blames[/b] the dice?" in text
    assert "THREE MOMENTS" not in text
    assert sum(planned(["luck", "felt"], 12).values()) == pytest.approx(12)


def test_a_deck_begins_with_about_a_third_of_its_lesson(mini: Scenario) -> None:
    lessons = {10: 5, 40: 15, 50: 15, 110: 15}
    assert {whole: minutes_of(evolve(mini, minutes=whole)) for whole in lessons} == lessons


def test_several_who_misread_are_told_as_several_and_history_as_what_really_happened(mini: Scenario) -> None:
    asked = {
        id: question for id, question in mini.forecasts.items() if id == "will_sign"
    }  # of nobody's orders
    rules, said = compile_rules(evolve(mini, forecasts=asked)), []
    for percent in (5, 95):
        game = Game.new(rules, seed=5)
        while not game.over:
            for seat in map(game.seat, game.waiting):
                seat.commit(evolve(seat.default(), forecast=percent if seat.view().forecast else None))
            game.resolve()
        said += [line for line in lines_of(Matter(game), "readings") if "furthest" in line]
        assert any("really: " in line for line in lines_of(Matter(game), "story"))
    assert said
    assert all((" and " in line) == ("were furthest off" in line) for line in said)


def test_what_the_class_tries_is_told_as_a_sentence_with_numbers(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    seats = [(turn, SeatId(seat)) for turn in range(1, game.resolved + 1) for seat in rules.seats]
    kinds = set()
    for turn, seat in seats:
        for option in decisions(game, turn, seat):
            kinds.add(option.words[0])
            if option.change is None:
                option = instead(game, turn, seat, option.slot)[0]
            trial = tried(game, option, seat, game.state.ending, worlds=2)
            told = " ".join(" ".join(plain_lines(trial.blocks(game))).split())
            assert f"Turn {turn}, {game.scenario.seats[seat].name}: " in told
            assert "Same dice, all other orders as they were:" in told
            assert "of 100 games" in told
            assert "You said: “" in told
    assert {"Without: ", "One order more"} <= kinds
