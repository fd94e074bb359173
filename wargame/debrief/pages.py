"""The pages of a replay: what an eye saw in a turn, each page as blocks."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.debrief.model import Block, Paragraph, Section, Span
from wargame.debrief.sections import papers, situation
from wargame.debrief.sections.ledger import ledgers
from wargame.debrief.sections.odds import public_steps
from wargame.debrief.turns import all_orders, own_orders
from wargame.rules.views import News, by_prominence
from wargame.session.log import GameLog

EVERYTHING, PUBLIC = "everything", "public"
"""The eyes that are no seat's."""


def replay_page(game: GameLog, turn: int, eye: str, name: str) -> Sequence[Block]:
    """The page ``name`` (``situation``, ``papers``, ``orders`` or ``ledger``) of what the eye saw in a turn.
    Raises GameError for a wrong turn."""
    if eye == EVERYTHING:
        return _everything(game, turn, name)
    return _public(game, turn, name) if eye == PUBLIC else _seat(game, turn, eye, name)


def _everything(game: GameLog, turn: int, name: str) -> Sequence[Block]:
    view, record = game.debrief(turn), game.turns[turn - 1]
    if name == "situation":
        tracks = situation.tracks(view.tracks, after=record.closing is not None)
        return (tracks, *situation.ladder(view.ladder), *situation.history(view.history))
    if name == "papers":
        cables = [
            dispatch
            for seat in game.public(turn).seats
            for dispatch in papers.dispatches(game.cables(seat.id, turn), seat)
        ]
        return _came_in([*cables, *papers.letters(game.rules, record.opening.mail, turn)], view.news)
    if name == "orders":
        return tuple(all_orders(game, turn)) or _unplayed()
    written = view.dawn or view.ledger
    return ledgers(game.rules, view) if written else _faint("Nothing is written in the ledger of this turn.")


def _public(game: GameLog, turn: int, name: str) -> Sequence[Block]:
    view = game.public(turn)
    if name == "situation":
        return (situation.tracks(view.tracks), *situation.ladder(view.ladder))
    if name == "papers":
        return _came_in((), view.news)
    if name == "orders":
        return _faint("Orders are sealed. What came out of them is on the next page.")
    return _in_public(game, turn)


def _seat(game: GameLog, turn: int, seat: str, name: str) -> Sequence[Block]:
    view = game.view(seat, turn)
    if name == "situation":
        return (situation.tracks(view.tracks), *situation.ladder(view.ladder))
    if name == "papers":
        cables = papers.dispatches((c for c in view.cables if c.turn >= turn - 1), view.seat)
        letters = papers.letters(game.rules, view.received, turn)
        return _came_in([*cables, *letters], [item for item in view.news if item.turn >= turn - 1])
    if name == "orders":
        return tuple(own_orders(game, turn, view)) or _unplayed()
    reports = papers.dispatches((c for c in game.cables(seat, turn) if c not in view.cables), view.seat)
    return (*_came_in(reports, ()), Section("In public", tuple(_in_public(game, turn))))


def _came_in(first: Sequence[Block], news: Sequence[News]) -> Sequence[Block]:
    """Cables and letters first, they are fewer eyes' business; then the news."""
    public = (papers.news(by_prominence(news)),) if news else ()
    return (*first, *public) or _faint("Nothing came in.")


def _in_public(game: GameLog, turn: int) -> Sequence[Block]:
    return public_steps(game.reveal(turn)) or _faint("Nothing of this turn reached the public.")


def _unplayed() -> Sequence[Block]:
    return _faint("No orders yet: this turn has not been played.")


def _faint(text: str) -> Sequence[Block]:
    return (Paragraph((Span(text, "faint"),)),)
