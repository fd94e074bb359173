"""Reads TOML in time that grows with its length alone: all that a save is written in, and most of what people
write.

A reader of all of TOML can be kept busy for a minute by a megabyte that is made for it. A save has one
writer; what that never writes is refused: dotted keys, literal and long texts, other bases of numbers,
comments but at the top. In what people write (``loose``) blanks and comments may stand where TOML has them,
and there are dotted keys and such texts; what else TOML has is for a reader of all of it, within limits.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from functools import cache
from typing import Any

Table = dict[str, Any]
"""A TOML table: text, numbers, truth values, dates, times, lists and tables of these."""

MAX_DEPTH = 16
"""How deep tables and lists may stand in each other."""
MAX_INT = 2**63
"""A whole number is at least the negative of this, and less than this."""

_CHAR = r'[^"\\\x00-\x08\x0a-\x1f\x7f]'
_STRING = rf'"(?:{_CHAR}++|\\["\\bfnrtu])*+"'
_BARE = r"[A-Za-z0-9_-]++"
_KEY = rf"(?:{_BARE}|{_STRING})"
_DAY, _HOUR = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d(?:\.\d{1,6})?"
_COMMENT = r"#[^\x00-\x08\x0a-\x1f\x7f]*+"
_SHORT = rf'(?:"({_CHAR}*+)"|(-?(?:0|[1-9]\d{{0,17}}+))|(true|false))'

_KEYS = re.compile(_KEY)
_VALUE = re.compile(
    rf"(?P<text>{_STRING})|(?P<moment>{_DAY} {_HOUR}(?:[+-](?:[01]\d|2[0-3]):[0-5]\d)?)"
    rf"|(?P<day>{_DAY})|(?P<hour>{_HOUR})"
    r"|(?P<real>-?(?:0|[1-9]\d{0,19}+)(?:\.\d{1,30}(?:e[+-]\d{1,3})?|e[+-]\d{1,3}))|(?P<whole>-?(?:0|[1-9]\d{0,18}+))"
    r"|(?P<truth>true|false)|(?P<list>\[)|(?P<table>\{)",
    re.ASCII,
)
_LONG = r'"""\n?((?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|\\(?:["\\bfnrtu]|[ \t]*+\n)|"{1,2}(?!"))*+)"""(?!")'
_LITERAL = (
    r"'''\n?((?:[^'\x00-\x08\x0b-\x1f\x7f]++|'{1,2}(?!'))*+)'''(?!')|(?!''')'([^'\x00-\x08\x0a-\x1f\x7f]*+)'"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|([ \t]*\n[ \t\n]*)|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class _Layout:
    """Where blanks, line ends and comments stand: around signs in a line (``blank``), between the values of a
    list (``space``), behind a statement (``end``), between it and the next (``gap``), at the top."""

    def __init__(
        self, blank: str, equals: str, within: str, space: str, end: str, gap: str, top: str
    ) -> None:
        self.heading = re.compile(rf"(\[\[?+){blank}({_KEY}(?:\.{_KEY})*+){blank}(\]\]?+){end}{gap}")
        self.pair = re.compile(rf"({_KEY}){equals}")
        self.inner, self.within = re.compile(blank or " "), re.compile(within)
        self.space = re.compile(space)
        self.comma = re.compile(rf"{space if blank else ''}(,?+){space}")
        self.end, self.gap, self.top = re.compile(f"{end}{gap}"), re.compile(gap), re.compile(top)
        self.loose = bool(blank)
        if self.loose:
            self.long, self.literal = re.compile(_LONG), re.compile(_LITERAL)
        self.dotted = re.compile(rf"({_KEY}(?:\.{_KEY})++){equals}")
        # What most are, read with one look: a bare key and a short value, in a line and in a table in a line.
        self.line = re.compile(rf"({_BARE}){equals}{_SHORT}{end}{gap}", re.ASCII)
        self.inside = re.compile(rf"({_BARE}){equals}{_SHORT}(?={blank}[,}} ])", re.ASCII)


@cache
def _layout(loose: bool) -> _Layout:
    """The one that a text has. Who reads only saves need not wait until the other is compiled."""
    if not loose:
        return _Layout(
            "", " = ", r", | (\})", r"[ \n]*+", r"(?:\n|\Z)", r"\n*+", rf"(?:(?:{_COMMENT})?+\n)*+"
        )
    gap = rf"(?:[ \t]*+(?:{_COMMENT})?+\n)*+[ \t]*+(?:{_COMMENT}\Z)?+"
    return _Layout(
        r"[ \t]*+",
        r"[ \t]*+=[ \t]*+",
        r"[ \t]*+(?:,[ \t]*+|(\}))",
        rf"(?:[ \t\n]++|{_COMMENT})*+",
        rf"[ \t]*+(?:{_COMMENT})?+(?:\n|\Z)",
        gap,
        gap,
    )


def parse(text: str, *, loose: bool = False, inside: str = "") -> Table:
    """Return what ``text`` says, which a save holds or, ``loose``, somebody wrote. What begins ``inside`` a
    list goes on after the heading of its first table. Raises ValueError for what is not written like that."""
    return _Reader(text, _layout(loose), inside).document()


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, layout: _Layout, inside: str) -> None:
        self.text = text
        self.layout = layout
        self.root: Table = {inside: [{}]} if inside else {}
        self.start = (self.root[inside][0], 3) if inside else (self.root, 1)
        """The table that the text begins in, and its depth."""
        self.opened = {id(self.root), id(self.start[0]), *map(id, self.root.values())}
        """The identity of each table and list that headings began: to nothing else can they add."""
        self.dotted: set[int] = set()
        """The identity of each table that dotted keys began since the last heading."""

    def document(self) -> Table:
        """All of it."""
        text, layout = self.text, self.layout
        line = layout.line.match
        table, depth = self.start
        at = self.after(layout.top if depth == 1 else layout.gap, 0)
        while at < len(text):
            if short := line(text, at):
                key, found, whole, truth = short.groups()
                if key in table:
                    raise _twice()
                table[key] = found if found is not None else int(whole) if whole else truth == "true"
                at = short.end()
            elif pair := layout.pair.match(text, at):
                at = self.ended(self.pair(pair, table, depth))
            elif layout.loose and (dotted := layout.dotted.match(text, at)):
                *way, last = map(_unquoted, _KEYS.findall(dotted[1]))
                value, at = self.value(dotted.end(), depth + len(way))
                _put(self.way(table, way), last, value)
                at = self.ended(at)
            elif (heading := layout.heading.match(text, at)) and len(heading[1]) == len(heading[3]):
                table, depth = self.open(heading)
                self.dotted.clear()
                at = heading.end()
            else:
                raise ValueError("a line is neither a key with a value nor a heading")
        return self.root

    def open(self, heading: re.Match[str]) -> tuple[Table, int]:
        """Return the table that a heading begins, and its depth."""
        table: Any = self.root
        name = heading[2]
        *way, last = map(_unquoted, _KEYS.findall(name)) if '"' in name else name.split(".")
        depth = 1
        if len(way) > MAX_DEPTH:
            raise ValueError("tables stand too deep")
        for key in way:
            table = self.begun(table, key, {})
            depth += 1
            if isinstance(table, list):
                table, depth = table[-1], depth + 1
        inside: Table = {}
        self.opened.add(id(inside))
        if len(heading[1]) == 1:
            _put(table, last, inside)
            return inside, depth + 1
        items = self.begun(table, last, [])
        if not isinstance(items, list):
            raise ValueError("a table stands in it as a list, too")
        items.append(inside)
        return inside, depth + 2

    def begun(self, table: Table, key: str, new: Table | list[Any]) -> Any:
        """Return what a heading finds under a key: ``new``, if there was nothing yet."""
        found = table.setdefault(key, new)
        if found is new:
            self.opened.add(id(new))
        elif id(found) not in self.opened:
            raise ValueError("a heading adds to a value")
        return found

    def way(self, table: Table, way: list[str]) -> Table:
        """Return the table that the front of a dotted key leads to."""
        for key in way:
            inside: Table = {}
            found = table.setdefault(key, inside)
            if found is inside:
                self.dotted.add(id(inside))
            elif id(found) not in self.dotted:
                raise ValueError("a dotted key adds to a value")
            table = found
        return table

    def ended(self, at: int) -> int:
        """Return where the next statement begins after a value that ends at ``at``."""
        if end := self.layout.end.match(self.text, at):
            return end.end()
        raise ValueError("something is left over after a value")

    def pair(self, pair: re.Match[str], table: Table, depth: int) -> int:
        """Put what a key stands before into its table, and return where that ends."""
        value, at = self.value(pair.end(), depth)
        _put(table, _unquoted(pair[1]), value)
        return at

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """Return the value that begins at ``at``, and where it ends."""
        text = self.text
        if self.layout.loose and text.startswith(('"""', "'"), at):
            if long := self.layout.long.match(text, at):
                return _ESCAPE.sub(_escaped, long[1]) if "\\" in long[1] else long[1], long.end()
            if literal := self.layout.literal.match(text, at):
                return literal[literal.lastindex or 0], literal.end()
            raise ValueError("a text does not end")
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
            return self.list(at, depth + 1)
        if kind == "table":
            return self.table(at, depth + 1)
        if kind == "truth":
            return word == "true", at
        if kind == "real":
            if not math.isfinite(real := float(word)):
                raise ValueError("a number is too large")
            return real, at
        if kind == "moment":
            return datetime.fromisoformat(word), at
        return (date if kind == "day" else time).fromisoformat(word), at

    def list(self, at: int, depth: int) -> tuple[list[Any], int]:
        """Return the list whose bracket ends at ``at``, and where it ends."""
        text, comma = self.text, self.layout.comma
        items: list[Any] = []
        at = self.after(self.layout.space, at)
        while not text.startswith("]", at):
            item, at = self.value(at, depth)
            items.append(item)
            after = comma.match(text, at)
            assert after is not None  # it matches nothing, too
            at = after.end()
            if not (after[1] or text.startswith("]", at)):
                raise ValueError("a comma is missing")
        return items, at + 1

    def table(self, at: int, depth: int) -> tuple[Table, int]:
        """Return the table in a line whose bracket ends at ``at``, and where it ends."""
        text, layout = self.text, self.layout
        table: Table = {}
        if text.startswith("}", at):
            return table, at + 1
        between = layout.inner.match(text, at)
        while between:
            at = between.end()
            if short := layout.inside.match(text, at):
                _put(table, short[1], _short(short))
                at = short.end()
            elif pair := layout.pair.match(text, at):
                at = self.pair(pair, table, depth)
            else:
                break
            between = layout.within.match(text, at)
            if between and between[1]:
                return table, between.end()
        raise ValueError("a table in a line has a key, a comma or its end missing")

    def after(self, space: re.Pattern[str], at: int) -> int:
        """Return where a space that may be empty ends."""
        found = space.match(self.text, at)
        assert found is not None
        return found.end()


def _put(table: Table, key: str, value: Any) -> None:
    if key in table:
        raise _twice()
    table[key] = value


def _twice() -> ValueError:
    return ValueError("a key stands in a table twice")


def _short(found: re.Match[str]) -> str | int | bool:
    """The value of a line that was read with one look."""
    if found.lastindex == 2:
        return found[2]
    return int(found[3]) if found.lastindex == 3 else found[4] == "true"


def _unquoted(word: str) -> str:
    """Return what a key or a string says."""
    if not word.startswith('"'):
        return word
    return _ESCAPE.sub(_escaped, word[1:-1]) if "\\" in word else word[1:-1]


def _escaped(found: re.Match[str]) -> str:
    if found[2]:  # the end of a line in a long text, and what is blank behind it
        return ""
    char = chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[3], "")
    if not char or "\ud800" <= char <= "\udfff":
        raise ValueError("a \\ in a text is followed by what means nothing")
    return char
