"""What is told side by side, as plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from wargame.debrief.model import Grid
from wargame.text import clean

WIDTH = 78
"""How wide plain lines are."""
_GAP, _LABEL, _LEAST = 2, 15, 4


def grid_lines(grid: Grid, most: int = WIDTH) -> Iterator[str]:
    """The lines of a grid, at most so wide: each row on one line where that has room, else in cells of
    several lines, as wide as each other."""
    rows = [grid.head, *grid.rows]
    widths = [max(width(row[n]) for row in rows) for n in range(len(grid.head))]
    gaps = _GAP * (len(widths) - 1)
    if sum(widths) + gaps > most:
        label = min(widths[0], _LABEL)
        rest = len(widths) - 1
        widths = [label, *(max(_LEAST, (most - gaps - label) // rest) for _ in range(rest))]
    for row in rows:
        cells = [list(_folded(text, room)) for text, room in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield (
                (" " * _GAP)
                .join(_filled(part, room) for part, room in zip(parts, widths, strict=True))
                .rstrip()
            )


def width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def shortened(text: str, room: int) -> str:
    """A text in so many cells: what is too long loses its middle, as names of one class end differently."""
    if width(text) <= room:
        return text
    end = room // 2
    return f"{_head(text, room - end - 1)}~{_head(text[::-1], end)[::-1]}"


def _head(text: str, room: int) -> str:
    while width(text) > room:
        text = text[: min(len(text) - 1, room)]
    return text


def _filled(text: str, room: int) -> str:
    return text + " " * (room - width(text))


def _folded(text: str, room: int) -> Iterator[str]:
    """A text in lines of so many cells; a word that is longer is broken."""
    line = ""
    for word in text.split():
        if line and width(line) + 1 + width(word) <= room:
            line += f" {word}"
            continue
        if line:
            yield line
        while width(word) > room:
            part = _head(word, room) or word[0]
            yield part
            word = word[len(part) :]
        line = word
    yield line


def laid(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of cells, which may be foreign text, with a sign where there is nothing."""
    return tuple(tuple(clean(cell, 400) or "-" for cell in row) for row in rows)
