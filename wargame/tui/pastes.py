"""How much any field takes, and of what a terminal sends, of one paste only so much."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.message import Message

MOST = 4000
"""Characters that any field takes at most."""
_MARK = len(BRACKETED_PASTE_START)


class TooLong(Message):
    """Something was put into a field that takes ``limit`` characters and no more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit


class ShortPastes(XTermParser):
    """Textual's parser, which is slow character by character, without what comes after ``most`` characters
    of a paste."""

    most = MOST + 1
    """A character more than any field takes that is on the screen, so that it can tell of it."""
    _room: int | None = None
    """How much more of the paste at hand is taken; None outside of pastes."""
    _before = ""
    """The end of what was read before: a mark may come in two pieces."""

    def feed(self, data: str) -> Iterable[Message]:
        """Parse what was read."""
        short = self._short(data)
        if short or not data:  # nothing read is the end
            yield from super().feed(short)

    def _short(self, data: str) -> str:
        kept: list[str] = []
        while data:
            text = self._before + data
            if self._room is None:
                at = text.find(BRACKETED_PASTE_START)
                end = at + _MARK if at >= 0 else len(text)
                kept.append(text[len(self._before) : end])  # what was read before was passed on at once
                self._before, self._room = ("", self.most) if at >= 0 else (text[1 - _MARK :], None)
            else:
                at = text.find(BRACKETED_PASTE_END)
                body = text[:at] if at >= 0 else text[: 1 - _MARK]
                kept.append(body[: self._room])
                self._room -= min(self._room, len(body))
                end = at + _MARK if at >= 0 else len(text)
                if at >= 0:
                    kept.append(BRACKETED_PASTE_END)
                    self._before, self._room = "", None
                else:
                    self._before = text[len(body) :]
            data = text[end:]
        return "".join(kept)


def read_short(driver: type[Driver]) -> type[Driver]:
    """Let a driver read no more than ``ShortPastes.most`` characters of a paste, and return it."""
    for name in ("textual.drivers.win32", *(base.__module__ for base in driver.__mro__)):
        module = sys.modules.get(name)
        if getattr(module, "XTermParser", None) is XTermParser:
            setattr(module, "XTermParser", ShortPastes)  # noqa: B010 -- mypy knows no such name of a module
    return driver
