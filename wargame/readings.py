"""How the texts read that travel with the program: they need not be parsed and written anew at each start.

The program has the hash of each such text, and of what it reads as; ``python -m benchmarks.known`` writes
them down. Both are kept in the user's cache folder, as plain data under that hash, and used only where they
still have it: what is damaged, foreign or made up there is passed over.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import Any

_READINGS: dict[str, str] = {
    "2ee0e642cc6876555e32885386e76cef7a7f341c0667032d": "cd45d5d90c521704daae4ded44b9d68646bf4670cd0310e4",
    "052dab0aa09aec9cab11b58eb4855f54af7114f6019843eb": "4cfd771f23bba1452f9f73e42ee1ca2482f01e3a20c79922",
    "35d1d96025efe93e233390ef4c2dd59d281263e6418e0f95": "a4e2a4bf8f53763e5a0e522a4413bf6ce1109a1b593d0cec",
    "179e310ee9b0001f8c61cf4ba3f52eb8d2a706398c3541c8": "07a26fb6c614c8402ef06af9cbfe58666d5f9c4f88a24870",
    "8b5c605fbcd7ce554cda1760c481237502433c480398823d": "2d5e27b028824c70cc8dcbb1324b5a0b80fa89651394af7f",
    "40eb87531f37d346e13468a4d232d5ac562cb1b5497c180f": "360cd73ea925fc66df1432a8bba7b288f521b8ff42b74c2b",
    "adb31ab248946cf9ab7cdabeee1e6e56ca64b6caf7313466": "c4a6c5d74a516c77ac82ba4bb7c52139d6ff347ed8cf8147",
    "868fc19247aba5dd3cc02c46dadfbd0d1b47676e44d0f53b": "b4395e2784017ea208574b2bc5559483a91eb279520b37a2",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "948211a790563735b420e062c518529f9c03af08337f8af9": "8b5c605fbcd7ce554cda1760c481237502433c480398823d",
    "bec51b8bfcad083e6239053159ab428253bee743bf2079ea": "40eb87531f37d346e13468a4d232d5ac562cb1b5497c180f",
    "3c3986be3e26650d845f0149c58e5e889f28e82d46785229": "adb31ab248946cf9ab7cdabeee1e6e56ca64b6caf7313466",
    "056256361337866a787e8ece4a4a069f0675f5df353e2094": "868fc19247aba5dd3cc02c46dadfbd0d1b47676e44d0f53b",
}
"""The texts that the scenarios are written as in a save, by the names of their files' texts (``name_of``)."""

_MOST = 2**22
"""Bytes of what is kept under a hash, at most."""

_OLD = 30 * 86_400
"""Seconds after which what another version kept is taken for left behind."""

_OURS = re.compile(r"[0-9a-f]{48}(\.\d+)?")
_NO_PLACE = OSError, RuntimeError
"""What it comes to where the folder can't be used, or there is no home to have one in."""


class Text(bytes):
    """A text in UTF-8 that is known, to the last letter: nobody need read it to know what it reads as."""

    __slots__ = ()


class Reading(dict[str, Any]):
    """The scenario in a text that is known, by the ``name`` of which it is known. Nobody may change it: a
    copy is a mere table."""

    __slots__ = ("name",)

    def __init__(self, table: dict[str, Any], name: str) -> None:
        super().__init__(table)
        self.name = name


def knows(hash: str) -> bool:
    """Is the reading of the text with this hash known?"""
    return hash in _READINGS


def name_of(hashes: Iterable[str]) -> str:
    """Return the name of a scenario that is made of the texts with these hashes."""
    return hash_of("".join(hashes).encode())


def names(name: str) -> bool:
    """Is it the name of a scenario that travels with the program?"""
    return name in _WRITTEN


def read(hash: str, parse: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what the text with this hash reads as, which ``parse`` finds out where it is not kept."""
    reading = _READINGS.get(hash)
    if reading is None:
        return parse()
    if (data := _kept(reading)) is not None:
        return _unplain(data)
    table = parse()
    _keep(reading, plain(table))
    return table


def text_of(name: str) -> Text | None:
    """Return the text of the scenario of that name in a save, if it is kept."""
    written = _WRITTEN.get(name, "")
    data = _kept(written) if written else None
    return None if data is None else Text(data)


def keep(text: bytes) -> None:
    """Keep a text, if it is that of a scenario in a save."""
    if (written := hash_of(text)) in _WRITTEN.values():
        _keep(written, text)


def plain(table: dict[str, Any]) -> bytes:
    """Return what stands for a table: as JSON the way to each date in it, and all of it, dates as text."""
    return json.dumps([[*_dates(table)], table], default=date.isoformat).encode()


def hash_of(data: bytes) -> str:
    """Return the hash of a text or of a reading: 48 hexadecimal digits."""
    return blake2b(data, digest_size=24).hexdigest()


def _dates(value: Any) -> Iterator[list[str | int]]:
    """The keys and numbers that lead to each date in a value."""
    if isinstance(value, date):
        yield []
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from ([key, *way] for way in _dates(item))


def _unplain(data: bytes) -> dict[str, Any]:
    """The table for which this stands."""
    dates, table = json.loads(data)
    for *way, last in dates:
        inside = table
        for step in way:
            inside = inside[step]
        inside[last] = date.fromisoformat(inside[last])
    return table  # type: ignore[no-any-return]


def _folder() -> Path:
    from platformdirs import user_cache_path  # not before something is known

    return user_cache_path("wargame", appauthor=False) / "readings"


def _kept(hash: str) -> bytes | None:
    """What is kept under its own hash, if it still has it."""
    with suppress(*_NO_PLACE):
        path = _folder() / hash
        there = path.stat()
        if stat.S_ISREG(there.st_mode) and there.st_size < _MOST:  # a pipe would make us wait
            data = path.read_bytes()
            return data if hash_of(data) == hash else None
    return None


def _keep(hash: str, data: bytes) -> None:
    """Keeps what has that hash; what another version kept goes when it is old: that one may be in use beside
    this one. What can't be kept is let go."""
    if hash_of(data) != hash:
        return
    known = {*_READINGS.values(), *_WRITTEN.values()}
    with suppress(*_NO_PLACE):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{hash}.{os.getpid()}"
        new.write_bytes(data)
        new.replace(folder / hash)
        for path in () if folder.is_symlink() else folder.iterdir():
            foreign = _OURS.fullmatch(path.name) and path.name not in known and path.is_file()
            if foreign and time() - path.stat().st_mtime > _OLD:
                path.unlink()
