"""Variations in a save: they leave the game as it is, go on from wherever the program stopped, and what a
stranger writes of them is told in a sentence."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bounds import LONG, bounded
from tests.players import play, random_orders
from wargame.analysis.changes import Change, die_for, die_of
from wargame.analysis.results import Budget, kept_results, results
from wargame.analysis.what_if import counterfactual
from wargame.analysis.work import course
from wargame.bots.runner import play_out
from wargame.debrief.text import account
from wargame.export import Export
from wargame.ids import EventId, SeatId
from wargame.journal import Contents, Journal, NotSaved, Record, read
from wargame.journal.format import header_block, own_seal, record_block
from wargame.rules.orders import Order, Orders
from wargame.scenario import load
from wargame.scenario.model import Scenario
from wargame.session import Game, GameError, GameLog, SeatSetup, replay
from wargame.session.places import SAMPLE
from wargame.session.progress import Progress
from wargame.session.replay import TOLD
from wargame.session.saves import look

MINI = Path(__file__).parent.parent / "scenarios" / "mini.toml"
MACHINES = dict.fromkeys(("halden", "sarvia", "commission"), SeatSetup("ai", "random"))
NOTHING = Change(2, {SeatId("sarvia"): Orders()})


@pytest.fixture
def over(mini: Scenario, tmp_path: Path) -> Path:
    """A game of people that was played to its end."""
    path = tmp_path / "over.toml"
    play(Game.new(mini, seed=5, save=path), 5).close()
    return path


def varied(path: Path) -> list[GameLog]:
    """The game in a save with two variations of it and one of the first of these, all played on."""
    game = Game.reopen(path)
    one = game.vary(2, name="Sarvia waits", change=NOTHING, seats=MACHINES)
    play_out(one)
    inside = one.vary(one.turn, name="Within", seats=MACHINES, comment="A\x1b [b]comment[/b]")
    play_out(inside)
    other = game.vary(1)  # by people: one turn of it
    play(other, 7, turns=1)
    game.close()
    return [game, one, inside, other]


def test_the_game_is_the_same_with_variations_and_without(over: Path) -> None:
    before, data, seen = GameLog.read(over), over.read_bytes(), look(over)
    games = varied(over)
    after = GameLog.read(over)
    assert over.read_bytes()[: len(data)] == data
    assert (after.turns, after.notices, after.verify()) == (before.turns, (), [])
    assert [*account(after)] == [*account(before)]
    assert look(over)._replace(changed=seen.changed) == seen
    tables = []
    for log in (before, after):
        export = Export()
        export.add(log, over.name)
        tables.append(export.archive())
    assert tables[0] == tables[1]
    about = [(one.number, one.parent, one.turn, one.name, one.comment) for one in after.variations]
    assert about[:2] == [(1, 0, 2, "Sarvia waits", ""), (2, 1, games[1].turn, "Within", "A [b]comment[/b]")]
    assert about[2][:3] == (3, 0, 1)
    for game, one in zip(games[1:], after.variations, strict=True):
        log = after.variation(one.name)
        assert (log.turns, log.setups, log.verify()) == (game.turns, game.setups, [])
        assert (
            log.turns[: one.turn - 1]
            == (after.variation(one.parent) if one.parent else after).turns[: one.turn - 1]
        )


@pytest.mark.parametrize("seed", range(4 * LONG))
def test_its_first_turn_is_that_of_the_same_change_reckoned(seed: int, mini: Scenario) -> None:
    rng = random.Random(seed)
    game = play(Game.new(mini, seed=seed), seed)
    for turn in range(1, len(game.adjudicated) + 1):
        opening = play(Game.again(game), seed, turns=turn - 1)
        seat = rng.choice(game.rules.seats)
        changes = [
            Change(turn),
            Change(turn, {seat: random_orders(opening, rng, seat)}),
            Change(
                turn, dice={die_of(game.rules, seat, 0): rng.randrange(100), die_for("event", "rumour"): 0}
            ),
            Change(turn, events={EventId("rumour"): rng.random() < 0.5}),
        ]
        for change in changes:
            expected = counterfactual(game, change)
            one = game.vary(turn, change=change, seats=MACHINES)
            if one.exchange is None:  # new ones are asked, and there reckoned
                one.resolve()
                assert one.turns[turn - 1] == expected.turns[0]
                if not one.over:
                    assert one.record.opening == expected.turns[1].opening
                assert one.verify() == []


def test_cut_anywhere_it_goes_on_to_the_same_end(over: Path, tmp_path: Path) -> None:
    start = over.stat().st_size
    games, path = varied(over), tmp_path / "cut.toml"
    data = over.read_bytes()
    seals = [found.end() for found in re.finditer(rb'hash = "\w{64}"\n', data) if found.end() >= start]
    for n, upto in enumerate(seals if LONG > 1 else seals[::3]):
        path.write_bytes(data[: upto + 40 * (n % 2)])  # at a record's end, and in the midst of the next one
        game = Game.reopen(path)
        assert game.turns == games[0].turns
        if about := game.variations[-1:]:
            one = game.variation(about[0].number)
            assert one.verify() == []
            if about[0].number < 3:
                play_out(one)
                assert one.turns == games[about[0].number].turns
        game.close()
        assert GameLog.read(path).verify() == []


def test_a_step_that_could_not_be_saved_is_done_again_also_elsewhere(
    over: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, left = Journal.append, ["variation", "variation commit", "variation resolution", "variation dawn"]

    def stumbling(self: Journal, kind: str, body: Any, **more: Any) -> Record:
        if kind in left:
            left.remove(kind)
            raise NotSaved("The disk is full.", self.path)
        return append(self, kind, body, **more)

    monkeypatch.setattr(Journal, "append", stumbling)
    game = Game.reopen(over)
    with pytest.raises(NotSaved):
        game.vary(2, name="Again", seats=MACHINES)
    assert game.variations == ()
    one = game.vary(2, name="Again", seats=MACHINES)
    while not one.over:
        try:
            play_out(one)
        except NotSaved:
            elsewhere = tmp_path / f"copy-{len(left)}.toml"
            one.save_copy(elsewhere)
            assert one.path == game.path == elsewhere
    game.close()
    assert not left
    assert GameLog.read(elsewhere).variation("again").turns == one.turns


def test_going_back_and_breaking_off_is_as_in_a_game_and_leaves_the_others_alone(over: Path) -> None:
    game = Game.reopen(over)
    one = game.vary(1, name="One", seats=MACHINES)
    play(one, 3, turns=2)
    inside = one.vary(2, name="Inside", seats=MACHINES)
    one.rewind(2, "Once more.")
    play(one, 4, turns=1)
    one.break_off()
    play_out(inside)
    game.rewind(1, "All anew.")
    assert game.resolved == 0
    play(game, 8)
    turns = (game.turns, one.turns, inside.turns)
    game.close()
    log = GameLog.read(over)
    again = [log, *(log.variation(n) for n in (1, 2))]
    assert tuple(each.turns for each in again) == turns
    assert [each.verify() for each in again] == [[], [], []]
    assert (again[1].broken, len(again[1].undone), again[2].broken) == (2, 1, 0)
    assert again[2].turns[0] == again[1].turns[0] != log.turns[0]


def test_what_can_not_be_varied_is_said_and_nothing_is_written(over: Path) -> None:
    game = Game.reopen(over)
    game.vary(1, name="One")
    data = over.read_bytes()
    late = len(game.turns) + 1
    closed = Orders((Order("seize_bridge"),))
    wrong: list[tuple[str, Callable[[], object]]] = [
        (f"no turn {late}", lambda: game.vary(late)),
        ("already", lambda: game.vary(1, name=" ONE ")),
        ("no seat", lambda: game.vary(1, anew=["nobody"])),
        ("another turn", lambda: game.vary(1, change=NOTHING)),
        ("decided again", lambda: game.vary(2, change=NOTHING, anew=["sarvia"])),
        ("no troops", lambda: game.vary(1, change=Change(1, {SeatId("sarvia"): closed}))),
        ("event", lambda: game.vary(1, change=Change(1, events={EventId("nothing"): True}))),
        ("0 to 99", lambda: game.vary(1, change=Change(1, dice={die_for("event", "rumour"): 100}))),
        ("There is no variation 'two'", lambda: game.variation("two")),
        ("no name", lambda: game.rename(1, " ")),
        (
            "has not been adjudicated",
            lambda: game.variation(1).vary(1, change=Change(1, {SeatId("sarvia"): Orders()})),
        ),
    ]
    for words, act in wrong:
        with pytest.raises(GameError, match=words):
            act()
    assert over.read_bytes() == data
    game.rename("one", "Uno", "Why\nnot?")
    game.close()
    log = GameLog.read(over)
    assert [(one.name, one.comment) for one in log.variations] == [("Uno", "Why\nnot?")]


def test_one_that_is_called_like_the_number_of_another_is_not_taken_for_it(
    whole: Contents, tmp_path: Path
) -> None:
    records = list(copy.deepcopy(whole.records))
    for n, record in enumerate(r for r in records if r.kind == "variation"):
        record.body["name"] = f"{n + 2}"
    second = [r for r in records if r.kind == "variation resolution" and r.body["variation"] == 3]
    second[0].body["state"]["tracks"]["tension"] ^= 1
    log = GameLog.read(forge(tmp_path / "forged.toml", whole, records))
    numbers = [one.number for one in log.variations]
    assert [log.variation(number).of for number in numbers] == [*log.variations]
    assert [bool(log.verify_variation(number)) for number in numbers] == [n == 3 for n in numbers]


def test_nothing_is_added_to_another_game_that_has_the_place_of_this_one_by_now(
    over: Path, mini: Scenario, tmp_path: Path
) -> None:
    log, other = GameLog.read(over), tmp_path / "other.toml"
    play(Game.new(mini, seed=6, save=other), 6).close()
    data = other.read_bytes()
    other.replace(over)
    with pytest.raises(GameError, match="another game"):
        Game.adding_to(log)
    assert over.read_bytes() == data
    Game.reopen(over).close()  # and it was let go of


def test_while_people_play_it_takes_the_code_and_tells_no_luck_to_come(
    mini: Scenario, tmp_path: Path
) -> None:
    path = tmp_path / "on.toml"
    game = play(Game.new(mini, seed=3, save=path, code="river"), 3, turns=1)
    game.commit("halden", game.default("halden"))
    with pytest.raises(GameError, match="code of the table"):
        game.vary(1)
    game.must_know("River")
    for turn in (1, 2):
        play_out(game.vary(turn, seats=MACHINES))
    assert game.committed == {"halden"}
    game.take_back("halden")
    play(game, 9)
    game.close()
    log = GameLog.read(path)
    assert log.verify() == []
    early, late = log.variation(1), log.variation(2)
    for turn in (1, 2):
        assert (early.dice(turn).seed == log.dice(turn).seed) is (turn == 1)
    assert late.dice(1).seed == log.dice(1).seed != late.dice(2).seed != log.dice(2).seed


def test_nothing_goes_on_where_a_save_is_opened_to_add_to_it(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "on.toml"
    game = Game.new(mini, seed=3, save=path, code="river")
    game.commit("halden", game.default("halden"))
    game.close()
    data = path.read_bytes()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another user"))
    Game.reopen(path, code="river").close()
    Game.reopen(path).close()
    with pytest.raises(GameError, match="not the code"):
        Game.reopen(path, code="sea")
    assert path.read_bytes() == data


def test_a_save_that_stays_as_it_is_gets_its_variations_in_a_copy(
    mini: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("wargame.session.places.shipped_saves", lambda: tmp_path)
    (tmp_path / "saves").mkdir()
    path = tmp_path / SAMPLE
    play(Game.new(mini, seed=5, save=path), 5).close()
    data, log = path.read_bytes(), GameLog.read(path)
    for name in ("one", "two"):
        game = Game.adding_to(log)
        play_out(game.vary(1, name=name, seats=MACHINES))
        log.adopt(game)
        game.close()
    assert path.read_bytes() == data
    (copy,) = (tmp_path / "saves").glob("*.toml")
    assert log.path is not None
    assert log.path.samefile(copy)
    assert [one.name for one in GameLog.read(copy).variations] == ["one", "two"]
    told = log.variation("two").remark("Here they should have talked.", turn=1)
    assert told == ""
    assert [note.text for note in GameLog.read(copy).variation("two").notes] == [
        "Here they should have talked."
    ]
    assert (log.notes, GameLog.read(copy).notes) == ((), ())


FORGED: dict[str, Callable[[list[Record]], object]] = {
    "a parent that comes later": lambda records: body(records, "variation").update(parent=3),
    "its own parent": lambda records: body(records, "variation").update(parent=1),
    "a number left out": lambda records: body(records, "variation").update(variation=2),
    "another sort of number": lambda records: body(records, "variation").update(variation="1"),
    "no seats": lambda records: body(records, "variation").update(seats=[]),
    "a turn that there is not": lambda records: body(records, "variation").update(turn=77),
    "a seat that there is not": lambda records: body(records, "variation")["seats"][0].update(seat="moon"),
    "a die that there is not": lambda records: body(records, "variation").update(
        dice=[{"shows": 5, "seat": "moon"}]
    ),
    "no such variation": lambda records: body(records, "variation commit").update(variation=9),
    "a list for a variation": lambda records: body(records, "variation commit").update(variation=[1]),
    "no orders": lambda records: body(records, "variation commit").pop("seat"),
    "a branch within": lambda records: records.append(
        Record(0, "variation branch", {"variation": 1, "turn": 1, "parent": "x", "salt": "y"}, "")
    ),
    "a variation within": lambda records: records.append(
        Record(0, "variation variation", {**body(records, "variation"), "id": "v"}, "")
    ),
    "a kind of tomorrow": lambda records: records.append(
        Record(0, "variation vote", {"variation": 1, "turn": 1}, "")
    ),
}


def forge(path: Path, contents: Contents, records: list[Record]) -> Path:
    """A save with these records, sealed as if nothing were wrong."""
    data, _ = header_block(contents.header)
    seal = own_seal(data)
    for n, record in enumerate(records, 1):
        block, made = record_block(n, record.kind, record.body, seal)
        data, seal = data + block, made.seal
    path.write_bytes(data)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """What a save with variations holds."""
    path = tmp_path_factory.mktemp("whole") / "whole.toml"
    play(Game.new(load(MINI), seed=5, save=path), 5).close()
    varied(path)
    return read(path)


def body(records: list[Record], kind: str) -> dict[str, Any]:
    return next(record.body for record in records if record.kind == kind)


@pytest.mark.parametrize("what", FORGED)
def test_a_strangers_variation_is_named_and_the_game_is_shown_all_the_same(
    what: str, whole: Contents, tmp_path: Path
) -> None:
    records = list(copy.deepcopy(whole.records))
    game = [record for record in records if not record.kind.startswith("variation")]
    FORGED[what](records)
    log = GameLog.read(forge(tmp_path / "forged.toml", whole, records))
    assert log.turns == GameLog.read(forge(tmp_path / "game.toml", whole, game)).turns
    assert log.verify() == []
    told = [*log.notices]
    for one in log.variations:
        try:
            variation = log.variation(one.number)
        except GameError as error:
            told.append(str(error))
        else:
            told += variation.notices
            assert variation.verify() == []
    assert told
    assert not any(word in line for line in told for word in ("Error", "NoneType", "__"))


def test_hundreds_of_variations_in_a_file_take_no_time(whole: Contents, tmp_path: Path) -> None:
    records = [record for record in whole.records if not record.kind.startswith("variation")]
    first = {**body(list(whole.records), "variation"), "turn": 1, "orders": []}
    for n in range(1, 301):  # each parts from the one before
        made = {**first, "id": f"{n}", "variation": n, "parent": n - 1}
        records.append(Record(0, "variation", made, ""))
    path = forge(tmp_path / "many.toml", whole, records)
    with bounded(6):
        log = GameLog.read(path)
        assert len(log.variations) == 99
        assert log.variation(99).turn == 1
    assert len(log.notices) == TOLD + 1
    assert "More records of this save are passed over" in log.notices[-1]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_variation_is_gone_through_once_however_many_part_from_it(
    backwards: bool, whole: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what it had come to for one is not what it comes to for another."""
    records = [record for record in whole.records if not record.kind.startswith("variation")]
    first = {**body(list(whole.records), "variation"), "turn": 1, "orders": [], "anew": ["halden"]}
    made = {n: {**first, "id": f"{n}", "variation": n, "parent": int(n > 1)} for n in range(1, 21)}
    for n in made:
        told = {"variation": 1, "turn": 1, "seat": "halden", "text": f"{n}"}
        records.append(Record(0, "variation", made[n], ""))
        records += [Record(0, "variation statement", told, "")] * 30
        records.append(Record(0, "variation statement", {**told, "variation": n, "text": "own"}, ""))
    log = GameLog.read(forge(tmp_path / "long.toml", whole, records))
    take = replay._take
    taken: list[int] = []

    def counted(progress: Progress, record: Record) -> None:
        taken.append(record.n)
        take(progress, record)

    monkeypatch.setattr(replay, "_take", counted)
    numbers = sorted(made, reverse=backwards)
    found = {n: log.variation(n) for n in numbers}
    assert [note.text for note in found[1].statements].count("20") == 30
    assert all([note.text for note in found[n].statements] == ["own"] for n in numbers if n > 1)
    if not backwards:
        assert len(taken) < 3 * 30 * len(made)


def test_what_was_changed_in_a_variation_is_found_there_alone(whole: Contents, tmp_path: Path) -> None:
    records = list(copy.deepcopy(whole.records))
    body(records, "variation resolution")["state"]["tracks"]["tension"] ^= 1
    log = GameLog.read(forge(tmp_path / "forged.toml", whole, records))
    assert log.verify() == []
    assert [bool(log.variation(number).verify()) for number in (1, 3)] == [True, False]


def test_a_variation_is_analysed_as_a_game_is_and_not_taken_for_it(over: Path) -> None:
    varied(over)
    game, again = GameLog.read(over), play(Game.again(GameLog.read(over)), 5)
    one, die = game.variation(1), die_of(game.rules, SeatId("halden"), 0)
    fell = [again.vary(1, change=Change(1, dice={die: roll}), seats=MACHINES) for roll in (0, 99)]
    for log in fell:
        log.resolve()
    assert len({course(log) for log in (game, one, *fell)}) == 4
    found = results(one, Budget(200, 20, 5))
    assert kept_results(one, Budget(200, 20, 5)) == found
    assert kept_results(game, Budget(200, 20, 5)) is None
    assert over.with_name(f"{over.name}.1.analysis").is_file()
    assert not over.with_name(f"{over.name}.analysis").exists()
