"""Tables of what scenarios teach and of what their ids stand for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.analysis import criteria as teaching
from wargame.export.tables.table import (
    Column,
    Row,
    Source,
    Table,
    table,
    words_of,
)
from wargame.scenario.model import Criterion


@table(
    "criteria",
    "A teaching criterion of the scenario.",
    Column("criterion", "id", "The criterion."),
    Column("holds", "text", "When its condition must hold.", values=words_of(Criterion, "holds")),
    Column("met", "yes or no", "Was it met? Empty where it can still come either way."),
    Column("first", "integer", "The first turn after which it held.", "turns"),
    Column("turns", "ids", "All turns after which it held."),
)
def _criteria(source: Source) -> Iterator[Row]:
    for one in teaching.criteria(source.game):
        holds = source.game.scenario.criteria[one.criterion].holds
        yield one.criterion, holds, one.met, one.first, one.turns


_NAMED = ("seats", "tracks", "moves", "terms", "exchanges", "events", "injects", "forecasts", "objectives")


@table(
    "names",
    "What an id of a scenario stands for. Saves of two editions of a scenario may have two rows for one.",
    Column("scenario", "id", "The scenario."),
    Column("kind", "text", "What it is.", values=", ".join((*_NAMED, "endings", "criteria", "rungs"))),
    Column("id", "id", "The id, as it stands in the other tables."),
    Column("name", "text", "Its name; of a question or a criterion its text."),
    shared=True,
)
def _names(source: Source) -> Iterator[Row]:
    s = source.game.scenario
    kinds: list[tuple[str, dict[Any, Any]]] = [(kind, getattr(s, kind)) for kind in _NAMED]
    kinds += [("endings", s.endings), ("criteria", s.criteria), ("rungs", s.ladder.rungs if s.ladder else {})]
    for kind, things in kinds:
        for id, thing in things.items():
            name = {"forecasts": "question", "criteria": "text"}.get(kind, "name")
            yield s.id, kind, id, getattr(thing, name)


TABLES: tuple[Table, ...] = (
    _criteria,
    _names,
)
