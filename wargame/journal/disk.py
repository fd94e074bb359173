"""The few calls to the operating system that saving needs, in one place, so that tests can make each fail."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_PLAIN = getattr(os, "O_BINARY", 0)  # Windows would rewrite line ends and break every seal
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe that bears a save's name must not hang the program
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_PIECE = 64 * 1024
"""Bytes that are compared at once."""

_UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOTTY, errno.ENOSYS})


class Disk:
    """The real disk. Every method raises OSError and nothing else."""

    def open_new(self, path: Path) -> int:
        """Make a file that only its owner may read, and return its descriptor. Fails if the name is taken."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | _PLAIN | _NO_LINK, 0o600)

    def open_append(self, path: Path) -> int:
        """Open a file to read it and to add to its end. Fails on a link."""
        return os.open(path, os.O_RDWR | os.O_APPEND | _PLAIN | _NO_WAIT | _NO_LINK)

    def open_read(self, path: Path) -> int:
        """Open a file to read it."""
        return os.open(path, os.O_RDONLY | _PLAIN | _NO_WAIT)

    def status(self, fd: int) -> os.stat_result:
        """Return what kind of file this is, its size and its number of names."""
        return os.fstat(fd)

    def holds(self, path: Path, *parts: bytes | bytearray) -> bool:
        """Say whether the file that bears this name now has these bytes and no others."""
        with os.fdopen(os.open(path, os.O_RDONLY | _PLAIN | _NO_WAIT), "rb") as file:
            pieces = (part[at : at + _PIECE] for part in parts for at in range(0, len(part), _PIECE))
            return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)

    def read(self, fd: int, most: int) -> bytes:
        """Return the next bytes, up to ``most`` of them; fewer only at the end of the file."""
        parts: list[bytes] = []
        while most > 0 and (part := os.read(fd, most)):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)

    def seek(self, fd: int, at: int) -> None:
        """Read on from this byte."""
        os.lseek(fd, at, os.SEEK_SET)

    def write(self, fd: int, data: bytes) -> int:
        """Write some of ``data``, at least one byte, and return how many."""
        return os.write(fd, data)

    def sync(self, fd: int) -> None:
        """Return when all that was written has reached the disk itself."""
        if sys.platform == "darwin":
            import fcntl

            # There fsync stops at the drive's own memory. Where this is not supported nothing was tried yet.
            try:
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in _UNSUPPORTED:
                    raise
            else:
                return
        os.fsync(fd)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder have reached the disk, on systems that can tell."""
        if sys.platform == "win32":
            return
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        finally:
            os.close(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to ``size`` bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Give the descriptor back."""
        os.close(fd)

    def remove(self, path: Path) -> None:
        """Remove the file of this name."""
        path.unlink()

    def write_all(self, fd: int, data: bytes) -> None:
        """Write all of ``data``, in as many calls as it takes."""
        rest = memoryview(data)
        while rest:
            done = self.write(fd, bytes(rest))
            if done <= 0:
                raise OSError(errno.EIO, "nothing was written")
            rest = rest[done:]


DISK = Disk()
"""What is used unless a test gives something else."""
