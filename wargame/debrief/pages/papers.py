"""What came in with the dawn."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.debrief.eye import EVERYTHING, PUBLIC
from wargame.debrief.model import Block
from wargame.debrief.pages.page import Page, Told, faint
from wargame.debrief.sections import papers
from wargame.rules.bulletins import dawn_news, news
from wargame.rules.views import News, by_prominence
from wargame.session.log import GameLog


class Papers(Page):
    """Cables and letters first, they are fewer eyes' business; then the news."""

    id, name = "papers", "News"

    def told(self, game: GameLog, turn: int, eye: str) -> Told:
        """Tell it."""
        rules = game.rules
        if eye == PUBLIC:
            public = game.public(turn)
            return (*papers.front_page(public),) if public.news or public.also else _came_in((), ())
        if eye == EVERYTHING:
            cables = [
                dispatch
                for seat in game.seats
                for dispatch in papers.dispatches(game.cables(seat.id, turn), seat)
            ]
            letters = papers.letters(rules, game.turns[turn - 1].opening.mail, turn)
            record = game.turns[turn - 1]
            return _came_in([*cables, *letters], (*dawn_news(rules, record), *news(rules, record)))
        view = game.view(eye, turn)
        late = papers.dispatches((cable for cable in view.cables if cable.turn >= turn - 1), view.seat)
        letters = papers.letters(rules, view.received, turn)
        return _came_in([*late, *letters], [item for item in view.news if item.turn >= turn - 1])


def _came_in(first: Sequence[Block], news: Sequence[News]) -> Told:
    public = (papers.news(by_prominence(news)),) if news else ()
    return (*first, *public) or faint("Nothing came in.")
