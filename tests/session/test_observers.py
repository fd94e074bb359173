"""Observers: the press desk's headline on the next public page, the analyst's forecasts scored at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.players import play
from tests.tui.games import HAND, mini
from wargame.analysis.taking_part import Part, taking_part
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections import people
from wargame.debrief.text import account
from wargame.journal import read
from wargame.rules.orders import Orders
from wargame.session import Game, GameError, GameLog, SeatSetup, Settings
from wargame.session.redaction import redacted_save

WATCHED = Settings(press="Ada, Ben", analyst="Cy")
BOTS = {seat: SeatSetup("ai", "random", players="Zoe, Max") for seat in mini().seats}


def test_the_press_desk_has_the_first_headline_of_one_public_page() -> None:
    game = Game.new(mini(), seed=7, seats=BOTS, settings=WATCHED)
    quiet = game.public()
    game.headline(f"Who blinks? {HAND}")
    page = game.public()
    assert page.news[0].headline.startswith("Press desk: Who blinks?")
    assert (*page.news[1:], *page.also) == (*quiet.news, *quiet.also)[: len(page.news) + len(page.also) - 1]
    assert game.roundup().headline == page.news[0].headline
    assert "\x1b" not in page.news[0].headline
    game.headline("A better one")
    assert game.public().news[0].headline == "Press desk: A better one"
    for seat in game.rules.seats:
        game.commit(seat, Orders())
    game.resolve()
    assert "Press desk" not in str(game.public())
    assert not game.roundup().headline
    assert game.public(1).news[0].headline == "Press desk: A better one"
    game.rewind(1, "once more")
    assert game.public() == quiet
    for words in ("", " \u200b\x1b"):
        with pytest.raises(GameError, match="needs words"):
            game.headline(words)
    with pytest.raises(GameError, match="no press desk"):
        Game.new(mini(), seed=7).headline("Ours")


def test_the_analyst_is_scored_beside_the_seats_and_told_only_when_all_is_over(tmp_path: Path) -> None:
    game = Game.new(mini(), seed=7, settings=WATCHED, save=tmp_path / "on.toml")
    assert game.question is not None
    for wrong in (-1, 101):
        with pytest.raises(GameError, match="0 to 100"):
            game.foresee(wrong)
    game.foresee(83)
    for seat in game.rules.seats:
        game.commit(seat, Orders())
    game.resolve()
    assert "83 %" not in "\n".join(account(game))
    game.close()
    log = GameLog.read(tmp_path / "on.toml")
    assert log.analyst == pytest.approx(0.83**2)  # Sarvia sent no patrol
    assert "83" not in "\n".join(account(log))


def test_observers_are_told_of_in_the_account_and_leave_no_name_in_a_redacted_save(tmp_path: Path) -> None:
    path = tmp_path / "done.toml"
    game = Game.new(mini(), seed=7, seats=BOTS, settings=WATCHED, save=path)
    game.headline("A leaderless week")
    game.foresee(17)
    play(game, 3)
    told = "\n".join(account(game))
    assert "Press desk: A leaderless week" in told
    assert "The analyst: almost certainly not (17 %)" in told
    assert game.end().analyst is not None
    parts = [part for part in taking_part(game) if part.headlines or part.forecasts]
    turns = game.resolved
    assert parts == [
        Part("Ada", "press", turns, (turns + 1) // 2, headlines=1),
        Part("Cy", "analyst", turns, turns, forecasts=1),
    ]
    assert "Ada, press desk: on duty in " in "\n".join(plain_lines((people.taking_part(game, parts),)))
    assert game.verify() == []
    game.close()
    copy = tmp_path / "less.toml"
    copy.write_bytes(redacted_save(path))
    less = GameLog.read(copy)
    assert (less.settings.press, less.settings.analyst) == ("Press 1", "Analyst 1")
    text = str(read(copy).header["settings"]) + "".join(str(one.body) for one in read(copy).records)
    assert not [word for word in ("Ada", "Cy", "leaderless") if word in text]
    assert less.verify() == []
