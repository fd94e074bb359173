"""From a TOML document to the objects of the model, with everything that does not fit, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import attrs
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from wargame.ids import fields, is_id
from wargame.scenario import shapes
from wargame.scenario.errors import Finding, Place, did_you_mean
from wargame.scenario.model import Effect, Expr, Scenario

ID = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_ID_RULE = (
    "An id is made of small letters, digits and _, starts with a letter, and has 40 characters at most."
)


class _Misfit(Exception):
    """A value that doesn't fit its place."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def structure(document: dict[str, Any]) -> tuple[Scenario | None, list[Finding]]:
    """Return the scenario in a clean document, or None and all that does not fit."""
    try:
        return _CONVERTER.structure(document, Scenario), []
    except ClassValidationError as error:
        return None, list(_findings(error, ()))
    except _Misfit as error:
        return None, [Finding((), error.message, error.hint)]


def _findings(error: BaseException, path: Place) -> Iterator[Finding]:
    """Turn a tree of errors into findings, each with its path."""
    if isinstance(error, ClassValidationError):
        attributes, others = error.group_exceptions()
        for inside, note in attributes:
            if isinstance(inside, KeyError):
                yield _missing(path, note.name, note.type)
            else:
                yield from _findings(inside, (*path, note.name))
        for inside in others:
            yield from _findings(inside, path)
    elif isinstance(error, IterableValidationError):
        items, _ = error.group_exceptions()
        for inside, item in items:
            yield from _findings(inside, (*path, item.index))
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [name for name in fields(error.cl) if not (name == "id" and shapes.keyed(error.cl))]
        for name in sorted(error.extra_fields):
            hint = did_you_mean(name, known) or f"Known here: {', '.join(known)}."
            if name == "id":
                hint = "The id is the last part of the table's name."
            yield Finding((*path, name), "This key is not known here.", hint)
    elif isinstance(error, _Misfit):
        yield Finding(path, error.message, error.hint)
    else:
        yield Finding(path, "This doesn't fit here.")


def _missing(path: Place, name: str, kind: Any) -> Finding:
    example = shapes.example(kind)
    table = ".".join(str(step) for step in (*path, name))
    hint = f"Add {name} = {example}" if example else f"Add a table [{table}]."
    if shapes.keyed(shapes.inner(kind)):
        hint = f"Add a table [{table}.x] for each; x is its id."
    elif shapes.is_tuple(kind) and attrs.has(shapes.inner(kind)):
        hint = f"Add [[{table}]] for each."
    return Finding(path, f"{name} is missing.", hint)


def _called(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {
        str: "a text",
        int: "a whole number",
        float: "a number with a fraction",
        list: "a list",
        dict: "a table",
        date: "a date",
    }
    return names.get(type(value), "something else")


def _expected(what: str, value: Any, hint: str = "") -> _Misfit:
    return _Misfit(f"This has to be {what}, but it is {_called(value)}.", hint)


def _plain(kind: type, what: str, hint: str = "") -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise _expected(what, value, hint)
        return value

    return hook


def _expression(value: Any, _: Any) -> str:
    text = shapes.as_text(value)
    if text is None:
        raise _expected("an expression", value, "Write a number, or an expression in quotation marks.")
    return text


def _literal(kind: Any) -> Callable[[Any, Any], Any]:
    words = shapes.choices(kind)

    def hook(value: Any, _: Any) -> Any:
        if value not in words:
            told = ", ".join(word or "(empty)" for word in words)
            raise _Misfit(f"This has to be one of: {told}.", did_you_mean(str(value), words))
        return value

    return hook


def _tuple(kind: Any) -> Callable[[Any, Any], Any]:
    inside = shapes.inner(kind)

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise _expected("a list", value, "Put it in square brackets.")
        return tuple(_each(enumerate(value), inside, lambda item, _: item))

    return hook


def _table(kind: Any) -> Callable[[Any, Any], Any]:
    inside = shapes.inner(kind)
    keyed = shapes.keyed(inside)

    def item(value: Any, key: Any) -> Any:
        if not keyed:
            return value
        if not ID.match(key):
            raise _Misfit(f"{key} can't be an id.", _ID_RULE)
        if not isinstance(value, dict):
            raise _expected("a table", value)
        if "id" in value:
            raise _Misfit("A key id is not known here.", "The id is the last part of the table's name.")
        return {**value, "id": key}

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _expected("a table", value)
        return dict(zip(value, _each(value.items(), inside, item), strict=True))

    return hook


def _each(items: Any, inside: Any, prepare: Callable[[Any, Any], Any]) -> list[Any]:
    """Structure many things, and only then complain of those that don't fit."""
    found, errors = [], []
    hook = _CONVERTER.get_structure_hook(inside)
    for key, value in items:
        try:
            found.append(hook(prepare(value, key), inside))
        except (_Misfit, ClassValidationError, IterableValidationError) as error:
            error.add_note(IterableValidationNote("", key, inside))
            errors.append(error)
    if errors:
        raise IterableValidationError("", errors, inside)
    return found


def _class(cls: Any) -> Callable[[Any, Any], Any]:
    overrides: Any = {
        name: override(struct_hook=_CONVERTER.get_structure_hook(kind)) for name, kind in fields(cls).items()
    }
    inner = make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **overrides
    )

    def hook(value: Any, kind: Any) -> Any:
        if not isinstance(value, dict):
            raise _expected("a table", value)
        return inner(value, kind)

    return hook


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    plain = converter.register_structure_hook
    plain(str, _plain(str, "a text", "Put it in quotation marks."))
    plain(int, _plain(int, "a whole number", "Write it without quotation marks."))
    plain(bool, _plain(bool, "true or false", "Write it without quotation marks."))
    plain(date, _plain(date, "a date", "Write it plainly, as in 2020-11-03."))
    register = converter.register_structure_hook_func
    register(is_id, _plain(str, "a text", "Put it in quotation marks."))
    register(lambda kind: kind is Expr, _expression)
    register(lambda kind: kind is Effect, _plain(str, "an effect", 'Write it as in "trust += 6".'))
    factory = converter.register_structure_hook_factory
    factory(lambda kind: bool(shapes.choices(kind)), _literal)
    factory(shapes.is_tuple, _tuple)
    factory(shapes.is_dict, _table)
    factory(attrs.has, _class)
    return converter


_CONVERTER = _converter()
