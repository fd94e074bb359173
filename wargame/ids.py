"""The ids of a scenario's things, each kind a type of its own; and where values hold some, read off the
types of their fields. So what must refer to what is said once, where a field is declared."""

from __future__ import annotations

import inspect
import sys
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, NewType

import attrs

SeatId = NewType("SeatId", str)
TrackId = NewType("TrackId", str)
FlagId = NewType("FlagId", str)
MoveId = NewType("MoveId", str)
OptionId = NewType("OptionId", str)
ChoiceId = NewType("ChoiceId", str)
StageId = NewType("StageId", str)
RungId = NewType("RungId", str)
TermId = NewType("TermId", str)
EventId = NewType("EventId", str)
ActorId = NewType("ActorId", str)
ReactionId = NewType("ReactionId", str)
InjectId = NewType("InjectId", str)
ExchangeId = NewType("ExchangeId", str)
ForecastId = NewType("ForecastId", str)
ObjectiveId = NewType("ObjectiveId", str)
EndingId = NewType("EndingId", str)
AdviserId = NewType("AdviserId", str)
PlaceId = NewType("PlaceId", str)
SourceId = NewType("SourceId", str)
ConceptId = NewType("ConceptId", str)
CriterionId = NewType("CriterionId", str)
CardId = NewType("CardId", str)

PaperId = NewType("PaperId", str)
"""A proposal or the agreement that it became: the game gives these ids, not the scenario."""

Kinds = tuple[NewType, ...]
Place = tuple[str | int, ...]
"""Where something stands in a document: keys of tables, and positions in lists (from 0)."""

Walk = Callable[[Any, Place, list["Reference"]], None]
"""Adds the references in a value, which stands at a place, to a list."""


class Reference(NamedTuple):
    """An id that stands somewhere: its place in the value that was walked, the text, what it may name, and
    the words that may stand there instead. A tuple, for a scenario has thousands."""

    place: Place
    text: str
    kinds: Kinds
    words: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What it should name, in words: ``seat``, ``track or flag``."""
        return " or ".join(kind.__name__.removesuffix("Id").lower() for kind in self.kinds)


def references(value: Any, cls: type | None = None) -> list[Reference]:
    """Return every id in an attrs object (looked at as one of ``cls``) and in all that it holds, by the types
    of the fields.

    The keys and ids of a table of things (``dict[MoveId, Move]``) are their own, and no references. Words
    that a type allows beside an id (``SeatId | Literal["public"]``, ``TrackId | Literal[""]``) are none where
    they stand.
    """
    found: list[Reference] = []
    if walk := _walk(cls or type(value)):
        walk(value, (), found)
    return found


@cache
def is_id(kind: Any) -> bool:
    """Is the type one of ids, or of ids and words in their place?"""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return any(map(is_id, typing.get_args(kind)))
    return isinstance(kind, NewType) and kind.__module__ == __name__


@cache
def fields(cls: type) -> dict[str, Any]:
    """Return the fields of an attrs class and their types, resolved, in order."""
    declared = ((base, inspect.get_annotations(base)) for base in reversed(cls.__mro__))
    return {name: _type(kind, base.__module__) for base, kinds in declared for name, kind in kinds.items()}


@cache
def _type(kind: Any, module: str) -> Any:
    """A type as it is written in a module. The same few are, so many times that ``typing.get_type_hints``,
    which looks at each by itself, takes three times as long: a fortieth of a start."""
    return eval(kind, vars(sys.modules[module])) if isinstance(kind, str) else kind


# A scenario is walked each time it is loaded, and a broken one many times: so what to do with a type is
# decided once, as a function of one list, and nothing is generated on the way.


@cache
def _walk(kind: Any) -> Walk | None:
    """What finds the ids in a value of that type; None where there can be none."""
    args = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if is_id(kind):
        return _id(args or (kind,))
    if origin in (typing.Union, types.UnionType):
        return _own if any(map(attrs.has, args)) else None
    if origin in (tuple, list):
        if origin is tuple and args[-1] is not Ellipsis:
            return _row([_walk(arg) for arg in args])
        return _each(_walk(args[0]))
    if origin is dict:
        key, item = args
        if attrs.has(item) and fields(item).get("id") == key:  # their own ids name nothing else
            return _table(None, _object(item, but="id"))
        return _table(_walk(key), _walk(item))
    return _object(kind) if attrs.has(kind) else None


def _id(args: tuple[Any, ...]) -> Walk:
    """Several kinds of ids, and words in their place, are one reference."""
    kinds = tuple(arg for arg in args if isinstance(arg, NewType))
    words = tuple(word for arg in args if arg not in kinds for word in typing.get_args(arg))

    def walk(value: Any, place: Place, found: list[Reference]) -> None:
        if value not in words:
            found.append(Reference(place, value, kinds, words))

    return walk


def _own(value: Any, place: Place, found: list[Reference]) -> None:
    """Of several classes the value's own counts."""
    cls: Any = type(value)
    if inside := _walk(cls):
        inside(value, place, found)


def _each(inside: Walk | None) -> Walk | None:
    if inside is None:
        return None

    def walk(value: Any, place: Place, found: list[Reference]) -> None:
        for n, item in enumerate(value):
            inside(item, (*place, n), found)

    return walk


def _row(insides: list[Walk | None]) -> Walk | None:
    walks = [(n, inside) for n, inside in enumerate(insides) if inside is not None]

    def walk(value: Any, place: Place, found: list[Reference]) -> None:
        for n, inside in walks:
            inside(value[n], (*place, n), found)

    return walk if walks else None


def _table(keys: Walk | None, values: Walk | None) -> Walk | None:
    walks = [(n, inside) for n, inside in enumerate((keys, values)) if inside is not None]

    def walk(value: Any, place: Place, found: list[Reference]) -> None:
        for item in value.items():
            for n, inside in walks:
                inside(item[n], (*place, item[0]), found)

    return walk if walks else None


def _object(cls: type, but: str = "") -> Walk | None:
    kinds = {name: kind for name, kind in fields(cls).items() if name != but}
    walks = [(name, inside) for name, kind in kinds.items() if (inside := _walk(kind)) is not None]

    def walk(value: Any, place: Place, found: list[Reference]) -> None:
        for name, inside in walks:
            inside(getattr(value, name), (*place, name), found)

    return walk if walks else None
