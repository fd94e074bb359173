"""One game going on: who may act now, what came of it, and the only writer of its journal."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.session.acting import OrderError
    from wargame.session.game import Game
    from wargame.session.log import GameLog
    from wargame.session.progress import GameError
    from wargame.session.setup import Difference, Note, SeatSetup, Settings

__all__ = ["Difference", "Game", "GameError", "GameLog", "Note", "OrderError", "SeatSetup", "Settings"]

_HOMES = {"Game": "game", "GameError": "progress", "GameLog": "log", "OrderError": "acting"}


def __getattr__(name: str) -> Any:
    """Import the rules, and all they need, only for a game: who only looks for saves need not wait."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES.get(name, 'setup')}"), name)
