"""A team's PIN: kept as a salted hash, asked by the screens, cleared by whoever runs the game."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import journal
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog
from wargame.session.pin import fit, opens, seal, sealed


@pytest.fixture
def _quick_pins() -> None:
    """Here PINs are hashed as in a game."""


def test_a_pin_opens_only_its_own_seal() -> None:
    one, other = seal("4711"), seal("4711")
    assert one != other
    assert opens("4711", one)
    assert not opens("4712", one)
    assert not opens("", one)
    assert sealed(one)
    assert int(one.split(":")[1]) >= 400_000  # rounds: guessing all PINs of four digits takes minutes
    with pytest.raises(ValueError, match="kept"):
        opens("4711", "4711")


@pytest.mark.parametrize("pin", ["", "471", "471147114", "47x1", "٤٧١١", "47 1"])
def test_what_is_no_pin(pin: str) -> None:
    assert not fit(pin)


@pytest.mark.parametrize("text", ["", "4711", "pbkdf2-sha256:9999999:" + "0" * 32 + ":" + "0" * 64])
def test_what_is_no_seal(text: str) -> None:
    assert not sealed(text)


def test_it_comes_back_with_the_save_until_it_is_cleared(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=3, save=path)
    game.lock("halden", "4711")
    game.close()
    assert '"4711"' not in path.read_text()
    game = Game.resume(path)
    assert game.locked == {"halden"}
    assert game.unlocks("halden", "4711")
    assert not game.unlocks("halden", "")
    assert game.unlocks("sarvia", "")
    with pytest.raises(GameError, match="already"):
        game.lock("halden", "1234")
    game.lock("halden", "")
    game.close()
    game = Game.resume(path)
    assert not game.locked
    assert game.unlocks("halden", "")
    assert not game.notices
    game.lock("halden", "1234")
    assert game.verify() == []


def test_a_wrong_one_is_refused_and_changes_nothing(mini: Scenario) -> None:
    game = Game.new(mini, seed=3)
    with pytest.raises(GameError, match="4 to 8 digits"):
        game.lock("halden", "abcd")
    with pytest.raises(GameError, match="no seat"):
        game.lock("nosuch", "1234")
    assert not game.locked


def test_a_garbled_one_in_a_save_is_told(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    Game.new(mini, seed=3, save=path).close()
    with journal.open_journal(path) as file:
        file.append("pin", {"turn": 1, "seat": "halden", "pin": "4711"})
    with pytest.raises(GameError, match="PIN is not kept"):
        GameLog.read(path)


def test_guessing_is_slowed(mini: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten wrong ones take more than a minute; a right one, and another seat, none."""
    monkeypatch.setattr("wargame.session.pin._ROUNDS", 100)
    now = [0.0]
    monkeypatch.setattr("wargame.session.pin.time.monotonic", lambda: now[0])
    game = Game.new(mini, seed=3)
    game.lock("halden", "4711")
    game.lock("sarvia", "4711")
    for _ in range(3):
        assert not game.unlocks("halden", "0000")
    for _ in range(7):
        with pytest.raises(GameError, match=r"Try again in \d+ s"):
            game.unlocks("halden", "4711")  # the right one, too: nothing is told by the refusal
        assert game.unlocks("sarvia", "4711")
        while True:
            now[0] += 0.5
            try:
                assert not game.unlocks("halden", "0000")
            except GameError:
                continue
            break
    assert now[0] > 60
    now[0] += 60
    assert game.unlocks("halden", "4711")
    for _ in range(2):
        assert not game.unlocks("halden", "0000")
    assert game.unlocks("halden", "4711")
