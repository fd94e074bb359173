"""How a seat plays on which nobody sits."""

from __future__ import annotations

import random

from wargame.rules.orders import Orders
from wargame.rules.views import SeatView
from wargame.session.seat import SeatDoor


class DefaultPolicy:
    """Orders what the scenario's declared default is."""

    def __init__(self, door: SeatDoor, argument: str = "") -> None:
        self._door = door

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return the default, whatever the view."""
        return self._door.default()
