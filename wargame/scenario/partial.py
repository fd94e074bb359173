"""A scenario made of what fits in a document, so that the rest of it can be looked at too.

Where something is missing or of the wrong sort there is a *hole*. Holes are filled with made-up values, in
several ways; whatever is wrong however they are filled does not depend on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date
from functools import cache
from typing import Any

from attrs import field

from wargame.ids import fields, is_id
from wargame.scenario import shapes
from wargame.scenario.errors import Place, nearest
from wargame.scenario.model import Effect, Expr, Scenario
from wargame.scenario.structure import Builder, build, needed
from wargame.values import define

FILLS = 6
"""In how many ways holes are filled."""
HOLES = 60
"""With more of them there is enough to tell already."""

_NUMBERS = (0, 1, 50, 100, -(10**9), 10**9)
_DATES = (date.min, date.max)


class _AnyKey(dict[str, Any]):
    """An empty table that has whatever it is asked for: what stands for one that is lost."""

    def __contains__(self, key: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


class _AnyItem(tuple[Any, ...]):
    """A list that has whatever it is asked for: what stands for one of which something is lost."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True


@define
class Partial:
    """A scenario whose holes are filled in one way.

    ``lost`` are the tables and lists at the top of it that are holes as a whole.
    """

    scenario: Scenario
    holes: frozenset[Place]
    lost: frozenset[str]

    def hides(self, place: Place) -> bool:
        """Is the place in a hole?"""
        return any(place[:n] in self.holes for n in range(len(place) + 1))


def lost_fields(table: dict[str, Any], cls: type) -> frozenset[str]:
    """Return the fields of a class that a table doesn't give, though its author seems to have meant to.

    Those that are needed and missing, tables and lists that are none, and those with a slip in their name.
    """
    lost = needed(cls) - table.keys()
    lost |= {name for name, kind in _collections(cls) if name in table and not isinstance(table[name], kind)}
    strange = [key for key in table if key not in fields(cls)]
    if strange:
        absent = [name for name in fields(cls) if name not in table]
        lost |= {nearest(key, absent) for key in strange[:HOLES]} - {""}
    return lost


def gathered(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with what stands under a slip in the name of a table, beside the table, in it."""
    for key in [key for key in document if key not in fields(Scenario)][:HOLES]:
        right = nearest(key, fields(Scenario))
        there, here = document.get(right), document[key]
        if isinstance(there, dict) and isinstance(here, dict):
            document = {name: value for name, value in document.items() if name != key}
            document[right] = {**here, **there}
    return document


def partials(document: dict[str, Any]) -> Iterator[Partial]:
    """Yield a clean document with its holes filled, in every way; nothing where there are too many."""
    for fill in range(FILLS):
        filler = _Filler(document, fill)
        try:
            scenario = build(document, filler)
        except _TooMany:
            return
        lost = frozenset(name for name, _ in _collections(Scenario) if (name,) in filler.holes)
        yield Partial(scenario, frozenset(filler.holes), lost)


@cache
def _collections(cls: type) -> tuple[tuple[str, type], ...]:
    """Return the fields of a class that are tables or lists, and which."""
    kinds = fields(cls).items()
    tables = [(name, dict) for name, kind in kinds if shapes.is_dict(kind)]
    return (*tables, *((name, list) for name, kind in kinds if shapes.is_tuple(kind)))


class _TooMany(Exception):
    """There are more holes than are filled."""


@define
class _Filler(Builder):
    """Fills the holes of a document in one way."""

    document: dict[str, Any]
    fill: int
    holes: set[Place] = field(factory=set)

    def lost(self, table: dict[str, Any], cls: type, place: Place) -> Set[str]:
        return lost_fields(table, cls)

    def list(self, made: tuple[Any, ...], place: Place) -> tuple[Any, ...]:
        """In every other fill a list that has what may be missing in it."""
        lacking = self.fill % 2 and any((*place, i) in self.holes for i in range(len(made)))
        return _AnyItem(made) if lacking else made

    def misfit(self, kind: Any, place: Place, name: str, value: Any) -> Any:
        return self.missing(kind, place, name)

    def missing(self, kind: Any, place: Place, name: str) -> Any:
        """Note a hole and return something of the right kind."""
        self.holes.add(place)
        if len(self.holes) > HOLES:
            raise _TooMany
        if len(place) == 1 and shapes.is_dict(kind):
            return {}  # no lint that looks into it is believed
        return self.made_up(kind, name)

    def made_up(self, kind: Any, name: str) -> Any:
        """Return something of the kind, another one in each fill."""
        words = shapes.choices(kind)
        if words:
            return words[self.fill % len(words)]
        if shapes.is_class(kind):
            return kind(**{field: self.made_up(inside, field) for field, inside in fields(kind).items()})
        if shapes.is_dict(kind):
            return _AnyKey() if self.fill % 2 else {}
        if shapes.is_tuple(kind):
            return _AnyItem([self.made_up(shapes.inner(kind), name)]) if self.fill % 2 else ()
        if kind is Expr:
            return (
                ("true", "false")[self.fill // 2 % 2] if shapes.wanted(name) == "boolean" else str(self.fill)
            )
        if kind in (str, Effect) or is_id(kind):
            return self.word(kind)
        values: dict[Any, tuple[Any, ...]] = {int: _NUMBERS, bool: (True, False), date: _DATES}
        if kind in values:
            fill = self.fill // 2 if name == "end" else self.fill  # a start and an end in every order
            return values[kind][fill % len(values[kind])]
        return None if self.fill % 2 else self.made_up(shapes.inner(kind), name)

    def word(self, kind: Any) -> str:
        """Return a text; where it names a thing, one thing after the other."""
        table = self.document.get(shapes.declared().get(kind, ""))
        known = list(table) if isinstance(table, dict | list) else []
        return str(known[self.fill % len(known)]) if known else chr(0xE000 + self.fill)
