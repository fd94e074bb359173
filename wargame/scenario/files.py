"""Reading one scenario file: within limits, so that a stranger's file can do no harm, and with plain words.

For some crafted texts a reader of all of TOML, who reads what ours does not, needs far more than linear time
and stack; within the limits it stays below a second. All that is done later grows with what they count.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from datetime import date, datetime
from pathlib import Path
from typing import Any

from wargame import readings, toml
from wargame.scenario.errors import Place, Problem, ScenarioErrors, written
from wargame.text import clean

BYTES = 640 * 1024
"""Size of a scenario file, at most."""
LINES = 10_000
"""Lines in it, at most."""
LINE = 8 * 1024
"""Characters of a line, at most."""
DOTS = 8
"""Dots in a key or in the name of a table, at most."""
LEVELS = 10
"""How deep tables and arrays can nest."""
SIGNS = 60_000
"""Signs that begin a value or a table in a file and what it builds on, at most; those in texts count, too.
The flagship has 28,700."""
ITEMS = 200
"""Items of a list, at most: effects, factors, turns. The longest of the flagship has 35."""
NUMBER = 10**9
"""No number may be further from 0."""
TEXT = 20_000
"""Characters of a text, at most."""

_KEY = re.compile(r"[\w\"'-]+(?:[ \t]*\.[ \t]*[\w\"'-]+)*")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\s*\Z")

_TOLD = (
    ("Invalid statement", "This line is neither a key with a value nor a table's name in square brackets."),
    ("Expected '=' after", "After a key there must be = and a value."),
    ("Invalid value", "This is no value. A text needs quotation marks; yes and no are true and false."),
    ("Expected newline or end", "Something is left over after the value."),
    ("Expected ']'", "The name of the table has no closing ]."),
    ("Expected ']]'", "The name of the table has no closing ]]."),
    ("Cannot declare", "This table stands in the file twice. Each needs an id of its own."),
    ("Cannot overwrite", "This key has a value already."),
    ("Cannot redefine", "This name has a value already."),
    ("Cannot mutate", "This table is closed: it was written inside curly brackets or as a list."),
    ("Duplicate inline", "This key stands twice in the same curly brackets."),
    ("Invalid initial character", "A key is missing here, or has a character that needs quotation marks."),
    ("Unclosed array", "A list has no closing ], or a comma is missing in it."),
    ("Unclosed inline", "A { has no closing }, or a comma is missing before it."),
    ("Unescaped", "A \\ in a text must be written twice: \\\\."),
    ("Unterminated", "A text has no closing quotation mark."),
    (
        "Illegal character '\\n'",
        'A text has no closing quotation mark on its line. Texts of several lines go in """.',
    ),
    ("Illegal character", "A control character stands in a text."),
    ("Found invalid character", "A control character stands here."),
    ("Invalid date", "There is no such date."),
    ("Invalid hex", "A \\ in a text must be written twice: \\\\."),
    ("Escaped character", "This \\u is no character."),
)

_BEFORE = {
    "Cannot declare": "The table {} stands in the file already, in line {}.",
    "Cannot overwrite": "{} has a value already, in line {}.",
    "Cannot redefine": "{} has a value already, in line {}.",
}
"""The same where it is known what stood before, and where."""

_SYNTAX = (
    "Invalid statement",
    "Invalid value",
    "Invalid initial",
    "Expected",
    "Unclosed",
    "Unterminated",
    "Illegal",
    "Found",
)
"""What a parser says where the text is none of its language: then a person meant something by it."""


class Wrong(Exception):
    """A file that can't be used: what is wrong, and the line (0 where none)."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


def read(path: Path, name: str = "", signs: int = SIGNS) -> tuple[str, str, dict[str, Any]]:
    """Return the text of a TOML file that has at most so many ``signs``, its hash, and its contents; those of
    one that travels with the program are clean already.

    Raises ``ScenarioErrors`` with one problem, in which the file is called ``name``, if it can't be opened,
    is no regular file, breaks a limit or is not TOML.
    """
    try:
        text = _decode(_bytes(path))
        hash = readings.hash_of(text.encode())
        if readings.knows(hash):
            return text, hash, readings.read(hash, lambda: cleaned(_parse(text))[0])
        return text, hash, parse(text, signs)
    except Wrong as wrong:
        problem = Problem(name or str(path), wrong.line, "", wrong.message, wrong.hint)
        raise ScenarioErrors([problem]) from None


def _bytes(path: Path) -> bytes:
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC", "O_NOCTTY"):  # a pipe must not make us wait
        flags |= getattr(os, name, 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise Wrong("There is no such file.") from None
    except IsADirectoryError:
        raise Wrong("This is a folder, not a file.") from None
    except (PermissionError, OSError, ValueError) as error:
        raise Wrong(f"This file can't be opened: {getattr(error, 'strerror', None) or 'bad name'}.") from None
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise Wrong("This is a folder, not a file.")
        if not stat.S_ISREG(mode):
            raise Wrong("This is not an ordinary file.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        raise Wrong(f"This file can't be read: {error.strerror}.") from None
    finally:
        os.close(handle)
    if len(data) > BYTES:
        raise Wrong(
            f"This file is larger than {BYTES // 1024} KiB.",
            "Split it: a scenario can build on another with extends.",
        )
    return data


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Wrong("This is not UTF-8 text.", "Save it as UTF-8 in your editor.", line) from None


def signs_in(text: str) -> int:
    """Return how many signs a text has that begin a value or a table."""
    return sum(map(text.count, "=,[{"))


def _look(text: str, signs: int) -> None:
    """Refuse what would keep a parser busy."""
    if signs_in(text) > signs:
        raise Wrong(
            f"This file has more values than a scenario, with what it builds on {SIGNS:,} = , [ or {{."
        )
    lines = text.split("\n")
    if len(lines) > LINES + 1:
        raise Wrong(f"This file has more than {LINES:,} lines.", "", LINES + 1)
    for number, line in enumerate(lines, 1):
        if len(line) > LINE:
            raise Wrong(f"This line is longer than {LINE:,} characters.", "", number)
        if line.count(".") > DOTS:
            for key in _KEY.finditer(line):
                if key.group().count(".") > DOTS:
                    raise Wrong(f"There are more than {DOTS} dots in a key.", "", number)


def parse(text: str, signs: int = SIGNS) -> dict[str, Any]:
    """Return the contents of a TOML text. Raises ``Wrong`` if it breaks a limit or is not TOML."""
    _look(text, signs)
    return _parse(text)


def _parse(text: str) -> dict[str, Any]:
    with contextlib.suppress(ValueError):
        return toml.parse(text, loose=True)
    import tomllib  # for what few write, and for what is wrong

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _translate(str(error), text) from None
    except (RecursionError, MemoryError):
        raise Wrong("Lists or tables in this file nest too deeply.") from None
    except ValueError:
        raise Wrong("A number in this file is too long.") from None


def _translate(told: str, text: str) -> Wrong:
    place = _PLACE.search(told)
    line = 0
    if place:
        from wargame.scenario.slips import slip  # for what is wrong

        told = told[: place.start()]
        line = int(place[1]) if place[1] else text.rstrip().count("\n") + 1
        if told.startswith(_SYNTAX) and (meant := slip(text, int(place[1] or 0), int(place[2] or 0))):
            return Wrong(meant.message, meant.hint, meant.line)
    for start, words in _TOLD:
        if told.startswith(start):
            message, _, hint = words.partition(". ")
            if start in _BEFORE and line and (again := _again(text, line)):
                path, line, before = again
                return Wrong(_BEFORE[start].format(written(path), before), hint, line)
            return Wrong(message + "." * bool(hint), hint, line)
    return Wrong("This can't be read as TOML.", "", line)


def _again(text: str, line: int) -> tuple[Place, int, int] | None:
    """Return what is named for the second time by the statement that ends in a line: its place, the line in
    which it is, and the one in which it was; None where that isn't plain."""
    from wargame.scenario.lines import Lines  # for what is wrong

    again = Lines("\n".join(text.split("\n")[:line])).again
    return again if again and again[2] < again[1] else None


def cleaned(document: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[Place, str]]]:
    """Return a copy of a document with every text clean, and what in it is out of bounds (where, and why).

    The copy is safe to go through: it has at most ``LEVELS`` levels, no list of more than ``ITEMS``, no time
    of day, no number beyond ``NUMBER`` and no text beyond ``TEXT``.
    """
    wrong: list[tuple[Place, str]] = []
    return _table(document, (), wrong), wrong


def _table(table: dict[str, Any], path: Place, wrong: list[tuple[Place, str]]) -> dict[str, Any]:
    if len(path) >= LEVELS:
        wrong.append((path, f"Tables and lists nest deeper than {LEVELS} levels."))
        return {}
    return {str(key): _value(value, (*path, str(key)), wrong) for key, value in table.items()}


def _value(value: Any, path: Place, wrong: list[tuple[Place, str]]) -> Any:
    if isinstance(value, str):
        if len(value) > TEXT:
            wrong.append((path, f"This text is longer than {TEXT:,} characters."))
        return clean(value, TEXT, 1000, art=path == ("map", "art"))
    if isinstance(value, dict):
        return _table(value, path, wrong)
    if isinstance(value, list | tuple):
        if len(path) >= LEVELS:
            wrong.append((path, f"Tables and lists nest deeper than {LEVELS} levels."))
            return []
        if len(value) > ITEMS:
            wrong.append((path, f"This list is longer than {ITEMS:,} items."))
        return [_value(item, (*path, i), wrong) for i, item in enumerate(value[:ITEMS])]
    if isinstance(value, bool) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, int | float):
        if -NUMBER <= value <= NUMBER:
            return value
        wrong.append((path, f"Numbers go from -{NUMBER:,} to {NUMBER:,}."))
        return 0
    wrong.append((path, "This can't stand in a scenario: a date has no time of day."))
    return ""
