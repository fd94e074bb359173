"""The same orders under other dice: held against the account's way, turn by turn and game by game."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.conftest import MINI
from tests.players import play
from tests.rules.turns import shuffled
from tests.shipped import shipped_rules
from wargame import replications
from wargame.rules.adjudicator import resolve
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.dice import Dice
from wargame.rules.orders import Ruling, Umpire
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError

SEEDS = range(20)


@pytest.mark.parametrize("name", [str(MINI), "offer", "offer-lesson", *range(6)])
def test_a_turn_under_other_dice_is_what_the_account_tells(name: str | int, mini: Scenario) -> None:
    """Also where a turn is not played again, as other dice came to the same: on every scenario and on
    shuffled ones."""
    rules = compile_rules(shuffled(mini, name)) if isinstance(name, int) else shipped_rules(name)
    game = play(Game.new(rules, seed=4), 4)
    results, most = set(), 0
    for record in game.turns:
        ends = list(replications(game, SEEDS, record.turn))
        for seed, state in zip(SEEDS, ends, strict=True):
            dice, replies = Dice(seed), record.replies
            assert state == resolve(rules, record.opening, record.orders, dice, record.umpire, replies)[0]
        results.add(len({state.tracks for state in ends}))
        most = max(most, len(ends) - len({id(state) for state in ends}))
    assert max(results) > 2
    assert most > 3  # came to what was known


def test_a_whole_game_under_other_dice_ends_each_time_with_its_hidden_objectives(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    ends = list(replications(game, SEEDS))
    assert len({state.tracks for state in ends}) > 2
    for state in ends:
        assert state.hidden == game.state.hidden
        assert state.ending or state.turn == len(game.turns)
    assert ends == list(replications(game, SEEDS))


def test_a_turn_that_has_not_been_adjudicated_is_refused(rules: Rules) -> None:
    game = Game.new(rules, seed=5)
    for turn in (0, 1, 99, -1):
        with pytest.raises(GameError, match="not been adjudicated"):
            list(replications(game, SEEDS, turn))


def test_a_move_that_is_closed_by_then_falls_away(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    game = play(Game.new(rules, seed=5), 5)

    def closed(*state: object) -> list[int]:
        return []

    for seat in rules.seats:
        monkeypatch.setitem(rules.open_moves, seat, closed)
    assert all(not any(state.tried) for state in replications(game, SEEDS))


def test_the_umpire_rules_as_it_did(rules: Rules) -> None:
    game = play(Game.new(rules, seed=6), 6)
    record = game.turns[0]
    seat = next(seat for seat, orders in record.orders.items() if orders.moves)
    code = rules.codes[record.orders[seat].moves[0].move]
    for grade, won in (("success", 1), ("failure", 0)):
        ruled = evolve(record, umpire=Umpire(rulings=(Ruling(seat, 0, "so it was", grade=grade),)))
        game._progress.turns = (ruled, *game.turns[1:])
        assert {state.done[code.index] for state in replications(game, SEEDS, 1)} == {won}
