"""Which values a save can hold, checked the same way before writing and after reading."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from wargame.journal.contents import Table

MAX_DEPTH = 16
"""How deep tables and lists may stand in each other."""

_INT = 2**63


def plain(table: Mapping[str, Any]) -> Table:
    """Return a copy of ``table`` made of the plain types that reading gives back.

    Tuples become lists, other mappings become dicts. Raises ValueError, whose text names the place and what
    is wrong with it, for anything TOML cannot hold or would not give back the same.
    """
    return _table(table, "", 1)


def _table(table: Mapping[Any, Any], where: str, depth: int) -> Table:
    kept: Table = {}
    for key, value in table.items():
        if not isinstance(key, str):
            raise ValueError(f"{where or 'the top'}: the key {key!r} is not text")
        name = _text(key, f"a key in {where or 'the top'}")
        kept[name] = _value(value, f"{where}.{name}" if where else name, depth)
    return kept


def _value(value: object, where: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError(f"{where[:80]}: nested more than {MAX_DEPTH} deep")
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -_INT <= value < _INT:
            raise ValueError(f"{where}: the number needs more than 64 bits")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{where}: {value} is no number")
        return float(value)
    if isinstance(value, Mapping):
        return _table(value, where, depth + 1)
    if isinstance(value, list | tuple):
        return [_value(item, f"{where}[{i}]", depth + 1) for i, item in enumerate(value)]
    if isinstance(value, date | time):
        return _moment(value, where)
    raise ValueError(f"{where}: TOML has no value for {type(value).__name__}")


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{where}: the text holds half a character (a lone surrogate)") from None
    return str.__str__(value)  # the text itself, also of an enum


def _moment(value: date | time, where: str) -> date | time:
    if isinstance(value, time) and value.tzinfo is not None:
        raise ValueError(f"{where}: TOML has no time of day with a time zone")
    if isinstance(value, datetime):
        offset = value.utcoffset()
        if offset is not None and offset.total_seconds() % 60:
            raise ValueError(f"{where}: the time zone is not a whole number of minutes")
    return value
