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
    "c3b2fa8558978c98e18fe5b229067661973b788376c9c0e4": "7a41982fe23ac4a2ae2079b01a9a9893c08e3899538aeabc",
    "da8b7888dd433b69c8accaca6322652c668c2314a13e5352": "d2e8816106277c346bc23435acd82dde6de360504b242066",
    "2eed26094c32811a53112d35d96339c71f40ca0ca565cac0": "0352e2c7a7c8dcaf52bf7e010896181ae2a1f0178e8769e4",
    "b858ab1c88fd233d95dc834fe8dac84fcea4ea672a6e4f96": "c77834d447766f9f3ce72660d21b349409beff194adb80ef",
    "a4cc097b98944b1d3e759de2f6be471ba69fe3114630c98f": "fc5aeada18fbbd8038c99fcf53329db2650a1fab8c89aac5",
    "1e9093a019102f50ac403b36762f4de957410b6f47147b78": "d40021528b3de3117105efe5b5e18c5e39f141416767c215",
    "75869f7174a5a97d0015bd85333a755f67d2e1c67dca211b": "1fc6de45e44cd57d325ca560a795b0a31a41339ee3c433aa",
    "5ed160d78200f0c3e5354e513ffdf0bfafb280b62ab3cce6": "a233b07e06abee91c09a8129ea50083a301db3009d9eff6d",
    "d9af88c067be378c5320241c2ccc01673329cdba36e74f2d": "6354686c199783d8b19b440f2f351551c87e278204541c5c",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "4faf2cf107e969573b96e38bac46edb2c1851186710fe933": "a4cc097b98944b1d3e759de2f6be471ba69fe3114630c98f",
    "e0232e4dded0dc2294929f74ecfc8156cbb639b9f2fb1bc8": "1e9093a019102f50ac403b36762f4de957410b6f47147b78",
    "d926dc105c97ea6581e9689dc1caeb14a6da71a21b72be56": "75869f7174a5a97d0015bd85333a755f67d2e1c67dca211b",
    "8bb4c502229cd27910a22728b7f2fa1675e610c4fdfd1fc3": "5ed160d78200f0c3e5354e513ffdf0bfafb280b62ab3cce6",
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
