"""One writer for a save: a lock of the operating system on a file beside it, gone when the program ends."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from wargame.journal.errors import Locked

_TRIES = 100


class Lock:
    """Held from construction to ``release``. Raises Locked if another has it, OSError if there can be none.

    The lock stands on ``<save>.lock``, never on the save, where Windows would keep readers out. Its holder
    removes that file while it still holds it: who opened it meanwhile gets the lock of a file without a name,
    which counts for nothing (filelock sees to that), and tries again.
    """

    def __init__(self, path: Path) -> None:
        import filelock  # who only looks at a game need not wait for it

        self._file = path.with_name(path.name + ".lock")
        # A soft lock, which filelock falls back to if allowed, would outlive a crash and lock the class out.
        self._lock = filelock.FileLock(self._file, mode=0o600, thread_local=False, fallback_to_soft=False)
        for _ in range(_TRIES):
            with contextlib.suppress(filelock.Timeout):
                self._lock.acquire(blocking=False)
                self._ours = self._identity()
                return
            if self._identity() is not None:
                raise Locked(path)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), f"{path}")  # /proc takes no file

    def release(self) -> None:
        """Let others in."""
        with contextlib.suppress(OSError):  # on Windows only filelock can, below
            if self._identity() == self._ours:  # else somebody deleted ours, and another has made one
                self._file.unlink()
        with contextlib.suppress(OSError):  # the system ends it with the program at the latest
            self._lock.release()

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino
