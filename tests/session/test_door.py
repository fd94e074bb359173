"""The door of a seat: what it gives is what the game gives that seat."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.players import MACHINES, play
from wargame.journal import read
from wargame.rules.bulletins import cables
from wargame.rules.orders import Order, Orders
from wargame.scenario.model import Scenario
from wargame.session import Game, SeatSetup
from wargame.session.places import list_saves, shipped_saves


def test_a_door_gives_what_the_game_gives_its_seat(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=3), 3, turns=2)
    door = game.seat("sarvia")
    assert (door.id, door.rules, door.scenario, door.settings) == (
        "sarvia", game.rules, game.scenario, game.settings,
    )  # fmt: skip
    for turn in (None, 1, 3):
        assert door.view(turn) == game.view("sarvia", turn)
        assert door.public(turn) == game.public(turn)
    wrong = Orders(moves=(Order("hold_levels"),))  # another seat's
    assert door.problems(wrong) == game.problems("sarvia", wrong) != []
    assert door.default() == game.default("sarvia")
    order = door.default().moves[0]
    assert door.odds(order) == game.odds("sarvia", order)
    door.commit(door.default())
    assert game.committed == {"sarvia"}
    assert door.take_back() == door.default()
    assert game.committed == frozenset()


@pytest.mark.parametrize(
    ("setup", "told"),
    [
        (SeatSetup("people"), "People play it from now on."),
        (SeatSetup("people", team="Falcon"), "Team Falcon plays it from now on."),
        (SeatSetup("ai", "random"), "A caretaker plays it from now on."),
        (SeatSetup("closed"), "Its declared default stands in from now on."),
    ],
)
def test_all_are_told_who_plays_from_now_on(setup: SeatSetup, told: str, mini: Scenario) -> None:
    game = Game.new(mini, seed=3, seats={"sarvia": SeatSetup("people", team="Old")})
    game.reseat("sarvia", setup)
    assert [news.text for news in game.public().news if "changes hands" in news.headline] == [told]


def test_commits_of_a_turn_are_counted_from_one(mini: Scenario, tmp_path: Path) -> None:
    game = Game.new(mini, seed=3, save=tmp_path / "a.toml", seats=MACHINES)
    for _ in range(3):
        game.commit("halden", Orders())
        game.take_back("halden")
    game.close()
    game = Game.resume(tmp_path / "a.toml")
    game.commit("halden", Orders())
    game.close()
    ids = [r.body["id"] for r in read(tmp_path / "a.toml").records if r.kind == "commit"]
    assert ids == ["1-halden-1", "1-halden-2", "1-halden-3", "1-halden-4"]


def test_a_default_that_was_committed_is_an_order(mini: Scenario, tmp_path: Path) -> None:
    """Only seats that gave nothing are among the defaults."""
    seats = {**MACHINES, "sarvia": SeatSetup("closed")}
    game = Game.new(mini, seed=3, save=tmp_path / "a.toml", seats=seats)
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    (resolution,) = [r.body for r in read(tmp_path / "a.toml").records if r.kind == "resolution"]
    assert resolution["defaults"] == ["sarvia"]


def test_the_samples_are_listed_once_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shipped_saves().parent)
    saves = list_saves()
    assert len(saves) == len({path.resolve() for path in saves}) > 0


def test_cables_are_those_of_the_turn(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=3), 3, turns=3)
    for seat in game.rules.seats:
        told = {turn: game.cables(seat, turn) for turn in (1, 2, 3, 4)}
        assert all({cable.turn for cable in told[turn]} <= {turn} for turn in told)
        assert Counter(sum(told.values(), ())) == Counter(cables(game.rules, game.turns, seat))
    assert any(game.cables(seat, 2) for seat in game.rules.seats)


def test_who_takes_a_seat_in_the_last_turn_is_no_news_of_its_end(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=1), 1, turns=3)
    game.reseat("sarvia", SeatSetup("people", team="Falcon"))
    assert "Sarvia changes hands" in [news.headline for news in game.public().news]
    play(game, 1)
    assert game.over
    assert "Sarvia changes hands" not in [news.headline for news in game.public().news]


def test_a_game_that_is_over_is_resumed_as_it_is(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    play(Game.new(mini, seed=1, save=path), 1).close()
    before = path.read_bytes()
    game = Game.resume(path)
    assert game.over
    game.close()
    assert path.read_bytes() == before


def test_a_seat_without_a_pin_can_be_rid_of_none(mini: Scenario) -> None:
    game = Game.new(mini, seed=1)
    game.lock("sarvia", "")
    assert not game.incidents
    game.lock("sarvia", "1234")
    game.lock("sarvia", "")
    assert [(i.seat, i.what) for i in game.incidents] == [
        ("sarvia", "was given a PIN"), ("sarvia", "was rid of its PIN"),
    ]  # fmt: skip
