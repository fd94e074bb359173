"""The text of a save: blocks, one after another, each ending in its seal.

A block is a run of whole lines. The first is the header; every other is one ``[[record]]``. Its last three
lines are the seal: the hash of the block before (``prev``) and the hash over that text and every byte of this
block up to the seal (``hash``). Only a seal tells that a block is whole: the front half of a record is often
good TOML, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from wargame import readings
from wargame.journal.contents import Record, Table
from wargame.journal.values import plain
from wargame.toml import parse

RECORD = b"\n[[record]]\n"
"""What every record begins with."""

FORMAT = 1
"""The number of this format. Later ones, too, keep their ``format`` and ``kind`` lines near the top."""

KIND = "wargame save"
NO_SEAL = "0" * 64
"""What the header, which nothing precedes, has for ``prev``."""

MAX_HEADER = 800 * 1024
MAX_RECORD = 2 * 1024 * 1024
MAX_FILE = 10 * 1024 * 1024
"""The most bytes of a header, a record and a whole save."""

MAX_BLOCK_SIGNS = 40_000
MAX_SIGNS = 220_000
"""The most signs of a block and of a save: see ``Amount``. A played game has 70 a KiB."""

SECTOR = 512
"""The bytes of a file that a disk keeps or loses as a whole when the power goes."""

COMMENT = "# A saved game. Its parts are sealed: after any change by hand it can no longer be played on.\n"
"""The first line of a save."""

_LARGE = "scenario"
"""The key of a header whose table, where it is one that travels with the program, need not be read anew."""
_HEADER_KEYS = frozenset({"format", "kind", "record", "seal"})
_RECORD_KEYS = frozenset({"n", "kind", "seal"})
_TEXT = re.compile(rb'"(?:[^"\\\n]++|\\.)*+"')
_KINDS = re.compile(r"[a-z][a-z0-9_ -]{0,39}")

BLANK = b" \t\r\n"
"""What may follow the last seal: editors and mail programs add it or take it away, and it says nothing."""

# After the very last seal nothing hangs on the line end but where the next record would begin.
_END = rb"(?:\n|(?=[ \t\r\n]*+\Z))"
_SEAL = rb'\n\[%s\]\nprev = "(?P<prev>[0-9a-f]{64})"\nhash = "(?P<hash>[0-9a-f]{64})"' + _END
_SEALS = {name: re.compile(_SEAL % name.encode().replace(b".", rb"\.")) for name in ("seal", "record.seal")}
_HEAD = re.compile(rb'\n\[\[record\]\]\nn = (\d{1,18}+)\nkind = "([ -!#-\[\]-~]*+)"\n')
_FRAME = 8  # signs of a record's head and seal, which are read with one look each
_DAMAGE = 8  # bytes of a seal that may be wrong for it to be a seal that was changed, not half a record


class Sealed(NamedTuple):
    """A seal found: its first line begins at offset ``start``, the next block at offset ``end``."""

    start: int
    end: int
    prev: str
    hash: str


def header_block(header: Mapping[str, Any]) -> tuple[bytes, Table]:
    """Return the first block of a save, and ``header`` as it will be read.

    The scenario can be the text that it is written as, if that is a known one: then it is not kept in what
    is returned. Raises ValueError if the block cannot be written.
    """
    _refuse_keys(header, _HEADER_KEYS)
    large = header.get(_LARGE)
    if not isinstance(large, readings.Text):
        inside = plain(header)
        table = {"format": FORMAT, "kind": KIND, **inside}
        block = _sealed((COMMENT + _dumps(table) + "\n").encode(), "seal", NO_SEAL)
        _must_read_back(table, _parse_header(block))
        readings.keep(_parts(block)[1])
        return block, inside
    inside = plain({key: value for key, value in header.items() if key != _LARGE})
    table = {"format": FORMAT, "kind": KIND, **inside}
    block = _sealed(b"%b%b\n" % (f"{COMMENT}{_dumps(table)}\n".encode(), large), "seal", NO_SEAL)
    bare, found = _parts(block)
    if found != large:
        raise ValueError("it would not read back as it was given")
    _must_read_back(table, _parse_whole(bare))
    return block, inside


def record_block(n: int, kind: str, body: Mapping[str, Any], prev: str) -> tuple[bytes, Record]:
    """Return the block of record ``n`` after the block with hash ``prev``, and the record as it will be read.

    Raises ValueError if it cannot be written.
    """
    if not _KINDS.fullmatch(kind):
        raise ValueError(
            f"{kind[:60]!r} is no kind of record: use 1 to 40 lower-case letters, digits, '_' or '-'"
        )
    _refuse_keys(body, _RECORD_KEYS)
    if "id" in body and not (isinstance(body["id"], str) and body["id"]):
        raise ValueError("id: a record's id is a text of at least one letter")
    inside = plain(body)
    first = {"id": inside["id"]} if "id" in inside else {}
    found = {**first, **inside}
    table = {"n": n, "kind": kind, **found}
    # As the member of a table the record's own heading is always [record], however short it is; left to
    # itself a TOML writer folds a short array of tables into one line, after which nothing can be appended.
    text = _dumps({"record": table}).removeprefix("[record]\n")
    block = _sealed(RECORD + text.encode() + b"\n", "record.seal", prev)
    _must_read_back(found, read_record(block, n).body)
    return block, Record(n, kind, inside, own_seal(block))


def own_seal(block: bytes) -> str:
    """Return the hash that stands at the end of a block, with or without its last line end."""
    return block.removesuffix(b"\n")[-65:-1].decode()


def find_seal(data: bytes, start: int, *, header: bool) -> Sealed | None:
    """Return the first seal of the right sort at or after ``start``, right or wrong, or None."""
    match = _SEALS["seal" if header else "record.seal"].search(data, start)
    if match is None:
        return None
    return Sealed(match.start() + 1, match.end(), match["prev"].decode(), match["hash"].decode())


def digest(prev: str, content: bytes) -> str:
    """Return the hash of a block's content that follows the block with hash ``prev``."""
    return sha256(prev.encode() + content).hexdigest()


def nearly_sealed(tail: bytes, prev: str, *, header: bool) -> bool:
    """Whether ``tail`` ends like a whole block but for a few changed bytes in its seal.

    Such a tail was written to its end and changed later. A torn write stops before its seal is complete.
    """
    seal = _seal("seal" if header else "record.seal", prev, "")
    return any(_alike(seal, end) for end in (tail, tail.rstrip(BLANK) + b"\n"))


def _alike(seal: bytes, end: bytes) -> bool:
    """Is the end of ``end`` this ``seal``, which lacks its hash, but for a few bytes?"""
    if len(end) < len(seal) + 64:
        return False
    found = end[-len(seal) - 64 : -66] + end[-2:]  # all but the digits of the hash
    return sum(a != b for a, b in zip(seal, found, strict=True)) <= _DAMAGE


def kind_of(block: bytes) -> str:
    """Return the kind of the record in a block, without reading the rest; nothing where it says none."""
    head = _HEAD.match(block)
    return head[2].decode() if head else ""


def lost_sectors(data: bytes, offset: int) -> bool:
    """Whether there are zero bytes in ``data``, which stands at ``offset`` of the file, and all of them can
    be what a power cut leaves: a save holds none, and a part that never reached the disk is made of them."""
    edges = [0, *range(SECTOR - offset % SECTOR, len(data), SECTOR), len(data)]
    pieces = [piece for a, b in pairwise(edges) if b"\0" in (piece := data[a:b])]
    return bool(pieces) and not any(piece.strip(b"\0") for piece in pieces)


class Amount(NamedTuple):
    """How much there is in some blocks of what a save may hold only so much of; it adds up."""

    size: int
    signs: int
    escapes: int

    @classmethod
    def of(cls, data: bytes, records: int) -> Amount:
        """How much there is in ``data``, in which so many whole records stand: what begins and seals them is
        not counted."""
        # Of texts, which take little time beside the bytes they are written in, only the escapes are counted.
        signs = _signs_in(_TEXT.sub(b'""', data)) - _FRAME * records
        return cls(len(data), signs, data.count(b"\\"))

    @classmethod
    def most(cls, data: bytes, records: int) -> Amount:
        """No less than that, in less time: as if signs in texts counted, too."""
        return cls(len(data), _signs_in(data) - _FRAME * records, data.count(b"\\"))

    def with_(self, more: Amount) -> Amount:
        """How much there is in both."""
        return Amount(*map(add, self, more))

    @property
    def values(self) -> int:
        """Signs that begin a value or a table; eight escapes take as long as one."""
        return self.signs + self.escapes // 8

    @property
    def fullness(self) -> float:
        """How much that is of what a save may hold, by what there is most of; 1 is all."""
        return max(self.size / MAX_FILE, self.values / MAX_SIGNS)


def fits(data: bytes, records: int) -> bool:
    """Whether a save may be as large as this one, with so many records. The limits keep the time and the
    memory that reading takes below 2 s and 200 MiB, whatever a file was made for."""
    return Amount.most(data, records).fullness <= 1 or Amount.of(data, records).fullness <= 1


def _signs_in(data: bytes) -> int:
    return sum(map(data.count, (b"=", b",", b"[", b".")))


def read_header(block: bytes) -> tuple[int, Table]:
    """Return the format number and the caller's part of a header block whose seal is right.

    Raises ValueError if it is not written as this program writes it.
    """
    table = _parse_header(block)
    version = table.pop("format", None)
    if type(version) is not int or table.pop("kind", None) != KIND or _HEADER_KEYS & table.keys():
        raise ValueError("it is not the header of a saved game")
    return version, table


def read_record(block: bytes, n: int) -> Record:
    """Return the record of a block whose seal is right.

    Raises ValueError if it is not record ``n`` as this program writes it.
    """
    head = _HEAD.match(block)
    if head is None:
        raise ValueError("its first lines are not those of a record")
    if int(head[1]) != n:
        raise ValueError(f"it calls itself number {int(head[1])}")
    kind, table = head[2].decode(), _parse_record(block[head.end() : block.rindex(b"\n[record.seal]\n") + 1])
    name = table.get("id", "-")
    if not (_KINDS.fullmatch(kind) and isinstance(name, str) and name):
        raise ValueError("its kind or id is not a proper name")
    return Record(n, kind, table, own_seal(block))


def _dumps(table: Table) -> str:
    import tomli_w  # who only looks at a save need not wait for it

    return tomli_w.dumps(table)


def _refuse_keys(table: Mapping[str, Any], taken: frozenset[str]) -> None:
    if used := sorted(taken & table.keys()):
        raise ValueError(f"{used[0]}: this key is the file's own")


def _sealed(content: bytes, heading: str, prev: str) -> bytes:
    return content + _seal(heading, prev, digest(prev, content))


def _seal(heading: str, prev: str, own: str) -> bytes:
    return f'[{heading}]\nprev = "{prev}"\nhash = "{own}"\n'.encode()


def _must_read_back(table: Table, read: Table) -> None:
    if read != table:
        raise ValueError("it would not read back as it was given")


def _parse_header(block: bytes) -> Table:
    bare, large = _parts(block)
    name = readings.hash_of(large)
    if not readings.knows(name) or len(block) > MAX_HEADER:
        return _parse_whole(block)
    document = _parse_whole(bare)
    if _LARGE in document:
        raise ValueError("a table stands in it twice")
    table = readings.read(name, lambda: parse(large.decode()))[_LARGE]
    return {**document, _LARGE: readings.Reading(table, name)}


def _parts(block: bytes) -> tuple[bytes, bytes]:
    """Return a header without its large table, and that."""
    before, found, rest = block.partition(b"\n[%s]\n" % _LARGE.encode())
    large, seal, after = rest.rpartition(b"\n[seal]\n")
    return before + seal + after, found[1:] + large


def _parse_whole(block: bytes) -> Table:
    document = _parse(block, MAX_HEADER)
    document.pop("seal", None)
    return document


def _parse_record(body: bytes) -> Table:
    """Return what stands in a record between its head and its seal."""
    document = _parse(body, MAX_RECORD, "record")
    record: Table
    record, *more = document.pop("record")
    if document or more or _RECORD_KEYS & record.keys():
        raise ValueError("it is not exactly one record")
    return record


def _parse(text: bytes, limit: int, inside: str = "") -> Table:
    """Return the TOML of a block. Raises ValueError for what is wrong or would not be written like that."""
    if len(text) > limit:
        raise ValueError(f"it has {len(text):,} bytes, more than {limit:,}")
    if len(text) > MAX_BLOCK_SIGNS and Amount.of(text, 0).values > MAX_BLOCK_SIGNS:
        raise ValueError("it has more values than a saved game")
    try:
        return parse(text.decode(), inside=inside)
    except ValueError as error:
        raise ValueError(f"it is not written the way a saved game is ({error})") from None
