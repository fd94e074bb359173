"""Any change to what was written is noticed, named and left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.bounds import LONG, figure
from tests.journal.disks import QuickDisk, small_game
from wargame.journal import Contents, Damaged, JournalError, open_journal, read
from wargame.journal import format as text
from wargame.journal.errors import OtherVersion
from wargame.journal.reader import load

RECORDS = 10


@pytest.fixture
def save(tmp_path: Path) -> Path:
    path = tmp_path / "game.toml"
    small_game(path, RECORDS)
    return path


def sizes(save: Path) -> list[int]:
    """Where each block of a save ends."""
    data = save.read_bytes()
    ends: list[int] = []
    while seal := text.find_seal(data, ends[-1] if ends else 0, header=not ends):
        ends.append(seal.end)
    return ends


def test_no_flipped_bit_is_accepted(save: Path) -> None:
    """One bit of every byte, another for each neighbour: the reader refuses, or shows what comes before."""
    data, ends, whole = save.read_bytes(), sizes(save), read(save)
    refused = torn = 0
    flips = [(i, bit) for i in range(len(data)) for bit in (range(8) if LONG > 1 else [i * 5 % 8])]
    for i, bit in flips:
        flipped = bytearray(data)
        flipped[i] ^= 1 << bit
        try:
            contents = load(bytes(flipped), save).contents
        except JournalError:
            refused += 1
            continue
        torn += 1
        assert i >= ends[-2]  # only the end of a save can be taken for torn
        assert contents.torn == flipped[ends[-2] :]
        assert contents.records == whole.records[:-1]
    assert refused + torn == len(flips) > 2500
    assert torn < len(flips) // 125
    figure("flipped bits", len(flips))


def test_two_damaged_seals_are_no_torn_end(save: Path) -> None:
    data = save.read_bytes()
    ends = sizes(save)
    changed = data[: ends[-2] - 170] + b"?" * 20 + data[ends[-2] - 150 : -40]
    with pytest.raises(Damaged) as caught:
        load(changed, save)
    assert caught.value.record == RECORDS - 1


@pytest.mark.parametrize("record", range(1, RECORDS + 1))
def test_damage_is_named_and_left_alone(save: Path, record: int) -> None:
    data, ends = save.read_bytes(), sizes(save)
    start = ends[record - 1]
    at = data.index(b"turn = ", start) + len(b"turn = ")
    changed = data[:at] + b"7" + data[at + 1 :]
    if changed == data:
        changed = data[:at] + b"8" + data[at + 1 :]
    save.write_bytes(changed)
    os.utime(save, ns=(1, 1))
    for opens in (read, open_journal):
        with pytest.raises(Damaged) as caught:
            opens(save)
        assert caught.value.record == record
        assert changed.splitlines()[caught.value.line - 1] == b"[[record]]"
        assert f"record {record} (line {caught.value.line})" in str(caught.value)
        assert isinstance(caught.value.contents, Contents)
        assert len(caught.value.contents.records) == record - 1
    assert save.read_bytes() == changed
    assert save.stat().st_mtime_ns == 1
    assert not list(save.parent.glob("*.torn"))


def test_a_damaged_header(save: Path) -> None:
    save.write_bytes(save.read_bytes().replace(b"seed = 42", b"seed = 43"))
    with pytest.raises(Damaged, match=r"its header \(line 1\)") as caught:
        read(save)
    assert caught.value.record == 0
    assert caught.value.contents is None


def test_records_taken_out_doubled_or_swapped(save: Path) -> None:
    data, ends = save.read_bytes(), sizes(save)
    blocks = [data[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    for order, first in (([0, 1, 3, 4], 2), ([0, 1, 1, 2], 2), ([0, 2, 1, 3], 1), ([1, 2, 3], 0)):
        save.write_bytes(b"".join(blocks[i] for i in order))
        with pytest.raises(Damaged) as caught:
            read(save)
        assert caught.value.record == first


def test_a_changed_last_seal_is_damage_not_a_torn_end(save: Path) -> None:
    data = save.read_bytes()
    for at in range(len(data) - 174, len(data)):
        changed = bytearray(data)
        changed[at] = ord("#") if data[at] != ord("#") else ord("%")
        with pytest.raises(Damaged) as caught:
            load(bytes(changed), save)
        assert caught.value.record == RECORDS


def test_line_ends_changed_by_another_program(save: Path) -> None:
    data = save.read_bytes()
    for changed in (data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data):
        save.write_bytes(changed)
        with pytest.raises(Damaged, match="another program rewrote its line ends"):
            read(save)


def test_something_long_added_by_hand(save: Path) -> None:
    with save.open("ab") as file:
        file.write(b"# notes\n" * 300_000)
    with pytest.raises(Damaged, match="no seal closes it"):
        read(save)


def test_a_good_seal_on_bad_content(tmp_path: Path) -> None:
    """Seals tell accidents, not forgers: what a forger seals is still checked, and in little time."""
    save = tmp_path / "forged.toml"
    small_game(save, 0)
    base = save.read_bytes()
    deep = "a." * 100_000
    for content in (
        "\n[[record]]\nn = 2\nkind = 'order'\n\n",
        '\n[[record]]\nn = 1\nkind = "order"\n' + deep + "x = 1\n\n",
        '\n[[record]]\nn = 1\nkind = "order"\nx = { ' + deep + "x = 1 }\n\n",
        "\n[[record]]\nn = 1\nx = " + "[" * 5000 + "]" * 5000 + "\n\n",
        "\n[[record]]\nn = 1\nx = " + "1" * 5000 + "\n\n",
        '\n[[record]]\nn = 1\nkind = "order"\n[[record]]\nn = 2\nkind = "order"\n\n',
        '\n[other]\nn = 1\nkind = "order"\n\n',
        '\n[[record]]\nn = 2\nkind = "order"\n\n',
        '\n[[record]]\nn = true\nkind = "order"\n\n',
        '\n[[record]]\nn = 1\nkind = "Order!"\n\n',
        '\n[[record]]\nn = 1\nkind = "order"\nid = 3\n\n',
        '\n[[record]]\nn = 1\nkind = "order"\nx = nan\n\n',
        '\n[[record]]\nn = 1\nkind = "order"\n' + "x = 1\n" * 50_000 + "\n",
        '\n[[record]]\nn = 1\nkind = "order"\n' + '# "\n' + "\n",
    ):
        prev = text.own_seal(base)
        own = text.digest(prev, content.encode())
        forged = base + f'{content}[record.seal]\nprev = "{prev}"\nhash = "{own}"\n'.encode()
        with pytest.raises(Damaged) as caught:
            load(forged, save)
        assert caught.value.record == 1
        assert len(str(caught.value)) < 600


def test_two_records_of_one_id_are_damage(tmp_path: Path) -> None:
    """A record is saved once, whatever was tried again: who seals it twice did so by hand."""
    save = tmp_path / "forged.toml"
    small_game(save, 1)
    block, _ = text.record_block(2, "order", {"id": "o0", "turn": 0}, text.own_seal(save.read_bytes()))
    save.write_bytes(save.read_bytes() + block)
    with pytest.raises(Damaged, match="an earlier record has its id already") as caught:
        read(save)
    assert caught.value.record == 2


@pytest.mark.parametrize(("number", "word"), [(2, "newer"), (0, "older")])
def test_other_versions_say_which_and_show_what_they_can(tmp_path: Path, number: int, word: str) -> None:
    header = f'# Comment.\nformat = {number}\nkind = "wargame save"\nseed = 7\n\n'.encode()
    own = text.digest(text.NO_SEAL, header)
    block = header + f'[seal]\nprev = "{text.NO_SEAL}"\nhash = "{own}"\n'.encode()
    record, _ = text.record_block(1, "order", {"turn": 1}, own)
    save = tmp_path / "other.toml"
    save.write_bytes(block + record)
    for opens in (read, open_journal):
        with pytest.raises(OtherVersion, match=f"by an? {word} version") as caught:
            opens(save)
        assert (caught.value.found, caught.value.known) == (number, text.FORMAT)
        contents = caught.value.contents
        assert contents is not None
        assert contents.header == {"seed": 7}
        assert [r.body for r in contents.records] == [{"turn": 1}]
    save.write_bytes(header + b"sealed = 'another way'\n")
    with pytest.raises(OtherVersion) as caught:
        read(save)
    assert caught.value.contents is None
    assert not list(tmp_path.glob("*.lock"))


def test_damage_is_found_under_the_lock_too(save: Path) -> None:
    """Between the first look and the lock the last player may still have written."""
    data = save.read_bytes()

    class Late(QuickDisk):
        def open_append(self, path: Path) -> int:
            path.write_bytes(data.replace(b"turn = 3", b"turn = 4"))
            return super().open_append(path)

    with pytest.raises(Damaged):
        open_journal(save, disk=Late())
    open_again = save.read_bytes()
    assert b"turn = 3" not in open_again
    save.write_bytes(data)
    open_journal(save).close()  # and the lock was given back
