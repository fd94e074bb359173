"""Where words go: data to stdout, everything said about it to stderr, both without control characters; and
files, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from wargame.text import clean

_LONGEST = 20_000
_LINES = 400


def say(words: str) -> None:
    """Tell the person something, on stderr."""
    print(clean(words, _LONGEST, _LINES, art=True), file=sys.stderr, flush=True)


def emit(lines: Iterable[str]) -> None:
    """Write lines of data to stdout."""
    for line in lines:
        sys.stdout.write(clean(line, _LONGEST, 1, art=True) + "\n")
    sys.stdout.flush()


def must_be_new(paths: Iterable[Path]) -> None:
    """Raises FileExistsError where one of the files that are to be written is there already."""
    if there := next((path for path in paths if os.path.lexists(path)), None):
        raise FileExistsError(f"{there} is there already: nothing was written. --force writes over it.")


def must_have_folder(path: Path) -> None:
    """Raises FileNotFoundError where a file that is to be written has no folder to lie in."""
    if not path.parent.is_dir():
        raise FileNotFoundError(f"There is no folder {path.parent}: nothing was written.")


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files whole, all of them or none; what a link of a file's name leads to is left alone. Raises
    OSError."""
    written: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            must_have_folder(path)
            new = path.with_name(f".{path.name[:200]}.{os.getpid()}")
            with new.open("xb") as file:
                written[path] = new
                file.write(content)
        for path, new in written.items():
            new.replace(path)
    finally:
        for new in written.values():
            new.unlink(missing_ok=True)


def be_tolerant() -> None:
    """Let no character that the other side's encoding lacks end the program, nor a side that is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def silence() -> None:
    """Send what is still in stdout's buffer nowhere, so that the interpreter's last flush is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
