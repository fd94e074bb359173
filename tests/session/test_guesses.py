"""What seats take the hidden aims of others to be, before these are turned over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.players import play
from wargame.debrief.text import account
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup


def over(mini: Scenario, save: Path | None = None) -> Game:
    return play(Game.new(mini, seed=3, save=save, seats={"commission": SeatSetup("ai", "random")}), 3)


def test_a_guess_is_kept_and_told_beside_the_aim(mini: Scenario, tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    game = over(mini, save)
    drawn = game.state.hidden[game.rules.seat_index["sarvia"]]
    assert game.decks == {"sarvia": (("face", "Face"), ("treaty_made", "A clause"))}
    assert game.guessing == ("halden",), "machines do not guess, and nobody guesses its own"
    assert [score.guessed for score in game.end().scores] == [None, None, None]
    game.guess("halden", {"sarvia": drawn})
    game.close()
    log = GameLog.read(save)
    assert log.guessing == ()
    assert log.verify() == []
    of = {score.seat.id: score for score in log.end().scores}
    assert [seat.id for seat in of["sarvia"].guessed or ()] == ["halden"]
    assert of["halden"].guessed is None
    assert "guessed by Halden" in " ".join("\n".join(account(log)).split())


def test_a_wrong_guess_and_none_at_all_are_told_apart(mini: Scenario) -> None:
    game = over(mini)
    drawn = game.state.hidden[game.rules.seat_index["sarvia"]]
    wrong = next(aim for aim, _ in game.decks["sarvia"] if aim != drawn)
    game.guess("halden", {"sarvia": wrong})
    assert game.end().scores[1].guessed == ()
    assert "guessed by nobody" in "\n".join(account(game))
    other = over(mini)
    other.guess("halden", {})
    assert other.guessing == ()
    assert "guessed by" not in "\n".join(account(other))


def test_after_a_rewind_and_where_the_game_goes_on_nobody_has_guessed(mini: Scenario) -> None:
    game = over(mini)
    game.guess("halden", {})
    game.rewind(2, "x")
    assert (game.guessed, game.guessing) == ({}, ())
    game.break_off()
    game.guess("halden", {})
    game.go_on()
    game.break_off()
    assert game.guessing == ("halden",)


@pytest.mark.parametrize(
    ("says", "guess"),
    [
        ("no people", lambda game: game.guess("commission", {})),
        ("no hidden aim", lambda game: game.guess("sarvia", {"sarvia": "face"})),
        ("no hidden aim", lambda game: game.guess("halden", {"sarvia": "planting"})),
        ("no hidden aim", lambda game: game.guess("halden", {"commission": "face"})),
        ("no aim 'nosuch'", lambda game: game.guess("halden", {"sarvia": "nosuch"})),
        ("no seat", lambda game: game.guess("nobody", {})),
        ("guessed already", lambda game: [game.guess("halden", {}) for _ in range(2)]),
        ("is over", lambda game: [game.rewind(1, "x"), game.guess("halden", {})]),
    ],
)
def test_what_is_no_guess_is_refused(says: str, guess: Callable[[Game], object], mini: Scenario) -> None:
    with pytest.raises(GameError, match=says):
        guess(over(mini))
