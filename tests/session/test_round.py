"""The order of a round: who comes next to the keyboard, who may take back, what is told of PINs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.games import fresh, mini
from wargame.debrief.text import account
from wargame.rules.orders import Orders
from wargame.session import Game, GameLog, SeatSetup
from wargame.session.round import Round, SeatChanges, told_of


@pytest.fixture
def game() -> Game:
    return fresh()


def commit(game: Game, seat: str) -> None:
    game.commit(seat, game.default(seat))


def test_seats_come_in_order_until_all_orders_are_in(game: Game) -> None:
    round = Round(game)
    met = []
    while seat := round.seat:
        met.append(seat)
        round.sits_down()
        commit(game, seat)
    assert met == ["halden", "sarvia", "commission"]
    assert round.waiting == ()


def test_a_desk_left_without_a_commit_comes_again_in_its_order(game: Game) -> None:
    round = Round(game)
    round.passes_on()
    assert round.seat == "sarvia"
    round.sits_down()
    assert round.seat == "halden"


def test_another_seat_first_goes_round(game: Game) -> None:
    round = Round(game)
    met = []
    for _ in range(4):
        met.append(round.seat)
        round.passes_on()
    assert met == ["halden", "sarvia", "commission", "halden"]
    round.passes_on()
    commit(game, "commission")
    assert round.seat == "halden", "who was let go first has committed meanwhile"


def test_a_seat_comes_again_where_it_was_let_go_first(game: Game) -> None:
    round = Round(game)
    round.passes_on()
    round.comes_again()
    assert round.seat == "sarvia"


def test_machines_and_closed_seats_neither_wait_nor_take_back() -> None:
    game = fresh(sarvia="ai", commission="closed")
    round = Round(game)
    assert round.waiting == ("halden",)
    assert round.pin == "", "one team alone is not asked for a PIN"
    commit(game, "sarvia")
    assert round.committed == ()
    assert Round(fresh(sarvia="ai")).pin == "may"


def test_who_has_committed_may_take_back_and_is_let_in(game: Game) -> None:
    for seat in ("sarvia", "halden"):
        commit(game, seat)
    round = Round(game)
    assert round.seat == "commission"
    assert round.committed == ("halden", "sarvia")
    game.take_back("sarvia")
    round.lets_in("sarvia")
    assert round.seat == "sarvia"


def test_a_pin_that_was_given_counts_once(game: Game) -> None:
    round = Round(game)
    game.lock("halden", "4711")
    assert round.pin == "has"
    round.lets_in("halden")
    assert round.pin == "given"
    round.passes_on()
    assert round.pin == "may"
    round.passes_on()
    round.passes_on()
    assert (round.seat, round.pin) == ("halden", "has")
    round.lets_in("halden")
    round.comes_again()
    assert round.pin == "has"


def test_all_are_told_what_was_done_without_a_pin_in_this_turn(game: Game) -> None:
    for seat in ("halden", "sarvia"):
        game.lock(seat, "4711")
    game.commit("halden", game.default("halden"), by="Ada")
    game.reseat("sarvia", SeatSetup("ai", "random"), by="Ada")
    told = (
        "Halden was played by its default, as Ada allowed.",
        "Sarvia was given to a machine, as Ada allowed.",
    )
    assert told_of(game, 1) == told
    assert told_of(game, 2) == ()
    game.lock("sarvia", "", by="Jo")
    assert told_of(game, 1) == (*told, "Sarvia was rid of its PIN, as Jo allowed.")


def test_changes_of_seats_are_made_once(game: Game) -> None:
    game.lock("halden", "4711")
    game.lock("sarvia", "4712")
    caretaker = SeatSetup("ai", "random")
    changes = SeatChanges({"commission": caretaker}, frozenset({"halden"}), {"halden": "Ada"})
    changes.apply(game)
    changes.apply(game)
    assert game.setups["commission"] == caretaker
    assert game.locked == {"sarvia"}
    assert [(seat, setup) for _, seat, setup in game.reseated] == [("commission", caretaker)]


def test_that_the_game_went_back_is_told_in_the_turn_that_is_played_again_alone(game: Game) -> None:
    def played() -> None:
        for seat in game.waiting:
            commit(game, seat)
        game.resolve()

    played()
    game.rewind(1, "A fire alarm.")
    assert told_of(game, 1) == ("The game went back to turn 1: A fire alarm.",)
    played()
    assert told_of(game, 1) == (), "not on the page of the next"
    played()
    game.rewind(2, "Not meant.")
    assert told_of(game, 1) == ("The game went back to turn 2: Not meant.",)
    played()
    assert told_of(game, 2) == ()
    game.rewind(3, "Again.")
    game.break_off()
    assert told_of(game, 3) == ()


def test_what_came_to_orders_that_were_undone_is_not_told_of_the_turn_as_it_counts(game: Game) -> None:
    game.commit("halden", game.default("halden"), late=True)
    game.lock("sarvia", "4711")
    game.rewind(1, "A fire alarm.")
    assert [incident.what for incident in game.done(1)] == ["was given a PIN"]
    game.commit("commission", game.default("commission"), late=True)
    assert [incident.seat for incident in game.done(1)] == ["sarvia", "commission"]
    assert len(game.incidents) == 3
    told = "\n".join(account(game))
    assert "Commission was out of time" in told
    assert "Halden was out of time" not in told


@pytest.mark.parametrize("hides", [False, True])
def test_who_had_nothing_to_give_got_its_default_as_the_turn_was_ended(hides: bool, tmp_path: Path) -> None:
    with closing(Game.new(mini(), save=tmp_path / "a.toml", hides=hides)) as game:
        game.commit("halden", Orders(say="Peace."), by="the instructor", late=True)
        for seat in ("sarvia", "commission"):
            game.commit(seat, game.default(seat), by="the instructor", late=True)
        want = (
            "Halden gave what it had, as the instructor ended the turn.",
            "Sarvia and The River Commission got their defaults, as the instructor ended the turn.",
        )
        assert told_of(game, 1) == want
        assert told_of(GameLog.read(tmp_path / "a.toml"), 1) == want
