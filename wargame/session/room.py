"""All games that are written in one folder, followed at once; and what is noted of them for the debrief."""

from __future__ import annotations

import os
import shlex
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from wargame.session import beside
from wargame.session.following import Follower, TableView
from wargame.session.live import SUFFIX as LIVE
from wargame.session.places import SUFFIX
from wargame.text import clean
from wargame.values import frozen

MOST = 60
"""How many saves are followed at once; more than a room has tables."""
_BEAT = 2.0
"""Seconds after which the folder itself is looked at again."""

Order = Literal["behind", "waiting", "name"]
"""In which order tables stand: who is furthest behind first, who has waited longest, or by name."""


@frozen
class RoomView:
    """What is seen of a folder. ``older`` counts saves of other days that are left out, ``more`` those for
    which there is no room; ``trouble`` says why the folder can't be read."""

    tables: tuple[TableView, ...] = ()
    older: int = 0
    more: int = 0
    trouble: str = ""


class Room:
    """Follows the saves in a folder: those that were written today, or have a table at which they are played;
    ``all``: the others too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.all = False
        self._followers: dict[str, Follower] = {}
        self._view = RoomView()
        self._due = 0.0
        self._names: tuple[str, ...] = ()
        self._older = self._more = 0
        self._trouble = ""

    def look(self) -> RoomView | None:
        """What is seen now; None where nothing has changed."""
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + _BEAT
            self._look_round()
        for follower in self._followers.values():
            try:
                follower.look()
            except Exception:  # one table must not take the others with it
                follower.give_up()
        tables = tuple(one.stands for one in self._followers.values() if one.is_game)
        view = RoomView(tables, self._older, self._more, self._trouble)
        if view == self._view:
            return None
        self._view = view
        return view

    def look_round(self) -> None:
        """Look at the folder itself at the next look."""
        self._due = 0.0

    def _look_round(self) -> None:
        """Which saves there are now. One that has gone is followed on: it says so itself."""
        today = datetime.combine(date.today(), datetime.min.time()).timestamp()
        found: list[tuple[float, str]] = []
        live: dict[str, float] = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    with suppress(FileNotFoundError):  # it has just gone, or is a link to nothing
                        if entry.name.endswith(SUFFIX):
                            found.append((entry.stat().st_mtime, entry.name))
                        elif entry.name.endswith(SUFFIX + LIVE):
                            live[entry.name.removesuffix(LIVE)] = entry.stat().st_mtime
        except OSError as error:
            self._trouble = (
                f"The folder can't be read now: {error.strerror or error}. It is looked for again."
            )
            return
        self._trouble = ""
        found.sort(reverse=True)
        wanted = [name for when, name in found if self.all or max(when, live.get(name, 0.0)) >= today]
        self._older, self._more = len(found) - len(wanted), max(0, len(wanted) - MOST)
        wanted = wanted[:MOST]
        for name in wanted:
            if name not in self._followers:
                self._followers[name] = Follower(self.folder / name)
        there = {name for _, name in found}
        for name in [name for name in self._followers if name in there and name not in wanted]:
            del self._followers[name]


def ordered(tables: Iterable[TableView], order: Order) -> tuple[TableView, ...]:
    """Tables in an order. Who is furthest behind: fewest turns told, then who has been waited for longest;
    games that are over, and what can't be read, come last."""
    far = datetime.max

    def key(one: TableView) -> tuple[object, ...]:
        last = (not one.begun, one.over and order != "name")
        since = one.since or far
        if order == "name":
            return (not one.begun, one.class_name, one.group, one.file)
        if order == "waiting":
            return (*last, since, one.told, one.file)
        return (*last, one.told, one.turn.number if one.turn else 0, since, one.file)

    return tuple(sorted(tables, key=key))


def written(tables: Sequence[TableView], folder: Path) -> Path:
    """Writes the table of a class for the debrief, in Markdown, into ``folder``, or where that can't be, into
    the working folder or the home folder. Returns where. Raises OSError."""
    name = f"class-{datetime.now():%Y-%m-%d-%H%M}.md"
    data = "\n".join(markdown(tables, folder)).encode()
    for place in (folder, Path.cwd()):
        try:
            beside.put(place / name, data)
        except OSError:
            continue
        return place / name
    beside.put(Path.home() / name, data)
    return Path.home() / name


def markdown(tables: Sequence[TableView], folder: Path) -> list[str]:
    """That table, line by line: what all of a class have seen; and how its games are laid beside each
    other."""
    lines = [
        f"# The class at {datetime.now():%H:%M, %d %B %Y}",
        "",
        "| table | turn | ladder | what is agreed, and will it last | headline | end |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    names = table_names(tables)
    for one in tables:
        turn = f"{one.turn.number} of {one.turn.of}" if one.turn is not None else one.trouble
        deals = "; ".join(deal_words(one)) or "nothing"
        cells = (names[one.file], turn, one.ladder, deals, one.headline, one.end)
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    saves = " ".join(shlex.quote(clean(str(folder / one.file), 400)) for one in tables if one.begun)
    return [*lines, "", "To lay them beside each other:", "", f"    wargame compare {saves}", ""]


def table_name(stands: TableView) -> str:
    """What a table is called: its class and group, else its file."""
    name = stands.file.removesuffix(SUFFIX)
    return " ".join(filter(None, (stands.class_name, stands.group))) or name


def table_names(tables: Sequence[TableView]) -> dict[str, str]:
    """What tables of a room are called, by their files: two of one name with the end of their file's, too."""
    many = Counter(table_name(one) for one in tables)

    def called(one: TableView) -> str:
        name = table_name(one)
        return name if many[name] == 1 else f"{name} ({one.file.removesuffix(SUFFIX).rpartition('-')[2]})"

    return {one.file: called(one) for one in tables}


def deal_words(stands: TableView) -> list[str]:
    """Each agreement with its chance, or with what came of it."""
    return [deal.outlook or f"{deal.name[:1].upper()}{deal.name[1:]}" for deal in stands.deals]


def _cell(text: str) -> str:
    """Text that stays in its cell, is no markup there, and does nothing to a terminal."""
    text = clean(text, 400)
    for mark in ("\\", "|", "`", "*", "_", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return text
