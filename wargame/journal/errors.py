"""What can go wrong with a saved game, in words for the person who has the class in front of them.

Every message says what failed, which file, what is safe and what to do. Nothing but these errors leaves the
package, except for mistakes of the calling program.
"""

from __future__ import annotations

import errno
from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.text import clean

if TYPE_CHECKING:
    from wargame.journal.contents import Contents

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can only be read, not written",
    errno.EACCES: "you have no permission for it",
    errno.EPERM: "you have no permission for it",
    errno.EIO: "the disk reported a fault",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "there is no such folder",
    errno.EEXIST: "a file of that name is there already",
    errno.ELOOP: "it is a link to another file; open that file instead",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EFBIG: "the disk cannot hold so large a file",
    errno.ENODEV: "the disk is gone",
    errno.ENXIO: "the disk is gone",
    errno.ESTALE: "the network drive is gone",
    errno.ENOSYS: "that disk cannot lock files",
    errno.ENOTSUP: "that disk cannot do what is needed",
}


class JournalError(Exception):
    """Something is wrong with a saved game.

    ``path`` is the file; ``contents`` is what can still be shown of it, or None.
    """

    def __init__(self, message: str, path: Path, contents: Contents | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.contents = contents


class Unreadable(JournalError):
    """The file cannot be read at all: it is missing, closed to us, no file, or far too large."""


class NotAJournal(JournalError):
    """The file is something else than a saved game, or ends before the header of one does."""


class Damaged(JournalError):
    """The file was changed or has lost something after it was written. It is never repaired.

    ``record`` is the number of the first record that cannot be trusted (0 is the header), ``line`` the line
    it begins on. ``contents`` holds what comes before it.
    """

    def __init__(self, path: Path, record: int, line: int, why: str, contents: Contents | None) -> None:
        what = f"record {record}" if record else "its header"
        sound = f" {_sound(record - 1, 'sound and can be shown')}" if record > 1 else ""
        super().__init__(
            f"{shown(path)} is damaged at {what} (line {line}): {why}.{sound} Nothing was changed, and this "
            "program does not repair it: take an undamaged copy of the file.",
            path,
            contents,
        )
        self.record = record
        self.line = line


class OtherVersion(JournalError):
    """The file is a saved game in format number ``found``; this program writes format ``known``."""

    def __init__(self, path: Path, found: int, known: int, contents: Contents | None) -> None:
        if found > known:
            which, todo = "a newer", "Install the newest version of this program to go on with it"
        else:
            which, todo = "an older", "Go on with it in the version it was played with"
        shows = "; what this version understands of it can be shown" if contents else ""
        super().__init__(
            f"{shown(path)} was saved by {which} version of this program (format {found}; this one writes "
            f"format {known}). {todo}{shows}. Nothing was changed.",
            path,
            contents,
        )
        self.found = found
        self.known = known


class NotSaved(JournalError):
    """Something could not be put on the disk. ``dead`` says that the journal takes no more records.

    If it is not dead, the same append may be tried again; if it is, ``Journal.copy_to`` carries the game on
    elsewhere.
    """

    def __init__(self, message: str, path: Path, *, dead: bool = False) -> None:
        super().__init__(message, path)
        self.dead = dead


class Locked(JournalError):
    """Another program, or another window of this one, has the game open."""

    def __init__(self, path: Path) -> None:
        from shlex import quote

        super().__init__(
            f"{shown(path)} is open in another wargame, which alone may write to it. Nothing was changed. "
            f"Close the game there, or only look at it here: wargame watch {quote(shown(path))}",
            path,
        )


class BadValue(JournalError):
    """The caller gave something that the file cannot hold. Nothing was written."""


def reason(error: OSError) -> str:
    """Return why the operating system refused, in plain words."""
    return _REASONS.get(error.errno or 0) or (error.strerror or type(error).__name__)


def shown(path: Path) -> str:
    """Return the name of a file as it may be put on a terminal."""
    return clean(str(path), limit=300) or "the file"


def sized(size: int) -> str:
    """Return a number of bytes in words."""
    return "1 byte" if size == 1 else f"{size:,} bytes"


def safe(records: int) -> str:
    """Return a sentence that says that so many earlier records are safe, or nothing where there are none."""
    return _sound(records, "safe") if records else ""


def complete(records: Sized) -> str:
    """Return a sentence that says that the records before a torn end are complete."""
    return _sound(len(records), "complete") if records else "No record comes before it."


def _sound(records: int, how: str) -> str:
    return (
        f"The record before it is {how}." if records == 1 else f"The {records} records before it are {how}."
    )
