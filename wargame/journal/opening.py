"""Beginning a save and going on with one, which is where a torn end is put aside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from wargame.journal import format as text
from wargame.journal.contents import Contents
from wargame.journal.disk import DISK, Disk
from wargame.journal.errors import BadValue, NotSaved, complete, reason, shown, sized
from wargame.journal.lock import Lock
from wargame.journal.newfile import Opened, new_file, save_bytes
from wargame.journal.reader import Loaded, fetch, load
from wargame.journal.writer import Journal

_TORN_FILES = 100


def create(path: str | os.PathLike[str], header: Mapping[str, Any], *, disk: Disk = DISK) -> Journal:
    """Make a new save with ``header``, a dict of TOML values, and return it when it is on the disk.

    The keys ``format``, ``kind``, ``record`` and ``seal`` are the file's own. Raises NotSaved if the file is
    there already or cannot be written, BadValue if the header cannot be, Locked if another program holds the
    name.
    """
    file = Path(path)
    try:
        block, inside = text.header_block(header)
    except ValueError as error:
        raise BadValue(f"{shown(file)} was not made: {error}.", file) from None
    contents = Contents(text.FORMAT, inside, (), text.own_seal(block))
    return Journal(new_file(file, block, disk), contents, block, disk)


def open_journal(path: str | os.PathLike[str], *, disk: Disk = DISK) -> Journal:
    """Open a save to go on with it.

    A torn end (a record that was never finished, so never reported as saved) is copied to ``<save>.torn``,
    cut off and told in ``notices``. Blank space after the last seal is cut off, a missing line end added.
    Raises Locked, NotSaved where the file can only be read, and whatever ``read`` raises.
    """
    file = Path(path).absolute()
    seen = fetch(file, disk)
    loaded = load(seen, file)  # before the lock, so that no lock file appears beside what is no save
    try:
        lock = Lock(file)
        try:
            return _take_over(file, lock, seen, loaded, disk)
        except BaseException:
            lock.release()
            raise
    except OSError as error:
        raise NotSaved(
            f"{shown(file)} cannot be played where it is: {reason(error)}. Nothing that was saved is lost. "
            "It can still be shown; to play, copy it to a folder and drive you can write to.",
            file,
            dead=True,
        ) from error


def duplicate(path: str | os.PathLike[str], copy: str | os.PathLike[str], *, disk: Disk = DISK) -> Journal:
    """Copy what is whole of a save to a new file, and return that, open to go on with. The other one is only
    read. Raises NotSaved if the copy can't be made, and whatever ``read`` raises."""
    file = Path(path)
    data = fetch(file, disk)
    loaded = load(data, file)
    whole = data[: loaded.whole].rstrip(text.BLANK) + b"\n"
    return Journal(new_file(Path(copy), whole, disk), evolve(loaded.contents, torn=b""), whole, disk)


def _take_over(file: Path, lock: Lock, seen: bytes, loaded: Loaded, disk: Disk) -> Journal:
    fd = disk.open_append(file)
    try:
        notices: tuple[str, ...] = ()
        data = disk.read(fd, text.MAX_FILE + 1)
        if data != seen:  # its last player was still at it
            loaded = load(data, file)
        if disk.status(fd).st_nlink > 1:
            notices += (
                f"{shown(file)} has a second name (a hard link): the file of that name changes with it.",
            )
        if loaded.contents.torn:
            notices += (_put_aside(file, fd, loaded, disk),)
        elif loaded.whole < len(data):  # blank: the next record's seal would not count it in
            disk.truncate(fd, loaded.whole)
        whole = data[: loaded.whole]
        if not whole.endswith(b"\n"):
            disk.write_all(fd, b"\n")
            whole += b"\n"
        # What a killed program left may be in the system's memory only; from here on it counts as saved.
        disk.sync(fd)
        disk.sync_folder(file.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.close(fd)
        raise
    contents = evolve(loaded.contents, torn=b"", notices=notices)
    return Journal(Opened(file, fd, lock), contents, whole, disk)


def _put_aside(file: Path, fd: int, loaded: Loaded, disk: Disk) -> str:
    """Cut the torn end off when a copy of it is on the disk, and return what to tell about it."""
    torn = loaded.contents.torn
    for number in range(1, _TORN_FILES + 1):
        aside = file.with_name(f"{file.name}.{number}.torn" if number > 1 else f"{file.name}.torn")
        with contextlib.suppress(FileExistsError):
            save_bytes(aside, torn, disk)
            break
    else:
        raise FileExistsError(None, f"there are {_TORN_FILES} torn ends beside it already")
    disk.truncate(fd, loaded.whole)
    return (
        f"Saving {shown(file)} was cut short the last time: {sized(len(torn))} of an unfinished record "
        f"{'was' if len(torn) == 1 else 'were'} moved to {shown(aside)}. {complete(loaded.contents.records)}"
    )
