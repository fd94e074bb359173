"""One writer for a save: a lock of the operating system on a file beside it, gone when the program ends."""

from __future__ import annotations

import contextlib
from pathlib import Path

import filelock

from wargame.journal.errors import Locked, NotSaved, reason, shown


class Lock:
    """Held from construction to ``release``. Raises Locked if another has it, NotSaved if there can be none.

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
        except OSError as error:
            raise NotSaved(
                f"{shown(path)} cannot be played where it is: no lock can be set there ({reason(error)}). "
                "Nothing was changed. It can still be shown; to play, use a folder you can write to.",
                path,
                dead=True,
            ) from error

    def release(self) -> None:
        """Let others in."""
        with contextlib.suppress(
            OSError
        ):  # closing the file below, which ends the lock, is tried all the same
            self._lock.release()
