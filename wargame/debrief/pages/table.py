"""What was done beside the game."""

from __future__ import annotations

from wargame.debrief.eye import EVERYTHING
from wargame.debrief.pages.page import Page, Told, faint
from wargame.debrief.sections import table
from wargame.debrief.sections.umpire import umpired
from wargame.debrief.turns import undone
from wargame.session.log import GameLog


class AtTheTable(Page):
    """Orders taken back, changes of hands, what the umpire did, rewinds with what they took out of play,
    notes and bookmarks."""

    id, name = "table", "At the table"

    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """Tell it."""
        told = [table.at_the_table(game, turn)]
        if eye == EVERYTHING:
            told += [umpired(game, [turn]), *undone(game, turn), table.notes(game, turn)]
        found = tuple(
            section for section in told if any(getattr(one, "items", one) for one in section.blocks)
        )
        return found or faint("Nothing was taken back, rewound or noted in this turn.")
