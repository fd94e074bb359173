"""Results of playing on: the same however they are reckoned, kept beside the save, and made anew where what
is kept is not what it should be."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.players import MACHINES, play
from wargame.analysis import results as module
from wargame.analysis.results import Budget, Results, kept_results, results
from wargame.rules.compiled import Rules
from wargame.session import Game, GameLog

SMALL = Budget(playouts=60, dice=10, worlds=2)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """A finished game."""
    path = tmp_path_factory.mktemp("finished") / "friday.toml"
    with closing(Game.new(rules, save=path, seed=5)) as game:
        play(game, 5)
    return path


@pytest.fixture
def save(tmp_path: Path, finished: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(finished, tmp_path))


@pytest.fixture
def beside(save: Path) -> Path:
    return save.with_name("friday.toml.analysis")


def test_what_was_found_is_kept_beside_the_save_and_taken_from_there(save: Path, beside: Path) -> None:
    told: list[tuple[int, int]] = []
    found = results(GameLog.read(save), SMALL, tell=lambda *how: told.append(how))
    assert told[-1][0] == told[-1][1] > 60
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert beside.stat().st_mode & 0o777 == 0o600
    told.clear()
    assert results(GameLog.read(save), SMALL, tell=lambda *how: told.append(how)) == found
    assert not told
    with closing(Game.resume(save)) as game:  # what is only noted changes no number
        game.note("Ask about the ferry.")
    assert kept_results(GameLog.read(save), SMALL) == found
    assert kept_results(GameLog.read(save), Budget(61, 10, 2)) is None


def test_processes_find_the_same(save: Path) -> None:
    alone, game = results(GameLog.read(save), SMALL), GameLog.read(save)
    assert module._reckoned(game, SMALL, 2, lambda done, of: None) == alone


def test_where_processes_cannot_read_the_save_any_more_it_is_reckoned_here(save: Path) -> None:
    game = GameLog.read(save)
    save.unlink()
    assert results(game, SMALL, jobs=1).points.tried > 0


def test_who_is_told_can_break_it_off(save: Path, beside: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    for jobs in (0, 1):
        with pytest.raises(KeyboardInterrupt):
            results(GameLog.read(save), SMALL, jobs=jobs, tell=stop)
    assert not beside.exists()


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "changed": lambda data: data.replace(b'"size": ', b'"size": 9', 1),
    "changed in its mark": lambda data: data.replace(b'"mark": "', b'"mark": "f', 1),
    "no text": lambda data: data.replace(b'"of"', b"\xff\xfe", 1),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_damaged_is_passed_over_and_made_anew(fault: str, save: Path, beside: Path) -> None:
    found = results(GameLog.read(save), SMALL)
    whole = beside.read_bytes()
    beside.write_bytes(FAULTS[fault](whole))
    assert kept_results(GameLog.read(save), SMALL) is None
    assert results(GameLog.read(save), SMALL) == found
    assert beside.read_bytes() == whole


def test_what_is_of_another_game_user_or_version_is_passed_over(
    save: Path, beside: Path, rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results(GameLog.read(save), SMALL)
    with closing(Game.new(rules, save=tmp_path / "monday.toml", seed=6)) as game:
        play(game, 6)
    other = beside.with_name("monday.toml.analysis")
    other.write_bytes(beside.read_bytes())
    assert kept_results(GameLog.read(tmp_path / "monday.toml"), SMALL) is None
    with monkeypatch.context() as patch:
        patch.setattr(module, "__version__", "9.9")
        assert kept_results(GameLog.read(save), SMALL) is None
    with monkeypatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path / "another's"))
        assert kept_results(GameLog.read(save), SMALL) is None
    assert kept_results(GameLog.read(save), SMALL) is not None
    beside.unlink()
    beside.mkdir()
    assert kept_results(GameLog.read(save), SMALL) is None


def test_where_nothing_can_be_written_it_is_kept_in_the_cache(
    save: Path, beside: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    beside.with_name("friday.toml.analysis.new").mkdir()
    found = results(GameLog.read(save), SMALL)
    assert not beside.exists()
    assert kept_results(GameLog.read(save), SMALL) == found
    (kept,) = tmp_path.glob("cache/wargame/analysis/*")
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("no folder")
    assert results(GameLog.read(save), SMALL) == found


def test_a_file_of_somebody_that_has_its_name_is_left_alone(
    save: Path, beside: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    beside.write_text("What I think of Friday's game")
    found = results(GameLog.read(save), SMALL)
    assert beside.read_text() == "What I think of Friday's game"
    assert kept_results(GameLog.read(save), SMALL) == found


def test_a_full_disk_is_left_as_it_was(save: Path, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(fd: int, data: bytes) -> None:
        os.write(fd, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("XDG_CACHE_HOME", str(beside.parent / "cache"))
    monkeypatch.setattr("wargame.session.beside.DISK.write_all", half)
    assert isinstance(results(GameLog.read(save), SMALL), Results)
    left = {path for path in beside.parent.rglob("*") if path.is_file()}
    assert not [path.name for path in left if "analysis" in path.name or "cache" in path.parts]


def test_nothing_is_kept_of_a_game_that_goes_on(
    tmp_path: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with closing(Game.new(rules, save=tmp_path / "on.toml", seed=5, seats=MACHINES)) as game:
        play(game, 5, turns=2)
        assert isinstance(results(game, SMALL), Results)
    assert {path.name for path in tmp_path.iterdir()} <= {"on.toml", "on.toml.lock"}
