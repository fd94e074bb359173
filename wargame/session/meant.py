"""Which save somebody means who says a class, a group, a team or a part of its file's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from wargame.session.places import NoSuchSave, find_save
from wargame.session.saves import Saved, place, saved, when
from wargame.text import clean

_NAMED = 6
"""So many candidates are told; who has more says more."""
_WORDS = re.compile(r"\w+")
_OF_ANY = {"class", "group", "table"}
"""Words that go before a name and name nothing."""


def newest() -> Path:
    """The game that was changed last, of those that can be found. Raises NoSuchSave where there is none."""
    found = next((one.path for one in saved(samples=False) if one.state != "bad"), None)
    if found is None:
        raise NoSuchSave("There is no saved game here or where new ones go. Name one: wargame watch SAVE.")
    return found


def meant(said: str) -> tuple[Path, str]:
    """The save that ``said`` means, and a sentence on which it is where that was not a path or the name of a
    file.

    A class, a group or a team is said by its words or how they begin, numbers in full, in any order; of
    several games of one group the newest is meant. Reads saves where it is none of a file's name. Raises
    NoSuchSave, which tells the candidates where several fit.
    """
    said = said.strip()
    try:
        return find_save(said), ""
    except NoSuchSave as error:
        if Path(said).name != said:  # a path is no name of anybody
            raise
        nothing = error
    fitting = _fitting(said, [one for one in saved(samples=False) if one.state != "bad"])
    tables: dict[object, Saved] = {}
    for one in fitting:
        tables.setdefault((one.class_name, one.group) if one.table else one.path, one)
    if not tables:
        raise NoSuchSave(f"{nothing} No class, group or team of a saved game is called that either.")
    if len(tables) > 1:
        raise NoSuchSave(_which(said, list(tables.values())))
    one = next(iter(tables.values()))
    newest_of = "The newest game of " if len(fitting) > 1 else ""
    return one.path, f"{newest_of}{clean(one.table or one.title, 60)}: {clean(place(one.path), 300)}"


def _fitting(said: str, saves: Sequence[Saved]) -> list[Saved]:
    """The saves that fit best: by class and group word by word; else by how words of these, of teams and of
    the file begin; else by a part of the file's name."""
    words = _words(said)
    words = [word for word in words if word not in _OF_ANY] or words
    ways: tuple[Callable[[Saved], bool], ...] = (
        lambda one: bool(words) and {*words} <= {*_words(one.table)},
        lambda one: bool(words) and all(_begins(word, one) for word in words),
        lambda one: not said.isdecimal() and said.casefold() in one.path.stem.casefold(),
    )
    for way in ways:
        if found := [one for one in saves if way(one)]:
            return found
    return []


def _begins(word: str, one: Saved) -> bool:
    """Does a word of a save begin like this? A number is said in full: group 1 is not group 12."""
    theirs = _words(f"{one.table} {one.teams} {one.path.stem}")
    return word in theirs if word.isdecimal() else any(other.startswith(word) for other in theirs)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold().replace("_", " "))


def _which(said: str, tables: Sequence[Saved]) -> str:
    """The question which of several is meant, with a line for each."""
    lines = [f"{clean(said, 60)!r} fits {len(tables)} games. Say more, or the name of the file:"]
    for one in tables[:_NAMED]:
        told = " · ".join((clean(one.table or one.title, 60), one.line, when(one.changed)))
        lines.append(f"  {clean(place(one.path), 300)}   {told}")
    if len(tables) > _NAMED:
        lines.append(f"  and {len(tables) - _NAMED} more, which were changed before")
    return "\n".join(lines)
