"""Curves over the whole game."""

from __future__ import annotations

from wargame.debrief.pages.page import Page, Told, faint
from wargame.session.log import GameLog


class Charts(Page):
    """What the eye saw of the tracks and the ladder from dawn to dawn, with what moved them most."""

    id, name, whole = "charts", "Charts", True

    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """Tell it."""
        from wargame.debrief.sections import charts

        found = (*charts.tracks(game, eye), *charts.ladder(game, eye))
        return found or faint("There is nothing to draw that this eye could see.")
