"""A disk that fails: nothing that was reported as saved is lost, and nothing is reported that may not be."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from pathlib import Path

import pytest

from tests.bounds import LONG, figure
from tests.journal.disks import HEADER, FaultyDisk, QuickDisk, document, play, small_game
from tests.posix import posix
from wargame.journal import Disk, JournalError, NotSaved, create, open_journal, read

ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def clean_run(save: Path, *, short: bool) -> FaultyDisk:
    """Play without faults; the disk returned knows how many operations that takes."""
    disk = FaultyDisk(short=short)
    assert play(save, disk) == (["o0", "o1", "o2"], [])
    return disk


def test_an_error_at_every_operation(tmp_path: Path) -> None:
    cases = 0
    for short in (False, True):
        operations = len(clean_run(tmp_path / f"{short}.toml", short=short).ops)
        for code in ERRORS:
            for at in range(operations):
                for forever in (False, True):
                    cases += 1
                    save = tmp_path / f"{cases}.toml"
                    saved, told = play(save, FaultyDisk(at, code, forever=forever, short=short))
                    if not save.exists():
                        assert saved == []
                        assert told
                        continue
                    if not saved and told and "cannot be made" in told[0]:
                        save.unlink()  # it could not even be removed; what there is must not look like a game
                        continue
                    found = [record.id for record in read(save).records]
                    assert found[: len(saved)] == saved  # nothing lost
                    assert len(found) <= len(saved) + 1  # at most the one that was not confirmed
                    with open_journal(save, disk=QuickDisk()) as journal:
                        for name in ("o0", "o1", "o2"):  # whoever is not sure appends again
                            journal.append("order", {"id": name, "turn": int(name[1])})
                    assert [record.id for record in read(save).records] == ["o0", "o1", "o2"]
                    assert len(saved) == 3 or told
                    for words in told:
                        assert re.search(r"NOT saved|cannot be made", words)
                        assert save.name in words
    assert cases >= 272
    figure("errors of the disk", cases)


def test_a_save_is_on_the_disk_before_it_is_reported(tmp_path: Path) -> None:
    disk = FaultyDisk()
    journal = create(tmp_path / "game.toml", HEADER, disk=disk)
    assert disk.ops == ["open_new", "write", "sync", "sync_folder"]  # the file, then its name
    disk.ops.clear()
    journal.append("order", {"turn": 1})
    assert disk.ops == ["holds", "write", "sync", "holds"]
    journal.close()
    disk.ops.clear()
    open_journal(tmp_path / "game.toml", disk=disk).close()
    assert disk.ops[-3:] == ["sync", "sync_folder", "close"]  # what was found is on the disk before it counts


def test_a_failed_sync_is_never_tried_again(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    disk = FaultyDisk()
    journal = create(save, HEADER, disk=disk)
    journal.append("order", {"id": "o0", "turn": 1})
    disk.at, disk.error, disk.only, disk.counted = 0, errno.EIO, "sync", 0
    disk.ops.clear()
    with pytest.raises(NotSaved, match="did not confirm") as caught:
        journal.append("order", {"id": "o1", "turn": 2})
    assert caught.value.dead
    assert journal.dead
    assert "The record before it is safe" in str(caught.value)
    assert "Save a copy to another folder" in str(caught.value)
    for _ in range(3):
        with pytest.raises(NotSaved, match="nothing more is written to this file"):
            journal.append("order", {"id": "o1", "turn": 2})
    assert disk.ops.count("sync") == disk.ops.count("write") == 1
    assert "truncate" not in disk.ops
    assert journal.append("order", {"id": "o0", "turn": 1}).n == 1  # that one is on the disk

    with journal.copy_to(tmp_path / "copy.toml") as copy:
        journal.close()
        assert not copy.dead
        assert [record.id for record in copy.records] == ["o0"]
        assert copy.append("order", {"id": "o1", "turn": 2}).n == 2
    assert [record.id for record in read(tmp_path / "copy.toml").records] == ["o0", "o1"]
    # The record whose sync failed may be there all the same; appending it again does not double it.
    with open_journal(save) as again:
        assert again.append("order", {"id": "o1", "turn": 2}).n == 2
    assert [record.id for record in read(save).records] == ["o0", "o1"]


def test_a_full_disk_may_be_tried_again(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    disk = FaultyDisk()
    with create(save, HEADER, disk=disk) as journal:
        journal.append("order", {"id": "o0", "turn": 1})
        size = save.stat().st_size
        disk.at, disk.error, disk.only, disk.counted, disk.short = 0, errno.ENOSPC, "write", 0, True
        with pytest.raises(NotSaved, match="the disk is full") as caught:
            journal.append("order", {"id": "o1", "turn": 2})
        assert not caught.value.dead
        assert save.stat().st_size == size
        assert journal.append("order", {"id": "o1", "turn": 2}).n == 2
    assert len(read(save).records) == 2


def test_a_write_that_the_system_cuts_short(tmp_path: Path) -> None:
    """Not a pretended fault: the system takes 100 bytes of the record and refuses the rest."""
    resource = pytest.importorskip("resource")
    save = tmp_path / "game.toml"
    with create(save, HEADER) as journal:
        journal.append("order", {"id": "o0", "turn": 1})
        size = save.stat().st_size
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
        try:
            with pytest.raises(NotSaved, match="cannot hold so large a file") as caught:
                journal.append("order", {"id": "o1", "turn": 2})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert not caught.value.dead
        assert save.stat().st_size == size
        assert journal.append("order", {"id": "o1", "turn": 2}).n == 2
    assert len(read(save).records) == 2


def test_half_a_record_that_cannot_be_removed_ends_the_file(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    disk = FaultyDisk()
    with create(save, HEADER, disk=disk) as journal:
        journal.append("order", {"id": "o0", "turn": 1})
        disk.at, disk.error, disk.forever, disk.short = len(disk.ops) + 1, errno.EIO, True, True
        disk.counted = len(disk.ops)
        with pytest.raises(NotSaved) as caught:
            journal.append("order", {"id": "o1", "turn": 2})
        assert caught.value.dead
        disk.at = -1
        with pytest.raises(NotSaved, match="half a record stands at its end"):
            journal.append("order", {"id": "o2", "turn": 2})
        with journal.copy_to(tmp_path / "copy.toml") as copy:
            copy.append("order", {"id": "o1", "turn": 2})
    assert read(save).torn
    assert len(read(save).records) == 1
    assert len(read(tmp_path / "copy.toml").records) == 2


@posix
def test_a_copy_never_overwrites_and_needs_nothing_of_the_old_file(tmp_path: Path) -> None:
    save, copy = tmp_path / "game.toml", tmp_path / "copy.toml"
    with create(save, HEADER) as journal:
        journal.append("order", {"id": "o0", "turn": 1})
        copy.write_text("precious", encoding="utf-8")
        with pytest.raises(NotSaved, match="there already"):
            journal.copy_to(copy)
        assert copy.read_text(encoding="utf-8") == "precious"
        copy.unlink()
        data = save.read_bytes()
        save.unlink()
        with pytest.raises(NotSaved, match="cannot be found again") as caught:
            journal.append("order", {"id": "o1", "turn": 2})
        assert not caught.value.dead
        journal.copy_to(copy).close()
    assert copy.read_bytes() == data


@posix
def test_a_file_replaced_behind_our_back(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER) as journal:
        journal.append("order", {"id": "o0", "turn": 1})
        data = save.read_bytes()
        save.unlink()
        save.write_bytes(data)  # as an editor or a sync program does: same name, same bytes, another file
        with pytest.raises(NotSaved, match="another program") as caught:
            journal.append("order", {"id": "o1", "turn": 2})
        assert caught.value.dead
        assert len(journal.records) == 1
    assert save.read_bytes() == data


def test_a_file_somebody_added_to(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER) as journal:
        with save.open("ab") as file:
            file.write(b"# hello\n")
        with pytest.raises(NotSaved, match="replaced or changed") as caught:
            journal.append("order", {"turn": 1})
        assert not caught.value.dead
    assert save.read_bytes().endswith(b"# hello\n")


@pytest.mark.parametrize("at", [5, 0.5, -3])
def test_a_byte_changed_in_place_is_noticed_at_the_next_record(tmp_path: Path, at: float) -> None:
    """Nothing more is added to what can no longer be read; a copy carries on with every record."""
    save, copy = tmp_path / "game.toml", tmp_path / "copy.toml"
    with create(save, HEADER) as journal:
        journal.append("order", {"id": "o0", "turn": 1})
        data = save.read_bytes()
        i = round(len(data) * at) if 0 < at < 1 else int(at)
        with save.open("r+b") as file:
            file.seek(i, os.SEEK_SET if i >= 0 else os.SEEK_END)
            file.write(b"#")
        changed = save.read_bytes()
        assert len(changed) == len(data)
        assert changed != data
        with pytest.raises(NotSaved, match="another program has replaced or changed the file") as caught:
            journal.append("order", {"id": "o1", "turn": 2})
        assert "Save a copy to another folder or drive" in str(caught.value)
        assert save.read_bytes() == changed
        with journal.copy_to(copy) as other:
            assert other.append("order", {"id": "o1", "turn": 2}).n == 2
        save.write_bytes(data)  # put right again
        assert journal.append("order", {"id": "o1", "turn": 2}).n == 2
    assert [record.id for record in read(copy).records] == ["o0", "o1"]
    assert save.read_bytes() == copy.read_bytes()


def test_a_byte_changed_while_a_record_is_written_is_noticed(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"

    class Spoilt(QuickDisk):
        def sync(self, fd: int) -> None:
            with save.open("r+b") as file:
                file.seek(5)
                file.write(b"#")

    journal = create(save, HEADER, disk=QuickDisk())
    journal._disk = Spoilt()
    with journal, pytest.raises(NotSaved, match="another program") as caught:
        journal.append("order", {"turn": 1})
    assert caught.value.dead


def test_an_interrupted_write_ends_the_file(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"

    class Interrupted(QuickDisk):
        def write(self, fd: int, data: bytes) -> int:
            if b"[[record]]" in data:
                os.write(fd, data[:50])
                raise KeyboardInterrupt
            return os.write(fd, data)

    journal = create(save, HEADER, disk=Interrupted())
    with pytest.raises(KeyboardInterrupt):
        journal.append("order", {"turn": 1})
    with pytest.raises(NotSaved, match="saving was interrupted"):
        journal.append("order", {"turn": 1})
    journal.close()
    assert read(save).records == ()


def test_a_disk_that_writes_nothing_and_says_nothing(tmp_path: Path) -> None:
    class Silent(QuickDisk):
        def write(self, fd: int, data: bytes) -> int:
            return 0

    with pytest.raises(NotSaved, match="cannot be made"):
        create(tmp_path / "game.toml", HEADER, disk=Silent())
    assert not (tmp_path / "game.toml").exists()


def test_a_fault_while_a_torn_end_is_put_aside(tmp_path: Path) -> None:
    whole = tmp_path / "whole.toml"
    ends = small_game(whole, 3)
    data = whole.read_bytes()
    save = tmp_path / "game.toml"
    cases = refused = 0
    for cut in range(
        ends[2] + 2, len(data) - 1, max(1, 12 // LONG)
    ):  # before it an empty line, after it a whole record
        save.write_bytes(data[:cut])
        disk = FaultyDisk()
        open_journal(save, disk=disk).close()
        operations = len(disk.ops)
        for at in range(operations):
            for forever in (False, True):
                cases += 1
                remove_torn(tmp_path)
                save.write_bytes(data[:cut])
                try:
                    open_journal(save, disk=FaultyDisk(at, errno.EIO, forever=forever, short=True)).close()
                except JournalError:
                    refused += 1
                tails = {path.read_bytes() for path in tmp_path.glob("*.torn")}
                assert save.read_bytes() == data[:cut] or data[ends[2] : cut] in tails
                with open_journal(save, disk=QuickDisk()) as journal:
                    assert [record.id for record in journal.records] == ["o0", "o1"]
                    journal.append("order", {"id": "o2", "turn": 2, "moves": [{"move": "wait"}] * 2})
                assert save.read_bytes() == data
                assert data[ends[2] : cut] in {path.read_bytes() for path in tmp_path.glob("*.torn")}
    assert cases > 350
    figure("errors while a torn end is put aside", cases)
    assert refused > cases / 2


def remove_torn(folder: Path) -> None:
    for path in folder.glob("*.torn"):
        path.unlink()


def test_resubmission_returns_the_record_that_is_there(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER) as journal:
        first = journal.append("order", {"id": "kim-3", "turn": 3, "text": "first"})
        assert journal.append("order", {"id": "kim-3", "turn": 3, "text": "again"}) is first
        assert journal.append("order", {"turn": 3}).n == 2
        assert journal.append("order", {"turn": 3}).n == 3  # without an id nothing is the same
    with open_journal(save) as journal:
        assert journal.append("order", {"id": "kim-3", "turn": 3}) == first
    assert len(read(save).records) == 3


def test_a_save_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.journal.format.MAX_FILE", 2000)
    save = tmp_path / "game.toml"
    with create(save, HEADER, disk=QuickDisk()) as journal:
        while save.stat().st_size < 1700:
            journal.append("order", {"turn": 1})
        with pytest.raises(NotSaved, match="the save is full"):
            journal.append("order", {"turn": 2, "text": "x" * 300})
        count = len(journal.records)
    assert len(read(save).records) == count > 2


def test_a_closed_journal_writes_no_more(tmp_path: Path) -> None:
    journal = create(tmp_path / "game.toml", HEADER)
    journal.close()
    journal.close()
    with pytest.raises(NotSaved, match="is closed"):
        journal.append("order", {"turn": 1})


def test_the_whole_file_is_good_toml_after_each_append(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    with create(save, HEADER, disk=QuickDisk()) as journal:
        for i in range(10):
            journal.append(
                "end", {} if i % 2 else {"moves": [{"a": 1}], "deep": {"list": [{"b": [{"c": 2}]}]}}
            )
            whole = tomllib.loads(save.read_text(encoding="utf-8"))
            assert whole == document(read(save), whole)
            assert len(whole["record"]) == i + 1


def test_the_real_disk_is_the_default() -> None:
    from wargame.journal.disk import DISK

    assert type(DISK) is Disk
