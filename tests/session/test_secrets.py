"""What a running game keeps from those who read its file, and what binds it."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.players import MACHINES, play
from wargame.debrief.text import account
from wargame.journal import Record, create, read
from wargame.rules.orders import Letter, Order, Orders, Ruling
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.session.running import SealedOrders
from wargame.session.sealing import key_file

CANARY = "the canary sings at dawn"
WRITTEN = Orders((Order("hold_levels"),), (Letter("sarvia", CANARY),), why=CANARY)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it to be another user, or at another computer."""

    def move() -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return move


@pytest.fixture
def begun(mini: Scenario, tmp_path: Path, elsewhere: Callable[[], None]) -> Path:
    """The save of a game in its second turn, with one commit in it."""
    path = tmp_path / "begun.toml"
    game = play(Game.new(mini, seed=987654321, save=path, code="Blue horse"), 3, turns=1)
    game.commit("halden", WRITTEN)
    game.close()
    return path


def forged(path: Path, change: Callable[[dict[str, Any], list[Record]], object]) -> Path:
    contents = copy.deepcopy(read(path))
    header, records = dict(contents.header), list(contents.records)
    change(header, records)
    there = path.with_name(f"forged-{len(list(path.parent.iterdir()))}.toml")
    with create(there, header) as journal:
        for record in records:
            journal.append(record.kind, record.body)
    return there


def last(records: list[Record], kind: str) -> dict[str, Any]:
    return next(record.body for record in reversed(records) if record.kind == kind)


def looked_through(data: bytes) -> bytes:
    """The bytes, and what is in them as base64 or hexadecimal digits."""
    found = [data]
    for text in re.findall(rb"[A-Za-z0-9_+/=-]{16,}", data):
        for decode in (base64.urlsafe_b64decode, base64.b64decode, bytes.fromhex):
            for shift in range(4):
                part = text[shift:].rstrip(b"=")
                try:
                    found.append(
                        decode(part + b"=" * (-len(part) % 4))
                        if decode != bytes.fromhex
                        else decode(part.decode())
                    )
                except ValueError:
                    continue
    return b"\0".join(found)


def test_no_pending_order_letter_or_seed_is_in_the_file(begun: Path) -> None:
    inside = looked_through(begun.read_bytes())
    assert b'kind = "commit"' in inside
    for hidden in (CANARY, "canary", "987654321"):
        assert hidden.encode() not in inside
    header = read(begun).header
    assert "seed" not in header
    commit = read(begun).records[-1].body
    assert "hold_levels" not in repr(commit)
    assert set(commit) == {"id", "turn", "seat", "at", "bound", "sealed"}


def test_orders_are_laid_open_by_the_resolution(begun: Path) -> None:
    game = Game.resume(begun)
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    game.close()
    assert CANARY in begun.read_text()
    resolution = last(list(read(begun).records), "resolution")
    (opened,) = [o for o in resolution["opened"] if o["seat"] == "halden"]
    plain = json.dumps(opened["orders"], sort_keys=True, separators=(",", ":"))
    commit = next(r.body for r in reversed(read(begun).records) if r.body.get("id") == "2-halden-1")
    assert hashlib.sha256(f"{opened['nonce']}\n{plain}".encode()).hexdigest() == commit["bound"]
    assert hashlib.sha256(resolution["dice"].encode()).hexdigest() == read(begun).header["secrets"]["dice"][2]


def test_the_same_orders_are_bound_otherwise_each_time(mini: Scenario, tmp_path: Path) -> None:
    """There are few orders: without a nonce who tries all would know them."""
    game = Game.new(mini, seed=1, save=tmp_path / "a.toml")
    for seat in ("halden", "sarvia"):
        game.commit(seat, Orders())
    game.take_back("halden")
    game.commit("halden", Orders())
    game.close()
    commits = [r.body["bound"] for r in read(tmp_path / "a.toml").records if r.kind == "commit"]
    assert len(set(commits)) == len(commits) == 3


def test_after_any_end_the_game_goes_on_as_if_nothing_had_been(begun: Path, mini: Scenario) -> None:
    game = Game.resume(begun)
    assert game.take_back("halden") == WRITTEN
    assert game.notices == ()
    play(game, 9)
    game.close()
    straight = play(Game.new(mini, seed=987654321), 3, turns=1)
    play(straight, 9)
    assert [t.closing for t in game.turns] == [t.closing for t in straight.turns]
    assert GameLog.read(begun).verify() == []


def test_the_same_seed_is_the_same_game_saved_or_not_with_people_or_without(
    mini: Scenario, tmp_path: Path
) -> None:
    plain = play(Game.new(mini, seed=5), 5)
    saved = play(Game.new(mini, seed=5, save=tmp_path / "a.toml"), 5)
    machines = play(Game.new(mini, seed=5, save=tmp_path / "b.toml", seats=MACHINES), 5)
    assert plain.turns == saved.turns == machines.turns
    for game in (saved, machines):
        game.close()
    assert GameLog.read(tmp_path / "a.toml").turns == plain.turns
    assert read(tmp_path / "b.toml").header["seed"] == 5  # nobody to keep it from


def test_a_copy_elsewhere_verifies_and_hides_what_is_hidden(
    begun: Path, elsewhere: Callable[[], None]
) -> None:
    elsewhere()
    log = GameLog.read(begun)
    assert log.verify() == []
    assert log.committed == {"halden"}
    assert log.seed is None
    assert CANARY not in repr(log._progress)
    assert not key_file().exists()


def test_a_copy_elsewhere_is_played_on_with_other_dice(begun: Path, elsewhere: Callable[[], None]) -> None:
    elsewhere()
    before = begun.read_bytes()
    with pytest.raises(SealedOrders, match="What Halden committed in turn 2 can't be opened here"):
        Game.resume(begun)
    assert begun.read_bytes() == before
    game = Game.resume(begun, anew=True)
    assert game.committed == frozenset()
    assert game.notices == (
        "What Halden committed can't be opened here and must be given again.",
        "This game was begun on another computer: its dice are new from turn 2 on.",
    )
    assert game.seed != 987654321
    play(game, 9)
    game.rewind(2, "once more")
    play(game, 9)
    game.close()
    log = GameLog.read(begun)
    assert (log.turns, log.undone) == (game.turns, game.undone)
    assert log.rebound == ((2, ("halden",)),)
    told = " ".join(" ".join(account(log)).split())
    assert "its dice are others from this turn on; what Halden had committed was void" in told
    assert log.verify() == []


def test_the_code_of_the_table_opens_all_of_it_anywhere(begun: Path, elsewhere: Callable[[], None]) -> None:
    elsewhere()
    before = begun.read_bytes()
    with pytest.raises(GameError, match=r"^This is not the code of this game\.$"):
        Game.resume(begun, code="red horse")
    assert begun.read_bytes() == before
    game = Game.resume(begun, code=" blue HORSE ")
    assert (game.take_back("halden"), game.seed, game.notices) == (WRITTEN, 987654321, ())
    game.close()


def test_a_wrong_code_is_told_also_where_the_game_opens_without_one(
    begun: Path, mini: Scenario, tmp_path: Path
) -> None:
    """Who gave it would find out on the other computer."""
    before = begun.read_bytes()
    with pytest.raises(GameError, match="This is not the code of this game"):
        Game.resume(begun, code="red horse")
    with pytest.raises(GameError, match="This is not the code of this game"):
        Game.branch(begun, turn=2, save=tmp_path / "branch.toml", code="red horse")
    assert begun.read_bytes() == before
    assert not (tmp_path / "branch.toml").exists()
    Game.resume(begun, code="Blue horse").close()
    other = tmp_path / "other.toml"
    Game.new(mini, seed=1, save=other).close()
    with pytest.raises(GameError, match="For this game no code was chosen"):
        Game.resume(other, code="blue horse")


def test_a_code_that_no_longer_opens_what_is_hidden_says_so(
    begun: Path, elsewhere: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere()
    game = Game.resume(begun, anew=True)
    game.commit("halden", WRITTEN)
    game.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "a third"))
    with pytest.raises(GameError, match="with which this game began, but it went on where nobody gave it"):
        Game.resume(begun, code="blue horse")


def test_a_branch_is_opened_by_the_code_that_opened_its_parent(
    begun: Path, elsewhere: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere()
    branch = Game.branch(begun, turn=2, save=tmp_path / "branch.toml", code="blue horse")
    branch.commit("halden", WRITTEN)
    branch.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "a third"))
    game = Game.resume(tmp_path / "branch.toml", code="blue horse")
    assert game.take_back("halden") == WRITTEN
    game.close()


def test_how_much_is_ordered_is_nobodys_business(mini: Scenario, tmp_path: Path) -> None:
    game = Game.new(mini, seed=1, save=tmp_path / "a.toml")
    for seat, letters in (("halden", ()), ("sarvia", (Letter("halden", "x" * 300),))):
        game.commit(seat, Orders(letters=letters))
    game.close()
    sealed = [r.body["sealed"] for r in read(tmp_path / "a.toml").records if r.kind == "commit"]
    assert len({len(text) for text in sealed}) == 1


def test_a_game_of_machines_can_hide_too(mini: Scenario, tmp_path: Path) -> None:
    """People may sit down later: so the table asks for it."""
    game = Game.new(mini, seed=1, save=tmp_path / "a.toml", seats=MACHINES, hides=True)
    game.reseat("halden", SeatSetup("people"))
    game.commit("halden", WRITTEN)
    game.close()
    assert CANARY.encode() not in looked_through((tmp_path / "a.toml").read_bytes())
    assert "seed" not in read(tmp_path / "a.toml").header


@pytest.mark.parametrize("dice", [[], ["0" * 64]])
@pytest.mark.parametrize("engine", ["2", "3"])
def test_secrets_of_other_turns_than_there_are_make_no_sense(
    dice: list[str], engine: str, begun: Path
) -> None:
    def change(header: dict[str, Any], records: list[Record]) -> None:
        header["engine"] = engine
        header["secrets"]["dice"] = dice if engine == "3" else header["secrets"]["dice"]

    with pytest.raises(GameError, match="not written as this program writes it"):
        GameLog.read(forged(begun, change))


def test_while_people_play_only_the_code_lifts_the_veil(begun: Path, mini: Scenario) -> None:
    log = GameLog.read(begun)
    assert log.veiled
    assert log.has_code
    assert not log.unveil("Red horse")
    assert log.veiled
    assert log.unveil("blue horse")
    assert not log.veiled
    assert not play(Game.new(mini, seed=1), 1).veiled  # it is over
    assert not Game.new(mini, seed=1, seats=MACHINES).veiled
    game = Game.new(mini, seed=1, seats={**MACHINES, "halden": SeatSetup("people")})
    game.reseat("halden", SeatSetup("closed"))
    assert game.veiled  # who empties all seats sees no more than before
    assert not game.unveil("")


def order(records: list[Record]) -> dict[str, Any]:
    """Orders that the last resolution laid open."""
    return next(o for o in last(records, "resolution")["opened"] if o["seat"] == "halden")


FORGERIES: dict[str, Callable[[dict[str, Any], list[Record]], object]] = {
    "orders": lambda h, r: order(r)["orders"].update(why="x"),
    "nonce": lambda h, r: order(r).update(nonce="0" * 32),
    "orders left out": lambda h, r: last(r, "resolution")["opened"].pop(),
    "no such move": lambda h, r: order(r)["orders"].update(moves=[{"move": "no"}]),
    "a seat that there is not": lambda h, r: order(r).update(seat="nosuch"),
    "dice": lambda h, r: last(r, "resolution").update(dice="0" * 32),
    "no dice": lambda h, r: last(r, "resolution").pop("dice"),
    "odd dice": lambda h, r: last(r, "resolution").update(dice="zz"),
    "first dice": lambda h, r: r[0].body.update(dice="0" * 32),
    "a commit in clear": lambda h, r: last(r, "commit").update(bound="", orders={}),
    "no secrets": lambda h, r: h.update(secrets="x"),
    "a branch in clear": lambda h, r: r.append(
        Record(0, "branch", {"turn": 2, "parent": "x", "salt": "s"}, "")
    ),
}


def test_nothing_that_was_bound_can_be_changed(begun: Path, transcript: Callable[[str, str], None]) -> None:
    told = []
    for name, change in FORGERIES.items():
        with pytest.raises(GameError) as caught:
            GameLog.read(forged(begun, change))
        told.append(f"{name}\n    {caught.value}\n")
    transcript("".join(told), "bound")


def test_what_was_sealed_and_changed_is_noticed_where_it_can_be_opened(begun: Path) -> None:
    """The binding stays, and what is sealed is another seat's."""
    first = next(r.body["sealed"] for r in read(begun).records if r.kind == "commit")
    with pytest.raises(GameError, match="other orders"):
        Game.resume(forged(begun, lambda h, r: last(r, "commit").update(sealed=first)))
    with pytest.raises(GameError, match="can't be opened"):
        Game.resume(forged(begun, lambda h, r: last(r, "commit").update(sealed="x")))


def test_a_branch_has_dice_that_the_other_game_does_not_tell(begun: Path, tmp_path: Path) -> None:
    branch = Game.branch(begun, turn=2, save=tmp_path / "branch.toml", salt="s")
    assert branch.seed not in (None, 987654321)
    record = read(tmp_path / "branch.toml").records[-1].body
    assert "salt" not in record
    play(branch, 4)
    branch.close()
    log = GameLog.read(tmp_path / "branch.toml")
    assert log.verify() == []
    parent = Game.resume(begun)
    assert parent.id not in (branch.id,)
    for turn in range(2, 5):
        assert parent._progress.cup.entropy(turn) != log._progress.cup.opened.get(turn)
    parent.close()


def test_where_no_key_can_be_kept_it_is_said(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    game = Game.new(mini, seed=1, save=tmp_path / "a.toml")
    assert "can't be kept" in " ".join(game.notices)
    game.commit("halden", WRITTEN)
    assert game.take_back("halden") == WRITTEN
    game.close()
    game = Game.resume(tmp_path / "a.toml")
    play(game, 1)
    assert game.verify() == []
    game.close()


def test_the_key_of_a_user_is_private_and_made_once(begun: Path) -> None:
    kept = key_file().read_bytes()
    assert len(kept) == 32
    if os.name == "posix":
        assert key_file().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key_file().parent.iterdir()] == ["key"]
    Game.resume(begun).close()
    assert key_file().read_bytes() == kept


def test_games_from_before_are_played_on_as_they_began(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.toml"
    with monkeypatch.context() as patch:
        patch.setattr("wargame.session.game.ENGINE", "2")
        game = play(Game.new(mini, seed=3, save=path, seats=MACHINES), 3, turns=2)
        game.close()
    shutil.copy(path, tmp_path / "copy.toml")
    game = Game.resume(path)
    assert (game.engine, game.notices) == ("2", ())
    play(game, 4)
    game.close()
    assert GameLog.read(path).verify() == []
    assert read(path).header["seed"] == 3


def test_what_was_ruled_on_orders_that_are_void_is_void(begun: Path, elsewhere: Callable[[], None]) -> None:
    game = Game.resume(begun)
    game.rule(Ruling("halden", 0, "A fine idea.", grade="success"))
    game.close()
    elsewhere()
    game = Game.resume(begun, anew=True)
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    assert game.resolve().umpire.rulings == ()
    game.close()
    assert GameLog.read(begun).verify() == []


def test_a_key_has_a_name_that_tells_nothing(begun: Path) -> None:
    assert re.fullmatch("[0-9a-f]{16}", read(begun).header["secrets"]["key"])


def test_dice_that_are_bound_are_those_of_the_seed(begun: Path) -> None:
    """Where it can be opened: whoever made another save with our key could choose the dice to come."""

    def change(header: dict[str, Any], records: list[Record]) -> None:
        header["secrets"]["dice"][-1] = "0" * 64

    path = forged(begun, change)
    with pytest.raises(GameError):
        Game.resume(path)
    assert GameLog.read(path).turn == 2  # nobody else can tell


@pytest.mark.parametrize("rounds", [0, 2_000_001])
def test_a_code_that_would_keep_the_program_busy_is_not_tried(
    rounds: int, begun: Path, elsewhere: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(header: dict[str, Any], records: list[Record]) -> None:
        header["secrets"]["code"] = re.sub(":[0-9]+:", f":{rounds}:", header["secrets"]["code"])

    elsewhere()
    log = GameLog.read(forged(begun, change))
    monkeypatch.delattr("wargame.session.sealing.pbkdf2_hmac")
    assert not log.unveil("blue horse")
