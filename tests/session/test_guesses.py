"""What seats take the hidden aims of others to be, before these are turned over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.players import play
from wargame.debrief.text import account
from wargame.journal import create, read
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


@pytest.mark.parametrize("leave", [lambda game: game.rewind(2, "x"), lambda game: game.go_on()])
def test_who_goes_on_after_an_end_keeps_its_guesses_and_is_not_asked_what_it_has_seen(
    leave: Callable[[Game], object], mini: Scenario, tmp_path: Path
) -> None:
    save = tmp_path / "a.toml"
    game = play(
        Game.new(mini, seed=3, save=save, seats={"commission": SeatSetup("ai", "random")}), 3, turns=2
    )
    game.break_off()
    game.guess("halden", {"sarvia": "face"})
    leave(game)
    assert (game.guessed, game.guessing) == ({"halden": {"sarvia": "face"}}, ())
    game.reseat("commission", SeatSetup())  # who comes later has seen it as well
    play(game, 3)
    assert (game.guessed, game.guessing) == ({"halden": {"sarvia": "face"}}, ())
    for seat in ("halden", "commission"):
        with pytest.raises(GameError, match=r"guessed already|turned over"):
            game.guess(seat, {"sarvia": "treaty_made"})
    game.close()
    log = GameLog.read(save)
    assert (log.guessed, log.guessing, log.verify()) == (game.guessed, (), [])


def test_who_had_not_guessed_when_the_game_went_on_is_asked_at_the_next_end(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=3), 3, turns=2)
    game.break_off()
    game.guess("halden", {"sarvia": "face"})
    game.go_on()
    game.break_off()
    assert game.guessing == ("commission",)


def test_of_two_guesses_in_an_older_save_the_first_counts(mini: Scenario, tmp_path: Path) -> None:
    with closing(over(mini, tmp_path / "a.toml")) as game:
        game.rewind(2, "x")
        game.break_off()
        game.guess("halden", {"sarvia": "face"})
        game.go_on()
        game.break_off()
    contents = read(tmp_path / "a.toml")
    (guess,) = (record.body for record in contents.records if record.kind == "guess")
    with create(tmp_path / "b.toml", contents.header) as journal:
        for record in contents.records:
            journal.append(record.kind, record.body)
        journal.append("guess", {**guess, "aims": [{"of": "sarvia", "aim": "treaty_made"}]})
    log = GameLog.read(tmp_path / "b.toml")
    assert (log.guessed, log.verify()) == ({"halden": {"sarvia": "face"}}, [])


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
