"""What the types of the model's fields say of the TOML that is written for them."""

from __future__ import annotations

import types
import typing
from collections.abc import Collection
from functools import cache
from typing import Any, Literal

import attrs

from wargame.ids import PlaceId, RungId, fields, is_id
from wargame.scenario import model
from wargame.scenario.functions import Kind

_CONDITIONS = frozenset({"when", "answer", "claims"})


@cache
def declared() -> dict[Any, str]:
    """Return for each type of id the field of a scenario that declares the ids of that type."""
    places: dict[Any, str] = {}
    for name, kind in fields(model.Scenario).items():
        if (is_dict(kind) or is_tuple(kind)) and is_id(typing.get_args(kind)[0]):
            places[typing.get_args(kind)[0]] = name
    return places


def ids_of(scenario: model.Scenario) -> dict[Any, Collection[str]]:
    """Return for each type of id those that a scenario has; of ids inside a move or a seat nothing."""
    known: dict[Any, Collection[str]] = {kind: getattr(scenario, name) for kind, name in declared().items()}
    return {**known, RungId: scenario.ladder.rungs if scenario.ladder else (), PlaceId: scenario.map.places}


is_class = cache(attrs.has)
"""Is the type a class of the model?"""


@cache
def keyed(cls: Any) -> bool:
    """Is this a class whose objects stand in a table under their ids?"""
    return attrs.has(cls) and cls is not model.Scenario and "id" in fields(cls)


def wanted(name: str) -> Kind:
    """Return what an expression in the field of that name has to give."""
    return "boolean" if name in _CONDITIONS else "number"


@cache
def inner(kind: Any) -> Any:
    """Return the type inside a tuple, a dict or an option, or None where there is none."""
    args = typing.get_args(kind)
    if is_tuple(kind):
        return args[0]
    if is_dict(kind):
        return args[1]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next(arg for arg in args if arg is not type(None))
    return None


@cache
def is_tuple(kind: Any) -> bool:
    """Is the type a tuple, written as a list?"""
    return typing.get_origin(kind) is tuple


@cache
def is_dict(kind: Any) -> bool:
    """Is the type a dict, written as a table with keys of the author's?"""
    return typing.get_origin(kind) is dict


@cache
def choices(kind: Any) -> tuple[str, ...]:
    """Return the words of a Literal, or nothing for other types."""
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()


def example(kind: Any) -> str:
    """Return a value of the type as it is written in TOML; empty where a table has to follow."""
    if choices(kind):
        return f'"{choices(kind)[0]}"'
    if is_tuple(kind):
        return "[...]"
    if kind in (str, model.Expr, model.Effect) or is_id(kind):
        return '"..."'
    return {int: "0", bool: "true"}.get(kind, "")


def as_text(value: Any) -> str | None:
    """Return an expression as text: numbers, true and false may stand without quotation marks."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    return None
