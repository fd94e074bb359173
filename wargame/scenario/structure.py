"""From a TOML document to the objects of the model, with everything that does not fit, in plain words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Set
from datetime import date
from functools import cache
from typing import Any

import attrs
from attrs import field

from wargame.ids import fields, is_id
from wargame.scenario import shapes
from wargame.scenario.errors import Finding, Place, did_you_mean, nearest, written
from wargame.scenario.model import Effect, Expr, Scenario
from wargame.values import define

ID = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_ID_RULE = (
    "An id is made of small letters, digits and _, starts with a letter, and has 40 characters at most."
)

_WANTED: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
    Expr: "an expression",
    Effect: "an effect",
    tuple: "a list",
    dict: "a table",
}
"""What has to stand in the place of each kind."""

_PLAINLY = "Write it without quotation marks."
_AS_TEXT = "Put it in quotation marks."
_CURES: dict[tuple[Any, type], str] = {
    (int, str): _PLAINLY,
    (bool, str): "Write true or false, without quotation marks.",
    (bool, int): "Write true or false.",
    **{(date, kind): "Write it plainly, as in 2020-11-03." for kind in (str, int, float)},
    **{(str, kind): _AS_TEXT for kind in (bool, int, float, date)},
    (str, list): "Write one text, without square brackets.",
    **{(Expr, kind): "Write a number, or an expression in quotation marks." for kind in (list, dict, date)},
    (Expr, list): "Write one number, or one expression in quotation marks, without square brackets.",
    **{(Effect, kind): 'Write it as in "trust += 6".' for kind in (bool, int, float, list, dict, date)},
    **{(tuple, kind): "Put it in square brackets." for kind in (str, bool, int, float, date)},
}
"""How to write each kind where something of another type stands."""

MOST = 250
"""How many findings are enough: looking for the nearest right name takes time."""

_AT_THE_TOP = "It belongs to the whole scenario: write it above the first table."

_TABLES = "a table [{}.x] for each; x is its id."

_BESIDE = 120
"""Among how many tables a slip in a name is looked for; it takes time."""

_CALLED = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a fraction",
    list: "a list",
    dict: "a table",
    date: "a date",
}


def structure(document: dict[str, Any]) -> tuple[Scenario | None, list[Finding]]:
    """Return the scenario in a clean document, or None and all that does not fit."""
    strict = _Strict()
    scenario = build(document, strict)
    return (None, strict.findings) if strict.findings else (scenario, [])


def build(document: dict[str, Any], builder: Builder) -> Scenario:
    """Make objects of a document; ``builder`` is asked where something does not fit."""
    scenario: Scenario = _make(Scenario, "")(builder, document, ())
    return scenario


class Builder:
    """What is done in one walk through a document where something does not fit."""

    def lost(self, table: dict[str, Any], cls: type, place: Place) -> Set[str]:
        """Return the fields of a class that a table doesn't give as it should."""
        return needed(cls).difference(table)

    def refuses(self, cls: type, key: str, item: Any, place: Place, beside: Collection[str]) -> bool:
        """Can nothing be made of a thing that stands under an id of its own, ``beside`` others?"""
        return False

    def list(self, made: tuple[Any, ...], place: Place) -> tuple[Any, ...]:
        """Return a list that has been made."""
        return made

    def missing(self, kind: Any, place: Place, name: str) -> Any:
        """Return what stands in for a field that is lost."""

    def misfit(self, kind: Any, place: Place, name: str, value: Any) -> Any:
        """Return what stands in for a value that is none of its kind; ``name`` is the field it stands in."""


@define
class _Strict(Builder):
    """Notes what does not fit; what it makes then is of no use."""

    findings: list[Finding] = field(factory=list)
    misspelt: set[Place] = field(factory=set)
    """Where something is missing that stands there under another name."""

    def lost(self, table: dict[str, Any], cls: type, place: Place) -> Set[str]:
        if needed(cls) <= table.keys() <= fields(cls).keys():  # as nearly all do
            return frozenset()
        if not table.keys() <= fields(cls).keys():
            known = [name for name in fields(cls) if not (name == "id" and shapes.keyed(cls))]
            for name in sorted(table.keys() - fields(cls).keys())[: max(MOST - len(self.findings), 0)]:
                near = nearest(name, known)
                self.misspelt.add((*place, near))
                meant = f"Did you mean {near}?" if near else f"Known here: {', '.join(known)}."
                hint = _above(place, name) or meant
                self.findings.append(Finding((*place, name), "This key is not known here.", hint))
        return super().lost(table, cls, place)

    def refuses(self, cls: type, key: str, item: Any, place: Place, beside: Collection[str]) -> bool:
        if not ID.match(key):
            self.findings.append(Finding(place, f"{key} can't be an id.", _ID_RULE))
        elif isinstance(item, dict) and (lacking := needed(cls) - {"id"}) and not lacking & item.keys():
            others = [other for other in beside if other != key] if len(beside) < _BESIDE else []
            names = [name for name in fields(cls) if name in lacking]
            hint = did_you_mean(key, others) or f"Add {', '.join(names)}."
            self.findings.append(Finding(place, f"Nothing of what {key} needs stands here.", hint))
        elif isinstance(item, dict) and "id" in item:
            hint = "The id is the last part of the table's name."
            self.findings.append(Finding(place, "A key id is not known here.", hint))
        else:
            return False
        return True

    def missing(self, kind: Any, place: Place, name: str) -> None:
        if place in self.misspelt:
            return
        example = shapes.example(kind)
        table = ".".join(map(str, place))
        hint = f"Add {name} = {example}" if example else f"Add a table [{table}]."
        if shapes.keyed(shapes.inner(kind)):
            hint = f"Add {_TABLES.format(table)}"
        elif shapes.is_tuple(kind) and attrs.has(shapes.inner(kind)):
            hint = f"Add [[{table}]] for each."
        self.findings.append(Finding(place[:-1], f"{name} is missing.", hint))

    def misfit(self, kind: Any, place: Place, name: str, value: Any) -> None:
        if len(self.findings) > MOST:
            return
        if words := shapes.choices(kind):
            message = f"This has to be one of: {', '.join(word or '(empty)' for word in words)}."
            hint = did_you_mean(str(value), words)
        else:
            plain = _plain(kind)
            hint = _CURES.get((plain, type(value)), "") or _cure(kind, place, value)
            told = _CALLED.get(type(value), "something else")
            message = f"This has to be {_WANTED[plain]}, but it is {told}."
        self.findings.append(Finding(place, message, hint))


def _above(place: Place, name: str) -> str:
    """Say of a key to which table above its own it belongs; empty where none has such a key."""
    kinds: list[Any] = [Scenario]
    for step in place:
        kind = fields(kinds[-1]).get(str(step)) if attrs.has(kinds[-1]) else shapes.inner(kinds[-1])
        union = kind is not None and not (attrs.has(kind) or shapes.is_dict(kind) or shapes.is_tuple(kind))
        kinds.append(shapes.inner(kind) if union else kind)
    for n in reversed(range(len(place))):
        kind = fields(kinds[n]).get(name) if attrs.has(kinds[n]) and name != "id" else None
        if kind is not None and not (attrs.has(kind) or shapes.is_dict(kind)):
            table = f"[{written(place[: n + 1])}]"
            return f"It belongs to {written(place[:n])}: write it above {table}." if n else _AT_THE_TOP
    return ""


@cache
def needed(cls: type) -> frozenset[str]:
    """Return the fields of a class that have no default."""
    return frozenset(one.name for one in attrs.fields(cls) if one.default is attrs.NOTHING)


def _cure(kind: Any, place: Place, value: Any) -> str:
    """Say what would be right where that depends on the value or the place."""
    name = ".".join(str(step) for step in place if isinstance(step, str))
    if kind is int and isinstance(value, float):
        if 0 < abs(value) < 1:
            return f"Percentages are whole: write {round(100 * value)} for {round(100 * value)} %."
        return f"Write {math.floor(value)} or {math.floor(value) + 1}."
    if isinstance(value, dict) and shapes.is_tuple(kind):
        items = attrs.has(shapes.inner(kind))
        return f"Write [[{name}]], with two brackets, for each." if items else "Put it in square brackets."
    if isinstance(value, list) and shapes.keyed(shapes.inner(kind)):
        return f"Write {_TABLES.format(name)}"
    if isinstance(value, list) and _plain(kind) is dict:
        return f"Write [{name}], with single brackets."
    return ""


def _plain(kind: Any) -> Any:
    """The type of ``_WANTED`` that a kind is one of."""
    if shapes.is_tuple(kind):
        return tuple
    if shapes.is_dict(kind) or attrs.has(kind):
        return dict
    return str if is_id(kind) else kind


# What to do with a kind is decided once, as a function of the builder, the value and its place.

_Make = Callable[[Builder, Any, Place], Any]


@cache
def _make(kind: Any, name: str) -> _Make:
    """What makes one of that kind of what stands in the field ``name``."""
    if attrs.has(kind):
        return _object(kind, name)
    if shapes.is_dict(kind):
        return _table(kind, name)
    if shapes.is_tuple(kind):
        return _list(kind, name)
    if words := shapes.choices(kind):
        return _value(kind, name, lambda value: value if value in words else None)
    if kind is Expr:
        return _value(kind, name, shapes.as_text)
    if exact := _exact(kind):
        return _value(kind, name, lambda value: value if type(value) is exact else None)
    return _make(shapes.inner(kind), name)


def _exact(kind: Any) -> type | None:
    """The type whose values are of the kind as they are; None where it takes a look."""
    if kind in (Expr, Effect) or is_id(kind):
        return str
    return kind if kind in (str, int, bool, date) else None


def _value(kind: Any, name: str, fit: Callable[[Any], Any]) -> _Make:
    def make(builder: Builder, value: Any, place: Place) -> Any:
        made = fit(value)
        return builder.misfit(kind, place, name, value) if made is None else made

    return make


def _list(kind: Any, name: str) -> _Make:
    inner = shapes.inner(kind)
    exact, inside = _exact(inner), _make(inner, name)

    def make(builder: Builder, value: Any, place: Place) -> Any:
        if not isinstance(value, list):
            return builder.misfit(kind, place, name, value)
        items = enumerate(value)
        made = [one if type(one) is exact else inside(builder, one, (*place, i)) for i, one in items]
        return builder.list(tuple(made), place)

    return make


def _table(kind: Any, name: str) -> _Make:
    """Tables with keys of the author's, which are the ids of what stands there if that has one."""
    inner = shapes.inner(kind)
    keyed, inside = shapes.keyed(inner), _make(inner, name)

    def make(builder: Builder, value: Any, place: Place) -> Any:
        if not isinstance(value, dict):
            return builder.misfit(kind, place, name, value)
        made = {}
        for key, item in value.items():
            if keyed and builder.refuses(inner, key, item, (*place, key), value):
                continue
            one = {**item, "id": key} if keyed and isinstance(item, dict) else item
            made[key] = inside(builder, one, (*place, key))
        return made

    return make


def _object(cls: Any, name: str) -> _Make:
    kinds = fields(cls)
    parts = {part: (part, _exact(kind), _make(kind, part)) for part, kind in kinds.items()}

    def make(builder: Builder, value: Any, place: Place) -> Any:
        if not isinstance(value, dict):
            return builder.misfit(cls, place, name, value)
        given = {}
        for part, one in value.items():
            if part in parts:
                argument, exact, inside = parts[part]  # its name as the class has it: found at once by a call
                given[argument] = one if type(one) is exact else inside(builder, one, (*place, part))
        if lost := builder.lost(value, cls, place):
            for part in (one for one in kinds if one in lost):  # a set has another order in each run
                given[part] = builder.missing(kinds[part], (*place, part), part)
        return cls(**given)

    return make
