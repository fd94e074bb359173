"""A disk that fails between one step and the next: nothing is lost, and the same call goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.journal import NotSaved, read
from wargame.rules.orders import Orders
from wargame.scenario import load
from wargame.session import Game, GameError, GameLog

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make the next write of records of a kind fail."""
    from wargame.journal import Journal

    append, left = Journal.append, list[str]()

    def stumbling(self, kind, body, **more):  # type: ignore[no-untyped-def]
        if kind in left:
            left.remove(kind)
            raise NotSaved("The disk is full.", self.path)
        return append(self, kind, body, **more)

    monkeypatch.setattr(Journal, "append", stumbling)
    return left.append


def all_in(save: Path) -> Game:
    game = Game.new(load(MINI), seed=1, save=save)
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    return game


@pytest.mark.parametrize("kind", ["resolution", "dawn"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_turn_that_could_not_be_saved_is_resolved_again(
    kind: str, elsewhere: bool, failing: Callable[[str], None], tmp_path: Path
) -> None:
    save = tmp_path / "game.toml"
    game = all_in(save)
    failing(kind)
    with pytest.raises(NotSaved):
        game.resolve()
    assert game.waiting == ()
    if kind == "dawn":
        with pytest.raises(GameError, match="Turn 1 is over"):
            game.commit("halden", Orders())
    if elsewhere:
        save = tmp_path / "copy.toml"
        game.save_copy(save)
    record = game.resolve()
    assert record.turn == 1
    assert record.closing is not None
    assert game.turn == 2
    assert game.waiting == game.rules.seats
    game.close()
    again = GameLog.read(save)
    assert again.turns == game.turns
    assert again.verify() == []
    assert [r.kind for r in read(save).records].count("resolution") == 1


def test_a_game_whose_first_dawn_is_not_saved_lets_go_of_the_file(
    failing: Callable[[str], None], tmp_path: Path
) -> None:
    save = tmp_path / "game.toml"
    failing("dawn")
    with pytest.raises(NotSaved):
        Game.new(load(MINI), seed=1, save=save)
    game = Game.resume(save)
    assert game.turn == 1
    game.close()
