"""One game going on: who may act now, what came of it, and the only writer of its journal."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.session.game import Game, OrderError
    from wargame.session.log import GameLog
    from wargame.session.progress import GameError
    from wargame.session.setup import Difference, Note, SeatSetup, Settings

__all__ = ["Difference", "Game", "GameError", "GameLog", "Note", "OrderError", "SeatSetup", "Settings"]

_GAME = frozenset({"Game", "GameError", "GameLog", "OrderError"})


def __getattr__(name: str) -> Any:
    """Import the rules, and all they need, only for a game: who only looks for saves need not wait."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{'game' if name in _GAME else 'setup'}"), name)
