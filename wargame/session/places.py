"""Where saves are kept and found: which folder, which file name, which file is meant by a name or a path.

Nothing is opened or written here except folders and a list of paths; the journal alone writes saves.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_data_path

from wargame.shipped import directory
from wargame.text import clean, is_device, slug

SUFFIX = ".toml"
SAMPLE = f"sample{SUFFIX}"
_LONGEST = 255
_REMEMBERED = 20
_PLACES = "played-elsewhere.txt"
_ON_NO_FILE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')  # where Windows is, and there saves go, too
# No vowels and no look-alikes: a name that is read out in class stays clean and clear.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


class BadPath(OSError):
    """What was typed is no path for what it is to be; ``str()`` says why in a sentence."""


class NoSuchSave(FileNotFoundError):
    """No save has the name that was asked for; ``str()`` says so and names the nearest ones."""


def typed(text: str) -> Path:
    """The path that somebody typed, dropped or gave on the command line; ``~`` is the home folder.

    Raises BadPath for what can be no path at all.
    """
    text = text.strip().strip("\"'")
    told = clean(text, 40)
    if not text:
        raise BadPath("There is no name.")
    try:
        path = Path(text).expanduser()
        if b"\0" in os.fsencode(path):
            raise UnicodeError
    except UnicodeError:
        raise BadPath(f"{told!r} holds a character that no name can have.") from None
    except RuntimeError:
        raise BadPath(f"There is no home folder {clean(Path(text).parts[0], 40)}.") from None
    if any(len(os.fsencode(part)) > _LONGEST for part in path.parts):
        raise BadPath(f"{told!r}... is too long for a name.")
    return path


def typed_new(text: str, suffix: str = "", folder: Path | None = None) -> Path:
    """The path that somebody typed for a file that is to be written. Where nothing is there under that name,
    ``suffix`` is added, if the name has it not. A bare name is one in ``folder``, if that is given.

    Its name must be good on every system, as saves are carried about. Raises BadPath.
    """
    path = typed(text)
    if folder is not None and path.name == text.strip().strip("\"'"):
        path = folder / path
    told, name = clean(str(path), 200), path.name
    if text.rstrip().rstrip("\"'").endswith("/"):
        raise BadPath(f"{told}/ is the name of a folder. Add a name for the file.")
    try:
        is_folder, there, ordinary = path.is_dir(), path.exists(), path.is_file()
    except OSError as error:
        raise BadPath(f"{told}: {error.strerror}.") from None
    if is_folder or not name:
        raise BadPath(f"{told} is a folder. Add a name for the file.")
    if there and not ordinary:  # a pipe would wait for somebody at its other end
        raise BadPath(f"{told} is no ordinary file.")
    if is_device(name):
        raise BadPath(f"{told} can't be the name of a file: Windows keeps it for a device.")
    if _ON_NO_FILE.search(name) or name != name.rstrip(". "):
        raise BadPath(
            f"{told} can't be the name of a file on Windows: it may have no < > : \" | ? * \\ in it, and "
            "no dot or blank at its end."
        )
    if name.isdecimal():
        raise BadPath(f"{told} is only a number. Give the file a name with a letter, such as friday.")
    return path if there or path.suffix.lower() == suffix or not suffix else path.with_name(name + suffix)


def shipped_saves() -> Path:
    """The folder of sample games that travels with the program."""
    return directory("saves")


def is_sample(path: Path) -> bool:
    """Is this the sample game that travels with the program, and stays as it is?"""
    return path.name == SAMPLE and path.resolve().parent == shipped_saves().resolve()


def user_directory() -> Path:
    """The saves folder in the user's data directory; it need not exist."""
    return user_data_path("wargame", appauthor=False) / "saves"


def saves_directory() -> Path:
    """Where new saves go: ``./saves`` where it exists and can be written, else the user's data directory,
    which need not exist."""
    here = Path("saves")
    return here if here.is_dir() and os.access(here, os.W_OK) else user_directory()


def new_save(scenario: str, folder: Path | None = None) -> Path:
    """A path for a new save that no file has yet: scenario, date, four random characters.

    It lies in ``folder``, or in :func:`saves_directory`.
    """
    folder = saves_directory() if folder is None else folder
    while True:
        chance = "".join(secrets.choice(_LETTERS) for _ in range(4))
        path = folder / f"{slug(scenario)}-{date.today().isoformat()}-{chance}{SUFFIX}"
        if not path.exists():
            return path


def list_saves(*, samples: bool = True) -> tuple[Path, ...]:
    """The saves in ``./saves`` and the user's data directory, and those played elsewhere, newest first, then
    the shipped samples."""
    found = (*elsewhere(), *(path for folder in _own() for path in tomls(folder)))
    own = sorted({path.resolve(): path for path in found}.values(), key=age, reverse=True)
    if not samples:
        return tuple(own)
    known = {path.resolve() for path in own}
    return (*own, *sorted(path for path in tomls(shipped_saves()) if path.resolve() not in known))


def remember(path: Path, list_: str = _PLACES, home: Path | None = None) -> None:
    """Keeps in mind where a game is played, so that it is in the list of saves wherever it lies; or where
    another file lies, in another ``list_`` of those outside the folder ``home``. What can't be kept is let
    go."""
    used, file = path.resolve(), _list_of_places(list_)
    with suppress(OSError):
        if used.parent == (home or user_directory()).resolve():
            return
        places = [used, *(other for other in elsewhere(list_) if other != used)][:_REMEMBERED]
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        new.write_text("".join(f"{place}\n" for place in places), "utf-8", "surrogateescape")
        new.replace(file)


def find_save(name: str) -> Path:
    """The save meant by ``name``: a path, or a name without path or ``.toml``.

    A name is looked for in the working directory, ``./saves``, the user's data directory, the home folder,
    where copies go, and the shipped samples, in this order. Raises NoSuchSave.
    """
    try:
        path = typed(name)
    except BadPath as error:
        raise NoSuchSave(f"There is no such save. {error}") from None
    beside = path.with_name(path.name + SUFFIX) if path.name else path
    candidates = [path, beside]
    if path.name == str(path):
        folders = (*_own(), Path.home(), shipped_saves())
        candidates += [folder / name for folder in folders for name in (path.name, beside.name)]
    try:
        if found := next((candidate for candidate in candidates if candidate.is_file()), None):
            return found
    except OSError as error:
        raise NoSuchSave(f"{clean(str(path), 200)}: {error.strerror}.") from None
    if path.is_dir():
        raise NoSuchSave(f"{clean(str(path), 200)} is a folder. Name a save in it.")
    known = {save.stem for save in list_saves()}
    near = get_close_matches(path.stem or name, sorted(known), n=3, cutoff=0.4)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise NoSuchSave(f"There is no save called {name[:200]!r}.{hint}")


def _own() -> tuple[Path, Path]:
    return Path("saves"), user_directory()


def _list_of_places(list_: str) -> Path:
    return user_directory().parent / list_


def elsewhere(list_: str = _PLACES) -> Iterator[Path]:
    """The files in a list of those used outside the user's data directory, the last one first."""
    with suppress(OSError):
        lines = _list_of_places(list_).read_text("utf-8", "surrogateescape").splitlines()
        yield from (path for path in map(Path, lines[:_REMEMBERED]) if path.is_file())


def tomls(folder: Path) -> Iterator[Path]:
    """The TOML files in a folder, which may be none."""
    try:
        yield from (path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    except OSError:
        return


def age(path: Path) -> float:
    """When a file was changed, in seconds; 0 where nobody knows."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
