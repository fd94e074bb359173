"""Real processes: one is killed at any moment, two want the same game, one looks on while another writes."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.bounds import LONG, figure
from tests.journal.disks import HEADER, small_game
from tests.posix import posix
from wargame.journal import Locked, create, open_journal, read

ROOT = Path(__file__).resolve().parents[2]

WRITER = """
import sys
from pathlib import Path
from wargame.journal import create, open_journal
from tests.journal.disks import HEADER, DeadlyDisk
path = Path(sys.argv[1])
disk = DeadlyDisk(int(sys.argv[2]))
journal = open_journal(path, disk=disk) if path.exists() else create(path, HEADER, disk=disk)
start = len(journal.records)
for i in range(start, start + int(sys.argv[3])):
    journal.append("order", {"id": f"o{i}", "turn": i, "text": "x" * (i * 37 % 900)})
    print(i, flush=True)
sys.stdin.read()
"""


def writer(path: Path, dies_at: int, orders: int) -> subprocess.Popen[str]:
    """Start a process that appends and prints the number of each order that was reported as saved."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(dies_at), str(orders)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_while_it_writes(tmp_path: Path) -> None:
    """The same game is killed again and again, each time a little later, and taken up again."""
    save = tmp_path / "game.toml"
    chance = random.Random(7)
    reported = 0
    for n in range(5 * LONG):
        if n % 20 == 0:
            save.unlink(missing_ok=True)  # a save holds so many records
        with writer(save, -1, 100_000) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(1, 40)):
                reported = int(process.stdout.readline())
            time.sleep(chance.random() / 500)
            process.kill()
            for line in process.stdout:
                reported = int(line) if line.endswith("\n") else reported
        contents = read(save)
        ids = [record.id for record in contents.records]
        assert ids == [f"o{i}" for i in range(len(ids))]
        assert len(ids) > reported
    assert reported > 5
    figure("kills of a writing program", 5 * LONG)


@posix
@pytest.mark.parametrize("at", [1, 2, 3, 5, 6, 7])
def test_killed_before_an_operation(tmp_path: Path, at: int) -> None:
    """Operations 0 to 3 make the file; each record takes four more."""
    save = tmp_path / "game.toml"
    with writer(save, at, 2) as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == -9
    reported = out.split()
    if at <= 1:
        assert save.read_bytes() == b""
        return
    with open_journal(save) as journal:
        found = [record.id for record in journal.records]
        assert found[: len(reported)] == [f"o{i}" for i in reported]
        journal.append("order", {"id": "o0", "turn": 0})
        assert [record.id for record in journal.records] == ["o0"]


def test_a_second_process_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 2)
    with writer(save, -1, 1) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "2\n"
        before = save.read_bytes()
        with pytest.raises(Locked, match="open in another wargame"):
            open_journal(save)
        assert len(read(save).records) == 3
        assert save.read_bytes() == before
        process.kill()
    with open_journal(save) as journal:  # the lock died with its holder
        assert len(journal.records) == 3


TAKES_TURNS = """
import sys
import time
from pathlib import Path
from wargame.journal import Locked, open_journal
from tests.journal.disks import QuickDisk
for i in range(int(sys.argv[3])):
    while True:
        try:
            journal = open_journal(Path(sys.argv[1]), disk=QuickDisk())
            break
        except Locked:
            time.sleep(0.002)
    journal.append("order", {"seat": sys.argv[2], "turn": i})
    journal.close()
"""


def test_many_processes_take_turns_and_no_lock_file_stays(tmp_path: Path) -> None:
    """The file of the lock is made and removed again and again while others want it: never are two let in."""
    save = tmp_path / "game.toml"
    small_game(save, 0)
    each, seats = 15 * min(LONG, 4), ["kim", "xi", "trump", "moon"]
    command = [sys.executable, "-c", TAKES_TURNS, str(save)]
    writers = [subprocess.Popen([*command, seat, str(each)], cwd=ROOT) for seat in seats]
    assert [process.wait(120) for process in writers] == [0] * len(seats)
    records = read(save).records
    assert len(records) == each * len(seats)
    for seat in seats:
        assert [r.body["turn"] for r in records if r.body["seat"] == seat] == list(range(each))
    assert [path.name for path in tmp_path.iterdir()] == ["game.toml"]


def test_a_lock_file_that_a_killed_program_left_is_in_nobodys_way(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with writer(save, 6, 2) as process:
        process.communicate(timeout=60)
    assert (tmp_path / "game.toml.lock").exists()
    open_journal(save).close()
    assert [path.name for path in tmp_path.iterdir()] == ["game.toml"]


def test_a_lock_file_that_somebody_deleted_is_not_removed_for_another(tmp_path: Path) -> None:
    save, lock = tmp_path / "game.toml", tmp_path / "game.toml.lock"
    with create(save, HEADER):
        lock.unlink()
        other = open_journal(save)
    assert lock.exists()
    other.close()
    assert not lock.exists()


def test_a_reader_beside_a_writer_sees_whole_records_and_touches_nothing(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER) as journal:

        def write() -> None:
            for i in range(120):
                journal.append("order", {"turn": i, "text": "y" * (i * 53 % 3000)})

        thread = threading.Thread(target=write)
        thread.start()
        seen = [0]
        while thread.is_alive():
            seen.append(len(read(save).records))
        thread.join()
    assert seen == sorted(seen)
    assert len(read(save).records) == 120
    assert sorted(path.name for path in tmp_path.iterdir()) == ["game.toml"]


def test_many_threads_append_one_after_another(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER) as journal:
        threads = [
            threading.Thread(
                target=lambda seat: [journal.append("order", {"seat": seat, "turn": i}) for i in range(20)],
                args=(seat,),
            )
            for seat in ("kim", "xi", "trump")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    records = read(save).records
    assert [record.n for record in records] == list(range(1, 61))
    for seat in ("kim", "xi", "trump"):
        assert [r.body["turn"] for r in records if r.body["seat"] == seat] == list(range(20))
