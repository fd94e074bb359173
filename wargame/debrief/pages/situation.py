"""Where things stood."""

from __future__ import annotations

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.pages.page import Page, Told
from wargame.debrief.sections import exchanges, situation, table, talks
from wargame.rules.belief import track_views
from wargame.rules.seat_views import ladder_view
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
        rules, turns, really = game.rules, game.upto(turn), game.scenario.debrief.history
        closing = turns[-1].closing
        tracks = situation.tracks(track_views(rules, turns, None), after=closing is not None)
        ladder = situation.ladder(ladder_view(rules, closing or turns[-1].opening, None))
        told = (tracks, *ladder, lasting, *situation.history(really[turn - 1] if turn <= len(really) else ""))
        if not (game.over and turn == game.turn):
            return told
        return (*told, exchanges.endings(game), table.questions(game.scenario), table.leading(game.scenario))
