"""Which moves open an exchange."""

from __future__ import annotations

from wargame.ids import MoveId, RungId
from wargame.scenario.model import Exchange, Scenario


def opening_moves(scenario: Scenario, exchange: Exchange) -> frozenset[MoveId]:
    """Return the moves that open an exchange: those that it lists, and all open ones of its seat that lift
    the ladder to its mark or higher."""
    ladder, found = scenario.ladder, set(exchange.moves)
    if ladder is not None and (mark := ladder.rungs.get(RungId(exchange.mark))):
        for id, move in scenario.moves.items():
            rung = ladder.rungs.get(RungId(move.rung))
            if move.seat == exchange.by and move.visibility == "open" and rung and rung.at >= mark.at:
                found.add(id)
    return frozenset(found)
