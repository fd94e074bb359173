"""Plain lines: wrapping, and the few words that every account needs. No drawing and no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from wargame.rules.views import TrackView
from wargame.text import clean

WIDTH = 78
_SPOKEN = str.maketrans({"→": "to", "·": ";", "–": "-"})
_PERCENT = "\0%"  # a number and its sign stay on one line
_TRENDS = {-1: ", falling", 0: ", steady", 1: ", rising", None: ""}


def spoken(text: str) -> str:
    """``text`` with signs that a screen reader stumbles over put into words."""
    return text.translate(_SPOKEN).replace(" ;", ";")


def paragraph(text: str, indent: int = 0, hang: int = 2) -> Iterator[str]:
    """Wrap ``text`` at ``WIDTH``, ``indent`` blanks in, later lines ``hang`` more; line breaks stay."""
    for line in clean(spoken(text), 20_000, 400).replace(" %", _PERCENT).split("\n"):
        wrapped = textwrap.wrap(
            line,
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (row.replace(_PERCENT, " %") for row in wrapped or [""])


def heading(text: str) -> Iterator[str]:
    """A heading: an empty line, then capitals."""
    yield ""
    yield from paragraph(text.upper(), hang=0)


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A title and its lines, or nothing where there are none."""
    lines = list(lines)
    if lines:
        yield ""
        yield from paragraph(title)
        yield from lines


def tracks(views: Iterable[TrackView]) -> Iterator[str]:
    """One line for each track: its name, what is seen of it, its band's word, its trend."""
    for track in views:
        band = f", {track.band}" if track.band and track.band != track.shown else ""
        shown = "not known" if track.shown == "?" else track.shown
        yield from paragraph(f"{track.name}: {shown}{band}{_TRENDS[track.trend]}.", 2)


def joined(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """``text`` with its first letter a capital."""
    return text[:1].upper() + text[1:]
