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
    "2ee0e642cc6876555e32885386e76cef7a7f341c0667032d": "2bb426a02ee4f6d42ed9113d905e96c416311d0b9093bee7",
    "54834c5a5112c033aa4621390b88c5a8db76884affe82dc3": "90e4b9d5c4d7ec26075d77b04871e70ba620c78fbaeb0d6f",
    "35d1d96025efe93e233390ef4c2dd59d281263e6418e0f95": "f4b6a7ab817724b70bedccbefd57526f45a54c7eb0d9da47",
    "f669b145083e0ca3075c9c2b78df1798f9bb8a4ffbd99980": "69dce797dae05e37a4c135ec40f7ae1c58c46332124a511e",
    "8b5c605fbcd7ce554cda1760c481237502433c480398823d": "1b2b6d704b14b4dcbf2544727aa272362ffbaf5fb5186c40",
    "0b2afe51dd1791e46ad724d03868fe74b9b33872b002f176": "7271007675bc2d8d6ccb3cb1e4cf221b568f40cf36c13ab1",
    "b19772b9a3e33140e2f6cc13d1e541c75873783eaf44d54b": "f8d80d20773ac2fcd3694d90cb61ce76119ebe5e1e8c697a",
    "5825f2375a572614103f08011df8db7e55cff06b62b6230b": "07d5ec1931c22a13b3ac078797293f780030ebef39fd7de4",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "948211a790563735b420e062c518529f9c03af08337f8af9": "8b5c605fbcd7ce554cda1760c481237502433c480398823d",
    "38d580984a56f54330ac398dca46ffdfc72abab6fbbe069d": "0b2afe51dd1791e46ad724d03868fe74b9b33872b002f176",
    "91492445e756493f749cf972b175e66bf3b4999843f869bc": "b19772b9a3e33140e2f6cc13d1e541c75873783eaf44d54b",
    "03575e365fd7bdce6487c53fecf85a7ac23f7951d182f801": "5825f2375a572614103f08011df8db7e55cff06b62b6230b",
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
