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
    "cb6aade35eb2de9d3e2df74250044dd63bc616a6aba5dabc": "f10316c7bb2bd0ceb13524102a3129c8db451399ea5348f2",
    "fe9d1499ffbf30a920033af251f5db02b817c9e76f6c4c89": "d0fe4003303b4410d365eccefa9e93736419764b9440021f",
    "2df24fe851c914d0836f5fcc461a3df0f8038628dac23373": "a1f6f7e897130af47ad8c5e60a4ece03d61822e3937bdc0d",
    "05cc53d89eca17232b4892a2f677f5ae486207eec20d3b6e": "6fcf199e3a38aaad40732e580f4d4144fe4189d7b9d43107",
    "d80af944a217bd135fd9c401f91f63024db405782bec6cb2": "7ec3a10667de5acecec1ffdcebad99848d38f9ea8006d83a",
    "929ed281637f0dde65eba58c9a786293b1535deddfe0cd10": "704d5753f6d5fb560f1cc07aa2074ab39205d3511c82ba94",
    "3144ac5c0466cced3fe563fe58aac37819395e2b2e5edac2": "1841fd191e5b0e60482b09994a85614e68bda7149aac5894",
    "4044a59cfe9f5118251284852b2a1ef1776dbc3059376fca": "713a608f8a6cf694f168f41da0345ee9ecae144745b54be0",
    "1c3f70fe5ceefc4774270fa2e724c4b26a09f7d640f34ec2": "d153d0819c1298ad39177f4182c95decf4b9f89431d0223b",
}
"""What such texts read as, by their hashes."""

_WRITTEN: dict[str, str] = {
    "045dda07b36926ccbe5945636579871c9d690ccf4793c855": "d80af944a217bd135fd9c401f91f63024db405782bec6cb2",
    "4953734c2809b0f4bfaa0ab6321a2abc6e7e575821962e65": "929ed281637f0dde65eba58c9a786293b1535deddfe0cd10",
    "b4a89dabb9fb83ce4bfe939c31e7ce6f2be489fc879010f7": "3144ac5c0466cced3fe563fe58aac37819395e2b2e5edac2",
    "8944d52e35b6c3b6bc1461926620e108aa3bb948604cbf1f": "4044a59cfe9f5118251284852b2a1ef1776dbc3059376fca",
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
