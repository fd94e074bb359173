"""Files that are no saves, or lie where nothing can be written: a clear word, soon, and nothing touched."""

from __future__ import annotations

import errno
import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest

from tests.bounds import bounded
from tests.journal.disks import HEADER, FaultyDisk, QuickDisk, small_game
from tests.posix import posix
from wargame.journal import (
    BadValue,
    JournalError,
    Locked,
    NotAJournal,
    NotSaved,
    Unreadable,
    create,
    open_journal,
    read,
)
from wargame.journal import format as text
from wargame.journal.format import KIND


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    with bounded():
        yield


def refused(path: Path, kind: type[JournalError], words: str) -> None:
    """Reading and opening ``path`` must both be refused, and leave everything as it is."""
    before = sorted(path.parent.iterdir())
    for opens in (read, open_journal):
        with pytest.raises(kind, match=words) as caught:
            opens(path)
        assert type(caught.value) is kind
        assert path.name in str(caught.value)
        assert caught.value.path.name == path.name
        assert len(str(caught.value)) < 500
    assert sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b"hello\n", "do not say kind"),
        (b'title = "A scenario"\n[tracks.food]\n', "do not say kind"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (bytes(10_000), "not a text file"),
        (b"\xff\xfe\xfa" * 1000, "do not say kind"),
        (b"[" * 1_000_000, "do not say kind"),
        (b'kind = "wargame save"\n', "do not say kind|not a saved game"),
        (f'format = 1\nkind = "{KIND}"\n'.encode(), "only a part"),
        (f'format = 1\nkind = "{KIND}"\n'.encode() + b"a " * 1_000_000, "has no end"),
    ],
)
def test_no_save(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "thing.toml"
    path.write_bytes(data)
    refused(path, NotAJournal, words)
    assert path.read_bytes() == data


def test_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    path.touch()
    os.truncate(path, 40 * 1024**3)
    refused(path, NotAJournal, "not a text file")
    path.unlink()
    small_game(path, 1)
    os.truncate(path, 40 * 1024**3)
    refused(path, Unreadable, "at most 10,485,760")


def test_what_is_no_file(tmp_path: Path) -> None:
    refused(tmp_path / "missing.toml", Unreadable, "no such file")
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    refused(folder, Unreadable, "a folder|you have no permission")


@posix
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    refused(pipe, Unreadable, "no ordinary file")


def test_names_with_control_characters_are_shown_clean(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07\u202eb.toml"
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert str(caught.value).isprintable()


@posix
def test_a_link_is_read_but_not_written_through(tmp_path: Path) -> None:
    small_game(tmp_path / "game.toml", 1)
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "game.toml")
    assert len(read(link).records) == 1
    with pytest.raises(NotSaved, match="a link to another file"):
        open_journal(link)
    with pytest.raises(NotSaved, match="there already"):
        create(link, HEADER)


def test_a_second_name_is_told(tmp_path: Path) -> None:
    small_game(tmp_path / "game.toml", 1)
    os.link(tmp_path / "game.toml", tmp_path / "other.toml")
    with open_journal(tmp_path / "game.toml") as journal:
        assert "second name" in journal.notices[0]


@posix
def test_a_new_save_is_private_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    create(path, HEADER).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = path.read_bytes()
    with pytest.raises(NotSaved, match="there already"):
        create(path, {"other": 1})
    assert path.read_bytes() == data


def test_two_that_make_the_same_save_at_once(tmp_path: Path) -> None:
    """The other's file appears after the first look: the system itself refuses, and that file stays."""
    path = tmp_path / "game.toml"

    class Late(QuickDisk):
        def open_new(self, path: Path) -> int:
            path.write_bytes(b"theirs")
            return super().open_new(path)

    with pytest.raises(NotSaved, match="there already"):
        create(path, HEADER, disk=Late())
    assert path.read_bytes() == b"theirs"


@posix
def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    """Wherever it fails: the disk, the header, the name."""
    operations = FaultyDisk()
    create(tmp_path / "game.toml", HEADER, disk=operations).close()
    (tmp_path / "game.toml").unlink()
    for at in range(len(operations.ops) - 1):  # the last is the close
        with pytest.raises(NotSaved):
            create(tmp_path / "game.toml", HEADER, disk=FaultyDisk(at, errno.ENOSPC))
        assert not list(tmp_path.iterdir())
    with pytest.raises(BadValue):
        create(tmp_path / "game.toml", {"seed": None})
    with pytest.raises(NotSaved):
        create(tmp_path / ("é" * 126 + ".toml"), HEADER)
    assert not list(tmp_path.iterdir())


def test_no_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="no such folder"):
        create(tmp_path / "new" / "game.toml", HEADER)
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="too long"):
        create(tmp_path / ("a" * 300), HEADER)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_what_can_only_be_read_can_be_shown_but_not_played(tmp_path: Path, code: int) -> None:
    path = tmp_path / "game.toml"
    small_game(path, 2)
    data = path.read_bytes()
    path.write_bytes(data[:-30])  # torn, and still not touched

    class ReadOnly(FaultyDisk):
        def due(self, op: str) -> bool:
            return super().due(op) or op in {"open_append", "open_new", "write", "truncate", "remove", "sync"}

    disk = ReadOnly(error=code)
    contents = read(path, disk=disk)
    assert len(contents.records) == 1
    assert contents.torn
    assert set(disk.ops) == {"open_read", "status", "read", "close"}
    with pytest.raises(NotSaved, match="can still be shown") as caught:
        open_journal(path, disk=disk)
    assert caught.value.dead
    assert path.read_bytes() == data[:-30]
    with pytest.raises(NotSaved, match="cannot be made"):
        create(tmp_path / "new.toml", HEADER, disk=disk)
    open_journal(path).close()  # the lock was given back


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSYS])
def test_a_folder_that_takes_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    path = tmp_path / "game.toml"
    small_game(path, 1)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)
    for opens in (open_journal, lambda p: create(p.with_name("new.toml"), HEADER)):
        with pytest.raises(NotSaved, match=r"cannot be (played where it is|made)"):
            opens(path)
    assert len(read(path).records) == 1
    assert not (tmp_path / "new.toml").exists()


def test_a_folder_that_cannot_sync_names_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "not for folders")
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    create(tmp_path / "game.toml", HEADER).close()


def test_the_same_program_cannot_open_a_save_twice(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    with create(path, HEADER):
        with pytest.raises(Locked, match="open in another wargame"):
            open_journal(path)
        assert read(path).records == ()
    open_journal(path).close()


def test_adding_to_a_long_save_takes_no_more_memory_and_no_longer_look_than_to_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is compared with what must be in it, piece by piece; what fills it is counted on."""
    looked: list[int] = []
    of = text.Amount.of

    def look(data: bytes, records: int) -> text.Amount:
        looked.append(len(data))
        return of(data, records)

    with create(tmp_path / "save.toml", {"game": 1}) as save:
        for _ in range(3):
            save.append("note", {"text": "x" * 1_000_000})
        save.append("note", {"text": "what is in it moves, now and then, to where there is room to grow"})
        monkeypatch.setattr(text.Amount, "of", look)
        tracemalloc.start()
        save.append("note", {"text": "short"})
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert max(looked) < 1_000
    assert most < 500_000
    read(tmp_path / "save.toml")
