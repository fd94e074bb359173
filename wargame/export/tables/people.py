"""Tables of the people at a table, and of its observers."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import astuple

from wargame.analysis.taking_part import taking_part
from wargame.export.tables.table import (
    PERCENT,
    TURN,
    Column,
    Row,
    Source,
    Table,
    table,
)


@table(
    "people",
    "Somebody who was named, once for each seat. What a seat did counts for whoever led it in that turn.",
    Column("name", "text", "The name. Take it out before you share the table."),
    Column("seat", "id", "The seat; of observers: press, analyst."),
    Column("turns", "integer", "In how many turns that were carried out the seat was theirs.", "turns"),
    Column("led", "integer", "How many of them they led.", "turns"),
    Column("advised", "integer", "In how many they advised.", "turns"),
    Column("letters", "integer", "Letters that the seat sent then.", "letters"),
    Column("statements", "integer", "Sentences that it said in public.", "sentences"),
    Column("arguments", "integer", "Arguments that it gave for its orders.", "arguments"),
    Column("reasons", "integer", "Notes on why.", "notes"),
    Column("forecasts", "integer", "Questions that it answered.", "answers"),
    Column("answers", "integer", "Answers that it gave in exchanges.", "answers"),
    Column("in_time", "integer", "Turns they led with orders given by people, before time was up.", "turns"),
    Column("headlines", "integer", "Headlines of the press desk.", "headlines"),
    Column(
        "own_words", "integer", "How many of letters, sentences and headlines no card had ready.", "texts"
    ),
)
def _people(source: Source) -> Iterator[Row]:
    for one in taking_part(source.game):
        yield astuple(one)


@table(
    "observers",
    "What the press desk wrote, and what the analyst said, in a turn.",
    TURN,
    Column("who", "id", "The observer.", values="press, analyst"),
    Column("text", "text", "The headline."),
    Column("question", "id", "What was asked."),
    Column("percent", "integer", "How likely the analyst took it to be.", PERCENT),
)
def _observers(source: Source) -> Iterator[Row]:
    for turn, note in source.game.headlines.items():
        yield turn, "press", note.text, None, None
    for turn, said in source.game.foreseen.items():
        yield turn, "analyst", None, said.question, said.percent


TABLES: tuple[Table, ...] = (
    _people,
    _observers,
)
