"""Saves that are sealed well and say what no game of ours would say: told in a sentence, never a crash."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bounds import LONG, figure
from tests.players import MACHINES, play
from wargame.debrief.text import account
from wargame.export import Export
from wargame.journal import Contents, Record, create, read
from wargame.rules.orders import Order, Orders, Ruling
from wargame.scenario import load
from wargame.session import Game, GameError, GameLog, SeatSetup
from wargame.session.records.seats import CommitRecord
from wargame.session.replay import restore

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"
JARGON = re.compile(r"Error|NoneType|__init__|\b(keyword|object|argument|int|dict|list)\b")


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """A game in its third turn, with one commit in it."""
    path = tmp_path_factory.mktemp("honest") / "game.toml"
    game = play(Game.new(load(MINI), seed=3, save=path, seats=MACHINES), 3, turns=2)
    game.commit("halden", game.default("halden"))
    game.close()
    return read(path)


def forge(path: Path, contents: Contents, change: Callable[[dict[str, Any], list[Record]], None]) -> Path:
    header, records = copy.deepcopy(contents.header), list(copy.deepcopy(contents.records))
    change(header, records)
    with create(path, header) as journal:
        for record in records:
            journal.append(record.kind, record.body)
    return path


def body(records: list[Record], kind: str) -> dict[str, Any]:
    return next(record.body for record in records if record.kind == kind)


def entry(records: list[Record], sort: str) -> dict[str, Any]:
    entries = (e for record in records for e in record.body.get("account", ()) if e["is"] == sort)
    return next(entries)


def add(records: list[Record], kind: str, **body: Any) -> list[Record]:
    records.append(Record(0, kind, body, ""))
    return records


def resolved(records: list[Record]) -> dict[str, Any]:
    """The turn adjudicated last."""
    return [record.body for record in records if record.kind == "resolution"][-1]


def ended(records: list[Record]) -> list[Record]:
    """Broken off after its second turn."""
    state = {**resolved(records)["state"], "ending": "drift"}
    return add(records, "end", turn=2, state=state, account=[{"is": "end", "ending": "drift"}])


FORGERIES: dict[str, Callable[[dict[str, Any], list[Record]], Any]] = {
    "no seed": lambda h, r: h.pop("seed"),
    "settings of another sort": lambda h, r: h.update(settings=["x"]),
    "minutes that are none": lambda h, r: h.update(settings={"minutes": "many"}),
    "seats that are a list": lambda h, r: h.update(seats=[]),
    "a seat held by nobody we know": lambda h, r: h.update(seats={"halden": {"kind": "ghost"}}),
    "a move that there is not": lambda h, r: body(r, "commit")["orders"].update(moves=[{"move": "nosuch"}]),
    "a letter to nobody": lambda h, r: body(r, "commit")["orders"].update(
        letters=[{"to": "nosuch", "text": "x"}]
    ),
    "a term that there is not": lambda h, r: body(r, "commit")["orders"].update(
        drafts=[{"terms": ["nosuch"]}]
    ),
    "a choice that there is not": lambda h, r: body(r, "commit")["orders"].update(
        moves=[{"move": "patrol", "options": [["how", "nosuch"]]}]
    ),
    "an option that there is not": lambda h, r: body(r, "commit")["orders"].update(
        moves=[{"move": "patrol", "options": [["nosuch", "how"]]}]
    ),
    "a grade that there is not": lambda h, r: entry(r, "move").update(grade="splendid"),
    "a track that there is not": lambda h, r: entry(r, "drift").update(track="nosuch"),
    "a state without tracks": lambda h, r: body(r, "dawn")["state"].pop("tracks"),
    "a state of another turn": lambda h, r: body(r, "dawn")["state"].update(turn=7),
    "an ending that there is not": lambda h, r: body(r, "resolution")["state"].update(ending="nosuch"),
    "mail from nobody": lambda h, r: body(r, "dawn")["state"].update(
        mail=[{"sent": 1, "sender": "nosuch", "to": "halden", "text": "x"}]
    ),
    "no dawn": lambda h, r: r.pop(0),
    "a dawn too many": lambda h, r: r.append(Record(0, "dawn", {**r[0].body, "id": "x"}, "")),
    "a turn resolved twice": lambda h, r: r.insert(5, Record(0, "resolution", {**r[4].body, "id": "x"}, "")),
    "a commit of another turn": lambda h, r: body(r, "commit").update(turn=3),
    "orders of nobody": lambda h, r: body(r, "commit").update(seat="nosuch"),
    "orders of a closed seat": lambda h, r: h.update(seats={"halden": {"kind": "closed"}}),
    "orders taken back that never were": lambda h, r: r.append(
        Record(0, "takeback", {"turn": 3, "seat": "sarvia"}, "")
    ),
    "a rewind to a turn that is still to come": lambda h, r: add(r, "rewind", turn=4, reason="x"),
    "a rewind to no turn": lambda h, r: add(r, "rewind", turn="first", reason="x"),
    "a rewind without a reason": lambda h, r: add(r, "rewind", turn=1, reason=""),
    "a commit of a turn that was undone": lambda h, r: add(
        add(r, "rewind", turn=2, reason="x"), "commit", turn=3, seat="sarvia", orders={}
    ),
    "a branch of a turn that is over": lambda h, r: add(r, "branch", turn=1, parent="x", salt="y"),
    "a branch without a salt": lambda h, r: add(r, "branch", turn=3, parent="x"),
    "an end of a turn that is on": lambda h, r: add(
        r, "end", turn=3, state={**body(r, "resolution")["state"], "turn": 3, "ending": "drift"}, account=[]
    ),
    "an end of a turn that others followed": lambda h, r: add(
        r, "end", turn=1, state={**body(r, "resolution")["state"], "ending": "drift"}, account=[]
    ),
    "an end without an ending": lambda h, r: add(r, "end", turn=2, state=resolved(r)["state"], account=[]),
    "an order after the end": lambda h, r: add(ended(r), "commit", turn=3, seat="sarvia", orders={}),
    "two ends": lambda h, r: ended(ended(r)),
    "a game gone on with that was not broken off": lambda h, r: add(r, "resume", turn=3),
    "a game gone on with in another turn": lambda h, r: add(ended(r), "resume", turn=2),
    "a guess while the game goes on": lambda h, r: add(r, "guess", turn=3, seat="halden"),
    "a guess of a machine": lambda h, r: add(ended(r), "guess", turn=2, seat="halden"),
    "a guess of an aim that there is not": lambda h, r: add(
        ended(r), "guess", turn=2, seat="halden", aims=[{"of": "sarvia", "aim": "nosuch"}]
    ),
    "a bookmark on a turn to come": lambda h, r: add(r, "bookmark", turn=4, text="x", seat=""),
    "a statement of nobody": lambda h, r: add(r, "statement", turn=3, text="x", seat=""),
    "a statement without words": lambda h, r: add(r, "statement", turn=3, text="", seat="halden"),
    "a ruling on an order that there is not": lambda h, r: add(
        r, "ruling", turn=3, ruling={"seat": "halden", "slot": 9, "reason": "x"}
    ),
    "orders committed twice": lambda h, r: add(r, "commit", turn=3, seat="halden", orders={}),
    "a turn resolved before all orders are in": lambda h, r: add(
        r, "resolution", **{**r[4].body, "id": "x", "turn": 3, "state": {**r[4].body["state"], "turn": 3}}
    ),
    "an inject that there is not": lambda h, r: body(r, "resolution")["account"].append(
        {"is": "happening", "kind": "inject", "id": "nosuch", "odds": 100, "happened": True}
    ),
    "nothing but a header": lambda h, r: r.clear(),
}


def test_what_makes_no_sense_is_said(
    honest: Contents, tmp_path: Path, transcript: Callable[[str, str], None]
) -> None:
    told = []
    for n, (name, change) in enumerate(FORGERIES.items()):
        with pytest.raises(GameError) as caught:
            GameLog.read(forge(tmp_path / f"{n}.toml", honest, change))
        assert not JARGON.search(str(caught.value)), name
        told.append(f"{name}\n    {caught.value}\n")
    transcript("".join(told), "forged")


def test_a_save_with_nothing_but_a_header_is_begun(honest: Contents, tmp_path: Path) -> None:
    game = Game.resume(forge(tmp_path / "game.toml", honest, FORGERIES["nothing but a header"]))
    assert game.turn == 1
    game.close()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inside in items for found in [(*path, key), *leaves(inside, (*path, key))]]


def spoil(rng: random.Random, document: Any) -> None:
    """Change, drop or swap one thing anywhere."""
    *way, last = rng.choice(leaves(document))
    for step in way:
        document = document[step]
    if rng.random() < 0.3:
        del document[last]
    else:
        document[last] = rng.choice(["nosuch", "", "halden", -1, 99, 10**12, 1.5, True, [], {}, [[]], ["x"]])


def test_whatever_is_changed_it_is_shown_or_refused(honest: Contents) -> None:
    """Everything that people can look at stands up to records in which anything was changed."""
    game = GameLog._restored(honest.header, honest.records)
    rng, shown, refused = random.Random(7), 0, []
    for _ in range(150 * LONG):
        records = list(honest.records)
        i = rng.randrange(len(records))
        records[i] = copy.deepcopy(records[i])
        spoil(rng, records[i].body)
        changed = GameLog(game.rules, honest.header)
        try:
            restore(changed._progress, records)
        except GameError as error:
            refused.append(str(error))
            continue
        for seat in (None, "sarvia"):
            assert list(account(changed, seat=seat))
        Export().add(changed, "changed.toml")
        changed.verify()
        for seat in changed.waiting:
            changed.view(seat)
        shown += 1
    assert shown > 20
    assert len(refused) > 20
    figure("spoilt saves", 150 * LONG)
    assert [words for words in refused if JARGON.search(words)] == []


def test_orders_that_may_not_be_given_do_not_verify(tmp_path: Path) -> None:
    """The save agrees with itself, but the rules never allowed the move."""
    path = tmp_path / "game.toml"
    game = Game.new(load(MINI), seed=1, save=path, seats=MACHINES)
    for seat in game.rules.seats:
        orders = Orders(moves=(Order("seize_bridge"),)) if seat == "sarvia" else Orders()
        game._do(CommitRecord(turn=1, seat=seat, orders=orders))
    open_turn = GameLog.read(path).verify()
    game.answer("halden", "back down")
    game.resolve()
    game.close()
    for differences in (open_turn, GameLog.read(path).verify()):
        assert [d.where for d in differences] == ["orders.sarvia"]
        assert "no troops stand ready" in str(differences[0])


def test_a_ruling_goes_with_the_order_it_was_made_on(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    game = Game.new(load(MINI), seed=1, save=path)
    game.commit("halden", Orders(moves=(Order("sell_power"),)))
    game.rule(Ruling("halden", 0, "A fine idea.", grade="success"))
    game.take_back("halden")
    game.commit("halden", Orders(moves=(Order("fill_on"),)))
    game.close()
    game = Game.resume(path)
    for seat in game.waiting:
        game.commit(seat, Orders())
    assert game.resolve().umpire.rulings == ()
    game.close()
    assert GameLog.read(path).verify() == []


def test_a_ruling_on_a_default_goes_with_whoever_takes_the_seat(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    game = Game.new(load(MINI), seed=1, save=path, seats={"sarvia": SeatSetup("closed")})
    game.rule(Ruling("sarvia", 0, "A fine idea.", grade="success"))
    game.reseat("sarvia", SeatSetup())
    game.close()
    game = Game.resume(path)
    for seat in game.waiting:
        game.commit(seat, Orders())
    assert game.resolve().umpire.rulings == ()
    game.close()


def test_no_turn_comes_after_the_last(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    seeds = (play(Game.new(load(MINI), seed=seed), seed) for seed in range(20))
    seed = next(game.seed for game in seeds if game.turn == game.rules.last_turn)
    play(Game.new(load(MINI), seed=seed, save=path), seed).close()

    def go_on(header: dict[str, Any], records: list[Record]) -> None:
        state = records[-1].body["state"]
        state.pop("ending")
        turn = state["turn"] + 1
        add(records, "dawn", id="x", turn=turn, state={**state, "turn": turn}, account=[])

    with pytest.raises(GameError, match="comes next, if any"):
        GameLog.read(forge(tmp_path / "forged.toml", read(path), go_on))


def test_a_difference_is_told_by_its_path_and_both_values(honest: Contents, tmp_path: Path) -> None:
    def change(header: dict[str, Any], records: list[Record]) -> None:
        account = body(records, "resolution")["account"]
        at = next(i for i, e in enumerate(account) if e["is"] == "move")
        account[at]["roll"] += 1
        account.append(account[at])
        paths.extend([f"account[{at}].roll", f"account[{len(account) - 1}]"])

    paths: list[str] = []
    log = GameLog.read(forge(tmp_path / "forged.toml", honest, change))
    found = log.verify()
    assert [d.where for d in found] == paths
    assert {d.turn for d in found} == {1}
    roll = int(found[0].computed)
    assert str(found[0]) == f"turn 1, {paths[0]}: the save has {roll + 1}, the rules give {roll}"
    assert found[1].computed == "nothing"
