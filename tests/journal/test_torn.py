"""What is left of a save whose last record was not written to its end."""

from __future__ import annotations

import errno
import itertools
import re
import tomllib
from pathlib import Path

import pytest

from tests.bounds import figure
from tests.journal.disks import HEADER, FaultyDisk, QuickDisk, document, small_game
from wargame.journal import Damaged, JournalError, NotAJournal, create, open_journal, read
from wargame.journal.reader import load

RECORDS = 8
SECTOR = 512


def test_cut_at_every_byte_exactly_the_sealed_records_remain(tmp_path: Path) -> None:
    sizes = small_game(tmp_path / "whole.toml", RECORDS)
    data = (tmp_path / "whole.toml").read_bytes()
    whole = read(tmp_path / "whole.toml")
    save, torn, disk = tmp_path / "cut.toml", tmp_path / "cut.toml.torn", QuickDisk()
    cases = headless = 0
    for cut in range(len(data) + 1):
        cases += 1
        save.write_bytes(data[:cut])
        if cut < sizes[0] - 1:
            with pytest.raises(NotAJournal):
                open_journal(save, disk=disk)
            assert save.read_bytes() == data[:cut]
            headless += 1
            continue
        kept = sum(size - 1 <= cut for size in sizes[1:])  # a record may lack its last line end
        end = sizes[kept]
        shown = read(save)
        assert shown.records == whole.records[:kept]
        lost = data[end:cut].strip()  # a record begins with an empty line, which alone says nothing
        assert shown.torn == (data[end:cut] if lost else b"")
        assert bool(shown.notices) == bool(lost)
        assert save.stat().st_size == cut  # looking changes nothing
        with open_journal(save, disk=disk) as journal:
            assert journal.records == whole.records[:kept]
            assert bool(journal.notices) == bool(lost)
        assert save.read_bytes() == data[:end]
        assert torn.exists() == bool(lost)
        if torn.exists():
            assert torn.read_bytes() == data[end:cut]
            torn.unlink()
    assert cases == len(data) + 1 > 2000
    figure("cuts of a save", cases)
    assert headless == sizes[0] - 1


def test_a_game_goes_on_after_a_torn_end(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 3)
    save.write_bytes(save.read_bytes()[:-40])
    with open_journal(save) as journal:
        assert len(journal.records) == 2
        assert "game.toml.torn" in journal.notices[0]
        assert "2 records before it are complete" in journal.notices[0]
        assert journal.append("order", {"id": "o2", "turn": 2}).n == 3
    contents = read(save)
    assert [record.id for record in contents.records] == ["o0", "o1", "o2"]
    whole = tomllib.loads(save.read_text(encoding="utf-8"))
    assert whole == document(contents, whole)


def test_an_older_torn_end_is_not_overwritten(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 3)
    data = save.read_bytes()
    for cut in (10, 20, 30):
        save.write_bytes(data[:-cut])
        open_journal(save).close()
    kept = sorted(path.name for path in tmp_path.glob("*.torn"))
    assert kept == ["game.toml.2.torn", "game.toml.3.torn", "game.toml.torn"]
    assert len({path.stat().st_size for path in tmp_path.glob("*.torn")}) == 3


def test_sectors_that_never_reached_the_disk(tmp_path: Path) -> None:
    """A power cut during the last append: any of its sectors may be zero, and the file may end anywhere."""
    save, disk = tmp_path / "game.toml", QuickDisk()
    cases = 0
    for length in (40, 500, 1300, 1800):
        path = tmp_path / f"{length}.toml"
        with create(path, HEADER, disk=disk) as journal:
            journal.append("order", {"turn": 1})
            start = path.stat().st_size
            journal.append("letter", {"text": "x" * length})
        data = path.read_bytes()
        edges = [start, *range((start // SECTOR + 1) * SECTOR, len(data), SECTOR), len(data)]
        sectors = list(itertools.pairwise(edges))
        for lost in itertools.product((False, True), repeat=len(sectors)):
            torn = bytearray(data)
            for gone, (first, last) in zip(lost, sectors, strict=True):
                if gone:
                    torn[first:last] = bytes(last - first)
            for end in (*edges, len(data) - 1, start + 7):
                cases += 1
                save.write_bytes(torn[:end])
                intact = torn[:end].ljust(len(data), b"\n") == data
                with open_journal(save, disk=disk) as journal:
                    assert len(journal.records) == 1 + intact
                assert save.read_bytes() == data[: len(data) if intact else start]
                for aside in tmp_path.glob("*.torn"):
                    assert aside.read_bytes() == torn[start:end]
                    aside.unlink()
    assert cases > 100
    figure("sets of sectors that are lost", cases)


@pytest.mark.parametrize("length", [40, 700])
def test_a_zero_byte_that_no_power_cut_leaves_is_damage(tmp_path: Path, length: int) -> None:
    """Sectors are lost whole. Anything less was changed later: the record is not cut off, wherever it is, and
    whether its end is there or not."""
    save = tmp_path / "game.toml"
    with create(save, HEADER, disk=QuickDisk()) as journal:
        journal.append("order", {"turn": 1})
        start = save.stat().st_size
        journal.append("letter", {"text": "x y " * length})
    data = save.read_bytes()
    cases = 0
    for i in [*range(start, start + 60), *range(len(data) - 190, len(data), 2)]:
        for end in {len(data), len(data) - 1, i + 1}:
            alone = i in {start, i // SECTOR * SECTOR} and i + 1 in {end, (i // SECTOR + 1) * SECTOR}
            if i >= end or alone:  # all that a sector has of the record may be lost, be it a single byte
                continue
            cases += 1
            spoilt = data[:i] + b"\0" + data[i + 1 : end]
            with pytest.raises(Damaged, match="record 2") as caught:
                load(spoilt, save)
            assert caught.value.contents is not None
            assert len(caught.value.contents.records) == 1
    assert cases > 400
    figure("zero bytes", cases)
    save.write_bytes(data.replace(b" y", b"\0y", 1))
    before = save.read_bytes()
    with pytest.raises(Damaged):
        open_journal(save)
    assert save.read_bytes() == before
    assert not list(tmp_path.glob("*.torn"))


def test_zeros_after_the_end_are_torn_too(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 2)
    data = save.read_bytes()
    save.write_bytes(data + bytes(4096))
    assert len(read(save).records) == 2
    with open_journal(save) as journal:
        assert len(journal.records) == 2
    assert save.read_bytes() == data
    assert (tmp_path / "game.toml.torn").read_bytes() == bytes(4096)


def test_a_file_that_ends_in_its_header_may_have_been_a_whole_game(tmp_path: Path) -> None:
    """Half a copy looks like a save whose making was broken off, so nobody is told that nothing is lost."""
    save = tmp_path / "game.toml"
    header = small_game(save, 5)[0]
    data = save.read_bytes()
    for cut in (1, 20, 200, header // 2, header - 2):
        half = tmp_path / f"{cut}.toml"
        half.write_bytes(data[:cut])
        for opens in (read, open_journal):
            with pytest.raises(NotAJournal, match="only a part of a saved game") as caught:
                opens(half)
            words = str(caught.value)
            assert ("its 1 byte ends" if cut == 1 else f"its {cut:,} bytes end") in words
            assert "look for a whole one" in words
            assert not re.search("delete|nothing of it is lost|new game", words)
        assert half.read_bytes() == data[:cut]


def test_a_fault_while_the_last_line_end_is_added(tmp_path: Path) -> None:
    save, whole = tmp_path / "game.toml", tmp_path / "whole.toml"
    small_game(whole, 2)
    data = whole.read_bytes()
    save.write_bytes(data[:-1])
    disk = FaultyDisk()
    open_journal(save, disk=disk).close()
    assert disk.ops.index("write") < disk.ops.index("sync")  # it is on the disk before anything follows it
    refused = 0
    for at in range(len(disk.ops)):
        for forever in (False, True):
            save.write_bytes(data[:-1])
            try:
                open_journal(save, disk=FaultyDisk(at, errno.EIO, forever=forever)).close()
            except JournalError:
                refused += 1
            assert save.read_bytes() in (data, data[:-1])
            with open_journal(save) as journal:
                journal.append("order", {"id": "more", "turn": 9})
            assert [record.id for record in read(save).records] == ["o0", "o1", "more"]
    assert refused > len(disk.ops)


BLANKS = (
    b"",
    b"\n\n",
    b"\r\n",
    b"\r",
    b" ",
    b"\n\r\n",
    b"\n \n\t\n",
    b" \r\n\r\n",
    b"\n" * 100_000,
    b"\r\n" * 300_000,
)


@pytest.mark.parametrize("records", [0, 1, 3])
@pytest.mark.parametrize("blank", BLANKS, ids=lambda blank: f"{blank[:6]!r}-{len(blank)}")
def test_blank_space_after_the_last_seal(tmp_path: Path, blank: bytes, records: int) -> None:
    """An editor took the last line end away, rewrote it or added to it: every seal is right, no word of the
    game is lost, and what is added begins on a line of its own."""
    save, whole = tmp_path / "game.toml", tmp_path / "whole.toml"
    small_game(whole, records)
    data = whole.read_bytes()
    save.write_bytes(data[:-1] + blank)
    contents = read(save)
    assert contents == read(whole)
    assert (contents.torn, contents.notices) == (b"", ())
    assert save.read_bytes() == data[:-1] + blank  # looking changes nothing
    with open_journal(save) as journal:
        assert journal.records == contents.records
        assert journal.notices == ()
        assert save.read_bytes() == data
        journal.append("order", {"id": "more", "turn": 9})
    with open_journal(whole) as journal:
        journal.append("order", {"id": "more", "turn": 9})
    assert save.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("*.torn"))
    tomllib.loads(save.read_text(encoding="utf-8"))


def test_a_fault_while_blank_space_is_cut_off(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 2)
    data = save.read_bytes()
    spoilt = data[:-1] + b"\r\n\r\n"
    save.write_bytes(spoilt)
    disk = FaultyDisk()
    open_journal(save, disk=disk).close()
    assert disk.ops.index("truncate") < disk.ops.index("write") < disk.ops.index("sync")
    refused = 0
    for at in range(len(disk.ops)):
        save.write_bytes(spoilt)
        try:
            open_journal(save, disk=FaultyDisk(at, errno.EIO)).close()
        except JournalError:
            refused += 1
        assert save.read_bytes() in (spoilt, data[:-1], data)
        assert [record.id for record in read(save).records] == ["o0", "o1"]
    assert refused > len(disk.ops) // 2
    assert not list(tmp_path.glob("*.torn"))


def test_blank_space_inside_the_file_is_damage(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    end = small_game(save, 3)[2]
    data = save.read_bytes()
    for blank in (b"\r\n", b" \n", b"\n\n"):
        save.write_bytes(data[: end - 1] + blank + data[end:])
        with pytest.raises(Damaged):
            read(save)


def test_something_after_blank_space_is_torn(tmp_path: Path) -> None:
    """Its single byte is called so, too."""
    save = tmp_path / "game.toml"
    small_game(save, 2)
    data = save.read_bytes()
    for end, words in ((b"x", "1 byte of an unfinished record was moved"), (b"\n\n\n x", "5 bytes of")):
        save.write_bytes(data + end)
        assert read(save).torn == end
        with open_journal(save) as journal:
            assert words in journal.notices[0]
        assert save.read_bytes() == data


@pytest.mark.parametrize("end", [b"", *BLANKS[:6]])
def test_a_changed_last_seal_before_blank_space_is_damage(tmp_path: Path, end: bytes) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 3)
    data = save.read_bytes()
    for at in range(len(data) - 174, len(data) - 1):
        save.write_bytes(data[:at] + b"#" + data[at + 1 : -1] + end)
        with pytest.raises(Damaged, match="record 3"):
            read(save)


def test_a_wrong_seal_without_its_line_end_is_damage(tmp_path: Path) -> None:
    save = tmp_path / "game.toml"
    small_game(save, 3)
    data = save.read_bytes()
    for at in (-4, -90):  # in its hash, in its prev
        digit = b"0" if data[at : at + 1] != b"0" else b"1"
        save.write_bytes(data[:at] + digit + data[at + 1 : -1])
        with pytest.raises(Damaged, match="record 3"):
            read(save)
