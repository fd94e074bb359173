"""From the objects of the model back to a plain TOML document, for saves: the reverse of ``structure``."""

from __future__ import annotations

from typing import Any

import attrs

from wargame.scenario import shapes
from wargame.scenario.model import Scenario


def to_document(scenario: Scenario) -> dict[str, Any]:
    """Return the scenario as TOML data, defaults left out: ``from_document`` of it gives an equal
    scenario."""
    document: dict[str, Any] = _plain(scenario)
    return document


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        keyed = shapes.keyed(type(value))  # type: ignore[arg-type]
        return {
            a.name: _plain(item)
            for a in attrs.fields(type(value))
            if not (a.name == "id" and keyed)
            if not _is_default(a, item := getattr(value, a.name))
        }
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _is_default(a: attrs.Attribute[Any], value: Any) -> bool:
    default: Any = a.default
    if default is attrs.NOTHING:
        return False
    return bool(value == (default.factory() if hasattr(default, "factory") else default))
