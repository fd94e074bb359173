"""Reads the TOML that a save is written in, and no other, in time that grows with its length alone.

A reader of all of TOML can be kept busy for a minute by a megabyte that is made for it. A save has one
writer; what that never writes is refused: dotted keys, literal and long strings, other bases of numbers,
comments but at the top.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from typing import Any

from wargame.journal.contents import Table
from wargame.journal.values import MAX_DEPTH, MAX_INT

_STRING = r'"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]++|\\["\\bfnrtu])*+"'
_KEY = rf"(?:[A-Za-z0-9_-]++|{_STRING})"
_DAY, _HOUR = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d(?:\.\d{1,6})?"

_TOP = re.compile(r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*+\n|\n)*+")
_BLANK = re.compile(r"\n*+")
_HEADING = re.compile(rf"(\[\[?+)({_KEY}(?:\.{_KEY})*+)(\]\]?+)\n")
_KEYS = re.compile(_KEY)
_PAIR = re.compile(rf"({_KEY}) = ")
_VALUE = re.compile(
    rf"(?P<text>{_STRING})|(?P<moment>{_DAY} {_HOUR}(?:[+-](?:[01]\d|2[0-3]):[0-5]\d)?)"
    rf"|(?P<day>{_DAY})|(?P<hour>{_HOUR})"
    r"|(?P<real>-?(?:0|[1-9]\d{0,19}+)(?:\.\d{1,30}(?:e[+-]\d{1,3})?|e[+-]\d{1,3}))|(?P<whole>-?(?:0|[1-9]\d{0,18}+))"
    r"|(?P<truth>true|false)|(?P<list>\[)|(?P<table>\{)",
    re.ASCII,
)
_SPACE = re.compile(r"[ \n]*+")
_COMMA = re.compile(r",?+[ \n]*+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def parse(text: str) -> Table:
    """Return what ``text`` says. Raises ValueError if it is not written as a save is."""
    root: Table = {}
    table, depth, opened = root, 1, {id(root)}
    at = _after(_TOP, text, 0)
    while at < len(text):
        if pair := _PAIR.match(text, at):
            at = _pair(text, pair, table, depth)
            if not text.startswith("\n", at) and at < len(text):
                raise ValueError("something is left over after a value")
        elif (heading := _HEADING.match(text, at)) and len(heading[1]) == len(heading[3]):
            table, depth = _open(root, heading, opened)
            at = heading.end() - 1
        else:
            raise ValueError("a line is neither a key with a value nor a heading")
        at = _after(_BLANK, text, at)
    return root


def _open(root: Table, heading: re.Match[str], opened: set[int]) -> tuple[Table, int]:
    """Return the table that a heading begins, and its depth. Only what headings began, can they add to:
    ``opened`` has the identity of each such table and list."""
    table: Any = root
    *way, last = map(_unquoted, _KEYS.findall(heading[2]))
    depth = 1
    if len(way) > MAX_DEPTH:
        raise ValueError("tables stand too deep")
    for key in way:
        table = _begun(table, key, {}, opened)
        depth += 1
        if isinstance(table, list):
            table, depth = table[-1], depth + 1
    inside: Table = {}
    opened.add(id(inside))
    if len(heading[1]) == 1:
        if last in table:
            raise ValueError("a table stands in it twice")
        table[last] = inside
        return inside, depth + 1
    items = _begun(table, last, [], opened)
    if not isinstance(items, list):
        raise ValueError("a table stands in it as a list, too")
    items.append(inside)
    return inside, depth + 2


def _begun(table: Table, key: str, new: Table | list[Any], opened: set[int]) -> Any:
    """Return what a heading finds under a key: ``new``, if there was nothing yet."""
    found = table.setdefault(key, new)
    if found is new:
        opened.add(id(new))
    elif id(found) not in opened:
        raise ValueError("a heading adds to a value")
    return found


def _pair(text: str, pair: re.Match[str], table: Table, depth: int) -> int:
    """Put what a key stands before into its table, and return where that ends."""
    key = _unquoted(pair[1])
    if key in table:
        raise ValueError("a key stands in a table twice")
    table[key], at = _value(text, pair.end(), depth)
    return at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Return the value that begins at ``at``, and where it ends."""
    found = _VALUE.match(text, at)
    if found is None or depth > MAX_DEPTH:
        raise ValueError("what should be a value is none" if found is None else "values stand too deep")
    kind, word, at = found.lastgroup, found[0], found.end()
    if kind == "text":
        return _unquoted(word), at
    if kind == "whole":
        number = int(word)
        if not -MAX_INT <= number < MAX_INT:
            raise ValueError("a number needs more than 64 bits")
        return number, at
    if kind == "list":
        return _list(text, at, depth + 1)
    if kind == "table":
        return _table(text, at, depth + 1)
    if kind == "truth":
        return word == "true", at
    if kind == "real":
        if not math.isfinite(real := float(word)):
            raise ValueError("a number is too large")
        return real, at
    if kind == "moment":
        return datetime.fromisoformat(word), at
    return (date if kind == "day" else time).fromisoformat(word), at


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    at = _after(_SPACE, text, at)
    while not text.startswith("]", at):
        item, at = _value(text, at, depth)
        items.append(item)
        after = _after(_COMMA, text, at)
        if not (text.startswith(",", at) or text.startswith("]", after)):
            raise ValueError("a comma is missing")
        at = after
    return items, at + 1


def _table(text: str, at: int, depth: int) -> tuple[Table, int]:
    table: Table = {}
    if text.startswith("}", at):
        return table, at + 1
    before = " "
    while text.startswith(before, at) and (pair := _PAIR.match(text, at + len(before))):
        at = _pair(text, pair, table, depth)
        if text.startswith(" }", at):
            return table, at + 2
        before = ", "
    raise ValueError("a table in a line has a key, a comma or its end missing")


def _after(space: re.Pattern[str], text: str, at: int) -> int:
    found = space.match(text, at)
    assert found is not None  # it matches nothing, too
    return found.end()


def _unquoted(word: str) -> str:
    """Return what a key or a string says."""
    if not word.startswith('"'):
        return word
    return _ESCAPE.sub(_escaped, word[1:-1]) if "\\" in word else word[1:-1]


def _escaped(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], "")
    if not char or "\ud800" <= char <= "\udfff":
        raise ValueError("a \\ in a text is followed by what means nothing")
    return char
