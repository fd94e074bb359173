"""What a save holds, once read."""

from __future__ import annotations

from attrs import field

from wargame.toml import Table
from wargame.values import frozen

__all__ = ["Contents", "Record", "Table"]


@frozen
class Record:
    """One thing that happened.

    ``n`` counts from 1; ``body`` is what the caller gave, with its ``id``, where it has one; ``seal`` is the
    record's hash, 64 hexadecimal digits.
    """

    n: int
    kind: str
    body: Table
    seal: str = field(repr=False)

    @property
    def id(self) -> str:
        """The caller's name for this record, or nothing."""
        name = self.body.get("id", "")
        return name if isinstance(name, str) else ""


@frozen
class Contents:
    """A whole save. ``header`` is what the caller gave when the game began.

    ``torn`` are the bytes after the last whole record, if any: a record that is being written or was never
    finished. ``notices`` are sentences that the person should see. ``seal`` is the hash of the last whole
    block, which stands for everything before it.
    """

    format: int
    header: Table
    records: tuple[Record, ...]
    seal: str
    torn: bytes = b""
    notices: tuple[str, ...] = ()
