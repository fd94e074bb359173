"""One game going on: who may act now, what came of it, and the only writer of its journal."""

from __future__ import annotations

from wargame.session.game import Game, GameError, OrderError
from wargame.session.setup import Difference, Note, SeatSetup, Settings

__all__ = ["Difference", "Game", "GameError", "Note", "OrderError", "SeatSetup", "Settings"]
