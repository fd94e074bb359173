"""One writer for a save: a lock of the operating system on a file beside it, gone when the program ends."""

from __future__ import annotations

import contextlib
from pathlib import Path

import filelock

from wargame.journal.errors import Locked


class Lock:
    """Held from construction to ``release``. Raises Locked if another has it, OSError if there can be none.

    The lock stands on ``<save>.lock``, never on the save, where Windows would keep readers out. That file
    stays, as removing it could let two in.
    """

    def __init__(self, path: Path) -> None:
        # A soft lock, which filelock falls back to if allowed, would outlive a crash and lock the class out.
        self._lock = filelock.FileLock(
            path.with_name(path.name + ".lock"), mode=0o600, thread_local=False, fallback_to_soft=False
        )
        try:
            self._lock.acquire(blocking=False)
        except filelock.Timeout:
            raise Locked(path) from None

    def release(self) -> None:
        """Let others in."""
        with contextlib.suppress(OSError):  # the system ends it with the program at the latest
            self._lock.release()
