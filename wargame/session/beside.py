"""Small files that are kept beside saves: read with care, written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISREG

from wargame.journal.disk import DISK


def load(path: Path, most: int) -> bytes:
    """Return what a file holds. Raises OSError, or ValueError for what is no ordinary file or has more than
    ``most`` bytes."""
    fd = DISK.open_read(path)
    try:
        status = DISK.status(fd)
        if not S_ISREG(status.st_mode) or status.st_size > most:
            raise ValueError("no such file")
        return DISK.read(fd, most)
    finally:
        DISK.close(fd)


def put(path: Path, data: bytes, *, like: Path | None = None, sync: bool = True) -> None:
    """Write a file that only its owner may read, or who may read another one ``like`` it, whole or not at
    all; ``sync``: also where the power goes. Raises OSError."""
    new = path.with_name(path.name + ".new")
    with suppress(FileNotFoundError):
        DISK.remove(new)
    fd = DISK.open_new(new)
    try:
        try:
            DISK.write_all(fd, data)
            if sync:
                DISK.sync(fd)
        finally:
            DISK.close(fd)
        if like is not None:
            new.chmod(S_IMODE(like.stat().st_mode))
        new.replace(path)
    except BaseException:  # half of it would only take the room that there was too little of
        with suppress(OSError):
            DISK.remove(new)
        raise
