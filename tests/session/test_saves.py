"""The list of saves: what each holds, what is wrong with it, and how it is opened to look at."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.tui.games import fresh, played
from wargame.journal import JournalError, create, read
from wargame.scenario.model import Scenario
from wargame.session import Game, SeatSetup
from wargame.session.saves import look, open_replay, when


def test_a_save_says_where_its_game_stands(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    fresh(save=path).close()
    here = look(path)
    assert (here.state, here.turn, here.turns, here.line) == ("open", 1, 4, "turn 1 of 4")
    assert (here.title, here.teams) == ("The Korrin Dam", "Team halden, Team sarvia, Team commission")


def test_what_is_over_or_damaged_or_no_save_is_told_so(tmp_path: Path) -> None:
    whole, part, bad = (tmp_path / f"{name}.toml" for name in ("whole", "part", "bad"))
    played(save=whole).close()
    data = whole.read_bytes()
    at = data.rindex(b'kind = "resolution"')
    part.write_bytes(data[:at] + data[at:].replace(b'"resolution"', b'"resolutiom"', 1))
    bad.write_text("hello = 1\n")
    assert (look(whole).state, look(whole).line) == ("over", "played to its end")
    assert (look(part).state, look(part).line) == ("part", "can't be played on; turn 4 of 4 can be looked at")
    assert "is damaged at record" in look(part).why
    assert (look(bad).state, look(bad).line) == ("bad", "can't be read")
    assert open_replay(whole).over
    assert any("is damaged at record" in notice for notice in open_replay(part).notices)
    with pytest.raises(JournalError):
        open_replay(bad)


def test_a_moment_is_told_as_people_do() -> None:
    now = datetime(2020, 10, 3, 14, 20)
    assert when(datetime(2020, 10, 3, 9, 5), now) == "today 09:05"
    assert when(datetime(2020, 10, 2, 9, 5), now) == "yesterday 09:05"
    assert when(datetime(2020, 9, 7), now) == "7 September 2020"
    assert when(datetime.min, now) == ""


def test_a_seat_without_a_team_is_not_named(tmp_path: Path, mini: Scenario) -> None:
    path = tmp_path / "x.toml"
    Game.new(mini, seed=1, save=path, seats={"sarvia": SeatSetup(team="Falcon")}).close()
    assert look(path).teams == "Falcon"


def test_a_turn_that_is_no_number_is_not_told(tmp_path: Path, mini: Scenario) -> None:
    path, other = tmp_path / "x.toml", tmp_path / "y.toml"
    Game.new(mini, seed=1, save=path).close()
    contents = read(path)
    with create(other, contents.header) as journal:
        journal.append("dawn", {**contents.records[0].body, "turn": "many"})
    assert look(other).turn == 1
