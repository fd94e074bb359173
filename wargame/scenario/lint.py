"""Semantic checks."""

from __future__ import annotations

from typing import Any

from wargame.scenario.errors import Finding
from wargame.scenario.model import Scenario


def examine(document: dict[str, Any], scenario: Scenario | None, *, warnings: bool) -> list[Finding]:
    """Return what is wrong."""
    return []
