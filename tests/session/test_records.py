"""Records: what stands in a save is exactly what the classes of records say, and back."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.players import MACHINES, play
from wargame.ids import EventId, SeatId
from wargame.journal import Record, read
from wargame.journal.format import NO_SEAL, record_block
from wargame.rules.changes import Change, die_for
from wargame.rules.compiled import Rules
from wargame.rules.orders import Draft, Injection, Letter, Order, Orders, Promise, Push, Ruling, Stance
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, Note, SeatSetup, Settings
from wargame.session.records import KINDS
from wargame.session.records.base import GameRecord
from wargame.session.records.notes import BookmarkRecord, NoteRecord, StatementRecord
from wargame.session.records.opened import Opened
from wargame.session.records.seats import CommitRecord, PinRecord, SeatRecord, TakeBackRecord
from wargame.session.records.turns import BranchRecord, RebindRecord, RewindRecord
from wargame.session.records.umpire import InjectRecord, RulingRecord
from wargame.session.sealing import Secrets

NOON = datetime(2020, 9, 7, 12, 0)


@pytest.fixture(scope="module")
def eventful(mini: Scenario, tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, ...]:
    """The records of a game with one of each kind."""
    folder = tmp_path_factory.mktemp("eventful")
    game = Game.new(
        mini,
        seed=3,
        save=folder / "a.toml",
        clock=lambda: NOON,
        seats={**MACHINES, "sarvia": SeatSetup("closed")},
        settings=Settings(press="Ada", analyst="Ben, Cy"),
    )
    game.headline("A quiet week")
    game.foresee(40)
    game.lock("halden", "4711")
    game.lock("halden", "")
    game.note("hi")
    game.inject(Injection("flood", reason="why"))
    game.commit("halden", Orders())
    game.take_back("halden")
    game.rule(Ruling("sarvia", 0, "kind", grade="success"))
    game.inject(
        Injection(headline="A cough", to=("halden",), turn=3, pushes=(Push("trust", -2),), clears=("survey",))
    )
    game.withdraw(2)
    game.set_umpire(True)
    for seat in game.waiting:
        game.commit(seat, Orders())
    game.resolve()
    game.break_off()
    game.go_on()
    game.reseat("sarvia", SeatSetup("people", team="B"))
    game.change_people("sarvia", "Dee, Eve", "C")
    game.change_observers("", "Fay")
    game.bookmark("here")
    game.declare("halden", "So be it.")
    game.tell("Ten minutes.")
    game.tried(3, "sarvia")
    game.rewind(2, "once more")
    game.close()
    Game.branch(folder / "a.toml", turn=2, save=folder / "b.toml", salt="s", clock=lambda: NOON).close()
    game = Game.new(mini, seed=3, save=folder / "c.toml", clock=lambda: NOON, seats=MACHINES)
    for turn, move in enumerate(("patrol", "seize_bridge"), 1):
        for seat in game.waiting:
            game.commit(seat, Orders((Order(move),)) if seat == "sarvia" else Orders())
        if turn == 1:
            game.resolve()
    game.answer("halden", "hold", by="Ms Hale")
    game.close()
    answer = read(folder / "c.toml").records[-1]
    game = play(Game.new(mini, seed=3, save=folder / "d.toml", clock=lambda: NOON, hides=False), 3)
    game.guess("halden", {"sarvia": "face"})
    die, event = {die_for("event", "rumour"): 7}, {EventId("melt"): False}
    change = Change(2, {SeatId("sarvia"): Orders()}, (), None, die, event)
    game.vary(2, change=change, seats=MACHINES, salt="s", name="Or")
    game.rename(1, "Or else", "Why?")
    game.close()
    *_, guess, variation, renamed = read(folder / "d.toml").records
    branch = read(folder / "b.toml").records[-1]
    return (*read(folder / "a.toml").records, answer, branch, guess, variation, renamed)


@pytest.fixture(scope="module")
def hidden(mini: Scenario, tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, ...]:
    """The records of a game that hides what people must not know, and goes on elsewhere."""
    folder = tmp_path_factory.mktemp("hidden")
    path = folder / "a.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "here"))
        game = play(Game.new(mini, seed=3, save=path, clock=lambda: NOON), 3, turns=1)
        game.rewind(1, "x")
        game.close()
        patch.setenv("XDG_DATA_HOME", str(folder / "elsewhere"))
        Game.resume(path, anew=True, clock=lambda: NOON).close()
        Game.branch(path, turn=1, save=folder / "b.toml", clock=lambda: NOON).close()
    return (*read(path).records, read(folder / "b.toml").records[-1])


def test_each_kind_is_read_and_written_back(
    rules: Rules, eventful: tuple[Record, ...], hidden: tuple[Record, ...]
) -> None:
    assert {record.kind for record in (*eventful, *hidden)} == set(KINDS)
    for record in (*eventful, *hidden):
        assert KINDS[record.kind].read(rules, record.body).document(rules) == record.body


def test_what_stands_in_a_save(eventful: tuple[Record, ...]) -> None:
    """Saves are read for years: a key that is another one here can't be read by an older program."""
    bodies: dict[str, dict[str, Any]] = {}
    for record in eventful:
        bodies.setdefault(record.kind, record.body)
    assert list(bodies["dawn"]) == ["id", "turn", "state", "account"]
    assert list(bodies["resolution"]) == ["id", "turn", "defaults", "state", "account"]
    assert set(bodies["end"]) == {"id", "turn", "state", "account", "at"}
    assert bodies["pin"].pop("pin").startswith("pbkdf2-sha256:")
    short = {kind: body for kind, body in bodies.items() if kind not in ("dawn", "resolution", "end")}
    assert short == {
        "pin": {"turn": 1, "seat": "halden", "at": NOON},
        "note": {"turn": 1, "text": "hi", "seat": "", "at": NOON},
        "inject": {"id": "1-inject-1", "turn": 1, "inject": {"inject": "flood", "reason": "why"}},
        "withdrawal": {"turn": 1, "inject": 2},
        "umpire": {"turn": 1, "on": True, "at": NOON},
        "commit": {"id": "1-halden-1", "turn": 1, "seat": "halden", "at": NOON, "orders": {}},
        "takeback": {"turn": 1, "seat": "halden", "at": NOON},
        "ruling": {
            "turn": 1,
            "ruling": {"seat": "sarvia", "slot": 0, "reason": "kind", "grade": "success"},
        },
        "guess": {"turn": 4, "seat": "halden", "aims": [{"of": "sarvia", "aim": "face"}], "at": NOON},
        "message": {"turn": 2, "text": "Ten minutes.", "at": NOON},
        "tried": {"turn": 2, "times": 3, "seat": "sarvia", "at": NOON},
        "resume": {"id": "2-resume-1", "turn": 2, "at": NOON},
        "seat": {"turn": 2, "seat": "sarvia", "at": NOON, "setup": {"kind": "people", "team": "B"}},
        "bookmark": {"turn": 2, "text": "here", "seat": "", "at": NOON},
        "statement": {"turn": 2, "text": "So be it.", "seat": "halden", "at": NOON},
        "rewind": {"turn": 2, "reason": "once more", "at": NOON},
        "answer": {
            "id": "2-answer-1",
            "turn": 2,
            "exchange": "planks",
            "seat": "halden",
            "answer": "hold",
            "at": NOON,
            "by": "Ms Hale",
        },
        "branch": {"turn": 2, "parent": "mini-32148bd010ec", "salt": "s", "at": NOON},
        "variation": {
            "id": "variation-1",
            "turn": 2,
            "variation": 1,
            "name": "Or",
            "salt": "s",
            "seats": [
                {"seat": seat, "setup": {"kind": "ai", "policy": "random"}}
                for seat in ("halden", "sarvia", "commission")
            ],
            "orders": [{"seat": "sarvia", "orders": {}}],
            "replies": {},
            "dice": [{"shows": 7, "who": "event", "what": "rumour"}],
            "events": [{"event": "melt", "happens": False}],
            "at": NOON,
        },
        "headline": {"turn": 1, "text": "A quiet week", "at": NOON},
        "people": {"turn": 2, "seat": "sarvia", "at": NOON, "players": "Dee, Eve", "team": "C"},
        "observers": {"turn": 2, "analyst": "Fay", "at": NOON},
        "foreseen": {"turn": 1, "question": "will_patrol", "percent": 40, "at": NOON},
        "variation renamed": {"turn": 2, "variation": 1, "name": "Or else", "comment": "Why?", "at": NOON},
    }


def test_what_stands_in_a_save_that_hides(hidden: tuple[Record, ...]) -> None:
    keys: dict[str, set[str]] = {}
    for record in hidden:
        keys.setdefault(record.kind, set(record.body))
    assert keys == {
        "dawn": {"id", "turn", "dice", "state", "account"},
        "commit": {"id", "turn", "seat", "at", "bound", "sealed"},
        "resolution": {"id", "turn", "dice", "opened", "state", "account"},
        "rewind": {"turn", "reason", "at"},
        "rebind": {"turn", "secrets", "at"},
        "branch": {"turn", "parent", "secrets", "at"},
    }


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
COMMON: dict[str, Any] = {"id": TEXT, "turn": st.integers(1, 9)}
TIMED: dict[str, Any] = {**COMMON, "at": st.none() | st.datetimes()}
SEAT = st.sampled_from(("halden", "sarvia", "commission"))
OF_SEAT: dict[str, Any] = {**TIMED, "seat": SEAT}
MOVE = st.sampled_from(("patrol", "protest", "hold_levels"))
PROMISES = st.builds(Promise, MOVE, st.booleans(), st.integers(1, 4))
ORDERS = st.builds(
    Orders,
    moves=st.lists(st.builds(Order, MOVE, arguments=st.lists(TEXT).map(tuple)), max_size=2).map(tuple),
    letters=st.lists(st.builds(Letter, SEAT, TEXT, st.none() | PROMISES), max_size=2).map(tuple),
    drafts=st.lists(st.builds(Draft, st.just(("slow_fill",)), note=TEXT), max_size=2).map(tuple),
    stances=st.lists(st.builds(Stance, TEXT, st.sampled_from(("endorse", "disown"))), max_size=2).map(tuple),
    forecast=st.none() | st.integers(0, 100),
    defaulted=st.booleans(),
    why=TEXT,
)
SETUPS = st.builds(SeatSetup, st.sampled_from(("people", "ai", "closed")), TEXT, TEXT, TEXT)
RULINGS = st.builds(
    Ruling, SEAT, st.integers(0, 2), TEXT, st.lists(st.integers(0, 2)).map(tuple), shift=st.integers(-50, 50)
)
PUSHES = st.builds(Push, st.sampled_from(("trust", "tension")), st.integers(-8, 8))
INJECTS = st.builds(
    Injection,
    st.sampled_from(("", "flood")),
    TEXT,
    TEXT,
    TEXT,
    st.lists(PUSHES).map(tuple),
    to=st.lists(SEAT).map(tuple),
    clears=st.lists(st.just("survey")).map(tuple),
    turn=st.integers(0, 9),
)
WORDS: dict[str, Any] = {**TIMED, "text": TEXT, "seat": st.just("") | SEAT}
OPENED = st.lists(st.builds(Opened, SEAT, TEXT, ORDERS), max_size=2).map(tuple)
SECRETS = st.builds(Secrets, TEXT, st.lists(TEXT, max_size=2).map(tuple), TEXT, TEXT)
RECORDS = st.one_of(
    st.builds(CommitRecord, **OF_SEAT, orders=ORDERS),
    st.builds(CommitRecord, **OF_SEAT, bound=TEXT.filter(bool), sealed=TEXT),
    st.builds(TakeBackRecord, **OF_SEAT),
    st.builds(SeatRecord, **OF_SEAT, setup=SETUPS),
    st.builds(PinRecord, **OF_SEAT, pin=TEXT),
    st.builds(RulingRecord, **COMMON, ruling=RULINGS),
    st.builds(InjectRecord, **COMMON, inject=INJECTS),
    st.builds(RewindRecord, **TIMED, reason=TEXT, opened=OPENED),
    st.builds(BranchRecord, **TIMED, parent=TEXT, salt=TEXT, secrets=st.none() | SECRETS),
    st.builds(RebindRecord, **TIMED, secrets=SECRETS),
    st.builds(NoteRecord, **WORDS),
    st.builds(BookmarkRecord, **WORDS),
    st.builds(StatementRecord, **WORDS),
)


@given(RECORDS)
def test_any_record_comes_back_from_a_file(rules: Rules, record: GameRecord) -> None:
    _, kept = record_block(1, record.kind, record.document(rules), NO_SEAL)
    assert KINDS[kept.kind].read(rules, kept.body) == record


def test_words_for_later_are_cleaned_and_come_back(mini: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    game = Game.new(mini, seed=3, save=path)
    game.bookmark("here\x1b[31m", seat="halden")
    game.bookmark()
    game.declare("sarvia", "We keep\u202e the\npeace.")
    game.close()
    log = GameLog.read(path)
    assert log.bookmarks == (Note(1, "here[31m", "halden"), Note(1, ""))
    assert log.statements == (Note(1, "We keep the peace.", "sarvia"),)
    assert log.notices == ()


def test_a_statement_is_a_sentence_of_a_seat_in_play(mini: Scenario) -> None:
    game = Game.new(mini, seed=3, seats={"sarvia": SeatSetup("closed")})
    for seat, text, says in (
        ("nobody", "x", "no seat"),
        ("sarvia", "x", "closed"),
        ("halden", " \u200b", "needs words"),
    ):
        with pytest.raises(GameError, match=says):
            game.declare(seat, text)
    with pytest.raises(GameError, match="no turn 9"):
        game.bookmark("x", turn=9)
    assert game.statements == ()
    assert game.bookmarks == ()


def test_the_manual_lists_every_kind() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "saves.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z ]+)` \|", manual, re.MULTILINE)
    assert sorted(listed) == sorted(KINDS)
