"""The pages of a replay, one class each: what an eye saw of a turn.

A page gives blocks and outcomes, things told in a line or two that open: the screen shows what is behind one
when it is asked for, ``replay_page`` all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.debrief.eye import must_see
from wargame.debrief.model import Block, Paragraph, Section, text_of
from wargame.debrief.pages.charts import Charts
from wargame.debrief.pages.orders import OrdersPage
from wargame.debrief.pages.outcomes import Outcomes
from wargame.debrief.pages.page import Outcome, Page, Told
from wargame.debrief.pages.papers import Papers
from wargame.debrief.pages.situation import Situation
from wargame.debrief.pages.table import AtTheTable
from wargame.session.log import GameLog

__all__ = ["PAGES", "Outcome", "Page", "Told", "page_told", "replay_page"]

PAGES: Mapping[str, Page] = {
    page.id: page for page in (Situation(), Papers(), OrdersPage(), Outcomes(), AtTheTable(), Charts())
}
"""The pages by name, in their order."""


def page_told(game: GameLog, turn: int, eye: str, name: str) -> Told:
    """The page ``name`` of ``PAGES``: what the eye saw of it in a turn. Raises GameError for a wrong turn,
    and for an eye that may not look."""
    must_see(game, eye)
    return PAGES[name].told(game, turn, eye)


def replay_page(game: GameLog, turn: int, eye: str, name: str) -> Sequence[Block]:
    """The same as blocks, with all that opens open."""
    return tuple(_open(page_told(game, turn, eye, name)))


def _open(told: Told) -> Iterator[Block]:
    for part in told:
        if isinstance(part, Outcome):
            told = (Paragraph(part.note),) if part.note else ()
            yield Section(text_of(part.words), (*told, *part.entry) or (Paragraph(part.words),), part.words)
        else:
            yield part
