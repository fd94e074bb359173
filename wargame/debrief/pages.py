"""The pages of a replay: what an eye saw in a turn, each page as blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wargame.debrief.eyes import EVERYTHING, PUBLIC
from wargame.debrief.model import Block, Paragraph, Section, Span
from wargame.debrief.sections import exchanges, papers, situation, table, talks
from wargame.debrief.sections.ledger import ledgers
from wargame.debrief.sections.odds import public_steps
from wargame.debrief.turns import all_orders, own_orders, question
from wargame.rules.views import News, by_prominence
from wargame.session.log import GameLog


def replay_page(game: GameLog, turn: int, eye: str, name: str) -> Sequence[Block]:
    """The page ``name`` of ``PAGES``: what the eye saw of it in a turn. Raises GameError for a wrong turn."""
    return PAGES[name][1](game, turn, eye)


def _situation(game: GameLog, turn: int, eye: str) -> Sequence[Block]:
    lasting = talks.outlook(game.public(turn).agreements)
    if eye == EVERYTHING:
        whole, after = game.debrief(turn), game.turns[turn - 1].closing is not None
        tracks = situation.tracks(whole.tracks, after=after)
        last = game.over and turn == game.turn
        end = (
            (exchanges.endings(game), table.questions(game.scenario), table.leading(game.scenario))
            if last
            else ()
        )
        history = situation.history(whole.history)
        return (tracks, *situation.ladder(whole.ladder), lasting, *history, *end)
    view = game.public(turn) if eye == PUBLIC else game.view(eye, turn)
    return (situation.tracks(view.tracks), *situation.ladder(view.ladder), lasting)


def _papers(game: GameLog, turn: int, eye: str) -> Sequence[Block]:
    if eye == PUBLIC:
        public = game.public(turn)
        return (*papers.front_page(public),) if public.news or public.also else _faint("Nothing came in.")
    if eye == EVERYTHING:
        cables = [
            dispatch
            for seat in game.public(turn).seats
            for dispatch in papers.dispatches(game.cables(seat.id, turn), seat)
        ]
        letters = papers.letters(game.rules, game.turns[turn - 1].opening.mail, turn)
        return _came_in([*cables, *letters], game.debrief(turn).news)
    view = game.view(eye, turn)
    late = papers.dispatches((cable for cable in view.cables if cable.turn >= turn - 1), view.seat)
    letters = papers.letters(game.rules, view.received, turn)
    return _came_in([*late, *letters], [item for item in view.news if item.turn >= turn - 1])


def _orders(game: GameLog, turn: int, eye: str) -> Sequence[Block]:
    if eye == PUBLIC:
        return _faint("Orders are sealed. What came out of them is on the next page.")
    view = None if eye == EVERYTHING else game.view(eye, turn)
    orders = all_orders(game, turn) if view is None else own_orders(game, turn, view)
    shown = tuple(orders) or _faint("The orders of this turn are laid open when it is resolved.")
    said = tuple(table.said(game, turn, "" if view is None else eye))
    beside = (table.at_the_table(game, turn), table.notes(game, turn)) if view is None else ()
    return (*question(game, turn, view), *shown, *said, *beside)


def _ledger(game: GameLog, turn: int, eye: str) -> Sequence[Block]:
    if eye == EVERYTHING:
        whole, spoken = game.debrief(turn), tuple(exchanges.said(game, turn))
        if whole.dawn or whole.ledger:
            decided = (table.decided(game),) if game.over and turn == game.turn else ()
            dawn, after = ledgers(game.rules, whole)
            return (dawn, *spoken, after, *decided)
        return _faint("Nothing is written in the ledger of this turn.")
    spoken, told = (*table.said(game, turn), *exchanges.said(game, turn)), public_steps(game.reveal(turn))
    steps: Sequence[Block] = (*spoken, *told) or _faint("Nothing of this turn reached the public.")
    if eye == PUBLIC:
        return steps
    view = game.view(eye, turn)
    reports = papers.dispatches((c for c in game.cables(eye, turn) if c not in view.cables), view.seat)
    return (*_came_in(reports, ()), Section("In public", tuple(steps)))


def _came_in(first: Sequence[Block], news: Sequence[News]) -> Sequence[Block]:
    """Cables and letters first, they are fewer eyes' business; then the news."""
    public = (papers.news(by_prominence(news)),) if news else ()
    return (*first, *public) or _faint("Nothing came in.")


def _faint(text: str) -> Sequence[Block]:
    return (Paragraph((Span(text, "faint"),)),)


PAGES: Mapping[str, tuple[str, Callable[[GameLog, int, str], Sequence[Block]]]] = {
    "situation": ("Situation", _situation),
    "papers": ("News", _papers),
    "orders": ("Orders", _orders),
    "ledger": ("What came of it", _ledger),
}
"""The pages by name, in their order: what each is called, and what makes it."""
