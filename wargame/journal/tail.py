"""A save that another program is writing, read on as it grows. Never locks, never writes, never repairs."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from wargame.journal import format as text
from wargame.journal.contents import Contents, Record
from wargame.journal.disk import DISK, Disk
from wargame.journal.errors import JournalError, Unreadable, reason, shown
from wargame.journal.reader import fetch, load
from wargame.values import frozen


@frozen
class Grown:
    """What has come to a save since the last look. ``anew`` is the whole of it, where what was read before is
    no part of it any more. ``torn``: its end is not a whole record (yet)."""

    records: Sequence[Record]
    torn: bool
    anew: Contents | None = None


class Tail:
    """Follows the save at ``path``: a look that finds nothing new costs no more than opening the file."""

    def __init__(self, path: Path, *, disk: Disk = DISK) -> None:
        self.path = path
        self.changed = 0.0
        """When the file was written last, in seconds since 1970."""
        self._disk = disk
        self._mark: object = None
        self._place: object = None
        self._whole = 0
        self._seals: list[str] = []

    def look(self) -> Grown | None:
        """What is new; None where the file is as it was at the last look, whatever was wrong with it then.

        A file that was put in the place of another, or written anew, by a program that keeps folders alike is
        read from its beginning; where it goes on from what was read before, it has grown.

        Raises what ``read`` raises, once for each change of the file.
        """
        try:
            status = self._status()
        except OSError as error:
            gone = error.errno
            if gone == self._mark:
                return None
            self._mark, self._place = gone, None
            raise Unreadable(f"{shown(self.path)} cannot be read: {reason(error)}.", self.path) from error
        place = status.st_dev, status.st_ino
        mark = (*place, status.st_size, status.st_mtime_ns)
        if mark == self._mark:
            return None
        appended = self._seals and place == self._place and status.st_size > self._whole
        self._mark, self._place, self.changed = mark, place, status.st_mtime
        return (self._read_on() if appended else None) or self._read_all()

    @property
    def begins(self) -> bool:
        """Is it empty, or does it begin like a save, so that it may be one that is being copied?"""
        try:
            top = self._after(0)[:200]
        except (OSError, ValueError):
            return True
        return text.COMMENT.encode().startswith(top[: len(text.COMMENT)])

    def look_again(self) -> None:
        """Read all of it at the next look, whether it was changed or not."""
        self._mark = self._place = None

    def _status(self) -> os.stat_result:
        """By an open file: what is said of its name is out of date on some network drives."""
        fd = self._disk.open_read(self.path)
        try:
            return self._disk.status(fd)
        finally:
            with contextlib.suppress(OSError):  # nothing was written
                self._disk.close(fd)

    def _read_on(self) -> Grown | None:
        """The records after those that were read; None where it does not go on from these."""
        try:
            data = self._after(self._whole)
            seals, start, found = self._seals[-1:], 0, list[Record]()
            while one := text.find_seal(data, start, header=False):
                if one.prev != seals[-1] or one.hash != text.digest(one.prev, data[start : one.start]):
                    return None
                found.append(text.read_record(data[start : one.end], len(self._seals) + len(found)))
                seals.append(one.hash)
                start = one.end
        except (OSError, ValueError):
            return None
        tail = data[start:]
        if b"\0" in tail or len(tail) > text.MAX_RECORD:  # nothing that is being written
            return None
        self._whole += start
        self._seals += seals[1:]
        return Grown(found, bool(tail.strip(text.BLANK)))

    def _after(self, start: int) -> bytes:
        fd = self._disk.open_read(self.path)
        try:
            if not stat.S_ISREG(self._disk.status(fd).st_mode):
                raise ValueError("no file")
            self._disk.seek(fd, start)
            return self._disk.read(fd, text.MAX_FILE - start)
        finally:
            with contextlib.suppress(OSError):
                self._disk.close(fd)

    def _read_all(self) -> Grown:
        try:
            loaded = load(fetch(self.path, self._disk), self.path)
        except JournalError:
            self._place = None  # what it is when it has changed is read from its beginning
            raise
        contents, known = loaded.contents, self._seals
        torn, self._whole = bool(contents.torn), loaded.whole
        self._seals = ["", *(record.seal for record in contents.records)]
        if not contents.records:
            self._seals = [contents.seal]
        if len(known) > 1 and self._seals[: len(known)][-1:] == known[-1:]:  # it stands for all before it
            return Grown(contents.records[len(known) - 1 :], torn)
        return Grown(contents.records, torn, contents)
