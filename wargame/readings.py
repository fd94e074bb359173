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
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import Any

_READINGS: dict[str, str] = {
    "15f4b4ad42472a20e589917818daa96b875e5872aacee4cc": "ac29bcb01b2cbdca5f8b14c6510979d7f5086dc3bcd1fdbc",
    "6f4b18a0ee800c58e5b69b77700361672d7ce9840ebfd7ec": "4978fdc5155ada720a529645246c59be0937a1582e722239",
    "2eed26094c32811a53112d35d96339c71f40ca0ca565cac0": "0352e2c7a7c8dcaf52bf7e010896181ae2a1f0178e8769e4",
    "e56a20a3e0ae8ff08612f34578c98c418acf067fba49cb8f": "b530ad52e8660bd451ba22b88411ffa2d851c9417950d62d",
    "a907c8d0c212083f12f6f1e71ac4c200cb3aa1c7c92dc516": "df77f41b71fcde79150af2f080e3746653d6c8a7a3760185",
    "30d7c308b47def1541759ddffa1d238920d3813832242ce6": "0e161ac49d124095eacc826d31f5d536032e3918e58ab54e",
    "f6798ccf969e12c0e6348acd22bad8e07043b17687cd3449": "07ce7c9fe2c242f427bf99de49a74cc246ee9db88acbade2",
    "55374fb67439679443b3ae072901d2c454b6f69ad86d247f": "4d35bbc5af8d5facaa3d4db7c6212d13920bd518d507868f",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "be51db384bb2dc282ddff8dd9499c4bdad05c06917879355": "a907c8d0c212083f12f6f1e71ac4c200cb3aa1c7c92dc516",
    "4ab42d2920cab9b79365a9651bcdacea8689b5a798de34bd": "30d7c308b47def1541759ddffa1d238920d3813832242ce6",
    "c4431dcc6b2ef1452ac3b918e31215d1017fc8a310c45e25": "f6798ccf969e12c0e6348acd22bad8e07043b17687cd3449",
    "008f0c2715ffa742b8bbabef1c99d8ac478e37a12341e5bb": "55374fb67439679443b3ae072901d2c454b6f69ad86d247f",
}
"""The texts that such tables are written as, by the hashes of these; the order of keys counts."""

_MOST = 2**22
"""Bytes of what is kept under a hash, at most."""

_OLD = 30 * 86_400
"""Seconds after which what another version kept is taken for left behind."""

_DATE = "\0date"
"""The key of what stands for a date: no text of TOML begins so."""
_OURS = re.compile(r"[0-9a-f]{48}(\.\d+)?")
_NO_PLACE = OSError, RuntimeError
"""What it comes to where the folder can't be used, or there is no home to have one in."""


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
