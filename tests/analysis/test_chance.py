"""Luck: the same orders under other dice, as shares and spreads."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pytest
from attrs import evolve

from tests.players import play
from wargame.analysis.chance import GameChance, luck_of_game, luck_of_turn
from wargame.analysis.measures import Share, spread
from wargame.ids import MoveId, SeatId
from wargame.rules.compiled import Rules
from wargame.rules.compiler import compile_rules
from wargame.rules.orders import Order, Orders
from wargame.scenario.model import Expr, Scenario
from wargame.session import Game, GameError, GameLog

HALDEN = SeatId("halden")
SOLD = MoveId("sell_power")


def sold(scenario: Scenario, odds: str) -> Game:
    """A turn in which Halden sells power at these odds, and Sarvia waits."""
    move = evolve(scenario.moves[SOLD], odds=Expr(odds), factors=(), leak=Expr("0"))
    bare = evolve(scenario, moves={**scenario.moves, SOLD: move}, events={}, reactions={})
    game = Game.new(compile_rules(bare), seed=3)
    game.commit("halden", Orders((Order(SOLD),)))
    game.commit("sarvia", Orders((Order(MoveId("wait_and_pray")),)))
    game.commit("commission", Orders())
    game.resolve()
    return game


def test_a_die_of_known_odds_has_that_share(mini: Scenario) -> None:
    luck = luck_of_turn(sold(mini, "35"), 1, dice=2_000)
    (sale,) = [move for move in luck.moves if move.move == SOLD]
    low, high = sale.often.interval
    assert low < 0.35 < high < low + 0.05
    (wait,) = [move for move in luck.moves if move.move != SOLD]
    assert wait.often == Share(2_000, 2_000)
    known = sale.often.n if sale.came_off else 2_000 - sale.often.n
    assert luck.likely.n == known
    assert luck.same.n <= luck.likely.n


def test_without_dice_there_is_no_luck(mini: Scenario) -> None:
    game = Game.new(compile_rules(evolve(mini, events={}, reactions={})), seed=3)
    for seat, move in (
        ("halden", "hold_levels"),
        ("sarvia", "wait_and_pray"),
        ("commission", "publish_gauge"),
    ):
        game.commit(seat, Orders((Order(MoveId(move)),)))
    game.resolve()
    luck = luck_of_turn(game, 1, dice=50)
    assert luck.likely == luck.same == Share(50, 50)
    for found in (*luck.tracks.values(), *luck.seats.values()):
        assert (found.luck, found.deviation, found.percentile) == (0, 0, 50)
        assert found.least == found.low == found.was == found.high == found.most


def test_over_many_games_luck_comes_to_nothing(rules: Rules) -> None:
    """The mean luck of the same turn under all dice is 0: here of forty games, within its standard error."""
    lucks = []
    for seed in range(40):
        game = Game.new(rules, seed=seed)
        for seat, moves in (("halden", (SOLD,)), ("sarvia", (MoveId("patrol"), MoveId("survey_gauge")))):
            game.commit(seat, Orders(tuple(map(Order, moves))))
        game.commit("commission", Orders())
        game.resolve()
        lucks.append(luck_of_turn(game, 1, dice=100).seats[HALDEN].luck)
    mean = sum(lucks) / len(lucks)
    error = sqrt(sum((luck - mean) ** 2 for luck in lucks)) / len(lucks)
    assert error > 0
    assert abs(mean) < 3 * error


def test_the_luck_of_a_game_is_its_score_less_what_was_to_be_expected(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    luck = luck_of_game(game, dice=100)
    assert luck == luck_of_game(game, dice=100) != luck_of_game(game, dice=100, seed=1)
    for score in game.end().scores:
        mine = luck.seats[score.seat.id]
        assert mine.was == score.score
        assert mine.luck == score.score - mine.mean
        assert mine.least <= mine.low <= mine.mean <= mine.high <= mine.most
        assert mine.interval[0] <= mine.mean <= mine.interval[1]
    assert sum(share.n for share in luck.endings.values()) == 100
    assert luck.ending == game.state.ending
    assert luck.ordered == sum(len(o.moves) for record in game.turns for o in record.orders.values())


def test_orders_that_became_impossible_are_dropped_and_counted(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    games = [play(Game.new(rules, seed=seed), seed) for seed in range(5, 11)]
    lucks = [luck_of_game(game, dice=20) for game in games]
    assert any(luck.dropped for luck in lucks)
    assert all(luck.dropped + luck.unplayed < luck.ordered for luck in lucks)
    assert all(bool(luck.unplayed) == bool(luck.sooner.n) for luck in lucks)
    for seat in rules.seats:
        monkeypatch.setitem(rules.open_moves, seat, lambda t, f, x: [])
    none = luck_of_game(games[0], dice=20)
    assert none.dropped + none.unplayed == none.ordered


def test_a_game_that_is_on_or_was_broken_off_is_scored_as_it_stands(rules: Rules) -> None:
    game = play(Game.new(rules, seed=4), 4, turns=2)
    on = luck_of_game(game, dice=40)
    assert on.ending == ""
    assert set(on.endings) <= {"", "war", "hunger"}
    before = luck_of_turn(game, 2, dice=40)
    game.break_off()
    ended = luck_of_game(game, dice=40)
    assert ended.ending == game.state.ending != ""
    assert "" not in ended.endings
    assert luck_of_turn(game, 2, dice=40) == before  # the turn itself did not end it


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_a_turn_that_has_not_been_adjudicated_has_no_luck(rules: Rules, turn: int) -> None:
    game = Game.new(rules, seed=5)
    with pytest.raises(GameError, match="not been adjudicated"):
        luck_of_turn(game, turn)
    with pytest.raises(GameError, match="not been adjudicated"):
        luck_of_game(game)


def test_the_sample_is_told_by_its_own_save_alone() -> None:
    """Whoever has the save has the numbers: nothing is asked of the key of the game."""
    game = GameLog.read(Path("saves/sample.toml"))
    for record in game.adjudicated:
        luck = luck_of_turn(game, record.turn, dice=60)
        assert luck.likely.of == 60
        assert luck.same.n <= luck.likely.n
        assert {(m.seat, m.move) for m in luck.moves} == {
            (seat, order.move) for seat, orders in record.orders.items() for order in orders.moves
        }
    assert [paper.often.of for paper in luck.papers] == [60] * len(luck.papers) != []
    assert isinstance(luck_of_game(game, dice=5), GameChance)


def test_a_spread_ranks_what_was_among_what_could_have_been() -> None:
    found = spread(7, {5: 10, 7: 80, 9: 10})
    assert (found.mean, found.low, found.high, found.percentile, found.of) == (7, 5, 9, 50, 100)
    assert spread(4, {5: 1}).percentile == 0
    assert spread(6, {5: 1}).percentile == 100
    assert spread(6, {5: 1}).deviation == 0


def test_an_interval_holds_its_share_also_where_nothing_or_all_was_found() -> None:
    assert Share(0, 100).interval[0] == 0 < Share(0, 100).interval[1] < 0.04
    assert Share(100, 100).interval[1] == 1
    assert Share(50, 100).interval == pytest.approx((0.4038, 0.5962), abs=1e-4)
