"""Promises beside deeds, and whether those who had them ever learned."""

from __future__ import annotations

from typing import Literal

from wargame.ids import MoveId, SeatId
from wargame.rules.belief import knows_move
from wargame.rules.state import Pledge
from wargame.session.log import GameLog
from wargame.values import frozen


@frozen
class Promised:
    """A promise in a letter of the turn ``made``: that ``seat`` will (or will not) order ``move`` by the end
    of the turn ``by``, given ``to`` another. ``settled`` is the turn that decided it, None while it is open.
    ``learned`` is the turn after which its reader could tell: when it was settled, where the move is one that
    this seat sees; else when the deed got about; None where it never did."""

    seat: SeatId
    to: SeatId
    move: MoveId
    will: bool
    made: int
    by: int
    status: Literal["open", "kept", "broken"]
    settled: int | None
    learned: int | None


def promises(game: GameLog) -> tuple[Promised, ...]:
    """All promises given so far, in their order. Turns that were rewound are not in it."""
    closings = [record.closing.pledges for record in game.turns if record.closing is not None]
    found = []
    for n, pledge in enumerate(closings[-1] if closings else ()):
        course = [(turn, told[n]) for turn, told in enumerate(closings, 1) if n < len(told)]
        settled = next((turn for turn, then in course if then.status != "open"), None)
        sees = knows_move(game.scenario.moves[pledge.move], pledge.to)
        learned = settled if sees else next((turn for turn, then in course if then.leaked), None)
        found.append(_promised(pledge, settled, learned))
    return tuple(found)


def _promised(p: Pledge, settled: int | None, learned: int | None) -> Promised:
    return Promised(p.seat, p.to, p.move, p.will, p.made, p.by, p.status, settled, learned)
