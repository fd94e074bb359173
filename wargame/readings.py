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
    "c2bb8638103b8b69952432d3e33a66fd0c31cd308658e0ba": "a133f0832ac430fc4889646df735f27e1b268c3155ec6432",
    "8dc7830807402815b514b141806d908fd2b8686740b70702": "db42060f84aaf0339564354909e66f8e4be7db8cbfecaf6a",
    "a74cd21d2d601f53ba07fb46e5a9d1e107479a67e8ce1c29": "6535124727c579ef1c72d6561289f8ad54f9399cb5a96aa5",
    "998b64d7a24c100158a09d8297734c5da10c024d30d435eb": "dbfe25214f17e988fc7dadeae122de20487efc3d676eb580",
    "30dbca0a223ccd82e184a53fcca056519594d06643d0f3a3": "b030b59f6fc7b8de81094c6487340d42101c714ccef85e2b",
    "85de71a0e30f4d607a91812a51e3e18e9b238503a93645e4": "bca44f53a9bbfeacaf5c0843e50f438ed3e4a3c10295070f",
    "43f7f1ff1887c5503226f76d4f6b3bed6247c171fbf256d3": "51852c48c94d625d357e461616ea297c59dc736c16ce5eb4",
    "3fdbb2b61dae84977e69a97886897c1e3a778869bbb637f9": "7df5e4573daee8ff4be3158eb60ad8062a194fda1eee97e6",
    "55374fb67439679443b3ae072901d2c454b6f69ad86d247f": "4d35bbc5af8d5facaa3d4db7c6212d13920bd518d507868f",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "52a7c8b57c39acb0fef5601a98aec1ec8cfd684be7a69208": "30dbca0a223ccd82e184a53fcca056519594d06643d0f3a3",
    "b1ef7ce9f75ec8a47259863e2c323f5c31b2f3f8a5d0f0f5": "85de71a0e30f4d607a91812a51e3e18e9b238503a93645e4",
    "59ad95c371b078b3c2ac9c0f5f50d1bf891a86ec4e0cf657": "43f7f1ff1887c5503226f76d4f6b3bed6247c171fbf256d3",
    "6530f3dd673da1d5359f64d05e42e72a2b82056417b8dd06": "3fdbb2b61dae84977e69a97886897c1e3a778869bbb637f9",
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
