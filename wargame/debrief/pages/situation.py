"""Where things stood."""

from __future__ import annotations

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.pages.page import Page, Told
from wargame.debrief.sections import exchanges, situation, table, talks
from wargame.session.log import GameLog


class Situation(Page):
    """Tracks and ladder; with everything shown as they were after the turn, and what really happened then."""

    id, name = "situation", "Situation"

    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """Tell it."""
        lasting = talks.outlook(game.public(turn).agreements)
        if eye != EVERYTHING:
            view = game.public(turn) if eye == PUBLIC else game.view(eye, turn)
            return (situation.tracks(view.tracks), *situation.ladder(view.ladder), lasting)
        whole, after = game.debrief(turn), game.turns[turn - 1].closing is not None
        tracks, history = situation.tracks(whole.tracks, after=after), situation.history(whole.history)
        told = (tracks, *situation.ladder(whole.ladder), lasting, *history)
        if not (game.over and turn == game.turn):
            return told
        return (*told, exchanges.endings(game), table.questions(game.scenario), table.leading(game.scenario))
