"""Reading a save: which blocks are whole, what they say, and what to call the rest. Never writes or locks."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Collection, Iterable
from itertools import islice, pairwise
from pathlib import Path

from attrs import evolve

from wargame.journal import format as text
from wargame.journal.contents import Contents, Record
from wargame.journal.disk import DISK, Disk
from wargame.journal.errors import (
    Damaged,
    JournalError,
    NotAJournal,
    OtherVersion,
    Unreadable,
    complete,
    reason,
    shown,
    sized,
)
from wargame.values import frozen

_TOP = 4096
"""``format`` and ``kind`` stand in the first bytes of a save: a glance tells it from any other file."""

_FORMAT_LINE = re.compile(rb"^format = (\d{1,9})\r?$", re.MULTILINE)
_KIND_LINE = re.compile(rb'^kind = "wargame save"\r?$', re.MULTILINE)


@frozen
class Loaded:
    """A save as read. ``whole`` is how many bytes its sealed blocks take; what follows is torn or blank."""

    contents: Contents
    whole: int


def read(path: str | os.PathLike[str], *, disk: Disk = DISK) -> Contents:
    """Return what the save at ``path`` holds, without changing anything, also while another program plays it.

    A record that is not finished is left out, and told in ``notices``. Raises Unreadable, NotAJournal,
    Damaged or OtherVersion; where part of the save can be shown, it is the error's ``contents``.
    """
    file = Path(path)
    contents = load(fetch(file, disk), file).contents
    if not contents.torn:
        return contents
    size = len(contents.torn)
    end = "The last byte" if size == 1 else f"The last {size:,} bytes"
    notice = (
        f"{end} of {shown(file)} {'is' if size == 1 else 'are'} not a whole record: it is being written "
        f"just now, saving was cut short, or only a part of the file was copied. {complete(contents.records)}"
    )
    return evolve(contents, notices=(notice,))


def glance(path: str | os.PathLike[str], kinds: Collection[str], *, disk: Disk = DISK) -> Contents:
    """Return what ``read`` does, but of the records only the last whose kind is one of ``kinds``.

    Every seal is checked, so every change is found; what is not returned is not read. That takes little time
    even for a file that was made to take much. Raises as ``read`` does.
    """
    file = Path(path)
    return load(fetch(file, disk), file, kinds).contents


def fetch(path: Path, disk: Disk) -> bytes:
    """Return the bytes of the save at ``path``.

    Raises Unreadable, and NotAJournal for a large file that a glance shows to be no save.
    """
    try:
        fd = disk.open_read(path)
        try:
            return _bytes(path, disk, fd)
        finally:
            with contextlib.suppress(OSError):  # nothing was written
                disk.close(fd)
    except OSError as error:
        raise Unreadable(
            f"{shown(path)} cannot be read: {reason(error)}. Nothing was changed. "
            "Check the name and the drive, or choose another file.",
            path,
        ) from error


def load(data: bytes, path: Path, kinds: Collection[str] | None = None) -> Loaded:
    """Return the save whose bytes are ``data``; with ``kinds``, as ``glance`` does. ``path`` only serves to
    name it in errors.

    Raises Unreadable, NotAJournal, Damaged or OtherVersion.
    """
    version = _version(data, path)
    if version == text.FORMAT:
        return _Chain(data, path, kinds).follow()
    try:
        contents = _Chain(data, path, kinds).follow().contents
    except JournalError as error:
        raise OtherVersion(path, version, text.FORMAT, error.contents) from None
    raise OtherVersion(path, version, text.FORMAT, contents)


def _bytes(path: Path, disk: Disk, fd: int) -> bytes:
    status = disk.status(fd)
    if not stat.S_ISREG(status.st_mode):
        what = "a folder" if stat.S_ISDIR(status.st_mode) else "no ordinary file"
        raise Unreadable(f"{shown(path)} is {what}, not a saved game. Choose a file.", path)
    top = disk.read(fd, _TOP)
    if status.st_size > text.MAX_FILE:
        if _KIND_LINE.search(top) is None:
            raise _no_journal(top, path)
        raise Unreadable(
            f"{shown(path)} has {status.st_size:,} bytes; a saved game has at most {text.MAX_FILE:,}. "
            "Something else has written to it. Nothing was changed: take an undamaged copy of the file.",
            path,
        )
    return top + disk.read(fd, text.MAX_FILE - len(top))


def _version(data: bytes, path: Path) -> int:
    """Return the number of the format ``data`` is in."""
    top = data[:_TOP]
    number = _FORMAT_LINE.search(top)
    if number is None or _KIND_LINE.search(top) is None:
        if any(text.find_seal(data, 0, header=header) for header in (True, False)):
            raise Damaged(path, 0, 1, "its first lines were changed", None)
        raise _no_journal(data, path)
    if b"\r\n" in top.rstrip(text.BLANK) or top.startswith(b"\xef\xbb\xbf"):
        raise Damaged(path, 0, 1, "another program rewrote its line ends or its first bytes", None)
    return int(number[1])


def _no_journal(data: bytes, path: Path) -> NotAJournal:
    if not data:
        why = "it is empty"
    elif text.COMMENT.encode().startswith(data[: len(text.COMMENT)]):
        return _only_a_part(path, len(data))
    elif b"\0" in data[:_TOP]:
        why = "it is not a text file"
    else:
        why = 'its first lines do not say kind = "wargame save"'
    return NotAJournal(
        f"{shown(path)} is not a saved game: {why}. Nothing was changed. Choose another file.", path
    )


def _only_a_part(path: Path, size: int) -> NotAJournal:
    """What to say of ``size`` bytes that end inside the header.

    The header holds the scenario and may be more than half of a finished game's file, so this is as likely
    half a copy of a whole game as a file whose making was broken off: nothing in it tells which.
    """
    return NotAJournal(
        f"{shown(path)} holds only a part of a saved game: its {sized(size)} "
        f"{'ends' if size == 1 else 'end'} before the first turn, so there is nothing to show. If it was "
        "copied or downloaded, the copy is not complete: look for a whole one where it came from. If the "
        "program was stopped while it made this file, no turn had been played yet. Nothing was changed.",
        path,
    )


class _Chain:
    """The blocks of a save, from the first on, while the seal of each fits the one before."""

    def __init__(self, data: bytes, path: Path, kinds: Collection[str] | None) -> None:
        self._data = data
        self._path = path
        self._kinds = kinds
        self._ends = [0]
        self._seals = [text.NO_SEAL]

    def follow(self) -> Loaded:
        """Return what is whole and what is torn. Raises Unreadable, NotAJournal or Damaged."""
        wrong = self._walk()
        if not text.fits(self._data[: self._ends[-1]], max(len(self._ends) - 2, 0)):
            raise Unreadable(
                f"{shown(self._path)} holds more than a saved game does. Nothing was changed: take an "
                "undamaged copy of the file.",
                self._path,
            )
        contents = self._read()
        if wrong:
            raise self._damaged(len(self._ends) - 1, wrong, contents)
        if contents is None:
            raise self._headless()
        tail = self._data[self._ends[-1] :]
        return Loaded(evolve(contents, torn=tail if tail.strip(text.BLANK) else b""), self._ends[-1])

    def _walk(self) -> str:
        """Find the blocks, and return what is wrong with what follows them, or nothing."""
        while seal := text.find_seal(self._data, self._ends[-1], header=len(self._ends) == 1):
            content = self._data[self._ends[-1] : seal.start]
            fits = seal.prev == self._seals[-1]
            if not fits or seal.hash != text.digest(seal.prev, content):
                if fits and seal.end == len(self._data) and text.lost_sectors(content, self._ends[-1]):
                    break
                return "it was changed after it was written"
            self._seals.append(seal.hash)
            self._ends.append(seal.end)
        tail, headless = self._data[self._ends[-1] :], len(self._ends) == 1
        if b"\0" in tail:
            if not text.lost_sectors(tail, self._ends[-1]):
                return "it was changed after it was written"
        elif text.nearly_sealed(tail, self._seals[-1], header=headless):
            return "its seal was changed"
        more = len(tail) > text.MAX_RECORD or tail.count(text.RECORD) > 1  # than one append can leave
        if more and not headless and tail.strip(text.BLANK):
            return "no seal closes it, and what follows is more than one unfinished record"
        return ""

    def _read(self) -> Contents | None:
        """Return what the blocks say, or None where not even the header is whole. Raises Damaged."""
        blocks = [self._data[a:b] for a, b in pairwise(self._ends)]
        if not blocks:
            return None
        n, ids, records = 0, set[str](), list[Record]()
        try:
            version, header = text.read_header(blocks[0])
            for n in self._wanted(blocks):
                record = text.read_record(blocks[n], n)
                if record.id and record.id in ids:
                    raise ValueError("an earlier record has its id already")
                records.append(record)
                ids.add(record.id)
        except ValueError as error:
            before = Contents(version, header, tuple(records), self._seals[n]) if n else None
            raise self._damaged(n, str(error), before) from None
        return Contents(version, header, tuple(records), self._seals[-1])

    def _wanted(self, blocks: list[bytes]) -> Iterable[int]:
        """Return the numbers of the records to read: all, or the last of the kinds that are wanted."""
        numbers = range(1, len(blocks))
        if self._kinds is None:
            return numbers
        return [*islice((n for n in reversed(numbers) if text.kind_of(blocks[n]) in self._kinds), 1)]

    def _headless(self) -> JournalError:
        if text.find_seal(self._data, 0, header=False):
            return self._damaged(0, "its seal was changed", None)
        if len(self._data) > text.MAX_HEADER:
            return NotAJournal(
                f"{shown(self._path)} is not a saved game: it begins like one, but its header, of at most "
                f"{text.MAX_HEADER:,} bytes, has no end. Nothing was changed. Choose another file.",
                self._path,
            )
        return _only_a_part(self._path, len(self._data))

    def _damaged(self, record: int, why: str, contents: Contents | None) -> Damaged:
        line = 1 + self._data.count(b"\n", 0, self._ends[record]) + bool(record)  # an empty line comes first
        return Damaged(self._path, record, line, why, contents)
