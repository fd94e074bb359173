"""Playing on with the same luck: what a change moves, and which moments moved most."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from tests.analysis.test_chance import SOLD, sold
from tests.players import answered_as, play, to_the_bridge
from tests.shipped import shipped_rules
from wargame.analysis.changes import Change, die_of, less, loaded, shown
from wargame.analysis.futures import Futures, carry_out
from wargame.analysis.measures import Moved
from wargame.analysis.outlook import outlook
from wargame.analysis.turning_points import TurningPoints, turning_points
from wargame.ids import EndingId, SeatId
from wargame.rules.account import Deed
from wargame.rules.compiled import Rules
from wargame.rules.orders import Injection, Order, Orders, Reply, Ruling
from wargame.scenario.model import Ending, Expr, Scenario
from wargame.session import Game, GameLog, SeatSetup

HALDEN = SeatId("halden")


@pytest.mark.parametrize("name", ["mini", "offer-lesson"])
def test_a_change_that_changes_nothing_moves_nothing(name: str, rules: Rules) -> None:
    game = play(Game.new(rules if name == "mini" else shipped_rules(name), seed=4), 4)
    futures = Futures(game)
    for record in game.turns:
        luck = futures.world(1)
        as_it_was = luck.after(Change(record.turn))
        assert (
            luck.after(Change(record.turn, record.orders)) == as_it_was
        )  # also where forks are walked for one
        assert luck.after(Change(record.turn, umpire=record.umpire, replies=record.replies)) == as_it_was


def test_with_the_dice_that_were_thrown_a_turn_comes_to_what_it_came_to(rules: Rules) -> None:
    game = play(Game.new(rules, seed=4), 4)
    for record in game.turns:
        x = rules.context(record.opening)
        carry_out(rules, x, record, Change(record.turn), game.dice(record.turn))
        assert x.snapshot() == record.closing


def test_orders_that_stay_keep_their_dice(rules: Rules) -> None:
    """Also where one before them goes: in every world the second order fares as it did."""
    game = Game.new(rules, seed=3)
    game.commit("halden", Orders((Order("fill_on"), Order(SOLD))))
    game.commit("sarvia", Orders())
    game.commit("commission", Orders())
    game.resolve()
    record, futures, at = game.turns[0], Futures(game), rules.move_index[SOLD]
    alone = Change(1, {HALDEN: less(record, HALDEN, 0)})
    assert [order.move for order in alone.orders[HALDEN].moves] == [SOLD]
    results = []
    for n in range(30):
        dice = futures.world(n).dice(1)
        sold_now = []
        for change in (Change(1), alone):
            x = rules.context(record.opening)
            carry_out(rules, x, record, change, loaded(rules, dice, record, change))
            sold_now.append(x.done[at])
        results.append(tuple(sold_now))
    assert set(results) == {(0, 0), (1, 1)}


def test_a_die_that_decides_the_game_moved_it_by_its_odds(mini: Scenario) -> None:
    when = Expr(f"turn == 1 and done('{SOLD}') > 0")
    sale = Ending(id=EndingId("sale"), name="Sold", text="Sold.", when=when, at="any")
    game = sold(evolve(mini, endings={"sale": sale, **mini.endings}), "35")
    found = turning_points(game, playouts=200)
    (die,) = [point for point in found.points if point.kind == "die"]
    won = game.state.done[game.rules.move_index[SOLD]]
    assert die.what == SOLD
    assert die.endings[EndingId("sale")].mean == pytest.approx(65 if won else -35)
    assert die.endings[EndingId("sale")].low < die.endings[EndingId("sale")].mean
    order = next(point for point in found.points if point.kind == "order")
    assert order.what == SOLD
    moved = order.endings[EndingId("sale")]
    assert moved.low < 35 < moved.high
    assert order.size == max(shift.sure for shift in (*order.endings.values(), *order.seats.values()))


def test_moments_of_every_kind_are_looked_at(rules: Rules) -> None:
    seats = {"commission": SeatSetup("closed")}
    game = to_the_bridge(Game.new(rules, seed=1, seats=seats))
    game.inject(Injection("flood"))
    game.rule(Ruling(SeatId("sarvia"), 0, "as told", grade="success"))
    answered_as(
        game,
        [Reply("planks", "halden", "hold"), Reply("planks", "sarvia", "hold")],
    ).resolve()
    found = turning_points(game, most=30, playouts=300)
    assert found.tried > 8
    kinds = {point.kind for point in found.points}
    assert {"order", "answer", "inject"} <= kinds
    assert [point.size for point in found.points] == sorted((p.size for p in found.points), reverse=True)
    assert all(point.size > 0 for point in found.points)
    assert found == turning_points(game, most=30, playouts=300)


def test_games_that_are_on_or_broken_off_are_played_on(rules: Rules) -> None:
    assert turning_points(Game.new(rules, seed=1)) == TurningPoints((), 0, 0, 0)
    assert outlook(Game.new(rules, seed=1)) == ()
    game = play(Game.new(rules, seed=4), 4, turns=2)
    on = turning_points(game, playouts=100)
    game.break_off()
    assert turning_points(game, playouts=100) == on
    assert on.played >= 100


def test_the_sample_has_turning_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.analysis.turning_points.LEAST", 2)
    game = GameLog.read(Path("saves/sample.toml"))
    found = turning_points(game, most=4, playouts=1)
    assert 1 <= len(found.points) <= 4
    for point in found.points:
        assert 1 <= point.turn <= game.turn
        assert set(point.seats) == set(game.rules.seats)
        for moved in (*point.seats.values(), *point.endings.values()):
            assert moved.low <= moved.mean <= moved.high


def test_prospects_lead_to_the_end(rules: Rules) -> None:
    game = play(Game.new(rules, seed=5), 5)
    found = outlook(game, worlds=20)
    assert [(p.turn, p.after) for p in found] == [*((t.turn, False) for t in game.turns), (game.turn, True)]
    for prospect in found:
        assert sum(share.n for share in prospect.endings.values()) == 20
    last = found[-1]
    assert [*last.endings] == [game.state.ending]
    assert {seat: score.mean for seat, score in last.seats.items()} == {
        score.seat.id: score.score for score in game.end().scores
    }
    assert found == outlook(game, worlds=20)


def test_an_interval_reckons_with_what_was_not_seen() -> None:
    moved = Moved(100.0)
    assert moved.shift.low == -100
    for _ in range(100):
        moved.add(0)
    shift = moved.shift
    assert shift.mean == shift.sure == 0  # as far as it was seen
    assert 1.5 < shift.high == -shift.low < 3


def test_a_die_shows_what_the_account_says(rules: Rules) -> None:
    game = play(Game.new(rules, seed=6), 6)
    for record in game.turns:
        for entry in record.account.entries if record.account else ():
            if isinstance(entry, Deed):
                die = die_of(rules, entry.seat, entry.slot)
                assert shown(game.dice(record.turn), record.turn, die) == entry.roll
