"""What a table is: its columns, and the rows that a game gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, get_args

from wargame.export.cells import Value
from wargame.ids import fields
from wargame.rules.record import TurnRecord
from wargame.session.log import GameLog
from wargame.values import frozen

Type = Literal["id", "ids", "text", "integer", "number", "yes or no", "day"]
Row = tuple[Value, ...]


@frozen
class Source:
    """A game that is exported: the ``name`` that it has in every table, that of its ``file``, and whether
    its save could be read ``whole``."""

    name: str
    file: str
    game: GameLog
    whole: bool = True


@frozen
class Column:
    """A column: what it means, and where that says something its unit, and the values that can stand there.
    A cell is empty where there is no answer."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    values: str = ""


@frozen
class Table:
    """A table of one file: what a row is, its columns, and the rows that a game gives it, without the
    ``GAME``. Of a table that is ``shared`` rows have no game, and what several give stands there once."""

    name: str
    row: str
    columns: tuple[Column, ...]
    rows: Callable[[Source], Iterable[Row]]
    shared: bool = False


GAME = Column("game", "id", "The game: the name of its save, with a number where several have it.")
TURN = Column("turn", "integer", "The turn, from 1.", "turns")
SEAT = Column("seat", "id", "The seat.")
PERCENT, POINTS = "percent, 0 to 100", "points, 0 to 100"


def table(
    name: str, row: str, *columns: Column, shared: bool = False
) -> Callable[[Callable[[Source], Iterable[Row]]], Table]:
    """Makes a table of a function that gives the rows of a source."""

    def made(rows: Callable[[Source], Iterable[Row]]) -> Table:
        return Table(name, row, columns if shared else (GAME, *columns), rows, shared)

    return made


def words(of: Any) -> str:
    """The words that a type allows."""
    return ", ".join(get_args(of))


def words_of(cls: type, name: str) -> str:
    """The words that a field of a class allows."""
    return words(fields(cls)[name])


def adjudicated(source: Source) -> Iterator[TurnRecord]:
    """The turns of a game that were carried out."""
    return (record for record in source.game.turns if record.closing is not None)
