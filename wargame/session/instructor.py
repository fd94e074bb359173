"""The instructor's own PIN: one for this user of this computer, kept in the user's data folder, in no save.

It keeps a class from doing what its instructor alone is to do. It is no safe: who uses the same account can
delete the file, and whoever owns the account is meant to, should the PIN be forgotten.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from attrs import evolve
from platformdirs import user_data_path

from wargame.session import beside
from wargame.session.pin import LONGEST, SHORTEST, Guesses, fit, guessed, opens, pause, seal, sealed
from wargame.session.progress import GameError
from wargame.values import frozen

KIND, FORMAT = "wargame instructor", 1

_MOST = 4096
_PATIENCE = 2.0
"""Seconds to wait for another window that tries a PIN just now."""
_HERE = Guesses()
"""The wrong tries of this program, by file, should that not take them."""


@frozen
class _Kept:
    """What the file holds: the PIN's hash, how many ``wrong`` ones were tried in a row, when the last one was
    (seconds since 1970), and of how many nobody was told yet."""

    pin: str
    wrong: int = 0
    at: float = 0.0
    untold: int = 0

    @property
    def wait(self) -> int:
        """Seconds until the next try; no more than its share, whatever was done to the computer's clock."""
        share = pause(self.wrong)
        return max(0, math.ceil(min(self.at + share - time.time(), share)))


class Instructor:
    """The instructor of this computer, known by a PIN. Every window of every game asks the same file."""

    def __init__(self, path: Path | None = None) -> None:
        """``path`` is where the PIN is kept; ``instructor_file`` where nothing is said."""
        self.path = instructor_file() if path is None else path

    @property
    def known(self) -> bool:
        """Is a PIN set on this computer? So it counts, too, where its file can't be read."""
        return os.path.lexists(self.path)

    def set(self, pin: str, old: str = "") -> None:
        """Sets the PIN, 4 to 8 digits; where there is one, only who knows the ``old`` one can.

        Raises GameError for other digits, for a wrong old one, and while nobody may try; OSError where
        nothing can be kept.
        """
        if not fit(pin):
            raise GameError(f"A PIN has {SHORTEST} to {LONGEST} digits.")
        if not self.tries(old):
            raise GameError("That is not the PIN that there is.")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._put(_Kept(seal(pin), untold=self._load().untold if self.known else 0))

    def tries(self, pin: str) -> bool:
        """Is this the PIN? True where none is set. Takes about a tenth of a second.

        Raises GameError while nobody may try: for a while after each wrong PIN from the third in a row on,
        whichever window it was tried in, and whether the program has ended since.
        """
        if not self.known:
            return True
        with self._alone():
            kept = self._load()
            if kept.at > time.time():  # the computer's clock was put back: the wait begins now
                kept = evolve(kept, at=time.time())
                with suppress(OSError):
                    self._put(kept)
            if seconds := self.wait():
                raise GameError(f"Too many wrong PINs. Try again in {seconds} s.")
            right = opens(pin, kept.pin)
            wrong, untold = kept.wrong + 1, kept.untold + 1
            if right:
                slips = 0 if guessed(kept.wrong, right=True) else kept.wrong
                wrong, untold = 0, max(0, kept.untold - slips)
            _HERE.tried(str(self.path), right)
            with suppress(OSError):  # then they count as long as this program runs
                self._put(evolve(kept, wrong=wrong, at=time.time(), untold=untold))
        return right

    def wait(self) -> int:
        """Seconds until the next try is allowed, 0 to 60. Raises GameError where the file can't be read."""
        return max(_HERE.wait(str(self.path)), self._load().wait) if self.known else 0

    def untold(self) -> int:
        """How many wrong PINs were tried of which nobody was told yet; from now on they count as told."""
        if not self.known:
            return 0
        with suppress(GameError, OSError), self._alone():
            kept = self._load()
            if kept.untold:
                self._put(evolve(kept, untold=0))
            return kept.untold
        return 0

    def _load(self) -> _Kept:
        try:
            found = json.loads(beside.load(self.path, _MOST))
            if (found["kind"], found["format"]) != (KIND, FORMAT) or not sealed(found["pin"]):
                raise ValueError("no PIN")
            return _Kept(found["pin"], int(found["wrong"]), float(found["at"]), int(found["untold"]))
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            raise GameError(
                f"The instructor's PIN can't be read: {self.path} is damaged. Whoever owns this account can "
                "delete it, and set another."
            ) from None

    def _put(self, kept: _Kept) -> None:
        found: dict[str, Any] = {"kind": KIND, "format": FORMAT, "pin": kept.pin, "wrong": kept.wrong}
        beside.put(self.path, json.dumps({**found, "at": kept.at, "untold": kept.untold}).encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other window reads or writes the file: tries at one time count as so many."""
        import filelock  # who sets no PIN need not wait for it

        lock = filelock.FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=_PATIENCE)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise GameError("Another window tries a PIN just now. Try again.") from None
        except OSError:  # where nothing can be written no other window writes either
            pass
        try:
            yield
        finally:
            lock.release()


def instructor_file() -> Path:
    """Where the instructor's PIN is kept; it need not be there."""
    return user_data_path("wargame", appauthor=False) / "instructor.json"
