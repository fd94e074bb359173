"""Saved games on the disk: an append-only journal in TOML whose every record is sealed.

The journal knows nothing of rules or scenarios: a header and records are dicts of TOML values.
``docs/saves.md`` describes the file, and what is promised about it.
"""

from __future__ import annotations

from wargame.journal.contents import Contents, Record, Table
from wargame.journal.disk import Disk
from wargame.journal.errors import (
    BadValue,
    Damaged,
    JournalError,
    Locked,
    NotAJournal,
    NotSaved,
    OtherVersion,
    Unreadable,
)
from wargame.journal.opening import create, duplicate, open_journal
from wargame.journal.reader import glance, read
from wargame.journal.writer import Journal

__all__ = [
    "BadValue",
    "Contents",
    "Damaged",
    "Disk",
    "Journal",
    "JournalError",
    "Locked",
    "NotAJournal",
    "NotSaved",
    "OtherVersion",
    "Record",
    "Table",
    "Unreadable",
    "create",
    "duplicate",
    "glance",
    "open_journal",
    "read",
]
