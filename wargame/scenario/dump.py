"""From the objects of the model back to a plain TOML document, for saves: the reverse of ``structure``."""

from __future__ import annotations

from typing import Any

from wargame.scenario import shapes
from wargame.scenario.model import Scenario
from wargame.values import told


def to_document(scenario: Scenario) -> dict[str, Any]:
    """Return the scenario as TOML data, defaults left out: ``from_document`` of it gives an equal
    scenario."""
    document: dict[str, Any] = _plain(scenario)
    return document


def _plain(value: Any) -> Any:
    if shapes.is_class(value.__class__):
        keyed = shapes.keyed(value.__class__)
        return {name: _plain(item) for name, item in told(value).items() if not (name == "id" and keyed)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
