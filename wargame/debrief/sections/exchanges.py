"""Exchanges: what was said in public before a turn was carried out, and who backed down."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.debrief.model import Item, List, Section, Span
from wargame.rules.account import Showdown
from wargame.rules.wording import outcome_words
from wargame.session.log import GameLog
from wargame.text import full_stop


def said(game: GameLog, turn: int) -> Iterator[Section]:
    """The exchanges of a turn, answer by answer, as everybody heard them."""
    for exchange in game.exchanges(turn):
        opening = Item((exchange.text,))
        lines = [
            Item(
                (line.seat, ": ", Span(f"{full_stop(line.name)} ", "strong"), line.text),
                ((Span(f"{', '.join(line.price)}.", "faint"),),) if line.price else (),
            )
            for line in exchange.lines
        ]
        yield Section(f"Back down? {exchange.name}", (List((opening, *lines)),))


def endings(game: GameLog) -> Section:
    """Who backed down in the whole game, and how high they stood."""
    items = [
        Item((Span(f"Turn {record.turn}: ", "faint"), outcome_words(game.rules, entry)))
        for record in game.turns
        if record.account is not None
        for entry in record.account.entries
        if isinstance(entry, Showdown)
    ]
    return Section("Who backed down", (List(tuple(items)),))
