"""Going back, and going on elsewhere: a rewind undoes turns and keeps them, a branch begins another game."""

from __future__ import annotations

import copy
import random
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from tests.players import MACHINES, answered_as, play, random_turn
from wargame.debrief.plain import plain_lines
from wargame.debrief.sections.table import at_the_table
from wargame.journal import Journal, JournalError, Record, create, read
from wargame.rules.orders import Injection, Orders
from wargame.rules.record import TurnRecord
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.session.saves import look

NOON = datetime(2020, 9, 7, 12, 0)


def again(game: Game, turns: tuple[TurnRecord, ...]) -> Game:
    """Play on with the orders that were given in these turns."""
    for record in turns:
        if record.closing is not None:
            commit(game, record.orders)
            answered_as(game, record.replies).resolve()
    return game


def commit(game: Game, orders: Mapping[str, Orders]) -> None:
    for seat in game.waiting:
        game.commit(seat, orders[seat])


@pytest.mark.parametrize("seed", range(4))
def test_after_a_rewind_the_same_orders_give_the_same_turns(
    seed: int, mini: Scenario, tmp_path: Path
) -> None:
    game = play(Game.new(mini, seed=seed, save=tmp_path / "a.toml"), seed)
    straight = game.turns
    for turn in range(len(straight), 0, -1):
        game.rewind(turn, "Once more.")
        assert game.turns[:-1] == straight[: turn - 1]
        assert game.record == TurnRecord(turn, straight[turn - 1].dawn, straight[turn - 1].opening)
        assert game.undone[-1].turns == straight[turn - 1 :]
        assert again(game, straight[turn - 1 :]).turns == straight
    game.close()
    log = GameLog.read(tmp_path / "a.toml")
    assert (log.turns, log.undone) == (game.turns, game.undone)
    assert log.verify() == []


def test_a_game_that_was_over_goes_on(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = play(Game.new(mini, seed=1, save=path), 1)
    assert game.over
    game.rewind(2, "A vote of\x1b the class.")
    assert not game.over
    assert game.turn == 2
    assert game.waiting == game.rules.seats
    game.close()
    shown = look(path)
    assert (shown.state, shown.turn) == ("open", 2)
    game = Game.resume(path)
    assert game.undone[0].reason == "A vote of the class."
    assert [record.turn for record in game.undone[0].turns] == list(range(2, 2 + len(game.undone[0].turns)))
    play(game, 99)
    game.close()
    assert game.over
    assert look(path).state == "over"
    ids = [record.id for record in read(path).records if record.id]
    assert len(ids) == len(set(ids))


def test_what_goes_and_what_stays(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = play(Game.new(mini, seed=3, save=path), 3, turns=1)
    game.declare("halden", "We will not be moved.")
    game.lock("halden", "4711")
    game.reseat("sarvia", SeatSetup("closed"))
    game.note("A quarrel.")
    game.bookmark("here", seat="halden")
    game.inject(Injection("flood"))
    game.commit("halden", game.default("halden"))
    game.rewind(1, "To begin with another aim.")
    assert game.committed == frozenset()
    assert game.statements == ()
    assert game.locked == {"halden"}
    assert game.setups["sarvia"].kind == "closed"
    assert "Sarvia changes hands" in repr(game.public().news)
    assert [note.text for note in (*game.notes, *game.bookmarks)] == ["A quarrel.", "here"]
    (undone,) = game.undone
    assert [said.text for said in undone.statements] == ["We will not be moved."]
    assert undone.turns[-1].orders == {"halden": game.default("halden")}
    assert undone.turns[-1].umpire.injects == (Injection("flood"),)
    commit(game, {seat: game.default(seat) for seat in game.waiting})
    assert game.resolve().umpire.injects == ()
    game.close()
    log = GameLog.read(path)
    assert (log.turns, log.undone, log.reseated) == (game.turns, game.undone, game.reseated)
    assert log.verify() == []


def test_hands_changed_and_back_in_what_was_undone_are_no_news(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=3), 3, turns=1)
    before, machine = game.setups["halden"], SeatSetup("ai", "random")
    for setup in (machine, before, machine):
        game.reseat("halden", setup)
    for seat in ("sarvia", "commission"):
        game.reseat(seat, machine)
        game.reseat(seat, before)
    game.rewind(1, "x")
    told = [f"{act}" for act in game.roundup().acts], [news.headline for news in game.public().news]
    assert [sum("changes hands" in text for text in texts) for texts in told] == [1, 1]
    assert sum("from this turn on" in line for line in plain_lines([at_the_table(game, 1)])) == 1
    game.reseat("halden", before)
    assert game.hands(1) == ()


def test_a_rewind_needs_a_turn_and_a_reason(mini: Scenario) -> None:
    game = play(Game.new(mini, seed=3), 3, turns=1)
    for turn in (0, 3, -1):
        with pytest.raises(GameError, match="There is no turn"):
            game.rewind(turn, "x")
    with pytest.raises(GameError, match="reason"):
        game.rewind(1, " \u200b")
    assert game.turn == 2
    assert game.undone == ()


@pytest.mark.parametrize("kind", ["resolution", "dawn"])
def test_verify_compares_what_was_undone(kind: str, mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = play(Game.new(mini, seed=3, save=path), 3, turns=2)
    game.rewind(1, "x")
    play(game, 3, turns=2)
    game.close()
    contents = read(path)
    undone, stands = [r.n for r in contents.records if r.kind == kind and r.body["turn"] == 2]
    where = "result" if kind == "resolution" else "state"
    found = []
    for n, spoilt in enumerate(({undone}, {undone, stands})):  # what stands is told first
        forged = tmp_path / f"{n}.toml"
        with create(forged, contents.header) as journal:
            for record in contents.records:
                body = copy.deepcopy(record.body)
                if record.n in spoilt:
                    body["state"]["tracks"]["trust"] = 99
                journal.append(record.kind, body)
        first = GameLog.read(forged).verify()[0]
        found.append((first.turn, first.where))
    assert GameLog.read(path).verify() == []
    assert found == [(2, f"rewind[1].{where}.tracks.trust"), (2, f"{where}.tracks.trust")]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_it_is_read_back(seed: int, mini: Scenario, tmp_path: Path) -> None:
    """Acts in any order, allowed or not, are the same game from its save."""
    rng, path = random.Random(seed), tmp_path / "a.toml"
    game = Game.new(mini, seed=seed, save=path)
    acts: dict[str, Callable[[str], object]] = {
        "commit": lambda seat: game.commit(seat, Orders() if game.over else random_turn(game, rng)[seat]),
        "take back": game.take_back,
        "reseat": lambda seat: game.reseat(seat, SeatSetup(rng.choice(("people", "closed", "ai")))),
        "inject": lambda seat: game.inject(Injection("flood")),
        "note": lambda seat: game.note("x", seat=seat, turn=rng.randint(1, 4)),
        "bookmark": lambda seat: game.bookmark("x", turn=rng.randint(1, 4)),
        "declare": lambda seat: game.declare(seat, "We say so."),
        "rewind": lambda seat: game.rewind(rng.randint(1, 3), "x"),
        "resolve": lambda seat: game.resolve(),
        "break off": lambda seat: game.break_off(),
        "go on": lambda seat: game.go_on(),
    }
    weights = [30, 2, 2, 2, 1, 1, 3, 3, 12, 5, 20]
    for _ in range(160):
        act = rng.choices(list(acts), weights)[0]
        try:
            acts[act](rng.choice(game.rules.seats))
        except GameError:
            continue
    game.close()
    assert len(game.undone) > 1
    log = GameLog.read(path)
    kept = ("turns", "undone", "setups", "reseated", "notes", "bookmarks", "statements", "committed")
    for what in (*kept, "broken", "breaks"):
        assert getattr(log, what) == getattr(game, what), what
    assert log.verify() == []


def test_a_branch_goes_on_with_dice_of_its_own(mini: Scenario, tmp_path: Path) -> None:
    path, save = tmp_path / "a.toml", tmp_path / "b.toml"
    game = play(Game.new(mini, seed=3, save=path, seats=MACHINES), 3)
    before = path.read_bytes()
    branch = Game.branch(path, turn=2, save=save, salt="x", clock=lambda: NOON)
    assert branch.path == save
    assert branch.id != game.id
    assert branch.turn == 2
    assert branch.turns[:1] == game.turns[:1]
    assert branch.record == game.upto(2, opening=True)[-1]
    assert [(b.parent, b.turn, b.salt) for b in branch.branches] == [(game.id, 2, "x")]
    play(branch, 4)
    branch.close()
    log = GameLog.read(save)
    assert (log.turns, log.branches) == (branch.turns, branch.branches)
    assert log.verify() == []
    assert path.read_bytes() == before
    assert read(save).header["begun"] == NOON != read(path).header["begun"]
    kinds = [record.kind for record in read(save).records]
    assert kinds.index("branch") == 6  # after a dawn, three commits, a resolution and a dawn


def test_the_salt_decides_over_the_dice(mini: Scenario, tmp_path: Path) -> None:
    """The same orders: another salt gives other results, the same one the same."""
    path = tmp_path / "a.toml"
    game = play(Game.new(mini, seed=3, save=path), 3, turns=2)
    results = []
    for n, salt in enumerate(("x", "y", "x", "z")):
        branch = Game.branch(path, turn=1, save=tmp_path / f"{n}.toml", salt=salt)
        commit(branch, game.turns[0].orders)
        results.append(answered_as(branch, game.turns[0].replies).resolve().account)
        branch.close()
    assert results[0] == results[2]
    assert len({repr(account) for account in (*results, game.turns[0].account)}) > 2


def test_branches_and_rewinds_can_follow_each_other(mini: Scenario, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{n}.toml" for n in range(3))
    game = play(Game.new(mini, seed=3, save=first), 3, turns=2)
    game.rewind(1, "x")
    play(game, 4, turns=2)
    game.close()
    branch = Game.branch(first, turn=2, save=second)
    assert branch.undone == game.undone
    play(branch, 5, turns=1)
    branch.rewind(1, "back before the branch")
    play(branch, 6, turns=2)
    branch.rewind(2, "back to where it began")
    play(branch, 7, turns=1)
    branch.close()
    last = Game.branch(second, turn=3, save=third)
    assert [b.turn for b in last.branches] == [2, 3]
    assert last.branches[1].parent == branch.id
    play(last, 8)
    last.close()
    for path in (first, second, third):
        assert GameLog.read(path).verify() == []


def test_no_branch_is_begun_from_what_is_not_there(mini: Scenario, tmp_path: Path) -> None:
    path, save, old = tmp_path / "a.toml", tmp_path / "b.toml", tmp_path / "old.toml"
    Game.new(mini, seed=3, save=path).close()
    with pytest.raises(GameError, match="There is no turn 2"):
        Game.branch(path, turn=2, save=save)
    contents = read(path)
    with create(old, {**contents.header, "engine": "0"}) as journal:
        for record in contents.records:
            journal.append(record.kind, record.body)
    with pytest.raises(GameError, match="rules 0"):
        Game.branch(old, turn=1, save=save)
    assert not save.exists()
    with pytest.raises(JournalError):
        Game.branch(path, turn=1, save=path)


def test_a_branch_is_there_whole_or_not_at_all(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, save = tmp_path / "a.toml", tmp_path / "b.toml"
    play(Game.new(mini, seed=3, save=path), 3, turns=2).close()
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    append = Journal.append

    def stopped(journal: Journal, kind: str, body: Mapping[str, object]) -> Record:
        if kind == "branch":
            raise KeyboardInterrupt
        return append(journal, kind, body)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", stopped)
        with pytest.raises(KeyboardInterrupt):
            Game.branch(path, turn=2, save=save)
    assert not save.exists()
    assert list(folder.iterdir()) == []
    Game.branch(path, turn=2, save=save).close()
    assert save.exists()


def test_a_truth_value_is_no_turn(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=3, save=path)
    game.close()
    with create(tmp_path / "b.toml", read(path).header) as journal:
        for record in read(path).records:
            journal.append(record.kind, record.body)
        journal.append("note", {"turn": True, "text": "x", "seat": ""})
    with pytest.raises(GameError, match="not written as this program writes it"):
        GameLog.read(tmp_path / "b.toml")
