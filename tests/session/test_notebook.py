"""Notes that are made while a game is looked at: in its save, or beside one that stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.games import fresh, played
from wargame.session import Game, GameError, GameLog
from wargame.session.places import shipped_saves

HOSTILE = '[red]alarm[/red] """\n\\ = ]]'


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.session.notebook.user_directory", lambda: tmp_path / "home")


@pytest.mark.usefixtures("_home")
def test_a_finished_save_takes_notes_and_still_verifies(tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    played(save=save).close()
    log = GameLog.read(save)
    assert log.remark(HOSTILE, turn=2) == ""
    assert log.remark("", turn=1, bookmark=True) == ""
    with pytest.raises(GameError):
        log.remark("nowhere", turn=99)
    again = GameLog.read(save)
    assert [(n.turn, n.text) for n in again.notes] == [(n.turn, n.text) for n in log.notes] != []
    assert [n.turn for n in again.bookmarks] == [1]
    assert again.verify() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.toml"]
    Game.resume(save).close()


@pytest.mark.usefixtures("_home")
def test_where_the_save_stays_as_it_is_notes_are_kept_beside_it_and_found_again(tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    game = fresh(save=save)  # who plays has the save
    log = GameLog.read(save)
    before = save.read_bytes()
    told = log.remark(HOSTILE, turn=1)
    assert "a.toml.notes" in told
    assert "Another program" in told
    log.remark("", turn=1, bookmark=True)
    assert save.read_bytes() == before
    game.close()
    again = GameLog.read(save)
    assert again.notes == log.notes
    assert again.bookmarks == log.bookmarks
    aside = tmp_path / "a.toml.notes"
    for data in (
        b"",
        b"\xff\x00",
        aside.read_bytes()[:-9],
        aside.read_bytes().replace(b"turn = 1", b"turn = 9"),
    ):
        aside.write_bytes(data)
        assert any("a.toml.notes" in notice for notice in GameLog.read(save).notices)


@pytest.mark.usefixtures("_home")
def test_the_sample_stays_as_it_is_and_a_torn_save_too(tmp_path: Path) -> None:
    sample = shipped_saves() / "sample.toml"
    before = sample.read_bytes()
    log = GameLog.read(sample)
    notes = len(log.notes)
    assert ".notes" in log.remark("Look here.", turn=1)
    assert sample.read_bytes() == before
    assert len(GameLog.read(sample).notes) == notes + 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == [f"{log.id}.notes"]
    torn = tmp_path / "torn.toml"
    shutil.copy(sample, torn)
    torn.write_bytes(before[:-30])
    assert "torn.toml.notes" in GameLog.read(torn).remark("Look here.", turn=1)
    assert torn.read_bytes() == before[:-30]
