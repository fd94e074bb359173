"""Lints about what is read before a game begins, and about the words that are explained on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.ids import SeatId
from wargame.scenario.errors import Finding
from wargame.scenario.glossary import met
from wargame.scenario.lint.survey import Survey
from wargame.scenario.model import Scenario
from wargame.text import clean

ROLE_WORDS = 95
FIRST_WORDS = 250
_WORD = 40


def roles(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Role cards that are missing or too long, and too much to read before the first decision."""
    start = _words(scenario.short, scenario.content_note)
    for id, seat in scenario.seats.items():
        role = seat.role
        if lacking := [name for name in ("who", "have", "thought") if not getattr(role, name)]:
            hint = f"Add {', '.join(lacking)} to [seats.{id}.role]."
            yield Finding(("seats", id), "The role card is missing.", hint)
            continue
        card = _words(role.who, role.have, role.thought, *_aims(scenario, id, hidden=False))
        if card > ROLE_WORDS:
            long = f"The role card has {card} words with the aims; {ROLE_WORDS} are enough to begin with."
            yield Finding(("seats", id, "role"), long, "Say the rest in card.")
        first = start + card + max(map(_words, _aims(scenario, id, hidden=True)), default=0)
        if first > FIRST_WORDS:
            long = f"Before its first decision this seat reads {first} words; a class takes in {FIRST_WORDS}."
            yield Finding(("seats", id, "role"), long, "Shorten short, content_note, the role or the aims.")


def _aims(scenario: Scenario, seat: SeatId, *, hidden: bool) -> list[str]:
    return [
        f"{one.name} {one.text}"
        for one in scenario.objectives.values()
        if one.seat == seat and one.hidden == hidden
    ]


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def words(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Words of the glossary that can't be met in any text."""
    for word in scenario.glossary:
        if not word or clean(word, _WORD) != word:
            told = f"A word that is explained has 1 to {_WORD} characters in one line."
            yield Finding(("glossary",), told, f"Here: {clean(word, 30)}")


def guide(scenario: Scenario, _: Survey) -> Iterator[Finding]:
    """Lines for beginners with nothing in them, for a turn that never comes, or two for one screen."""
    last, seen = len(scenario.calendar) + 1, set[tuple[str, int]]()
    for n, line in enumerate(scenario.guide):
        if not line.text.strip():
            yield Finding(
                ("guide", n, "text"), "This is empty.", "Leave the line out, or say what to do here."
            )
        if not 0 <= line.turn <= last:
            told = f"There is no turn {line.turn}. What comes after the last turn counts as {last}; 0 is all."
            yield Finding(("guide", n, "turn"), told)
        if (line.at, line.turn) in seen:
            where = f"in turn {line.turn}" if line.turn else "in all turns"
            yield Finding(("guide", n), f"There is a line for {line.at} {where} already.")
        seen.add((line.at, line.turn))


def unmet(scenario: Scenario, survey: Survey) -> Iterator[Finding]:
    """Words of the glossary that no text has."""
    rest = {name: table for name, table in survey.document.items() if name not in ("glossary", "sources")}
    found = set(met(scenario.glossary, *_texts(rest)))
    for word in scenario.glossary:
        if word not in found:
            yield Finding(("glossary", word), "No text has this word, so it is explained nowhere.")


def _texts(value: Any) -> Iterator[str]:
    """Every text in a document, expressions too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
