"""Scenarios: reading them from files, checking them, and the language of their expressions.

``load(name)`` gives a scenario or raises ``ScenarioErrors`` with everything that is wrong; ``check(name)``
gives the same as a list, with warnings; ``library()`` says which scenarios there are, ``find(name)`` where
one lies. ``resolved_document(name)`` and ``from_document(data)`` are for saves, which carry their scenario
with them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from wargame.scenario.errors import Problem, ScenarioErrors

if TYPE_CHECKING:
    from wargame.scenario.dump import to_document
    from wargame.scenario.loader import (
        check,
        from_document,
        known_as,
        load,
        load_with_document,
        resolved_document,
    )
    from wargame.scenario.shelf import Entry, find, library

__all__ = [
    "Entry",
    "Problem",
    "ScenarioErrors",
    "check",
    "find",
    "from_document",
    "known_as",
    "library",
    "load",
    "load_with_document",
    "resolved_document",
    "to_document",
]

_SHELF = frozenset({"Entry", "find", "library"})


def __getattr__(name: str) -> Any:
    """Import the loader, and with it all it needs, only when somebody loads a scenario."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "shelf" if name in _SHELF else "dump" if name == "to_document" else "loader"
    module = importlib.import_module(f"{__name__}.{home}")
    return getattr(module, name)
