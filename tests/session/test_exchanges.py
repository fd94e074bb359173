"""Exchanges at the table: who may answer when, what is in the save, and that nothing said is ever lost."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.players import answered_as, asked
from wargame.debrief.text import account
from wargame.journal import Record, create, read
from wargame.rules.adjudicator import resolve
from wargame.rules.dice import Dice
from wargame.rules.orders import Injection, Order, Orders
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.session.replications import replications
from wargame.session.running import SealedOrders
from wargame.session.verify import ENGINES

SEATS = {"commission": SeatSetup("closed")}


def at_the_bridge(scenario: Scenario, save: Path | None = None, *, seed: int = 3, **more: Any) -> Game:
    """A game in its second turn, all orders in, and Halden asked."""
    game = Game.new(scenario, seed=seed, seats=SEATS, save=save, **more)
    commit(game, "patrol")
    game.resolve()
    commit(game, "seize_bridge")
    return game


def commit(game: Game, move: str) -> None:
    game.commit("halden", Orders((Order("hold_levels"),)))
    game.commit("sarvia", Orders((Order(move),)))


def ending_of(log: GameLog, turn: int = 2) -> list[tuple[str, tuple[str, ...]]]:
    closing = log.turns[turn - 1].closing
    assert closing is not None
    return [(fought.end, fought.answers) for fought in closing.exchanges]


def test_the_turn_waits_for_answers_and_takes_those_that_are_asked_for(mini: Scenario) -> None:
    game = at_the_bridge(mini)
    exchange = game.exchange
    assert exchange is not None
    assert (exchange.id, asked(game), exchange.height) == ("planks", "halden", 1)
    refused: list[tuple[str, Callable[[], object]]] = [
        ("Halden has to answer first: Planks at the bridge", game.resolve),
        ("Halden is asked for an answer now", lambda: game.answer("sarvia", "hold")),
        ("is no answer; there are back down, hold, climb", lambda: game.answer("halden", "shout")),
        ("There is no seat", lambda: game.answer("nobody", "hold")),
        ("too late to take orders back", lambda: game.take_back("sarvia")),
    ]
    for why, act in refused:
        with pytest.raises(GameError, match=why):
            act()
    game.seat("halden").answer("climb")
    with pytest.raises(GameError, match="Sarvia has to answer first"):
        game.resolve()
    game.answer("sarvia", "back down")
    assert game.exchange is None
    with pytest.raises(GameError, match="Nobody is asked"):
        game.answer("halden", "hold")
    game.resolve()
    assert ending_of(game) == [("first", ("climb", "back down"))]


def test_nobody_is_asked_before_all_orders_are_in(mini: Scenario) -> None:
    game = Game.new(mini, seed=3, seats=SEATS)
    commit(game, "patrol")
    game.resolve()
    game.commit("sarvia", Orders((Order("seize_bridge"),)))
    assert game.exchange is None
    assert game.exchanges() == ()
    with pytest.raises(GameError, match="Still waiting"):
        game.answer("halden", "hold")


def test_a_door_sees_the_exchange_and_its_own_orders_and_no_others(mini: Scenario) -> None:
    game = at_the_bridge(mini)
    door = game.seat("halden")
    assert door.ordered == Orders((Order("hold_levels"),))
    assert [view.moves for view in door.exchanges()] == [(("seize_bridge", "Take the bridge"),)]


def test_a_kill_between_answers_loses_nothing_acknowledged(mini: Scenario, tmp_path: Path) -> None:
    """The save as it stood after each answer is gone on with; it comes to the same."""
    path = tmp_path / "whole.toml"
    game = at_the_bridge(mini, path)
    copies: list[Path] = []
    for answer in ("hold", "climb", "climb", "hold"):
        game.answer(asked(game), answer)
        there = tmp_path / f"{len(copies)}.toml"
        there.write_bytes(path.read_bytes())
        copies.append(there)
    game.resolve()
    game.close()
    said = GameLog.read(path).turns[1].replies
    assert len(said) == 4
    for number, there in enumerate(copies, 1):
        other = Game.resume(there)
        assert other._progress.replies == said[:number]
        answered_as(other, said[number:]).resolve()
        assert other.turns[1] == game.turns[1]
        other.close()
        assert GameLog.read(there).verify() == []


def test_a_save_with_answers_verifies_shows_and_is_of_this_engine(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    game = at_the_bridge(mini, path)
    assert "waits for Halden" in "\n".join(account(game))
    answered_as(game, ()).answer("halden", "back down")
    game.resolve()
    while not game.over:
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        game.resolve()
    game.close()
    log = GameLog.read(path)
    assert (log.verify(), log.engine) == ([], max(ENGINES))
    told = "\n".join(account(log))
    assert "Back down? Planks at the bridge" in told
    assert "Turn 2: Halden backs down before Sarvia on rung 1 of 4 (Planks)." in told


def test_answers_are_sealed_from_no_one_and_orders_still_are(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    game = at_the_bridge(mini, path, hides=True)
    game.answer("halden", "hold")
    game.close()
    text = path.read_text(encoding="utf-8")
    assert 'answer = "hold"' in text
    assert "hold_levels" not in text.split("[[record]]")[-1]
    assert asked(Game.resume(path)) == "sarvia"


def test_where_orders_cant_be_opened_answers_to_them_are_void_too(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    path = tmp_path / "game.toml"
    game = at_the_bridge(mini, path, hides=True)
    game.answer("halden", "hold")
    game.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert GameLog.read(path).exchange is None
    with pytest.raises(SealedOrders):
        Game.resume(path)
    game = Game.resume(path, anew=True)
    assert {*game.waiting} == {"halden", "sarvia"}
    commit(game, "seize_bridge")
    for answer in ("climb", "back down"):
        game.answer(asked(game), answer)
    game.resolve()
    game.close()
    log = GameLog.read(path)
    assert ending_of(log) == [("first", ("climb", "back down"))]
    assert log.verify() == []


def test_a_rewind_undoes_answers_and_they_can_be_given_anew(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    game = at_the_bridge(mini, path)
    game.answer("halden", "climb")
    game.rewind(2, "Once more.")
    assert (game.exchange, {*game.waiting}) == (None, {"halden", "sarvia"})
    assert [reply.answer for reply in game.undone[0].turns[0].replies] == ["climb"]
    commit(game, "seize_bridge")
    game.answer("halden", "back down")
    game.resolve()
    game.rewind(2, "And once more.")
    commit(game, "seize_bridge")
    game.answer("halden", "back down")
    game.resolve()
    game.close()
    log = GameLog.read(path)
    assert ending_of(log) == [("faced", ("back down",))]
    assert log.verify() == []


def test_a_branch_answers_anew(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    game = at_the_bridge(mini, path)
    game.answer("halden", "back down")
    game.resolve()
    game.close()
    branch = Game.branch(path, turn=2, save=tmp_path / "branch.toml")
    commit(branch, "seize_bridge")
    branch.answer("halden", "hold")
    branch.answer("sarvia", "back down")
    branch.resolve()
    assert ending_of(branch) == [("first", ("hold", "back down"))]
    branch.close()
    assert GameLog.read(tmp_path / "branch.toml").verify() == []


def test_the_same_orders_under_other_dice_are_answered_as_they_were(mini: Scenario) -> None:
    game = at_the_bridge(mini)
    game.answer("halden", "hold")
    game.answer("sarvia", "hold")
    game.resolve()
    ends = set()
    for state in replications(game, range(60), 2):
        (fought,) = state.exchanges
        assert fought.answers == ("hold", "hold")
        ends.add(fought.end)
    assert ends == {"both", "slip"}
    while not game.over:
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        game.resolve()
    assert len(list(replications(game, range(10)))) == 10


def test_other_dice_answer_and_slip_as_the_account_tells(mini: Scenario) -> None:
    game = at_the_bridge(mini)
    game.answer("halden", "hold")
    game.answer("sarvia", "hold")
    game.resolve()
    for replies in (game.turns[1].replies, ()):
        record = evolve(game.turns[1], replies=replies)
        game._progress.turns = (game.turns[0], record)
        states = list(replications(game, range(100), 2))
        for seed, state in enumerate(states):
            assert state == resolve(game.rules, record.opening, record.orders, Dice(seed), replies=replies)[0]
        assert len({state.exchanges for state in states}) > (1 if replies else 4)
        assert not replies or len({id(state) for state in states}) < 80  # came to what was known


def test_a_seat_with_a_pin_answered_without_it_is_told_of(mini: Scenario) -> None:
    game = Game.new(mini, seed=3, seats=SEATS)
    game.lock("halden", "1234")
    commit(game, "patrol")
    game.resolve()
    commit(game, "seize_bridge")
    game.answer("halden", "hold", by="Ms Hale")
    assert [i.words for i in game.incidents][-1] == "answered without its PIN, as Ms Hale allowed"


def test_news_that_the_umpire_puts_in_comes_after_what_was_answered(mini: Scenario, tmp_path: Path) -> None:
    """Nothing that is put in meanwhile changes who is asked, at which price and odds."""
    path = tmp_path / "game.toml"
    war = evolve(mini.injects["calm"], effects=("tension = 8",))
    game = at_the_bridge(evolve(mini, injects={**mini.injects, "calm": war}), path)
    game.answer("halden", "climb")
    game.inject(Injection("calm"))
    game.answer("sarvia", "back down")
    game.resolve()
    game.close()
    log = GameLog.read(path)
    assert ending_of(log) == [("first", ("climb", "back down"))]
    assert log.verify() == []


# -- saves that were made to deceive -----------------------------------------------------------------------


def answers(records: list[Record]) -> Iterator[dict[str, Any]]:
    return (record.body for record in records if record.kind == "answer")


FORGERIES: dict[str, tuple[Callable[[list[Record]], object], bool]] = {
    "another word": (lambda r: next(answers(r)).update(answer="shout"), True),
    "another seat": (lambda r: next(answers(r)).update(seat="commission"), True),
    "another exchange": (lambda r: next(answers(r)).update(exchange="nosuch"), True),
    "an answer less": (lambda r: r.remove(next(x for x in r if x.kind == "answer")), True),
    "an answer twice": (lambda r: r.insert(*doubled(r)), True),
    "another answer": (lambda r: next(answers(r)).update(answer="climb"), False),
}


def doubled(records: list[Record]) -> tuple[int, Record]:
    at = max(n for n, record in enumerate(records) if record.kind == "answer")
    return at, Record(0, "answer", {**records[at].body, "id": "x"}, "")


@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("hides", [False, True])
def test_a_forged_answer_is_refused_or_found(mini: Scenario, tmp_path: Path, name: str, hides: bool) -> None:
    path = tmp_path / "game.toml"
    game = at_the_bridge(mini, path, hides=hides)
    game.answer("halden", "hold")
    game.answer("sarvia", "hold")
    game.resolve()
    game.close()
    change, refused = FORGERIES[name]
    contents = copy.deepcopy(read(path))
    records = list(contents.records)
    change(records)
    there = tmp_path / "forged.toml"
    with create(there, contents.header) as journal:
        for record in records:
            journal.append(record.kind, record.body)
    if refused:
        with pytest.raises(GameError, match="makes no sense"):
            GameLog.read(there)
    else:
        assert GameLog.read(there).verify()
