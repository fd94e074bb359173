"""What lies on a desk is kept beside the save: whole, sealed to its seat, for this turn, until the commit."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from attrs import evolve

from tests.posix import posix
from tests.tui.games import fresh, mini
from wargame.rules.orders import Answer, Draft, Letter, Order, Orders, Promise
from wargame.session import Game, GameError
from wargame.session.drafts import Drafts, Sheet
from wargame.session.pace import Times

ROOT = Path(__file__).resolve().parents[2]
TEXT = "We open the gate in the second week, not before."
SHEET = Sheet(
    Orders(
        moves=(Order("hold_levels", (), ("It is time.",)),),
        letters=(Letter("sarvia", TEXT, Promise("hold_levels", True, 2)),),
        drafts=(Draft(("no_troops",), note="Ours."),),
        forecast=30,
        why="We bluff.",
    ),
    Orders(letters=(Letter("sarvia", TEXT + " And a word"),)),
    0,
)


@contextmanager
def at(game: Game, clock: float | None = None) -> Iterator[Drafts]:
    drafts = Drafts(game, lambda: Times(clock))
    yield drafts
    drafts.close()


@pytest.fixture
def game(tmp_path: Path) -> Iterator[Game]:
    with_save = fresh(save=tmp_path / "game.toml")
    yield with_save
    with_save.close()


def beside(game: Game) -> Path:
    assert game.path is not None
    return game.path.with_name("game.toml.draft")


def left_behind(game: Game, pin: str = "", sheet: Sheet = SHEET, clock: float | None = None) -> Path:
    with at(game, clock) as drafts:
        drafts.open("halden", pin)
        drafts.keep("halden", sheet)
    return beside(game)


def test_wrong_pins_are_not_forgotten_by_a_restart(game: Game) -> None:
    game.lock("halden", "2468")
    with at(game) as drafts:
        for _ in range(5):
            game.guesses.tried("halden", False)
        assert drafts.notices == ()
    game.close()
    assert game.path is not None
    again = Game.resume(game.path)
    with at(again) as drafts:
        with pytest.raises(GameError, match="Try again in 4 s"):
            again.unlocks("halden", "2468")
        assert drafts.notices == ("Before the program ended Halden's PIN was tried 5 times, wrongly.",)
    with at(again) as drafts:
        assert drafts.notices == (), "told once"
        assert again.guesses.wrong == {"halden": 5}
        again.guesses.tried("halden", False)
        again.tried(1, "halden")
    with at(again) as drafts:
        assert drafts.notices == (), "told as it was tried"
        again.guesses.tried("halden", True)
    assert not beside(again).exists()
    again.guesses.tried("halden", False)
    with at(again):
        again.lock("halden", "")
    with at(again) as drafts:
        assert (drafts.notices, again.guesses.wrong) == ((), {}), "its PIN is gone"
    again.close()


@pytest.mark.parametrize("pin", ["", "2468"])
def test_a_desk_is_found_again_as_it_was(pin: str, game: Game) -> None:
    left_behind(game, pin)
    with at(game) as drafts:
        assert drafts.sheet("halden") is None
        drafts.open("halden", pin)
        assert drafts.sheet("halden") == SHEET
        assert drafts.lost("halden") == ""
        assert drafts.notices == ()


@pytest.mark.parametrize("pin", ["", "2468"])
def test_the_file_shows_no_word_of_a_desk_nor_how_much_is_on_it(pin: str, game: Game) -> None:
    text = left_behind(game, pin).read_text()
    little = left_behind(game, pin, Sheet(Orders(why="x"))).read_text()
    for secret in ("gate", "sarvia", "hold_levels", "no_troops", "bluff"):
        assert secret not in text
    assert len(text) == len(little)


@posix
def test_only_its_owner_may_read_it_and_a_link_is_not_followed(game: Game, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("untouched")
    beside(game).with_name("game.toml.draft.new").symlink_to(other)
    path = left_behind(game)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert other.read_text() == "untouched"


def test_another_pin_opens_nothing_without_the_games_key_and_the_desk_says_so_once(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_behind(game, "2468")
    game.lock("halden", "2468")
    monkeypatch.setattr(Game, "own_key", None)  # on another computer
    for pin in ("2469", "1111"):
        with at(game) as drafts:
            drafts.open("halden", pin)
            assert drafts.sheet("halden") is None
            assert "can't be opened" in drafts.lost("halden")
            assert drafts.lost("halden") == ""
        left_behind(game, "2468")


def test_a_desk_that_nobody_opened_stays_sealed_while_others_write(game: Game) -> None:
    left_behind(game, "2468")
    with at(game) as drafts:
        drafts.open("sarvia")
        drafts.keep("sarvia", Sheet(Orders(why="mine")))
    with at(game) as drafts:
        drafts.open("halden", "2468")
        drafts.open("sarvia")
        assert drafts.sheet("halden") == SHEET
        assert drafts.sheet("sarvia") == Sheet(Orders(why="mine"))


def test_a_new_pin_seals_what_is_there_already(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    with at(game) as drafts:
        drafts.open("halden")
        drafts.keep("halden", SHEET)
        drafts.open("halden", "2468")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(Game, "own_key", None)
        with at(game) as drafts:
            drafts.open("halden", "1111")
            assert drafts.sheet("halden") is None
    left_behind(game, "2468")
    with at(game) as drafts:  # and one that is cleared unseals it for those who had it open
        drafts.open("halden", "2468")
        drafts.open("halden")
    with at(game) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") == SHEET


@pytest.mark.parametrize("hides", [False, True])
def test_a_pin_that_is_cleared_takes_nothing_with_it(hides: bool, tmp_path: Path) -> None:
    with closing(Game.new(mini(), save=tmp_path / "game.toml", hides=hides)) as game:
        game.lock("halden", "2468")
        left_behind(game, "2468")
        for _ in range(2):  # and where the program ends before anybody has opened it
            with at(game) as drafts:
                assert drafts.bound == frozenset()
                if "halden" in game.locked:
                    game.lock("halden", "", by="Ms. Beck")
        with at(game) as drafts:
            drafts.open("halden")
            assert (drafts.sheet("halden"), drafts.lost("halden")) == (SHEET, "")
        game.lock("halden", "1357")
        with at(game) as drafts:  # sealed under the new one alone
            drafts.open("halden")
            drafts.open("halden", "1357")
        with at(game) as drafts:
            drafts.open("halden", "1357")
            assert drafts.sheet("halden") == SHEET


def test_where_nobody_gives_the_pin_a_desk_stays_sealed_under_it(game: Game) -> None:
    game.lock("halden", "2468")
    left_behind(game, "2468")
    with at(game) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") == SHEET
        drafts.open("halden")
        drafts.keep("halden", Sheet(Orders(why="x")))
    with at(game) as drafts:
        drafts.open("halden", "2468")
        assert drafts.sheet("halden") == Sheet(Orders(why="x"))


def test_on_another_computer_only_its_pin_opens_a_desk(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    game.lock("halden", "2468")
    left_behind(game, "2468")
    monkeypatch.setenv("XDG_DATA_HOME", str(beside(game).parent / "elsewhere"))
    game.close()
    assert game.path is not None
    with closing(Game.resume(game.path)) as there, at(there) as drafts:
        assert drafts.bound == {"halden"}
        drafts.open("halden", "2468")
        assert drafts.sheet("halden") == SHEET
        assert drafts.bound == frozenset()


@pytest.mark.parametrize("pin", ["", "4711"])
def test_orders_laid_on_a_desk_that_nobody_has_opened_lie_there_when_it_is(pin: str, game: Game) -> None:
    with at(game) as drafts:
        drafts.next_turn()
        drafts.lay("halden", SHEET.orders)
        drafts.open("halden", pin)
        assert drafts.sheet("halden") == Sheet(SHEET.orders)
        drafts.lay("sarvia", SHEET.orders)
        drafts.next_turn()
        drafts.open("sarvia")
        assert drafts.sheet("sarvia") is None


@pytest.mark.parametrize("pin", ["", "2468"])
def test_where_a_turn_begins_anew_what_was_not_committed_stays(pin: str, game: Game) -> None:
    with at(game) as drafts:
        drafts.open("halden", pin)
        drafts.keep("halden", SHEET)
        game.rewind(1, "A fire alarm.")
        drafts.next_turn(same=True)
        assert drafts.sheet("halden") == SHEET
    with at(game) as drafts:
        drafts.open("halden", pin)
        assert drafts.sheet("halden") == SHEET


def test_it_is_gone_at_the_commit_and_at_the_end_of_the_turn(game: Game) -> None:
    with at(game, 200) as drafts:
        for seat in ("halden", "sarvia"):
            drafts.open(seat)
            drafts.keep(seat, SHEET if seat == "halden" else Sheet(Orders(why="x")))
        game.commit("halden", game.default("halden"))
        drafts.drop("halden")
    assert list(json.loads(beside(game).read_text())["desks"]) == ["sarvia"]
    with at(game) as drafts:
        for seat in ("sarvia", "commission"):
            game.commit(seat, game.default(seat))
        game.resolve()
        drafts.next_turn()
    assert not beside(game).exists()


def test_of_another_turn_or_game_it_is_left_out_and_told(game: Game, tmp_path: Path) -> None:
    path = left_behind(game)
    other = fresh(save=tmp_path / "other.toml", seed=8)
    path.rename(tmp_path / "other.toml.draft")
    with at(other) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") is None
        assert "another game or turn" in drafts.notices[0]
    other.close()
    left_behind(game)
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()
    with at(game) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") is None
        assert "another game or turn" in drafts.notices[0]
    game.rewind(1, "once more")
    with at(game) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") is None


def test_damaged_at_any_byte_it_is_left_out_and_told_and_never_taken_for_another(game: Game) -> None:
    path = left_behind(game, clock=100)
    whole = path.read_bytes()
    kept = [whole[:n] for n in range(0, len(whole), 97)]
    kept += [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(0, len(whole), 13)]
    kept += [b"[" * 100_000, b"null", b'{"kind": "wargame drafts", "format": 1}', b"\xff" * 50]
    for data in kept:
        path.write_bytes(data)
        drafts = Drafts(game)
        drafts.open("halden")
        found = drafts.sheet("halden")
        assert found in (None, SHEET)
        if found is None and b'"halden"' in data:
            assert drafts.notices or drafts.lost("halden")
        drafts.close()


@pytest.mark.parametrize(
    "orders",
    [
        Orders(moves=(Order("nowhere"),)),
        Orders(moves=(Order("mobilise"), Order("mobilise"), Order("mobilise"))),
        Orders(answers=(Answer("9-nobody", "sign"),)),
        Orders(letters=(Letter("halden", "to ourselves"),)),
    ],
)
def test_what_the_seat_could_not_have_written_is_left_out(orders: Orders, game: Game) -> None:
    left_behind(game, sheet=evolve(SHEET, orders=orders))
    with at(game) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") is None
        assert drafts.lost("halden")


def test_the_time_left_is_kept_without_a_word_on_a_desk(game: Game) -> None:
    with at(game, 171.6):
        pass
    with at(game) as drafts:
        assert drafts.times.left == 172
    with at(game) as drafts:
        assert drafts.times.left == 172  # until another clock runs
        game.commit("halden", game.default("halden"))
        for seat in game.waiting:
            game.commit(seat, game.default(seat))
        game.resolve()
        drafts.next_turn()
        assert drafts.times.left is None


def test_the_lesson_goes_on_where_a_game_was_broken_off_and_whatever_turn_it_is(game: Game) -> None:
    def lesson() -> Drafts:
        return Drafts(game, lambda: Times(100, 900, 200, "halden", 30))

    lesson().close()
    for seat in game.waiting:
        game.commit(seat, game.default(seat))
    game.resolve()  # and the program ends before it has kept anything of the next turn
    with at(game) as drafts:
        assert drafts.times == Times(lesson=900, before=200)
    kept = lesson()
    game.break_off()
    kept.close()
    with at(game) as drafts:
        assert drafts.times == Times(100, 900, 200, "halden", 30)


def test_nothing_to_keep_leaves_no_file(game: Game) -> None:
    with at(game) as drafts:
        drafts.open("halden")
        drafts.keep("halden", SHEET)
        drafts.keep("halden", Sheet())
    assert not beside(game).exists()
    with at(fresh()) as drafts:  # a game that isn't saved
        drafts.open("halden")
        assert drafts.keep("halden", SHEET) == ""


def test_it_follows_a_game_that_goes_on_elsewhere(game: Game, tmp_path: Path) -> None:
    with at(game) as drafts:
        drafts.open("halden")
        drafts.keep("halden", SHEET)
        game.save_copy(tmp_path / "copy.toml")
    assert not (tmp_path / "game.toml.draft").exists()
    assert (tmp_path / "copy.toml.draft").exists()


def test_a_disk_that_fails_is_told_and_tried_again(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    written = threading.Event()
    fails = True

    def sync(fd: int) -> None:
        if fails:
            written.set()
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("wargame.session.beside.DISK.sync", sync)
    drafts = Drafts(game)
    drafts.open("halden")
    drafts.keep("halden", SHEET)
    assert written.wait(20)
    ends = time.monotonic() + 20
    while not (told := drafts.keep("halden", SHEET)) and time.monotonic() < ends:
        time.sleep(0.01)  # the thread says so a moment later
    fails = False
    drafts.keep("halden", SHEET)
    drafts.close()
    assert "No space left" in told
    with at(game) as drafts:
        drafts.open("halden")
        assert drafts.sheet("halden") == SHEET


WRITER = """
import sys, time
from tests.tui.games import fresh
from wargame.session import Game
from wargame.session.drafts import Drafts, Sheet
from wargame.rules.orders import Orders
from pathlib import Path
game = Game.resume(Path(sys.argv[1]))
drafts = Drafts(game)
drafts.open("halden", "2468")
kept = drafts.sheet("halden")
print(kept.orders.why if kept else drafts.lost("halden") or "nothing", *drafts.notices, flush=True)
n = 0
while True:
    drafts.keep("halden", Sheet(Orders(why=f"word {(n := n + 1)} " + "x" * (n * 37 % 500))))
    time.sleep(0.0005)
"""


def test_killed_while_it_writes_it_is_whole_as_it_was_a_moment_before(tmp_path: Path) -> None:
    fresh(save=tmp_path / "game.toml").close()
    path, before = tmp_path / "game.toml.draft", b""
    for attempt in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "game.toml")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process:
            assert process.stdout is not None
            found = process.stdout.readline()
            ends = time.monotonic() + 20
            while (not path.exists() or path.read_bytes() == before) and time.monotonic() < ends:
                time.sleep(0.01)
            time.sleep(0.013 * attempt)
            process.kill()
        assert found.startswith("word" if attempt else "nothing"), found
        before = path.read_bytes()


def test_an_old_place_out_of_reach_is_no_trouble_once_the_new_one_has_it(
    game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = left_behind(game)
    unlink = Path.unlink

    def gone(path: Path, missing_ok: bool = False) -> None:
        if path == old:
            raise OSError(30, "Read-only file system")
        unlink(path, missing_ok)

    with at(game) as drafts:
        drafts.open("halden")
        monkeypatch.setattr(Path, "unlink", gone)
        (tmp_path / "new").mkdir()
        game.save_copy(tmp_path / "new" / "game.toml")
        assert drafts.keep("halden", SHEET) == ""
        drafts.close()
        assert drafts.keep("halden", SHEET) == ""
    assert (tmp_path / "new" / "game.toml.draft").exists()


def test_a_file_larger_than_any_of_ours_is_left_alone(game: Game) -> None:
    for size, found in ((2**20, SHEET), (2**20 + 1, None)):
        path = left_behind(game)
        path.write_bytes(path.read_bytes().ljust(size))
        with at(game) as drafts:
            drafts.open("halden")
            assert drafts.sheet("halden") == found
