"""Where saves are kept and found: which folder, which file name, which file is meant by a name.

Nothing is opened or written here except folders; the journal alone writes saves.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_data_path

from wargame.shipped import directory
from wargame.text import slug

SUFFIX = ".toml"
_LONGEST = 255
# No vowels and no look-alikes: a name that is read out in class stays clean and clear.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


class NoSuchSave(FileNotFoundError):
    """No save has the name that was asked for; ``str()`` says so and names the nearest ones."""


def shipped_saves() -> Path:
    """The folder of sample games that travels with the program."""
    return directory("saves")


def user_directory() -> Path:
    """The saves folder in the user's data directory; it need not exist."""
    return user_data_path("wargame", appauthor=False) / "saves"


def saves_directory() -> Path:
    """Where new saves go: ``./saves`` where it exists and can be written, else the user's data directory.

    The latter is made if it is missing. Raises OSError where the folder can't be made.
    """
    here = Path("saves")
    if here.is_dir() and os.access(here, os.W_OK):
        return here
    folder = user_directory()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def new_save(scenario: str, folder: Path | None = None) -> Path:
    """A path for a new save that no file has yet: scenario, date, four random characters.

    It lies in ``folder``, or in :func:`saves_directory`. Raises OSError where that can't be made.
    """
    folder = saves_directory() if folder is None else folder
    while True:
        chance = "".join(secrets.choice(_LETTERS) for _ in range(4))
        path = folder / f"{slug(scenario)}-{date.today().isoformat()}-{chance}{SUFFIX}"
        if not path.exists():
            return path


def list_saves(*, samples: bool = True) -> tuple[Path, ...]:
    """The saves in ``./saves`` and the user's data directory, newest first, then the shipped samples."""
    own = sorted(
        {path.resolve(): path for folder in _own() for path in _tomls(folder)}.values(),
        key=_age,
        reverse=True,
    )
    if not samples:
        return tuple(own)
    known = {path.resolve() for path in own}
    return (*own, *sorted(path for path in _tomls(shipped_saves()) if path.resolve() not in known))


def find_save(name: str) -> Path:
    """The save meant by ``name``: a path, or a name without path or ``.toml``.

    It is looked for in ``./saves``, the user's data directory and the shipped samples, in this order.
    Raises NoSuchSave.
    """
    path = Path(name)
    if len(path.name) > _LONGEST:  # no system has such names, and some choke on the question
        raise NoSuchSave(f"There is no save called {name[:40]!r}...: that is too long for a name.")
    if path.is_file():
        return path
    if path.name == name:
        for folder in (*_own(), shipped_saves()):
            for candidate in (folder / name, folder / f"{name}{SUFFIX}"):
                if candidate.is_file():
                    return candidate
    elif (beside := Path(name + SUFFIX)).is_file():
        return beside
    known = {save.stem for save in list_saves()}
    near = get_close_matches(path.stem or name, sorted(known), n=3, cutoff=0.4)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise NoSuchSave(f"There is no save called {name[:200]!r}.{hint}")


def _own() -> tuple[Path, Path]:
    return Path("saves"), user_directory()


def _tomls(folder: Path) -> Iterator[Path]:
    try:
        yield from (path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    except OSError:
        return


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
