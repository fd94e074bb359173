"""The ids of a scenario's things, each kind a type of its own; and where values hold some, read off the
types of their fields. So what must refer to what is said once, where a field is declared."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NewType

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
ForecastId = NewType("ForecastId", str)
ObjectiveId = NewType("ObjectiveId", str)
EndingId = NewType("EndingId", str)
AdviserId = NewType("AdviserId", str)
PlaceId = NewType("PlaceId", str)
SourceId = NewType("SourceId", str)

PaperId = NewType("PaperId", str)
"""A proposal or the agreement that it became: the game gives these ids, not the scenario."""

Step = str | int
Kinds = tuple[NewType, ...]
Walk = Callable[[Any, tuple[Step, ...]], Iterator["Reference"]]


@attrs.frozen
class Reference:
    """An id that stands somewhere: its place in the value that was walked, the text, what it may name, and
    the words that may stand there instead."""

    place: tuple[Step, ...]
    text: str
    kinds: Kinds
    words: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What it should name, in words: ``seat``, ``track or flag``."""
        return " or ".join(kind.__name__.removesuffix("Id").lower() for kind in self.kinds)


def references(value: Any, cls: type | None = None) -> Iterator[Reference]:
    """Yield every id in an attrs object (looked at as one of ``cls``) and in all that it holds, by the types
    of the fields.

    Words that a type allows beside an id (``SeatId | Literal["public"]``, ``TrackId | Literal[""]``) are no
    references where they stand.
    """
    walk = _walk(cls or type(value))
    return iter(()) if walk is None else walk(value, ())


def is_id(kind: Any) -> bool:
    """Is the type one of ids, or of ids and words in their place?"""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return any(map(is_id, typing.get_args(kind)))
    return isinstance(kind, NewType) and kind.__module__ == __name__


@cache
def _walk(kind: Any) -> Walk | None:
    """What finds the ids in a value of that type; None where there can be none."""
    args = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if isinstance(kind, NewType):
        return _id((kind,), ())
    if origin in (typing.Union, types.UnionType):
        return _one_of(args)
    if origin in (tuple, list):
        if origin is tuple and args[-1] is not Ellipsis:
            return _row([_walk(arg) for arg in args])
        inside = _walk(args[0])
        return None if inside is None else _each(inside)
    if origin is dict:
        return _table(_walk(args[0]), _walk(args[1]))
    return _object(kind) if attrs.has(kind) else None


def _id(kinds: Kinds, words: tuple[str, ...]) -> Walk:
    def walk(value: Any, place: tuple[Step, ...]) -> Iterator[Reference]:
        if value not in words:
            yield Reference(place, value, kinds, words)

    return walk


def _one_of(args: tuple[Any, ...]) -> Walk | None:
    """Several kinds of ids and words are one reference; of several classes, the value's own counts."""
    kinds = tuple(arg for arg in args if isinstance(arg, NewType))
    if kinds:
        literals = [typing.get_args(arg) for arg in args if typing.get_origin(arg) is Literal]
        return _id(kinds, tuple(word for words in literals for word in words))

    def walk(value: Any, place: tuple[Step, ...]) -> Iterator[Reference]:
        cls: Any = type(value)
        if inside := _walk(cls):
            yield from inside(value, place)

    return walk if any(map(attrs.has, args)) else None


def _each(inside: Walk) -> Walk:
    def walk(value: Any, place: tuple[Step, ...]) -> Iterator[Reference]:
        for n, item in enumerate(value):
            yield from inside(item, (*place, n))

    return walk


def _row(insides: list[Walk | None]) -> Walk | None:
    walks = [(n, inside) for n, inside in enumerate(insides) if inside is not None]

    def walk(value: Any, place: tuple[Step, ...]) -> Iterator[Reference]:
        for n, inside in walks:
            yield from inside(value[n], (*place, n))

    return walk if walks else None


def _table(keys: Walk | None, values: Walk | None) -> Walk | None:
    def walk(value: Any, place: tuple[Step, ...]) -> Iterator[Reference]:
        for key, item in value.items():
            if keys is not None:
                yield from keys(key, (*place, key))
            if values is not None:
                yield from values(item, (*place, key))

    return walk if keys or values else None


def _object(cls: type) -> Walk | None:
    hints = typing.get_type_hints(cls)
    fields = [(a.name, attrgetter(a.name), _walk(hints[a.name])) for a in attrs.fields(cls)]
    walks = [(name, get, inside) for name, get, inside in fields if inside is not None]

    def walk(value: Any, place: tuple[Step, ...]) -> Iterator[Reference]:
        for name, get, inside in walks:
            yield from inside(get(value), (*place, name))

    return walk if walks else None
