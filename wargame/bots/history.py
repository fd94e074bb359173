"""What the real holders of the seats did, as far as the game lets it be done again."""

from __future__ import annotations

import random
from collections.abc import Iterable

from wargame.ids import MoveId, SeatId
from wargame.rules.compiled import Rules
from wargame.rules.orders import Order, Orders
from wargame.rules.views import SeatView
from wargame.session.seat import SeatDoor


class HistoryPolicy:
    """Orders what stands in the seat's record for the days of the turn: what is open and can be paid, first
    one first. Where none of it can be ordered it gives the seat's default."""

    def __init__(self, door: SeatDoor, argument: str = "") -> None:
        self._door = door
        self._record = deeds(door.rules, door.id)

    def choose(self, view: SeatView, rng: random.Random) -> Orders:
        """Return the deeds of this turn, or the default."""
        moves: tuple[Order, ...] = ()
        for move in self._record[view.turn.number - 1]:
            more = (*moves, Order(move))
            if not self._door.problems(Orders(moves=more)):
                moves = more
        return Orders(moves=moves, why="As it was done.") if moves else self._door.default()


def deeds(rules: Rules, seat: SeatId) -> tuple[tuple[MoveId, ...], ...]:
    """Return for each turn of the calendar what the seat's real holder did in it, each move once."""
    record = rules.scenario.seats[seat].record
    return tuple(
        _once(move for deed in record if turn.start <= deed.on <= turn.end for move in deed.moves)
        for turn in rules.calendar
    )


def _once(moves: Iterable[MoveId]) -> tuple[MoveId, ...]:
    return tuple(dict.fromkeys(moves))
