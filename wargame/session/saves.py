"""Saves as a list: what each holds, which can be played on, looked at, or neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from wargame.journal import Contents
    from wargame.session import GameLog


_STEPS = frozenset({"dawn", "resolution", "rewind", "end", "resume"})
"""The kinds of records that say where a game stands."""


class Saved(NamedTuple):
    """A save. ``state`` is ``open`` (to be played on), ``over``, ``part`` (damaged or of another version, yet
    something can be shown) or ``bad``; ``why`` says what is wrong. One that was ``broken`` off is open still.
    ``class_name`` and ``group`` are empty where no class file was used.
    """

    path: Path
    title: str
    state: Literal["open", "over", "part", "bad"]
    turn: int
    turns: int
    teams: str
    changed: datetime
    why: str = ""
    broken: bool = False
    class_name: str = ""
    group: str = ""

    @property
    def table(self) -> str:
        """Whose game it is: class and group, as far as it has them."""
        return " ".join(filter(None, (self.class_name, self.group)))

    @property
    def line(self) -> str:
        """Where the game stands, in words."""
        if self.state == "bad":
            return "can't be read"
        where = f"turn {self.turn} of {self.turns}" if self.turns else f"turn {self.turn}"
        if self.state == "part":
            return f"can't be played on; {where} can be looked at"
        if self.broken:
            return f"broken off after {where}, and scored"
        return "played to its end" if self.state == "over" else where


def saved(*, samples: bool = True) -> Iterator[Saved]:
    """All saves that can be found, newest first, then the samples. Reads each: not for the UI's thread."""
    from wargame.session.places import list_saves

    for path in list_saves(samples=samples):
        yield look(path)


def look(path: Path) -> Saved:
    """What the save at ``path`` holds; whatever is wrong with it is said in the result. Changes nothing."""
    from wargame.journal import JournalError, glance

    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        changed = datetime.min
    try:
        contents = glance(path, _STEPS)
    except JournalError as error:
        if error.contents is not None and error.contents.records:
            return _describe(path, error.contents, changed, str(error))
        return Saved(path, path.name, "bad", 0, 0, "", changed, str(error))
    return _describe(path, contents, changed, "")


def open_replay(path: Path) -> GameLog:
    """The game in a save to look at, as much of it as can be shown; ``notices`` say what can't.

    Raises JournalError or GameError where nothing can.
    """
    from wargame.journal import JournalError
    from wargame.session import GameLog

    try:
        return GameLog.read(path)
    except JournalError as error:
        return GameLog.part(error)


def siblings(game: GameLog) -> Iterator[Path]:
    """The other saves of the same scenario in the folder of a game's, by name. Reads each: not for the UI's
    thread."""
    from wargame.journal import JournalError, glance

    if game.path is None:
        return
    for path in sorted(game.path.parent.glob("*.toml")):
        if path.is_file() and not path.samefile(game.path):
            try:
                header = glance(path, ()).header
            except JournalError as error:
                header = error.contents.header if error.contents is not None else {}
            if _table(header.get("scenario")).get("id") == game.scenario.id:
                yield path


def place(path: Path) -> str:
    """Where a save is, as a person says it: from the working directory, or from ``~``, else in full."""
    path = path.absolute()
    for folder, name in ((Path.cwd(), Path()), (Path.home(), Path("~"))):
        if path.is_relative_to(folder):
            return str(name / path.relative_to(folder))
    return str(path)


def when(moment: datetime, now: datetime | None = None) -> str:
    """A moment as a person says it: ``today 14:20``, ``yesterday 09:05``, ``3 October 2020``."""
    days = ((now or datetime.now()).date() - moment.date()).days
    if moment == datetime.min:
        return ""
    if days == 0:
        return f"today {moment:%H:%M}"
    if days == 1:
        return f"yesterday {moment:%H:%M}"
    return f"{moment.day} {moment:%B %Y}"


def _describe(path: Path, contents: Contents, changed: datetime, why: str) -> Saved:
    header = contents.header
    turn, over, broken = 1, False, False
    for record in contents.records:
        turn = _number(record.body.get("turn"), turn)
        broken = record.kind == "end"
        over = bool(_table(record.body.get("state")).get("ending")) and not broken
    calendar = _table(header.get("scenario")).get("calendar")
    turns = len(calendar) if isinstance(calendar, list) else 0
    state: Literal["open", "over", "part"] = "part" if why else "over" if over else "open"
    settings = _table(header.get("settings"))
    class_name, group = (str(settings.get(key, "")) for key in ("class_name", "group"))
    teams = [str(_table(seat).get("team", "")) for seat in _table(header.get("seats")).values()]
    return Saved(
        path,
        str(header.get("title", path.name)),
        state,
        turn,
        turns,
        ", ".join(team for team in teams if team),
        changed,
        why,
        broken,
        class_name,
        group,
    )


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise
