"""How long decisions took."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from wargame.ids import SeatId
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class DecisionTime:
    """A seat's orders of a turn, or an answer in an exchange. ``seconds`` is for how long its desk was open
    in that turn, all in all: None for an answer, which all watch, in games saved before this was kept, and
    where a machine or a script decided. ``waited`` is how many seconds went by since the decision before it
    in the same turn, whoever took that, with handing over and talk in it: None for the first one of a turn.
    ``late``: the clock decided."""

    turn: int
    seat: SeatId
    what: Literal["orders", "answer"]
    seconds: int | None
    waited: int | None
    late: bool


def times(game: GameLog) -> tuple[DecisionTime, ...]:
    """The decisions that count, in the order in which they were taken: of orders that were taken back and
    given again, the last. Turns that were rewound are not in it."""
    found: list[DecisionTime] = []
    before: datetime | None = None
    for taken in game.decisions:
        if not found or found[-1].turn != taken.turn:
            before = None
        waited = None
        if before is not None and taken.at is not None:
            waited = max(0, int((taken.at - before).total_seconds()))
        found.append(DecisionTime(taken.turn, taken.seat, taken.what, taken.seconds, waited, taken.late))
        before = taken.at
    return tuple(found)
