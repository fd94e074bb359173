"""In which line of a TOML text each key and each item of a list stands. Only used when something is wrong.

A TOML parser gives contents and no places, so this goes through the text a second time. It trusts that the
text is TOML: it only has to know where keys, values and brackets are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress

from wargame.scenario.errors import Place

_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRINGS = ((r'"""', _LONG_BASIC), ("'''", _LONG_LITERAL), ('"', _BASIC), ("'", _LITERAL))
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_DEEPEST = 40


class _Lost(Exception):
    """The text is not what it should be; what was found so far still holds."""


class Lines:
    """The lines of a TOML text, by path."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lines: dict[Place, int] = {(): 1}
        self._lists: dict[Place, int] = {}
        self.again: tuple[Place, int, int] | None = None
        """What the last statement names that stood before: its place, its line and the line before."""
        with suppress(_Lost):
            self._document()

    def __contains__(self, path: Place) -> bool:
        return path in self._lines

    def in_double_brackets(self, path: Place) -> bool:
        """Is the list written as tables with their names in double square brackets?"""
        return path in self._lists

    def depth(self, path: Place) -> int:
        """Return how many steps of ``path`` lead to something that stands in this text."""
        return next(n for n in range(len(path), -1, -1) if path[:n] in self._lines)

    def find(self, path: Place) -> int:
        """Return the line (from 1) where ``path`` stands, or what is nearest to it on the way there."""
        return self._lines[path[: self.depth(path)]]

    def _note(self, path: Place, at: int) -> None:
        if path in self._lines:
            self.again = (path, bisect_right(self._starts, at), self._lines[path])
        for n in range(1, len(path) + 1):  # a table may be named first through something inside it
            self._lines.setdefault(path[:n], bisect_right(self._starts, at))

    def _document(self) -> None:
        text, at = self._text, 0
        table: Place = ()
        while True:
            at = self._skip(at)
            if at >= len(text):
                return
            self.again = None
            if text.startswith("[[", at):
                keys, end = self._key(at + 2)
                table = self._resolve(keys[:-1]) + keys[-1:]
                number = self._lists.get(table, 0)
                self._lists[table] = number + 1
                self._note((*table, number), at)
                table = (*table, number)
                at = self._expect("]]", end)
            elif text[at] == "[":
                keys, end = self._key(at + 1)
                table = self._resolve(keys)
                self._note(table, at)
                self._lines[table] = bisect_right(self._starts, at)
                at = self._expect("]", end)
            else:
                at = self._pair(at, table)

    def _resolve(self, keys: Place) -> Place:
        """Lead a name through the last item of each list of tables on its way."""
        path: Place = ()
        for key in keys:
            path = (*path, key)
            if path in self._lists:
                path = (*path, self._lists[path] - 1)
        return path

    def _skip(self, at: int) -> int:
        found = _SKIP.match(self._text, at)
        return found.end() if found else at

    def _expect(self, sign: str, at: int) -> int:
        found = _BLANK.match(self._text, at)
        at = found.end() if found else at
        if not self._text.startswith(sign, at):
            raise _Lost
        return at + len(sign)

    def _key(self, at: int) -> tuple[Place, int]:
        keys: list[str] = []
        while True:
            at = self._skip(at)
            found = _BARE.match(self._text, at)
            if found:
                keys.append(found.group())
            else:
                found = (_BASIC if self._text.startswith('"', at) else _LITERAL).match(self._text, at)
                if not found:
                    raise _Lost
                inside = found.group()[1:-1]
                keys.append(_unescape(inside) if found.group()[0] == '"' else inside)
            blank = _BLANK.match(self._text, found.end())
            at = blank.end() if blank else found.end()
            if not self._text.startswith(".", at):
                return tuple(keys), at
            at += 1

    def _pair(self, at: int, table: Place) -> int:
        keys, end = self._key(at)
        path = (*table, *keys)
        self._note(path, at)
        end = self._expect("=", end)
        found = _BLANK.match(self._text, end)
        return self._value(found.end() if found else end, path)

    def _value(self, at: int, path: Place) -> int:
        text = self._text
        if len(path) > _DEEPEST:
            raise _Lost
        for sign, pattern in _STRINGS:
            if text.startswith(sign, at):
                found = pattern.match(text, at)
                if not found:
                    raise _Lost
                return found.end()
        if text.startswith("[", at):
            return self._array(at + 1, path)
        if text.startswith("{", at):
            return self._inline(at + 1, path)
        found = _SCALAR.match(text, at)
        return found.end() if found else at

    def _array(self, at: int, path: Place) -> int:
        number = 0
        while True:
            at = self._skip(at)
            if self._text.startswith("]", at):
                return at + 1
            self._note((*path, number), at)
            at = self._skip(self._value(at, (*path, number)))
            number += 1
            if self._text.startswith(",", at):
                at += 1
            elif not self._text.startswith("]", at):
                raise _Lost

    def _inline(self, at: int, path: Place) -> int:
        while True:
            at = self._skip(at)
            if self._text.startswith("}", at):
                return at + 1
            at = self._skip(self._pair(at, path))
            if self._text.startswith(",", at):
                at += 1
            elif not self._text.startswith("}", at):
                raise _Lost


def _unescape(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        if code:
            return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""
        return _SHORT.get(found[3], found[3])

    return _ESCAPE.sub(character, text)
