"""A game that is broken off is scored as it stands, and can be gone on with from there."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from tests.players import play
from wargame.debrief.text import account
from wargame.journal import create, read
from wargame.rules.orders import Answer, Draft, Orders
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog
from wargame.session.running import SealedOrders
from wargame.session.saves import look


def begun(mini: Scenario, path: Path | None = None, *, hides: bool | None = None) -> Game:
    """In its third turn; an agreement is in force, and a seat has committed."""
    game = Game.new(mini, seed=3, save=path, hides=hides)
    while game.turn < 3:
        for seat in game.rules.seats:
            orders = Orders()
            if game.turn == 1 and seat == "halden":
                orders = Orders(drafts=(Draft(("slow_fill",), ("sarvia",), note="Ours."),))
            if game.turn == 2 and seat == "sarvia":
                orders = Orders(answers=tuple(Answer(p.id, "sign") for p in game.view(seat).proposals))
            game.commit(seat, orders)
        game.resolve()
    game.commit("halden", Orders())
    assert game.state.agreements
    return game


def test_it_is_scored_in_full_and_says_where_it_was_broken_off(mini: Scenario, tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    game = begun(mini, save)
    game.break_off()
    game.close()
    log = GameLog.read(save)
    for one in (game, log):
        assert one.over
        assert one.broken == 2
        assert one.verify() == []
        assert not one.veiled
        end = one.end()
        assert end.broken == 2
        assert [a.survived for a in one.state.agreements] != [None]
        assert [line for line in one.reveal(2) if line.chance is not None]
        assert all(o.score is not None for score in end.scores for o in score.objectives)
        text = " ".join(" ".join(account(one)).split())
        assert "BROKEN OFF AFTER TURN 2" in text
        assert "Broken off after turn 2. It is told as if that had been the last." in text
        with pytest.raises(GameError, match="over"):
            game.commit("sarvia", Orders())
    assert (log.turns, log.end()) == (game.turns, game.end())
    assert look(save).line == "broken off after turn 2 of 4, and scored"
    assert look(save).state == "open"


def test_it_goes_on_as_if_nothing_had_been(mini: Scenario, tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    game, other = begun(mini, save), begun(mini)
    for _ in range(2):
        game.break_off()
        game.close()
        game = Game.resume(save)
        assert game.over
        game.go_on()
        assert (game.turns, game.committed, game.broken) == (other.turns, {"halden"}, 0)
        assert look(save).line == "turn 3 of 4"
    for seat in game.waiting:
        game.commit(seat, Orders())
        other.commit(seat, Orders())
    game.resolve()
    other.resolve()
    assert game.turns == other.turns
    play(game, 3)
    game.close()
    log = GameLog.read(save)
    assert log.verify() == []
    assert log.breaks == (2, 2)
    assert "\n".join(account(log)).count("The game was broken off after this turn") == 2


def test_elsewhere_it_asks_before_commits_are_lost(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = tmp_path / "a.toml"
    game = begun(mini, save, hides=True)
    game.break_off()
    game.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    with pytest.raises(SealedOrders):
        Game.resume(save)
    game = Game.resume(save, anew=True)
    game.go_on()
    assert not game.committed
    assert "must be given again" in " ".join(game.notices)
    game.close()


def test_a_rewind_leaves_the_end_behind(mini: Scenario, tmp_path: Path) -> None:
    save = tmp_path / "a.toml"
    game = begun(mini, save)
    game.break_off()
    game.rewind(2, "Once more.")
    assert (game.turn, game.over, game.broken) == (2, False, 0)
    with pytest.raises(GameError, match="not broken off"):
        game.go_on()
    play(game, 3)
    game.close()
    assert GameLog.read(save).verify() == []


@pytest.mark.parametrize("what", ["state", "account"])
def test_an_end_that_was_changed_does_not_verify(what: str, mini: Scenario, tmp_path: Path) -> None:
    game = begun(mini, tmp_path / "a.toml")
    game.break_off()
    game.go_on()
    game.close()
    contents = read(tmp_path / "a.toml")
    with create(tmp_path / "b.toml", contents.header) as journal:
        for record in contents.records:
            body = copy.deepcopy(record.body)
            if record.kind == "end" and what == "state":
                body["state"]["tracks"]["trust"] = 99
            elif record.kind == "end":
                body["account"][0]["odds"] = 99
            journal.append(record.kind, body)
    where = {"state": "end state.tracks.trust", "account": "end[0].odds"}[what]
    assert [(d.turn, d.where) for d in GameLog.read(tmp_path / "b.toml").verify()] == [(2, where)]
