"""Adding to a save: a record is reported only when it is on the disk; a disk that failed is not trusted."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from wargame.journal import format as text
from wargame.journal.contents import Contents, Record, Table
from wargame.journal.disk import Disk
from wargame.journal.errors import BadValue, NotSaved, reason, safe, shown
from wargame.journal.lock import Lock
from wargame.journal.newfile import Opened, new_file

_COPY = "Save a copy to another folder or drive and go on there"
_SPARE = (
    "What is left of it is kept for moves, answers and results: letters, offers, notes and take-backs have "
    "no more room. The game goes on without them"
)


class Journal:
    """A save that is open for writing, and locked until closed. ``create`` and ``open_journal`` make one.

    Calls may come from any thread, one after another. ``notices`` are sentences that the person should see.
    """

    def __init__(self, opened: Opened, contents: Contents, whole: bytes, disk: Disk) -> None:
        self.path: Path = opened.path
        self.header: Table = contents.header
        self.notices: tuple[str, ...] = contents.notices
        self._format = contents.format
        self._records = list(contents.records)
        self._ids = {record.id: record for record in reversed(self._records) if record.id}
        self._seal = contents.seal
        self._whole = bytearray(whole)
        self._amount = text.Amount.of(whole, len(self._records))
        self._fd = opened.fd
        self._lock: Lock | None = opened.lock
        self._disk = disk
        self._trouble = ""
        self._turnstile = threading.Lock()

    @property
    def records(self) -> tuple[Record, ...]:
        """All records that are on the disk."""
        return tuple(self._records)

    @property
    def seal(self) -> str:
        """The hash of the last block, which stands for the whole save: 64 hexadecimal digits."""
        return self._seal

    @property
    def dead(self) -> bool:
        """Whether a failure has left the file in a state in which nothing more may be written to it."""
        return bool(self._trouble)

    def append(self, kind: str, body: Mapping[str, Any], *, share: float = 1) -> Record:
        """Add a record and return it when it is on the disk. It is not added where the save would then hold
        more than a ``share`` of what it can, so that the rest is left for others.

        ``kind`` is a word in lower case; ``body`` a dict of TOML values without the keys ``n``, ``kind`` and
        ``seal``. If ``body`` has an ``id`` and a record with that id is there already, that one is returned
        and nothing is written, so that whoever does not know whether a record was saved appends it again.

        Raises BadValue if the record cannot be written at all, NotSaved if it was not.
        """
        with self._turnstile:
            name = body.get("id")
            if isinstance(name, str) and name in self._ids:
                return self._ids[name]
            n = len(self._records) + 1
            what = f"Record {n} ({kind[:40]})"
            self._must_be_open(what)
            try:
                block, record = text.record_block(n, kind, body, self._seal)
            except ValueError as error:
                raise BadValue(f"{what} was not saved in {shown(self.path)}: {error}.", self.path) from None
            amount = self._amount.with_(text.Amount.of(block, 1))
            if amount.fullness > 1:
                raise self._not_saved(what, "the save is full", "End the game; it can be shown and debriefed")
            if amount.fullness > share:
                raise self._not_saved(what, "the save is nearly full", _SPARE)
            self._put(block, what)
            self._amount = amount
            self._seal = record.seal
            self._records.append(record)
            if record.id:
                self._ids[record.id] = record
            return record

    def copy_to(self, path: str | os.PathLike[str]) -> Journal:
        """Write all records that were reported as saved to a new file, and return that, open to go on with.

        Works after any failure, as nothing is read from the old file. The record that failed is not in the
        copy: append it there. This journal stays as it is; close it. Never overwrites. Raises NotSaved if the
        copy fails.
        """
        with self._turnstile:
            whole = bytes(self._whole)
            contents = Contents(self._format, self.header, self.records, self._seal)
        return Journal(new_file(Path(path), whole, self._disk), contents, whole, self._disk)

    def close(self) -> None:
        """Give up the file and the lock. Everything is on the disk already; closing again does nothing."""
        with self._turnstile:
            lock, self._lock = self._lock, None
            if lock is None:
                return
            try:
                with contextlib.suppress(OSError):  # nothing is left to be written
                    self._disk.close(self._fd)
            finally:
                lock.release()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, block: bytes, what: str) -> None:
        """Write ``block`` to the end of the file, and return when it is there for good."""
        self._must_be_ours(what)
        self._trouble = "saving was interrupted"  # holds if anything but an OSError ends what follows
        try:
            self._disk.write_all(self._fd, block)
        except OSError as error:
            self._take_back(what, error)
        try:
            self._disk.sync(self._fd)
        except OSError as error:
            # The system may have dropped what it could not write, and would report success if asked again.
            self._trouble = f"the disk did not confirm record {len(self._records) + 1} ({reason(error)})"
            raise self._not_saved(what, f"the disk did not confirm it ({reason(error)})", _COPY) from error
        self._trouble = "the file was moved, replaced or changed by another program"
        self._must_be_ours(what, block)
        self._whole += block
        self._trouble = ""

    def _take_back(self, what: str, error: OSError) -> None:
        """Remove what a failed write has left behind, and report the failure."""
        try:
            self._disk.truncate(self._fd, len(self._whole))
        except OSError:
            self._trouble = f"half a record stands at its end ({reason(error)})"
            raise self._not_saved(what, reason(error), _COPY) from error
        self._trouble = ""
        raise self._not_saved(
            what, reason(error), "Make room or mend the drive and try again, or save a copy elsewhere"
        ) from error

    def _must_be_ours(self, what: str, block: bytes = b"") -> None:
        """Check that the name still leads to our file, with what is in it and ``block``: an editor or a sync
        program may have replaced it, or a failing drive spoilt it. Reading it takes far less time than
        writing a record."""
        try:
            ours = self._disk.holds(self.path, self._whole, block)
        except OSError as error:
            raise self._not_saved(what, f"the file cannot be found again: {reason(error)}", _COPY) from error
        if not ours:
            raise self._not_saved(what, "another program has replaced or changed the file", _COPY)

    def _must_be_open(self, what: str) -> None:
        if self._lock is None:
            raise NotSaved(f"{what} is NOT saved: {shown(self.path)} is closed.", self.path, dead=True)
        if self._trouble:
            raise self._not_saved(what, f"nothing more is written to this file, as {self._trouble}", _COPY)

    def _not_saved(self, what: str, why: str, todo: str) -> NotSaved:
        parts = (f"{what} is NOT saved in {shown(self.path)}: {why}.", safe(len(self._records)), f"{todo}.")
        return NotSaved(" ".join(part for part in parts if part), self.path, dead=self.dead)
