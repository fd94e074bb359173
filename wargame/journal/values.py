"""Which values a save can hold, checked the same way before writing and after reading."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from wargame.journal.contents import Table
from wargame.toml import MAX_DEPTH, MAX_INT


def plain(table: Mapping[str, Any]) -> Table:
    """Return a copy of ``table`` made of the plain types that reading gives back.

    Tuples become lists, other mappings become dicts. Raises ValueError, whose text names the place and what
    is wrong with it, for anything TOML cannot hold or would not give back the same.
    """
    try:
        return _table(table, 1)
    except _Misfit as misfit:
        raise ValueError(f"{misfit.where[:80] or 'the top'}: {misfit.why}") from None


class _Misfit(Exception):
    """A value that can't be kept: why, and where it stands, which is put together on the way up."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.where = ""

    def inside(self, step: str) -> _Misfit:
        """The same, seen from the table or list that the value stands in."""
        dot = "." if self.where and not self.where.startswith("[") else ""
        self.where = f"{step}{dot}{self.where}"
        return self


def _table(table: Mapping[Any, Any], depth: int) -> Table:
    kept: Table = {}
    for key, value in table.items():
        if not isinstance(key, str):
            raise _Misfit(f"the key {key!r} is not text")
        name = _text(key)
        try:
            kept[name] = _value(value, depth)
        except _Misfit as misfit:
            raise misfit.inside(name) from None
    return kept


def _list(items: list[Any] | tuple[Any, ...], depth: int) -> list[Any]:
    kept: list[Any] = []
    for i, item in enumerate(items):
        try:
            kept.append(_value(item, depth))
        except _Misfit as misfit:
            raise misfit.inside(f"[{i}]") from None
    return kept


def _value(value: object, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _Misfit(f"nested more than {MAX_DEPTH} deep")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -MAX_INT <= value < MAX_INT:
            raise _Misfit("the number needs more than 64 bits")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _Misfit(f"{value} is no number")
        return float(value)
    if isinstance(value, Mapping):
        return _table(value, depth + 1)
    if isinstance(value, list | tuple):
        return _list(value, depth + 1)
    if isinstance(value, date | time):
        return _moment(value)
    raise _Misfit(f"TOML has no value for {type(value).__name__}")


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _Misfit("the text holds half a character (a lone surrogate)") from None
    return str.__str__(value)  # the text itself, also of an enum


def _moment(value: date | time) -> date | time:
    if isinstance(value, time) and value.tzinfo is not None:
        raise _Misfit("TOML has no time of day with a time zone")
    if isinstance(value, datetime):
        offset = value.utcoffset()
        if offset is not None and offset.total_seconds() % 60:
            raise _Misfit("the time zone is not a whole number of minutes")
    return value
