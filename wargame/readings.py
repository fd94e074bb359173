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
    "cdf464a67b949f1bee2cd4780b14ffa3fceed695089caf32": "f2771ecd10a24fe02dbcb74f186b23fd5acf05ccb3a1fc13",
    "fe9d1499ffbf30a920033af251f5db02b817c9e76f6c4c89": "d0fe4003303b4410d365eccefa9e93736419764b9440021f",
    "2df24fe851c914d0836f5fcc461a3df0f8038628dac23373": "a1f6f7e897130af47ad8c5e60a4ece03d61822e3937bdc0d",
    "b71bc642a711f3e088558d36f4f6c7ec17e0391cfaa26c09": "f22e4fdd15dfc97beaf1d1dcb88d130110b849ed033c6c0f",
    "45a09a7ea3ef4f701e082591deb979b9da3c98c33f349748": "d9a81767b05bae352520695dd0674d896dd96ed2775709b1",
    "a03d76503f8926093d6ef352a233f509e6b06cc02ff9af37": "574fb283a4b0e01c5f89c8c3832148487458d761386e082d",
    "e8e7282c69c8341fe4297de8b841def94d61dfcb549b0dca": "90fcc5d4b5dc633a2e8b948a8491f6a556249818155e4531",
    "c3c3a1a485ba6298d27f12d481c2dc625209ade069920e58": "e4390ac4fbd0a8abe4dccdbb95b87c0cacbbd89b404943c8",
    "1c3f70fe5ceefc4774270fa2e724c4b26a09f7d640f34ec2": "d153d0819c1298ad39177f4182c95decf4b9f89431d0223b",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "af7ddccc703f512b713f0e4be8a3f9606d61cecc052481b2": "45a09a7ea3ef4f701e082591deb979b9da3c98c33f349748",
    "46501053b7dd91a630ad03d02f1fcbeba13ddc008f1f44ca": "a03d76503f8926093d6ef352a233f509e6b06cc02ff9af37",
    "85bc72c1a87f55d71fc62e406da021cc5686cdf82c3c2a86": "e8e7282c69c8341fe4297de8b841def94d61dfcb549b0dca",
    "cc796dd6d47899902f2db8b40c4903ff061c53edb0b688a3": "c3c3a1a485ba6298d27f12d481c2dc625209ade069920e58",
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
