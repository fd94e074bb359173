"""Making a file: never over another one, and on the disk together with its name before it is used."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from wargame.journal.disk import Disk
from wargame.journal.errors import NotSaved, reason, shown
from wargame.journal.lock import Lock
from wargame.values import frozen


@frozen
class Opened:
    """A file that is open to be added to, and the lock that keeps others from it."""

    path: Path
    fd: int
    lock: Lock


def new_file(path: Path, data: bytes, disk: Disk) -> Opened:
    """Make a file with ``data`` and return it, locked, when it and its name are on the disk.

    Raises NotSaved, after removing what there was of it; Locked if another program holds the name.
    """
    path = path.absolute()
    try:
        if not path.parent.is_dir():  # asked first, as the lock would make the folder
            raise NotADirectoryError(errno.ENOTDIR, "no folder")
        if path.exists():
            raise FileExistsError(errno.EEXIST, "exists")
        lock = Lock(path)
        try:
            return Opened(path, _write(path, data, disk), lock)
        except BaseException:
            lock.release()
            raise
    except OSError as error:
        raise NotSaved(
            f"{shown(path)} cannot be made: {reason(error)}. Nothing was changed. "
            "Choose another name or another folder.",
            path,
            dead=True,
        ) from error


def save_bytes(path: Path, data: bytes, disk: Disk) -> None:
    """Make a file with ``data`` and return when it and its name are on the disk.

    Raises OSError, after removing what there was of it.
    """
    fd = _write(path, data, disk)
    with contextlib.suppress(OSError):  # it is on the disk already
        disk.close(fd)


def _write(path: Path, data: bytes, disk: Disk) -> int:
    fd = disk.open_new(path)
    try:
        disk.write_all(fd, data)
        disk.sync(fd)
        disk.sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.close(fd)
        with contextlib.suppress(OSError):
            disk.remove(path)
        raise
    return fd
