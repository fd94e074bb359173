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
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import Any

_READINGS: dict[str, str] = {
    "57fd0b72a5ceb98e3b21059d41c6752ad13424a9677fd23e": "e955aede4fff85d8f0ce53f6eb88bbc8cb1c3b3ae35db367",
    "8dc7830807402815b514b141806d908fd2b8686740b70702": "db42060f84aaf0339564354909e66f8e4be7db8cbfecaf6a",
    "b218e1fce033e49e3aff9aa24c589ec8c6ad18ce8e97be70": "44e9875ecf9e3177e1a03442d85f26e438b4d51f44dba7c9",
    "fb5c21ca4756729c37fa860f3a629536e479b63b95b682b6": "89162325417bab39896a5eabd7e8d0b280be6348c01f662d",
    "f74a2353db8e58dc255e08d6302735581194469a0527862f": "f512621d36ff07d52f1b0093c4d83ee6c9563e4d2bd05e85",
    "595bdefa3838d87736236497ac275da6957fa78ac03baec4": "4d887792b1db92bcdb9c3e28aa8b26fd020d840da7bb8625",
    "84ff9348ab7c0f5be83b7e272d40aa1716bbf2644be688b9": "2f7c5e274bf857014d354b3a896a2fe6ac9fe994a97e2ff4",
    "267c1cbfed0e8b56f58a46046c750290750960e67abce373": "32f8530d8a7c9add91dd616cf5ccf662c43586e783902902",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "4a7f7ee1d28ac5b6c5e32cc16132dcb0e2d0d75d5a6c17c9": "f74a2353db8e58dc255e08d6302735581194469a0527862f",
    "0c8a51e690fafcf139c7eebe1f4c8b9dc1ad1aae5010cd9a": "595bdefa3838d87736236497ac275da6957fa78ac03baec4",
    "91c68d3d75245df27cc42038dec8af1106e6447e1944de01": "84ff9348ab7c0f5be83b7e272d40aa1716bbf2644be688b9",
    "118206535358e148f67343aef8eeb9fd548436397b5d9351": "267c1cbfed0e8b56f58a46046c750290750960e67abce373",
}
"""The texts that the scenarios are written as in a save, by the names of their files' texts (``name_of``)."""

_MOST = 2**22
"""Bytes of what is kept under a hash, at most."""

_OLD = 30 * 86_400
"""Seconds after which what another version kept is taken for left behind."""

_DATE = "\0date"
"""The key of what stands for a date: no text of TOML begins so."""
_OURS = re.compile(r"[0-9a-f]{48}(\.\d+)?")
_NO_PLACE = OSError, RuntimeError
"""What it comes to where the folder can't be used, or there is no home to have one in."""


class Text(str):
    """A text that is known, to the last letter: nobody need read it to know what it reads as."""

    __slots__ = ()


def knows(text: bytes) -> bool:
    """Is the reading of this text known?"""
    return hash_of(text) in _READINGS


def name_of(texts: Iterable[str]) -> str:
    """Return the name of a scenario that is made of these texts."""
    return hash_of("".join(hash_of(text.encode()) for text in texts).encode())


def names(name: str) -> bool:
    """Is it the name of a scenario that travels with the program?"""
    return name in _WRITTEN


def read(text: str, parse: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """Return what a text reads as, which ``parse`` finds out where it is not kept."""
    reading = _READINGS.get(hash_of(text.encode()))
    if reading is None:
        return parse(text)
    if (data := _kept(reading)) is not None:
        return json.loads(data, object_hook=_dated)  # type: ignore[no-any-return]
    table = parse(text)
    _keep(reading, plain(table))
    return table


def text_of(name: str) -> Text | None:
    """Return the text of the scenario of that name in a save, if it is kept."""
    written = _WRITTEN.get(name, "")
    data = _kept(written) if written else None
    return None if data is None else Text(data.decode())


def keep(text: bytes) -> None:
    """Keep a text, if it is that of a scenario in a save."""
    if (written := hash_of(text)) in _WRITTEN.values():
        _keep(written, text)


def plain(table: dict[str, Any]) -> bytes:
    """Return what stands for a table: JSON."""
    return json.dumps(table, default=lambda day: {_DATE: f"{day}"}).encode()


def hash_of(data: bytes) -> str:
    """Return the hash of a text or of a reading: 48 hexadecimal digits."""
    return blake2b(data, digest_size=24).hexdigest()


def _dated(table: dict[str, Any]) -> Any:
    return date.fromisoformat(table[_DATE]) if _DATE in table else table


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
