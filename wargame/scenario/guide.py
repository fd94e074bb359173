"""Lines that lead beginners through a game, one at the foot of a screen."""

from __future__ import annotations

from wargame.scenario.model import Moment, Scenario


def guided(scenario: Scenario, at: Moment, turn: int) -> str:
    """Return the line for a screen in a turn, its own before that for all turns; empty for none."""
    lines = {line.turn: line.text for line in scenario.guide if line.at == at}
    return lines.get(turn, lines.get(0, ""))
