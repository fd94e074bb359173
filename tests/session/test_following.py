"""Following a save that another process writes: what is new, never ahead of the table, never a secret."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve, fields, has

from tests.players import answered, asked, random_orders, to_the_bridge
from tests.session.secrets import MARKS, private, spoiled
from tests.tui.games import fresh, mini
from wargame import journal
from wargame.rules.orders import Injection, Order, Orders, Ruling
from wargame.session import Game, SeatSetup, Settings
from wargame.session.following import Follower, Seen
from wargame.session.live import LEAF, SUFFIX, Fight, LiveFile, Showing, Time, load
from wargame.session.log import GameLog
from wargame.session.places import SAMPLE, shipped_saves
from wargame.session.room import Room, markdown, ordered, table_names, written
from wargame.tui.ending import leaves
from wargame.tui.watch.room import table_lines
from wargame.tui.watch.words import head_line, page, seats_line, trouble_line, waits_line


def live_of(save: Path) -> Path:
    return save.with_name(save.name + SUFFIX)


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.01)


class Told:
    """A table that says what it shows, and a follower that has seen it."""

    def __init__(self, game: GameLog) -> None:
        assert game.path is not None
        self.game, self.follower = game, Follower(game.path)
        self.live = LiveFile(game)

    def show(self, phase: str, seat: str = "", item: int = 0) -> Seen:
        showing = Showing(phase, seat, item)
        self.live.show(showing)
        path = live_of(self.game.path or Path())
        until(
            lambda: (
                path.exists()
                and load(path).showing == showing
                and (phase == "press" or load(path).told == self.game.resolved)
            )
        )
        return self.look()

    def look(self) -> Seen:
        self.follower.look()
        return self.follower.seen()


@pytest.fixture
def save(tmp_path: Path) -> Path:
    return tmp_path / "x.toml"


def commit_all(game: Game, rng: Random) -> None:
    for seat in game.waiting:
        game.commit(seat, random_orders(game, rng, seat))
    answered(game, rng)


def test_a_commit_is_seen_and_what_was_ordered_is_not(save: Path) -> None:
    game = fresh(save=save)
    follower = Follower(save)
    assert follower.look()
    assert not follower.look()
    assert [place.committed for place in follower.stands.places] == [False] * 3
    game.commit("halden", Orders((Order("hold_levels"),), why="SECRET"))
    assert follower.look()
    stands = follower.stands
    assert [place.committed for place in stands.places] == [True, False, False]
    assert [seat.id for seat in stands.keeps] == ["sarvia", "commission"]
    assert stands.since == game.decisions[-1].at
    game.take_back("halden")
    assert follower.look()
    assert not any(place.committed for place in follower.stands.places)


def test_machines_are_not_waited_for_while_people_are(save: Path) -> None:
    Game.new(mini(), seed=7, save=save, seats={"halden": SeatSetup("ai", "random")})
    follower = Follower(save)
    follower.look()
    assert [seat.id for seat in follower.stands.keeps] == ["sarvia", "commission"]


@pytest.mark.parametrize("held", [True, False])
def test_a_line_of_the_class_has_room_for_clock_and_who_is_waited_for(save: Path, *, held: bool) -> None:
    settings = Settings(class_name="International Relations", group="Group 1")
    game = Game.new(mini(), seed=7, save=save, settings=settings)
    table = Told(game)
    stands = table.show("curtain", "halden").stands
    clock = Time("turn", 754.0, runs=False, held=held)
    since = datetime.now() - timedelta(minutes=101)
    for width in (76, 116):
        first = table_lines(evolve(stands, clock=clock, since=since), width).plain.split("\n")[0]
        assert ("clock stopped" if held else "12:34") in first
        assert "(101 min)" in first
        assert "Halden" in first
        assert "turn 1 of 4" in first
        assert first.startswith("Internation")


def test_a_game_without_dice_has_no_page_of_dice(save: Path) -> None:
    game = Game.new(mini(), seed=7, save=save, settings=Settings(dice="none"))
    table = Told(game)
    heads = set()
    for n in range(3):
        commit_all(game, Random(n))
        game.resolve()
        seen = table.show("dice", item=1)
        heads.add(page(seen, "table", 80).plain.split("\n")[0])
    assert "THE DICE" not in heads
    assert "WHAT CAME OF IT" in heads


def test_two_games_of_a_group_are_told_apart(tmp_path: Path) -> None:
    settings = Settings(class_name="302", group="Group 1")
    for name in ("302-group-1-bcdf", "302-group-1-ghjk"):
        Game.new(mini(), seed=7, save=tmp_path / f"{name}.toml", settings=settings)
    view = Room(tmp_path).look()
    assert view is not None
    assert sorted(table_names(view.tables).values()) == ["302 Group 1 (bcdf)", "302 Group 1 (ghjk)"]
    assert "| 302 Group 1 (bcdf) |" in "".join(markdown(view.tables, tmp_path))


def test_the_press_desks_headline_is_seen_though_the_paper_was_looked_at_before(save: Path) -> None:
    game = Game.new(mini(), seed=7, save=save, settings=Settings(press="Ada"))
    follower = Follower(save)
    follower.look()
    assert "PEACE" not in page(follower.seen(), "paper", 80).plain
    game.headline("PEACE AT LAST")
    assert follower.look()
    assert follower.stands.headline == "Press desk: PEACE AT LAST"
    assert "PEACE AT LAST" in page(follower.seen(), "paper", 80).plain


def test_new_records_are_read_and_no_old_ones(save: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    game = fresh(save=save)
    follower = Follower(save)
    follower.look()
    monkeypatch.setattr("wargame.journal.tail.load", lambda *_: pytest.fail("read from the beginning"))
    commit_all(game, Random(1))
    game.resolve()
    assert follower.look()
    assert follower.stands.told == 1


def test_nothing_is_told_before_the_table_tells_it(save: Path) -> None:
    game = fresh(save=save)
    table, rng = Told(game), Random(1)
    table.show("curtain", "halden")
    while not game.over:
        turn, before = game.turn, table.look()
        commit_all(game, rng)
        game.resolve()
        ahead = table.show("press")  # who writes over the paper has it before the others
        assert (ahead.stands.told, ahead.stands.turn) == (turn - 1, before.stands.turn)
        assert (ahead.public, ahead.reveal, ahead.stands.over) == (before.public, before.reveal, False)
        assert all(place.committed for place in ahead.stands.places)
        seen = table.show("news")
        assert seen.stands.told == turn
        assert seen.public is not None
        assert seen.public == game.public().undecided
    while game.guessing:
        assert table.show("guess", game.guessing[0]).end is None
        game.guess(game.guessing[0], {})
    told = game.end()
    for item in (1, 2, LEAF, LEAF + 1, LEAF + 2, LEAF + 3, 2 * LEAF + 1, 3 * LEAF + 1):
        end = table.show("end", item=item).end
        assert end is not None
        leaf, pieces = divmod(item, LEAF)
        turned = pieces if leaf == 1 else len(told.scores) * (leaf > 1)
        assert end.epilogue == (told.epilogue if leaf else told.epilogue[: pieces - 1])
        assert end.scores[:turned] == told.scores[:turned]
        assert not any(score.objectives or score.score for score in end.scores[turned:])
        assert len(end.brier) == turned
        assert bool(end.verdict.words) == (leaf > 1)
        assert bool(end.derole) == (leaf > 2)
    table.live.close()
    assert not live_of(save).exists()
    assert table.look().end == game.end()


def test_the_last_dice_are_thrown_at_the_table_first(save: Path) -> None:
    shutil.copy(shipped_saves() / SAMPLE, save)
    game = GameLog.read(save)
    table = Told(game)
    dice = [line for line in game.reveal(game.turn) if line.chance is not None]
    assert dice
    for item in range(2 * len(dice) + 1):
        seen = table.show("last dice", item=item)
        assert seen.end is None
        assert len(seen.reveal) == (item + 1) // 2
        for at, line in enumerate(seen.reveal):
            assert line == (
                dice[at] if item >= 2 * at + 2 else evolve(dice[at], odds=None, roll=None, sentence="")
            )
        assert seen.public == game.public().undecided != game.public()
    assert table.show("guess", "kim").public == game.public()


def test_the_end_is_the_leaf_that_the_table_has_in_hand(save: Path) -> None:
    shutil.copy(shipped_saves() / SAMPLE, save)
    game = GameLog.read(save)
    table, asked = Told(game), game.scenario.debrief.questions
    seen: list[str] = []
    for at, leaf in enumerate(leaves(game.end(), asked, thrown=True)):
        for told in range(1, leaf.count + 1):
            shown = page(table.show("end", item=LEAF * at + told), "table", 84).plain
            title, *lines = [line.strip() for line in shown.rstrip().splitlines()]
            assert title.casefold().startswith(leaf.title.casefold())
            assert lines == [line.plain.strip() for line in leaf.draw(told, 84)]
            seen.append(shown)
    tables = [shown for shown in seen if "hidden aim" in shown]
    assert len(tables) == len(game.end().scores)
    assert [", the best" in shown for shown in tables] == [*[False] * (len(tables) - 1), True]


def test_who_has_nobody_beside_it_is_waited_for(save: Path) -> None:
    table = Told(fresh(save=save, sarvia="closed", commission="closed"))
    line = waits_line(table.show("curtain", "halden").stands, 80).plain
    assert line.startswith("Waiting for ◆ Halden since ")


def test_a_game_that_was_left_before_its_end_was_told_keeps_it(save: Path) -> None:
    game = fresh(save=save)
    while not game.over:
        commit_all(game, Random(1))
        game.resolve()
    follower = Follower(save)
    follower.look()
    assert follower.stands.over
    assert follower.seen().end is None
    follower.tell_end()
    assert follower.look()
    assert follower.seen().end == game.end()


@pytest.mark.parametrize("odds", ["shown", "hidden"])
def test_an_exchange_is_seen_while_it_is_fought_though_its_orders_are_sealed(save: Path, odds: Any) -> None:
    seats = {"halden": SeatSetup(), "sarvia": SeatSetup(), "commission": SeatSetup("closed")}
    game = to_the_bridge(Game.new(mini(), seed=7, save=save, seats=seats, settings=Settings(odds=odds)))
    follower = Follower(save)
    view = game.exchange
    assert view is not None
    table = Told(game)
    shown = Showing("exchange", asked(game), 0, Fight(view.id, tuple(move for move, _ in view.moves)))
    table.live.show(shown)
    until(lambda: live_of(save).exists())
    assert table.look().exchanges == (view,)
    game.answer(asked(game), "climb")
    assert table.look().exchanges == game.exchanges()
    table.live.close()
    follower.look()  # by the records alone one sees what was answered, not what was ordered
    (seen,) = follower.seen().exchanges
    assert (seen.moves, seen.lines) == ((), game.exchanges()[0].lines)


def test_whatever_becomes_of_the_file_is_said_and_what_was_seen_stays(save: Path, tmp_path: Path) -> None:
    game = fresh(save=save)
    commit_all(game, Random(1))
    game.resolve()
    follower = Follower(save)
    follower.look()
    whole, before = save.read_bytes(), follower.stands
    away = tmp_path / "away"

    def becomes(data: bytes) -> str:
        copy = tmp_path / "copy"
        copy.write_bytes(data)
        copy.replace(save)
        assert follower.look()
        assert follower.stands.told == before.told
        return follower.stands.trouble

    assert "only a part" in becomes(whole[:3000])
    assert becomes(whole) == ""
    assert "damaged" in becomes(whole.replace(b"resolution", b"Resolution"))
    assert becomes(whole) == ""
    assert "newer" in becomes(whole.replace(b"format = 1\n", b"format = 99\n"))
    assert "empty" in becomes(b"")
    assert becomes(whole) == ""
    save.rename(away)
    assert follower.look()
    assert "no such file" in follower.stands.trouble
    assert not follower.look()
    shutil.copy(away, save)
    assert follower.look()
    assert follower.stands.trouble == ""
    save.write_bytes(whole[:-20])  # in place, as some do; it may be a record that is being written
    assert follower.look()
    assert follower.stands.trouble == ""
    save.write_bytes(whole)
    follower.look()
    assert evolve(follower.stands, changed=0, since=None) == evolve(before, changed=0, since=None)


def test_another_game_in_its_place_is_followed_from_then_on(save: Path, tmp_path: Path) -> None:
    fresh(save=save)
    follower = Follower(save)
    follower.look()
    other = tmp_path / "other.toml"
    game = fresh(save=other, seed=9)
    game.commit("halden", Orders())
    shutil.copy(other, save)
    assert follower.look()
    assert follower.stands.places[0].committed


def test_a_table_that_gives_no_sign_is_told_and_one_of_another_game_is_not_believed(save: Path) -> None:
    game = fresh(save=save)
    table = Told(game)
    assert table.show("curtain", "halden").stands.table == "on"
    until(lambda: not table.live._due.is_set())
    table.live._over = True  # it was killed: the file stays
    past = time.time() - 100
    os.utime(live_of(save), (past, past))
    os.utime(save, (past, past))
    late = Follower(save)
    late.look()
    assert late.stands.table == "silent"
    assert late.stands.here is None
    assert not any(place.here for place in late.stands.places)
    assert "No sign of the table since" in trouble_line(late.stands)
    for data in (
        b"",
        b"{",
        b"[" * 10_000,
        b'{"kind": "wargame live", "format": 2}',
        live_of(save).read_bytes(),
    ):
        live_of(save).write_bytes(data.replace(game.id.encode(), b"another"))
        late = Follower(save)
        late.look()
        assert late.stands.table == "away"
        assert late.stands.begun


@pytest.mark.parametrize("when", [1e300, -1e300, 1e12, float("inf"), float("nan"), True, "1"])
def test_a_moment_that_no_clock_comes_to_is_not_believed(when: Any, save: Path) -> None:
    game = fresh(save=save)
    table = Told(game)
    table.show("curtain", "halden")
    path = live_of(save)
    said = json.loads(path.read_bytes())
    table.live.close()
    path.write_text(json.dumps({**said, "since": when}))
    follower = Follower(save)
    assert follower.look()
    assert (follower.stands.begun, follower.stands.phase) == (True, "")


def test_what_a_table_says_has_room_for_ids_counts_and_seconds_alone(save: Path) -> None:
    game = fresh(save=save)
    table = Told(game)
    table.show("desk", "halden")
    game.commit("halden", Orders((Order("hold_levels"),), why="SECRET"))
    table.show("curtain", "sarvia")
    known = {game.id, "wargame live", "curtain", "sarvia", ""}

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(one)

    assert {*strings(json.loads(live_of(save).read_bytes()))} <= known
    assert live_of(save).stat().st_mode == save.stat().st_mode


def frames(seen: Seen, width: int) -> Iterator[str]:
    """All that any screen draws of a game."""
    stands = seen.stands
    yield table_lines(stands, width).plain
    for line in (head_line, seats_line, waits_line):
        yield line(stands, width).plain
    for part in ("table", "paper", "map", "said"):
        yield page(seen, part, width).plain
    yield "\n".join(markdown([stands], Path("saves")))


def values(value: object) -> Iterator[object]:
    """All values in one, the numbers too."""
    yield value
    if has(type(value)):
        for one in fields(type(value)):
            yield from values(getattr(value, one.name))
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from values(one)


def test_a_secret_in_every_private_field_is_on_no_frame_of_a_whole_game(save: Path) -> None:
    """Record by record, with a table that says what it shows, and by the records alone."""
    seed = 1
    game = Game.new(
        spoiled(),
        seed=seed,
        save=save,
        seats={seat: SeatSetup("people", "", f"Team {seat}") for seat in spoiled().seats},
    )
    game.lock("halden", "47118153")
    table, rng, looks = Told(game), Random(seed), 0
    alone = save.with_name("alone.toml")
    bare = Follower(alone)

    def look(seen: Seen, over: bool = False) -> None:
        nonlocal looks
        alone.write_bytes(save.read_bytes())
        bare.look()
        for one in (seen, bare.seen()):
            for frame in frames(one, 118 if looks % 4 else 78):
                looks += 1
                told = [mark for mark in MARKS if mark in frame]
                assert not told or (over and told == ["AIM"]), frame
            held = [found for found in values(one) if isinstance(found, str)]
            assert over or not any(mark in found for found in held for mark in MARKS)

    while not game.over:
        look(table.show("news"))
        game.note("NOTE of the instructor")
        for seat in game.waiting:
            look(table.show("curtain", seat))
            table.show("desk", seat)
            game.commit(seat, private(game, seat))
            look(table.look())
        if not game.rules.openers or game.exchange is None:
            _umpire(game)
        while game.exchange:
            look(table.show("exchange", asked(game)))
            game.answer(asked(game), rng.choice(("hold", "climb", "back down")))
            look(table.look())
        game.resolve()
        look(table.look())
    look(table.show("news"))
    look(table.show("last dice", item=1))
    while game.guessing:
        game.guess(game.guessing[0], {})
    for item in (1, 2, LEAF, LEAF + 1, LEAF + 3, 2 * LEAF + 1, 3 * LEAF + 1):
        look(table.show("end", item=item), over=True)
    assert looks > 300
    there = save.read_text() + repr([game.debrief(turn) for turn in range(1, game.turn + 1)])
    there += repr([game.view(seat, 2) for seat in game.rules.seats])
    assert [mark for mark in MARKS if mark not in there] == ["47118153"]  # the save has its hash


def _umpire(game: Game) -> None:
    """He rules on an order, and tells one seat something now and another one later."""
    seat = next(seat for seat in game.rules.seats if (orders := game.pending(seat)) and orders.moves)
    game.rule(Ruling(seat, 0, "RULED so", grade="failure"))
    for turn in {0, (game.turn + 1) % 5}:
        game.inject(
            Injection(headline="TOLD one", text="TOLD alone", reason="RULED", to=("halden",), turn=turn)
        )


def test_a_room_has_the_saves_of_today_and_those_that_come_and_says_what_is_wrong(tmp_path: Path) -> None:
    room = Room(tmp_path / "room")
    view = room.look()
    assert view is not None
    assert "can't be read" in view.trouble
    room.folder.mkdir()
    games = [fresh(save=room.folder / f"{n}.toml", seed=n) for n in range(1, 4)]
    (room.folder / "class.toml").write_text("[roster]\n")
    shutil.copy(room.folder / "1.toml", room.folder / "old.toml")
    os.utime(room.folder / "old.toml", (1e9, 1e9))
    (room.folder / "half.toml").write_bytes((room.folder / "1.toml").read_bytes()[:3000])
    (room.folder / ".#1.toml").symlink_to("an.editors@lock")
    room.look_round()
    view = room.look()
    assert view is not None
    assert {one.file for one in view.tables} == {"1.toml", "2.toml", "3.toml", "half.toml"}
    assert (view.older, view.trouble) == (1, "")
    commit_all(games[1], Random(1))
    games[1].resolve()
    games[2].commit("halden", Orders())
    view = room.look()
    assert view is not None
    names = [one.file for one in ordered(view.tables, "behind")]
    assert names[-2:] == ["2.toml", "half.toml"]
    assert [one.file for one in ordered(view.tables, "name")] == ["1.toml", "2.toml", "3.toml", "half.toml"]
    path = written(view.tables, room.folder)
    text = path.read_text()
    assert text.count("\n| ") == 6
    bad = evolve(view.tables[0], class_name="\x1b[2J[x](y) |", headline="a\nb")
    assert "| \\[2J\\[x](y) \\| |" in markdown([bad], room.folder)[4]
    assert "wargame compare" in text
    room.all = True
    room.look_round()
    view = room.look()
    assert view is not None
    assert "old.toml" in {one.file for one in view.tables}
    shutil.rmtree(room.folder)
    room.look_round()
    view = room.look()
    assert view is not None
    assert view.trouble
    assert all(one.trouble for one in view.tables if one.begun)


def test_a_tail_never_takes_a_block_whose_seal_does_not_fit(save: Path) -> None:
    fresh(save=save)
    follower = Follower(save)
    follower.look()
    with save.open("ab") as file:
        file.write(b'\n[[record]]\nn = 2\nkind = "commit"\nturn = 1\nseat = "halden"\n')
    assert follower.look()
    assert follower.stands.trouble == ""
    with save.open("ab") as file:
        file.write(b'[record.seal]\nprev = "%s"\nhash = "%s"\n' % (b"0" * 64, b"1" * 64))
    assert follower.look()
    assert "damaged" in follower.stands.trouble
    assert not follower.stands.places[0].committed
    with pytest.raises(journal.Damaged):
        journal.read(save)
