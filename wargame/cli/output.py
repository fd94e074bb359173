"""Where words go: data to stdout, everything said about it to stderr, both without control characters; and
files, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; what a link of its name leads to is left alone. Raises OSError."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("xb") as file:
            file.write(content)
        new.replace(path)
    finally:
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
