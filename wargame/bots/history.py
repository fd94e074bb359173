"""What the real holders of the seats did, as far as the game lets it be done again."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from wargame.ids import MoveId, SeatId
from wargame.rules.compiled import Rules
from wargame.rules.orders import Order, Orders, order_with
from wargame.rules.views import SeatView
from wargame.scenario.model import Deeds
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
        for deed in self._record[view.turn.number - 1]:
            more = (*moves, deed)
            if not self._door.problems(Orders(moves=more)):
                moves = more
        return Orders(moves=moves, why="As it was done.") if moves else self._door.default()


def deeds(rules: Rules, seat: SeatId) -> tuple[tuple[Order, ...], ...]:
    """Return for each turn of the calendar what the seat's real holder did in it, each move once, as it was
    done first."""
    record = rules.scenario.seats[seat].record
    return tuple(
        tuple(_once(rules, (deed for deed in record if turn.start <= deed.on <= turn.end)))
        for turn in rules.calendar
    )


def _once(rules: Rules, record: Iterable[Deeds]) -> Iterator[Order]:
    seen: set[MoveId] = set()
    for deed in record:
        for move in deed.moves:
            if move not in seen:
                seen.add(move)
                yield order_with(rules.scenario.moves[move], deed.options.get(move, ()))
