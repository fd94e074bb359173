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
from typing import Any

_READINGS: dict[str, str] = {
    "83308fd220b20452e2c4ba4de47c9532ff564fcb49a8d3a6": "56e63f29c4d9ea8ca370a4879a252d93bfbcc4184114da90",
    "46c9dd6d99d525f5d60c5560be9aa3179dcb56ac0d736228": "428f2c8724c07b958c97655d45ed31416c5bf95f24a5b5dc",
    "2eed26094c32811a53112d35d96339c71f40ca0ca565cac0": "0352e2c7a7c8dcaf52bf7e010896181ae2a1f0178e8769e4",
    "176ca4323e7614c8a8e4bf0324a408555c08291ecfa78e7e": "a0a9d9ee7e95e6cbcde74f6ddf0cc4168cac21ae28685c34",
    "ae85aa29c1adab032a8ede55137f58a93f1b104ac8eb6cfc": "c86b5426554dc85d3fd2a523d5fa4975e07facfea6f0922a",
    "8d27b81cd1b9cba2e23447b79f00e6e9ecb4ee7555da3d31": "ebe46555aa10e363968d3be74f9a94e73bf5b79beb1d4249",
    "f6798ccf969e12c0e6348acd22bad8e07043b17687cd3449": "07ce7c9fe2c242f427bf99de49a74cc246ee9db88acbade2",
    "c613d1233e43515040ac87f294c977dab1ba33486e5ff812": "426ecdcc61773eb3b6240b5afdd64130b624c66b21c99821",
    "1fdf32852bb0c10a4fef40b15a7b507dcb1c2f85eed68b3f": "f455e9cdf5c0f01ef558b43b0cbb65c99ba05f682a42096e",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "ad33c4469574c423ace87f236f02d529284108d4b4d606ff": "ae85aa29c1adab032a8ede55137f58a93f1b104ac8eb6cfc",
    "9c6d6bab0a816465b84d2d2452464c34b4d612c115948227": "8d27b81cd1b9cba2e23447b79f00e6e9ecb4ee7555da3d31",
    "c4431dcc6b2ef1452ac3b918e31215d1017fc8a310c45e25": "f6798ccf969e12c0e6348acd22bad8e07043b17687cd3449",
    "b5d5ea0b144dae620e38febcba20024047c23593abf6481c": "c613d1233e43515040ac87f294c977dab1ba33486e5ff812",
}
"""The texts that such tables are written as, by the hashes of these; the order of keys counts."""

_MOST = 2**22
"""Bytes of what is kept under a hash, at most."""

_DATE = "\0date"
_OURS = re.compile(r"[0-9a-f]{48}(\.\d+)?")
_NO_PLACE = OSError, RuntimeError
"""What it comes to where the folder can't be used, or there is no home to have one in."""
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
    with suppress(*_NO_PLACE):
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
    with suppress(*_NO_PLACE):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{hash}.{os.getpid()}"
        new.write_bytes(data)
        new.replace(folder / hash)
        for path in () if folder.is_symlink() else folder.iterdir():
            if _OURS.fullmatch(path.name) and path.name not in known and path.is_file():
                path.unlink()
