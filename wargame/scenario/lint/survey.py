"""A walk through a document that finds every expression and effect in it, and who reads and changes what.

It works on the document, not on the objects of the model, so that names are checked even where something else
keeps the document from having the right shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import attrs
from attrs import evolve, field

from wargame.ids import fields
from wargame.scenario import effects as language
from wargame.scenario import model, shapes
from wargame.scenario.effects import Effect, parse_effect
from wargame.scenario.errors import ExpressionError, Finding, Place
from wargame.scenario.expressions import Expression, Known, everything, parse
from wargame.scenario.functions import Kind
from wargame.scenario.model import Move, Option, Scenario
from wargame.scenario.partial import lost_fields
from wargame.values import define

TABLES = {"track": "tracks", "flag": "flags", "move": "moves", "seat": "seats", "term": "terms"}
TABLES |= {"exchange": "exchanges"}
"""Where the ids of each kind of name in expressions come from."""

MOST = 250
"""How many findings are enough: looking for the nearest right name takes time."""

_OWN = frozenset({"odds", "factors", "leak", "success", "failure", "triumph", "backfire", "leaked"})
"""The parts of a move in which its options have been chosen."""


@define
class Survey:
    """All expressions and effects of a document, with their places.

    ``expressions`` has those inside effects too. ``findings`` tells which texts can't be read and which
    names don't exist. ``read`` holds (kind, id) of each name that an expression uses, ``changed`` those of
    the tracks and flags that an effect changes, ``unread`` the places of the texts that can't be read.
    """

    document: dict[str, Any]
    expressions: list[tuple[Place, Expression]] = field(factory=list)
    effects: list[tuple[Place, Effect]] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    read: set[tuple[str, str]] = field(factory=set)
    changed: set[tuple[str, str]] = field(factory=set)
    unread: set[Place] = field(factory=set)


def survey(document: dict[str, Any]) -> Survey:
    """Parse every expression and effect in a clean document."""
    found = Survey(document)
    lost = lost_fields(document, Scenario)
    known = {kind: _keys(document, table) for kind, table in TABLES.items() if table not in lost}
    outside: Known = {**known, "choice": set()}
    inside: dict[int | str, Known] = {}  # a move, where the choices of its own options are known
    for place, text, kind in texts(document):
        if len(found.findings) > MOST:
            break
        names = outside
        if place[0] == "moves" and len(place) > 2 and place[2] in _OWN:
            if place[1] not in inside:
                inside[place[1]] = {**known, **choices_of(document, str(place[1]))}
            names = inside[place[1]]
        try:
            _note(found, place, parse_effect(text) if kind is None else parse(text, kind), names)
        except ExpressionError as error:
            found.unread.add(place)
            found.findings += (
                _told(place, one, text, names)
                for one in everything(error, names)
                if one.named not in known.get("track", ())  # told of the track
            )
    return found


def texts(document: dict[str, Any]) -> Iterator[tuple[Place, str, Kind | None]]:
    """Yield each expression with the kind it has to be of, and each effect with None."""
    found: list[_Text] = []
    walk = _walk(Scenario, "")
    assert walk is not None
    walk(document, (), found)
    return iter(found)


# Where a kind has texts is decided once, as a function of the value, its place and what has been found.

_Text = tuple[Place, str, Kind | None]
_Walk = Callable[[Any, Place, list[_Text]], None]


@cache
def _walk(kind: Any, name: str) -> _Walk | None:
    """What finds the texts in a value of that kind that stands in the field ``name``; None where it has
    none."""
    if kind is model.Expr:
        return _expression(shapes.wanted(name))
    if kind is model.Effect:
        return _effect
    if attrs.has(kind):
        return _object(kind)
    inside = shapes.inner(kind)
    walk = None if inside is None else _walk(inside, name)
    if walk is None:
        return None
    return (
        _items(walk, list) if shapes.is_tuple(kind) else _items(walk, dict) if shapes.is_dict(kind) else walk
    )


def _expression(kind: Kind) -> _Walk:
    def walk(value: Any, place: Place, found: list[_Text]) -> None:
        text = shapes.as_text(value)
        if text is not None:
            found.append((place, text, kind))

    return walk


def _effect(value: Any, place: Place, found: list[_Text]) -> None:
    if isinstance(value, str):
        found.append((place, value, None))


def _object(cls: type) -> _Walk | None:
    walks = {name: walk for name, kind in fields(cls).items() if (walk := _walk(kind, name)) is not None}

    def look(value: Any, place: Place, found: list[_Text]) -> None:
        if isinstance(value, dict):
            for name in walks:
                if name in value:
                    walks[name](value[name], (*place, name), found)

    return look if walks else None


def _items(walk: _Walk, kind: type[Any]) -> _Walk:
    def look(value: Any, place: Place, found: list[_Text]) -> None:
        if isinstance(value, kind):
            for key, item in value.items() if kind is dict else enumerate(value):
                walk(item, (*place, key), found)

    return look


def _keys(document: dict[str, Any], table: str) -> dict[str, Any]:
    found = document.get(table)
    return found if isinstance(found, dict) else {}


def choices_of(document: dict[str, Any], move_id: str) -> dict[str, set[str]]:
    """Return the choices that an expression inside a move may ask for. Nothing at all where they are not
    known."""
    move = _keys(document, "moves").get(move_id)
    if not isinstance(move, dict) or "options" in lost_fields(move, Move):
        return {}
    options = _keys(move, "options").values()
    if any(not isinstance(option, dict) or "choices" in lost_fields(option, Option) for option in options):
        return {}
    return {"choice": {id for option in options for id in _keys(option, "choices")}}


def _note(found: Survey, place: Place, text: Expression | Effect, known: Known) -> None:
    inside: Iterable[Expression] = (text,) if isinstance(text, Expression) else language.expressions(text)
    if isinstance(text, Effect):
        found.effects.append((place, text))
        found.changed.add((text.kind.changes, text.name))
    for expression in inside:
        found.expressions.append((place, expression))
        for use in expression.uses:
            found.read.add((use.kind.partition("|")[0], use.name))
    errors = text.problems(known) if isinstance(text, Expression) else language.problems(text, known)
    found.findings += (_unknown(place, error, known) for error in errors)


def _unknown(place: Place, error: ExpressionError, known: Known) -> Finding:
    hint = error.hint
    if "choice" in error.message and not known.get("choice"):
        hint = (
            "option() asks for a choice of the very move whose odds, factors, leak or effects it stands in."
        )
    return Finding(place, error.message, hint)


def _told(place: Place, error: ExpressionError, text: str, known: Known) -> Finding:
    finding = _unknown(place, error, known)
    if error.column <= 1:
        return finding
    here = " ".join(text[error.column - 1 :].split())[:30]
    return evolve(finding, hint=f"{finding.hint} Here: {here}".strip())
