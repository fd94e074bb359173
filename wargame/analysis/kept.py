"""What an analysis of a finished game found, kept beside its save, so that nobody waits for it twice.

It stands in ``NAME.toml.analysis``, or in the user's cache folder where nothing can be written beside the
save: plain JSON under a name that tells game, budget and program, and under a mark that only this user on
this computer can make. What has another name or no such mark is passed over, and made anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Any

from wargame.session import beside
from wargame.session.log import GameLog
from wargame.session.places import shipped_saves
from wargame.session.sealing import own_mark

KIND = "wargame analysis"
SUFFIX = ".analysis"

_BEGIN = json.dumps({"kind": KIND})[:-1].encode()
_MOST = 1 << 22
_OLD = 30 * 86_400
"""Seconds after which what the cache folder has is taken for left behind."""
_OURS = re.compile(r"[0-9a-f]{64}\.json(\.new)?")
_NO_PLACE = OSError, RuntimeError
"""What it comes to where a place can't be used, or there is no home to have one in."""


def find(game: GameLog, name: str) -> Any:
    """The document that is kept for a game under this name, None where there is none."""
    for path in _places(game, name):
        with suppress(*_NO_PLACE, ValueError):
            head, _, body = beside.load(path, _MOST).partition(b"\n")
            if head.decode() == _head(name, body):
                return json.loads(body)
    return None


def keep(game: GameLog, name: str, document: Any) -> None:
    """Keeps a document (what JSON can hold) for a game under a name of 64 hexadecimal digits, if the game is
    over and there is a place for it."""
    if not game.over:
        return
    body = json.dumps(document, ensure_ascii=True).encode()
    for path in _places(game, name):
        with suppress(*_NO_PLACE, ValueError):
            _must_be_ours(path)
            if beside_save := game.path is not None and path.parent == game.path.parent:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
            beside.put(path, f"{_head(name, body)}\n".encode() + body)
            if not beside_save:
                _sweep(path.parent)
            return


def _must_be_ours(path: Path) -> None:
    """Raises ValueError where somebody keeps something else under this name."""
    with suppress(FileNotFoundError):
        if beside.load(path, _MOST)[: len(_BEGIN)] not in (_BEGIN, b""):
            raise ValueError("no analysis")


def _head(name: str, body: bytes) -> str:
    """The first line of a file. Raises OSError where no key can be kept."""
    mark = own_mark(f"{KIND}\n{name}\n".encode() + body)
    return json.dumps({"kind": KIND, "of": name, "mark": mark})


def _places(game: GameLog, name: str) -> Iterator[Path]:
    """Where it may be kept, the best place first: nothing is written among the samples of the program."""
    with suppress(*_NO_PLACE):
        if game.path is not None and game.path.resolve().parent != shipped_saves().resolve():
            yield game.path.with_name(game.name + SUFFIX)
    with suppress(*_NO_PLACE):
        from platformdirs import user_cache_path

        yield user_cache_path("wargame", appauthor=False) / "analysis" / f"{name}.json"


def _sweep(folder: Path) -> None:
    """Lets go of what nobody has asked for in a while."""
    for path in () if folder.is_symlink() else folder.iterdir():
        if _OURS.fullmatch(path.name) and path.is_file() and time() - path.stat().st_mtime > _OLD:
            path.unlink()
