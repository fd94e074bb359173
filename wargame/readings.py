"""How the texts read that travel with the program: they need not be parsed and written anew at each start.

The program has the hash of each such text, and of what it reads as; ``python -m benchmarks.known`` writes
them down. Both are kept in the user's cache folder, as plain data under that hash, and used only where they
still have it: what is damaged, foreign or made up there is passed over.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

_READINGS: dict[str, str] = {
    "8256b696d4e67d8b037d8ecf7a3b4ac0d54c83ea99bc2498": "399f783ef6cb611b80cc188fd0df2d0dac9effe54f336ef7",
    "e890951e67821aaa9d21818e7c242b886234d91e66b00f74": "30bbbe8197522b1a55282acdaeb8ff45fdcb67c676822238",
    "f3c50b2be4e43425ef7c4259d0033b2ca0e06b24f1efed6b": "8ef531b5b5b8d83b03d6f271931b8b561af90679ac2864d6",
    "ea84f414c9d72c9d404cc045c267bf87a16a452593e4983c": "112d69d4bb724f7081efec9dd29cadbce10919227ee83807",
    "1243cfe9cb4bb0d9f2233f93027a3444c1e8d7842df67109": "21505f9fc2944169af13f5fe10f556ff1e02b907e5117fc6",
    "d9af88c067be378c5320241c2ccc01673329cdba36e74f2d": "6354686c199783d8b19b440f2f351551c87e278204541c5c",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "808d38fc25f879ea0af72c738e66e3293646062f007c63d5": "ea84f414c9d72c9d404cc045c267bf87a16a452593e4983c",
    "a2df399ed71e3b08414412542391eb881a5befbd05160f52": "1243cfe9cb4bb0d9f2233f93027a3444c1e8d7842df67109",
    "2725dbffe34c7e6edfe2675edf6b077ef857494eb35cd323": "d9af88c067be378c5320241c2ccc01673329cdba36e74f2d",
}
"""The texts that such tables are written as, by the hashes of these; the order of keys counts."""

_MOST = 2**22
"""Bytes of what is kept under a hash, at most."""

_DATE = "\0date"
"""The key of what stands for a date: no text of TOML begins so."""


def knows(text: bytes) -> bool:
    """Is the reading of this text known?"""
    return hash_of(text) in _READINGS


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


def write(table: dict[str, Any], dumps: Callable[[dict[str, Any]], str]) -> str:
    """Return the text that reads as a table, which ``dumps`` writes where it is not kept."""
    written = _WRITTEN.get(hash_of(plain(table)))
    if written is None:
        return dumps(table)
    if (data := _kept(written)) is not None:
        return data.decode()
    text = dumps(table)
    _keep(written, text.encode())
    return text


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
    with suppress(OSError):
        path = _folder() / hash
        there = path.stat()
        if stat.S_ISREG(there.st_mode) and there.st_size < _MOST:  # a pipe would make us wait
            data = path.read_bytes()
            return data if hash_of(data) == hash else None
    return None


def _keep(hash: str, data: bytes) -> None:
    """Keeps what has that hash; what another version kept goes. What can't be kept is let go."""
    if hash_of(data) != hash:
        return
    known = {*_READINGS.values(), *_WRITTEN.values()}
    with suppress(OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{hash}.{os.getpid()}"
        new.write_bytes(data)
        new.replace(folder / hash)
        for path in folder.iterdir():
            if path.name not in known:
                path.unlink()
