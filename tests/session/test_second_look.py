"""Odd saves, kills at odd moments, and who has a seat: what a second look at them found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session.test_drafts import SHEET, at, left_behind
from tests.tui.games import fresh, mini
from wargame.analysis.taking_part import taking_part
from wargame.ids import SeatId
from wargame.journal import Contents, Record, read
from wargame.session import Game, GameLog, SeatSetup
from wargame.session.people import members

HALDEN = SeatId("halden")
PEOPLE = {seat: SeatSetup("people", players="Ann, Ben") for seat in mini().seats}


@pytest.fixture
def game(tmp_path: Path) -> Iterator[Game]:
    with_save = fresh(save=tmp_path / "game.toml")
    yield with_save
    with_save.close()


def again(game: Game) -> Game:
    """The same after the program was killed."""
    game.close()
    assert game.path is not None
    return Game.resume(game.path)


# -- work lost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["", "1357"])
def test_a_kill_behind_a_new_pin_takes_nothing_from_the_desk(before: str, game: Game) -> None:
    """The record of the PIN is on the disk, the file of drafts is still as it was under the one before."""
    if before:
        game.lock(HALDEN, before)
    left_behind(game, before)
    if before:
        game.lock(HALDEN, "", by="Ms Lee")
    game.lock(HALDEN, "2468")
    resumed = again(game)
    with at(resumed) as drafts:
        drafts.open(HALDEN, "2468")
        assert drafts.lost(HALDEN) == ""
        assert drafts.sheet(HALDEN) == SHEET
    resumed.close()


def test_a_turn_that_begins_anew_leaves_what_lies_on_a_desk_not_opened_since_the_start(game: Game) -> None:
    left_behind(game)
    resumed = again(game)
    with at(resumed) as drafts:
        resumed.rewind(1, "once more")
        drafts.next_turn(same=True)
        drafts.open(HALDEN)
        assert drafts.sheet(HALDEN) == SHEET
    resumed.close()


# -- odd input ---------------------------------------------------------------------------------------------


def test_a_count_of_wrong_pins_without_end_is_a_damaged_file_and_no_crash(game: Game) -> None:
    game.lock(HALDEN, "2468")
    path = left_behind(game, "2468")
    path.write_text(json.dumps({**json.loads(path.read_text()), "wrong": {HALDEN: float("inf")}}))
    with at(game) as drafts:
        assert "damaged" in " ".join(drafts.notices)


@pytest.fixture(scope="module")
def second_turn(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    path = tmp_path_factory.mktemp("people") / "game.toml"
    game = Game.new(mini(), seed=3, save=path, seats=PEOPLE)
    for seat in tuple(game.waiting):
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    return read(path)


def forged(contents: Contents, kind: str, **body: str) -> GameLog:
    record = Record(len(contents.records) + 1, kind, {"turn": 2, **body}, "")
    return GameLog._restored(contents.header, [*contents.records, record])


@pytest.mark.parametrize("players", ["   ", "\u3000"])
def test_people_without_letters_in_their_names_break_no_page(players: str, second_turn: Contents) -> None:
    log = forged(second_turn, "people", seat=HALDEN, players=players, team="us")
    assert log.public().news
    assert log.roundup(2)


def test_names_with_many_blanks_between_keep_nobody_waiting(second_turn: Contents) -> None:
    log = forged(second_turn, "people", seat=HALDEN, players=f"a{' ' * 10_000}b", team="us")
    assert members(log.setups[HALDEN]) == ("a b",)  # one blank: each look is short
    assert log.public().news


# -- who has a seat -----------------------------------------------------------------------------------------


def changed_twice() -> Game:
    """Halden is in: others from the next turn on. It takes that back, and is given to others in this one."""
    game = Game.new(mini(), seed=3, seats=PEOPLE)
    game.commit(HALDEN, game.default(HALDEN))
    game.change_people(HALDEN, "Cid")
    game.take_back(HALDEN)
    game.change_people(HALDEN, "Dora")
    for seat in tuple(game.waiting):
        game.commit(seat, game.default(seat))
    game.resolve()
    return game


def test_who_has_a_seat_now_has_it_in_all_that_is_told_of_this_turn() -> None:
    game = changed_twice()
    assert game.turn == 2
    assert game.setups[HALDEN].players == "Dora"
    assert game.held_by(HALDEN, 2).players == "Dora"
    assert game.hands(2) == (), "nobody new has it from turn 2 on"


def test_who_never_sat_at_the_table_took_no_part() -> None:
    game = changed_twice()
    for seat in tuple(game.waiting):
        game.commit(seat, game.default(seat))
    game.resolve()
    assert "Cid" not in {part.name for part in taking_part(game)}


def test_a_seat_given_to_a_machine_is_not_led_by_people_from_the_next_turn_on() -> None:
    game = Game.new(mini(), seed=3, seats=PEOPLE)
    game.commit(HALDEN, game.default(HALDEN))
    game.change_people(HALDEN, "Cid")
    game.take_back(HALDEN)
    game.reseat(HALDEN, SeatSetup("ai", "default"))
    assert game.setups[HALDEN].kind == "ai"
    assert game.held_by(HALDEN, 2).kind == "ai"
